"""Spelling and grammar, by programs where they are installed: they are run, and never imported.

Hunspell knows a language where it has a dictionary; Grammalecte knows French. The words of the
project's glossary are known to both.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path

from acquit.catalogue.locales import chain
from acquit.problems import MendableError
from acquit.rules.rule import Finding
from acquit.text.masking import MASK

#: The names of what they find, for exceptions.
SPELLING, GRAMMAR = "spelling", "grammar"
HUNSPELL, GRAMMALECTE = "hunspell", "grammalecte-cli"
#: Typography is for the project's own rules, which know what a message is.
_TYPOGRAPHY = (
    "apos typo nbsp esp tab num unit nf liga mapos chim ocr maj minis virg tu date mc html latex md"
)
#: Stands for what is no prose: Grammalecte takes capitals for a name.
_NAME = "N"
#: A hyphen within a word: its parts are words.
_COMPOUND = re.compile(r"(?<=\w)-(?=\w)")
_MOST_SUGGESTIONS = 3


class SpellingError(MendableError):
    """A program that is installed can't be used."""


#: The number of a text, the rule, what it finds there.
Found = tuple[int, str, Finding]


def programs(locale: str) -> list[str]:
    """Return the programs that know a language here."""
    found = [HUNSPELL] if _dictionary(locale) else []
    is_french = chain(locale)[-1] == "fr"
    return [*found, GRAMMALECTE] if is_french and shutil.which(GRAMMALECTE) else found


def misspelt(texts: Sequence[str], locale: str, known: Collection[str]) -> Iterator[Found]:
    """Yield what is misspelt in masked texts, or wrong in their grammar.

    `known` are words that are right, whatever a dictionary says; with a * at its end a word may go
    on. Raises SpellingError where a program fails.
    """
    lines = [" ".join(text.split("\n")) for text in texts]
    words = [re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in known]
    accepted = re.compile("|".join(words) or r"(?!)", re.IGNORECASE)
    if dictionary := _dictionary(locale):
        yield from _by_hunspell(lines, dictionary, accepted)
    if GRAMMALECTE in programs(locale):
        yield from _by_grammalecte(lines, accepted)


@cache
def _dictionary(locale: str) -> str | None:
    """The name of Hunspell's dictionary for a language, of a region if there is one for it."""
    if not shutil.which(HUNSPELL):
        return None
    listed = _run([HUNSPELL, "-D"], "")
    names = sorted({Path(line.strip()).name for line in listed.split("\n") if line.startswith("/")})
    for name in chain(locale):
        near = [each for each in names if each == name or each.startswith(f"{name}_")]
        if near:
            usual = f"{name}_{name.upper()}"
            return usual if usual in near else near[0]
    return None


def _by_hunspell(
    lines: Sequence[str], dictionary: str, accepted: re.Pattern[str]
) -> Iterator[Found]:
    # Parts of a compound are words. Each line begins with a sign that takes the rest for text.
    asked = "".join(f"^{_COMPOUND.sub(' ', line.replace(MASK, ' '))}\n" for line in lines)
    answers = _run([HUNSPELL, "-a", "-i", "utf-8", "-d", dictionary], asked).split("\n")[1:]
    number, end = 0, 0
    for answer in answers:
        if not answer:  # which ends what is said of a line
            number, end = number + 1, 0
        elif answer[0] in "&#":
            about, _, suggested = answer.partition(": ")
            word = about.split()[1].rstrip(".")
            start = max(lines[number].find(word, end), 0)
            end = start + len(word)
            bare = re.split("['’]", word)[-1]  # d’Acquit
            if not (accepted.fullmatch(word) or accepted.fullmatch(bare)):
                proposals = suggested.split(", ")[:_MOST_SUGGESTIONS] if suggested else []
                said = f"write {' or '.join(proposals)}, or" if proposals else "if it is right,"
                hint = f"{said} put it into the glossary"
                yield number, SPELLING, Finding(start, end, f"“{word}” is in no dictionary", hint)


def _by_grammalecte(lines: Sequence[str], accepted: re.Pattern[str]) -> Iterator[Found]:
    with tempfile.TemporaryDirectory(prefix="acquit-grammar-") as folder:
        file = Path(folder, "texts.txt")
        text = "".join(f"{line.replace(MASK, _NAME)}\n" for line in lines)
        file.write_text(text, encoding="utf-8")
        options = ["-j", "-owe", "-off", *_TYPOGRAPHY.split()]
        said = _run([GRAMMALECTE, "-f", str(file), *options], "")
    try:
        answer = json.loads(said)
    except ValueError as error:
        raise SpellingError(f"{GRAMMALECTE} can’t be used: {said.strip() or error}") from error
    for paragraph in answer["data"]:
        for wrong in paragraph["lGrammarErrors"]:
            words = lines[paragraph["iParagraph"] - 1][wrong["nStart"] : wrong["nEnd"]]
            if MASK in words or accepted.fullmatch(words):
                continue  # nobody knows what stands there, or somebody does
            proposals = wrong["aSuggestions"][:_MOST_SUGGESTIONS]
            hint = f"write {' or '.join(proposals)}" if proposals else ""
            finding = Finding(wrong["nStart"], wrong["nEnd"], wrong["sMessage"], hint)
            yield paragraph["iParagraph"] - 1, GRAMMAR, finding


def _run(command: Sequence[str], given: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - programs of the machine's own, found by name
            command, input=given, capture_output=True, text=True, encoding="utf-8", check=False
        )
    except OSError as error:
        raise SpellingError(f"{command[0]} can’t be run: {error.strerror}") from error
    return done.stdout if done.stdout.strip() else done.stderr
