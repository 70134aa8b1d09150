"""French wording: how readers are spoken to, times and ordinals, and the words around a control."""

import re
from collections.abc import Iterator

from acquit.kinds import ACTIONS, KEY
from acquit.rules.rule import Finding, Pair, Rule
from acquit.text.masking import MASK
from acquit.text.references import mentions

_I = re.IGNORECASE
NO_BREAK = "\u00a0"
_SPACE = "[ \u00a0\u202f]"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"


def _finding(
    match: re.Match[str], message: str, hint: str = "", replacement: str | None = None
) -> Finding:
    return Finding(match.start(), match.end(), message, hint, replacement)


_CLOCK = re.compile(rf"\b\d{{1,2}}(?::\d\d)?{_SPACE}?(?:[ap]\.m\.|[ap]m\b)", _I)
_HOUR = re.compile(r"(?<![+−:.-])\b([01]?\d|2[0-4])(?:h([0-5]\d)?|:([0-5]\d))(?![\w:])")


def time_of_day(pair: Pair) -> Iterator[Finding]:
    """Hours count to 24, with spaces around h."""
    for match in _CLOCK.finditer(pair.masked):
        yield _finding(match, f"French hours count to 24: “{match[0]}”", "write 14 h 30")
    for match in _HOUR.finditer(pair.masked):
        minutes = (match[2] or match[3] or "").replace("00", "")
        right = NO_BREAK.join(filter(None, (match[1], "h", minutes)))
        yield _finding(match, f"French hours are written {right}", replacement=right)


_MONTH = re.compile(rf"\d(?:er)?{_SPACE}({_MONTHS})\b", _I)
_FIRST = re.compile(rf"(?<!\d)(?:0?1)(?:ier|ère)?(?={_SPACE}(?:{_MONTHS})\b)", _I)


_AMERICAN = re.compile(r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:\d{4}|\d\d)(?![\d/])")


def date(pair: Pair) -> Iterator[Finding]:
    """The day comes first, months have no capital, the first of a month is 1er."""
    for match in _AMERICAN.finditer(pair.masked):
        yield _finding(match, f"in {match[0]} the month comes first", "write the day first")
    for match in _MONTH.finditer(pair.masked):
        right = match[1].lower()
        if match[1] != right:
            message = f"months have no capital: {right}"
            yield Finding(match.start(1), match.end(1), message, "", right)
    for match in _FIRST.finditer(pair.masked):
        yield _finding(match, "the first of a month is 1er", replacement="1er")


_ORDINAL = re.compile(r"\b(\d+)(i?[èe]mes?|èmes?|eme|è|ier|i?ère|nd|nde|st|rd|th)\b")


def ordinal(pair: Pair) -> Iterator[Finding]:
    """Ordinals are 1er, 1re, 2e."""
    for match in _ORDINAL.finditer(pair.masked):
        right = {"ier": "1er", "ère": "1re", "ière": "1re"}.get(match[2], f"{match[1]}e")
        yield _finding(match, f"the ordinal is {right}, not {match[0]}", replacement=right)


_SIGN = re.compile(rf"([€$£]|\b(?:EUR|CAD|USD)){_SPACE}?(\d[\d  .,]*\d|\d)")


def currency(pair: Pair) -> Iterator[Finding]:
    """The currency stands after the amount."""
    for match in _SIGN.finditer(pair.masked):
        right = f"{match[2]}{NO_BREAK}{match[1]}"
        yield _finding(match, f"the currency stands after the amount: {right}", replacement=right)


_INCLUSIVE = re.compile(r"\b[^\W\d_]{2,}(?:\((?:e?s|e|nes?|trices?|x)\)|[·•]\w+)")


def inclusive(pair: Pair) -> Iterator[Finding]:
    """No `(s)`, `(e)` or `·e`: screen readers stumble over them."""
    for match in _INCLUSIVE.finditer(pair.masked):
        hint = "write the plural, or a word that is the same for all"
        yield _finding(match, f"“{match[0]}” can’t be read out", hint)


_POLITE = re.compile(r"\b(?:veuillez|merci de|prière de)\b", _I)


