"""Which rules a language has: those of every language, then its own."""

from collections.abc import Iterable

from acquit.rules import every_language, french_typography, french_wording, german
from acquit.rules.glossary import Term, glossary_rules
from acquit.rules.rule import Rule

#: A new language's rules are a module with `RULES`, named here.
BY_LANGUAGE: dict[str, tuple[Rule, ...]] = {
    "de": german.RULES,
    "fr": (*french_typography.RULES, *french_wording.RULES),
}


def rules_for(locale: str, terms: Iterable[Term] = ()) -> tuple[Rule, ...]:
    """Return the rules for a language, with the terms of its glossary.

    Rules know themselves how a region, `fr_CA`, differs.
    """
    own = BY_LANGUAGE.get(locale.split("_")[0], ())
    return (*every_language.RULES, *own, *glossary_rules(terms))