def polite(pair: Pair) -> Iterator[Finding]:
    """Steps are imperatives, without *veuillez*."""
    for match in _POLITE.finditer(pair.masked):
        yield _finding(match, f"“{match[0]}” makes the sentence longer", "write the imperative")


_TU = re.compile(
    r"(?<![\w-])(?:[Tt]u|[Tt]oi|(?<!un )(?<!le )(?<!du )(?<!ce )[Tt]on|[Tt]es|[Tt]e|[Tt]a"
    r"|[Tt]’(?=[aeéèêiouyh]))(?!\w)"
)


def tu(pair: Pair) -> Iterator[Finding]:
    """Readers are *vous* throughout."""
    for match in _TU.finditer(pair.masked):
        yield _finding(match, f"“{match[0]}”: readers are vous", "write vous, votre, vos")


#: Words that end as infinitives do, and are none.
_NO_VERB = frozenset(
    (
        *("premier", "dernier", "hier", "papier", "dossier", "fichier", "particulier", "entier"),
        *("courrier", "janvier", "février", "contre", "entre", "outre", "votre", "notre", "autre"),
        *("titre", "loisir", "soir", "centre", "nombre", "chiffre", "lettre", "ordre", "cadre"),
    )
)
_INFINITIVE = re.compile(
    rf"(?:^\W*|^(?:dans|sous|sur|pour|à côté|si|depuis|après|en)\b[^.!?]*?, )"
    rf"(?:(?:se |s’)?)(?P<verb>[^\W\d_]+(?:er|ir|oir|re))"
    rf"(?=[ ](?:le|la|les|l’\w*|un|une|des|du|votre|vos|sur|dans|à|au|aux|ce|cette|ces|{MASK}+"
    r"|que|ensuite|puis)\b|[ ]\ufffc)",
    _I,
)


def step_mood(pair: Pair) -> Iterator[Finding]:
    """A step begins with an imperative; labels are infinitives."""
    if not pair.is_step or pair.is_label:
        return
    for match in _INFINITIVE.finditer(pair.masked):
        verb = match["verb"]
        if verb.lower() not in _NO_VERB:
            hint = "write what the reader does as an order: sélectionnez, saisissez, ouvrez"
            yield Finding(match.start("verb"), match.end(), f"the step says “{verb}”", hint)


_ARTICLE = re.compile(r"(?<!\w)(?P<word>l’|d’|qu’|(?:du|au|aux|le|la|les|des|un|une)[ ])[*_]*$", _I)
#: The noun for a control, and the kinds that it may stand for.
_NOUNS: dict[str, tuple[str, ...]] = {
    "bouton": ("button", "icon", "switch", "tab"),
    "lien": ("link", "icon", "tab"),
    "onglet": ("tab", "button", "link"),
    "champ": (
        *("combobox", "file", "listbox", "searchbox", "spinbutton", "textbox"),
        *("checkbox", "switch"),
    ),
    "liste": ("combobox", "listbox", "radiogroup", "table", "list", "grid"),
    "case": ("checkbox", "switch"),
    "commande": ("menuitem", "button", "link"),
    "menu": ("button", "icon", "link", "menu", "menuitem", "navigation", "tab", "combobox"),
    "touche": (KEY,),
}
_NOUN = re.compile(
    rf"\b({'|'.join(_NOUNS)})s?(?: à cocher| de menu| déroulante?)?[ ][*_«\u00a0]*$", _I
)
_VERB = re.compile(
    r"\b(?:sélectionnez|choisissez|ouvrez|cliquez sur|appuyez sur|cochez|décochez|remplissez|dans"
    r"|saisissez)[ ][*_«\u00a0]*$",
    _I,
)
_NAMED = frozenset(("button", "link", "tab", "menuitem", "textbox", "combobox", "checkbox"))


def placeholder_article(pair: Pair) -> Iterator[Finding]:
    """No article, elision or contraction right before a control: it doesn't agree with labels."""
    for mention in mentions(pair.text):
        if mention.part == "value" or mention.name not in pair.controls.kinds:
            continue
        before = pair.text[: mention.start]
        if found := _ARTICLE.search(before):
            written = found["word"] + mention.written
            hint = "put a noun between: le bouton {…}, la section {…}, le statut {…}"
            end = mention.end
            yield Finding(found.start(), end, f"“{written}” can’t agree with the label", hint)


def placeholder_noun_role(pair: Pair) -> Iterator[Finding]:
    """The noun before a control is that of its role: a button is no link."""
    for mention in mentions(pair.text):
        kind = pair.controls.kinds.get(mention.name)
        if kind is None or mention.part == "value":
            continue
        before = pair.text[: mention.start]
        end = mention.end
        if (noun := _NOUN.search(before)) and kind not in _NOUNS[noun[1].lower()]:
            message = f"“{noun[0]}{mention.written}”: {mention.written} is a {kind}"
            usual = next((word for word, kinds in _NOUNS.items() if kind in kinds), "")
            hint = f"write {usual} {mention.written}" if usual else "name what it is"
            yield Finding(noun.start(), end, message, hint)
        elif kind in _NAMED & ACTIONS and (verb := _VERB.search(before)):
            usual = next(word for word, kinds in _NOUNS.items() if kind in kinds)
            message = f"no noun says what {mention.written} is"
            yield Finding(verb.start(), end, message, f"write {usual} {mention.written}")


_APART = re.compile(r"\b(à|de) (les?)(?= (?!\w+(?:er|ir|re|oir)\b)[\w*«{])", _I)
_CONTRACTED = {"à le": "au", "à les": "aux", "de le": "du", "de les": "des"}


def contraction(pair: Pair) -> Iterator[Finding]:
    """*à le* is *au*, *de les* is *des*; before a verb, *le* and *les* are pronouns."""
    for match in _APART.finditer(pair.masked):
        right = _CONTRACTED[match[0].lower()]
        right = right.capitalize() if match[0][0].isupper() else right
        yield _finding(match, f"“{match[0]}” is {right}", replacement=right)


_HAS = re.compile(r"\bà(?= (?:déjà |bien |pas |toujours |été )?(?:été|eu|pu|dû)\b)", _I)
_PREPOSITION = re.compile(r"\ba(?= (?:partir|propos|condition|défaut) d)|(?<=grâce )a\b", _I)


def homophone(pair: Pair) -> Iterator[Finding]:
    """*a* is a verb, *à* a preposition."""
    for match in _HAS.finditer(pair.masked):
        yield _finding(match, "the verb is a, without an accent", replacement="a")
    for match in _PREPOSITION.finditer(pair.masked):
        yield _finding(match, "the preposition is à", replacement="à")


_DENIED = re.compile(r"\b(?:not|never|cannot|no longer|nothing|nobody)\b|n['’]t\b", _I)
_DENIAL = re.compile(
    r"\b(?:ne|n|pas|plus|jamais|aucune?|rien|personne|sans|non|ni|impossible|échec|échoué\w*|sauf"
    r"|refus\w*|inutile|erroné\w*|arrêt\w*|évite\w*|encore|ignor\w*|absent\w*|manqu\w*"
    r"|in\w{4,}|im\w{4,}|dés\w{3,}|expir\w*|laissez|conserv\w*|interdit\w*|cess\w*|seul\w*)\b",
    _I,
)


def negation(pair: Pair) -> Iterator[Finding]:
    """What the source denies, the translation denies."""
    if _DENIED.search(pair.masked_source) and not _DENIAL.search(pair.masked):
        denied = _DENIED.findall(pair.masked_source)[0]
        message = f"the source says “{denied}”, the translation denies nothing"
        yield Finding(0, len(pair.text), message, "write ne … pas, or what says the same")


RULES = (
    Rule("time", time_of_day),
    Rule("date", date),
    Rule("ordinal", ordinal),
    Rule("currency", currency),
    Rule("inclusive", inclusive),
    Rule("polite", polite),
    Rule("tu", tu),
    Rule("contraction", contraction),
    Rule("homophone", homophone),
    Rule("negation", negation),
    Rule("step-mood", step_mood),
    Rule("placeholder-article", placeholder_article),
    Rule("placeholder-noun-role", placeholder_noun_role),
)
