"""What is wrong in a catalogue is told with its line: placeholders, plurals, headers."""

from pathlib import Path

import pytest

from acquit.catalogue.checking import ALL_FORMATS, OF_PAGES, check_catalogue, check_catalogues
from tests.support.project import ROOT

HEADER = "Content-Type: text/plain; charset=UTF-8"
PLURALS = "Plural-Forms: nplurals=2; plural=(n > 1);"


def written(folder: Path, body: str = "", *headers: str, locale: str = "fr") -> Path:
    path = folder / locale / "LC_MESSAGES" / "widget.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = "".join(f'"{each}\\n"\n' for each in headers or (HEADER, PLURALS))
    path.write_text(f'msgid ""\nmsgstr ""\n{head}\n{body}', encoding="utf-8")
    return path


def said(path: Path, formats: frozenset[str] = ALL_FORMATS, locale: str = "fr") -> list[str]:
    return [
        f"{problem.location.line}: {problem.message}"
        for problem in check_catalogue(path, locale, formats)
    ]


def wrong(folder: Path, source: str, text: str, flag: str = "python-format") -> list[str]:
    """What is said of one message; it stands in line 7."""
    body = f'#, {flag}\nmsgid "{source}"\nmsgstr "{text}"\n'
    found = said(written(folder, body))
    assert all(each.startswith(f"7: the translation of '{source[:20]}") for each in found)
    return [each.split("' ", 1)[1] for each in found]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Pay %(amount)s", "Payer %(amount)s"),
        ("%(a)s of %(b)s", "%(b)s : %(a)s, %(b)s"),
        ("100 %% of %(amount)s", "100 %% de %(amount)s"),
        ("100 %% of %(amount)s", "%(amount)s tout entier"),
        ("Page %s of %d", "Page %s sur %d"),
    ],
)
def test_a_right_translation(tmp_path, source, text):
    assert wrong(tmp_path, source, text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Payer %(montant)s", "isn't right: unknown named placeholder 'montant'"),
        ("Payer %(amount)d", "isn't right: incompatible format for placeholder 'amount'"),
        ("Payer %s", "isn't right: the format strings are of different kinds"),
        ("Payer", "loses %(amount)s"),
        ("Payer %%(amount)s", "loses %(amount)s"),
        ("Payer (amount)s", "loses %(amount)s"),
        ("Payer %(amount)s à 100 %", "has a % that fills in nothing"),
        ("Payer 100 % de %(amount)s", "isn't right: format string mixes"),
        ("Payer %(amount)9999999999s", "loses %(amount)s"),
        ("Payer %(amount)s %(amount)99s", "has a % that fills in nothing"),
        ("Payer %(amount)s %(amount", "has a % that fills in nothing"),
    ],
)
def test_a_wrong_placeholder(tmp_path, text, fault):
    found = wrong(tmp_path, "Pay %(amount)s", text)
    assert [each for each in found if each.startswith(fault)]


TWICE = "invents {amount} (it stands there 2 times, in the source 1)"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Payer {amount}", []),
        ("Payer {montant}", ["invents {montant}", "loses {amount}"]),
        ("Payer", ["loses {amount}"]),
        ("Payer {amount} {amount}", [TWICE]),
    ],
)
def test_a_wrong_reference(tmp_path, text, faults):
    assert wrong(tmp_path, "Pay {amount}", text, "python-brace-format") == faults


@pytest.mark.parametrize(
    ("text", "faults"),
    [("{1} de {0}", []), ("{0} de {2}", ["invents {2}", "loses {1}"]), ("{0} {1", ["loses {1}"])],
)
def test_numbered_braces(tmp_path, text, faults):
    assert wrong(tmp_path, "{0} of {1}", text, "python-brace-format") == faults


@pytest.mark.parametrize("source", ["100 % of {due}", "50% off", "%(x)s, literally"])
def test_a_percent_sign_is_one_where_no_flag_says_otherwise(tmp_path, source):
    path = written(tmp_path, f'msgid "{source}"\nmsgstr "100 % de {{due}}"\n')
    assert said(path) == []


def test_on_pages_a_percent_sign_is_one_whatever_a_tool_flagged(tmp_path):
    body = '#, python-format, python-brace-format\nmsgid "100 % of {due}"\nmsgstr "{due}, à 100 %"'
    path = written(tmp_path, body)
    assert said(path, OF_PAGES) == []
    assert len(said(path, ALL_FORMATS)) == 1


def test_what_is_fuzzy_obsolete_or_missing_is_not_shown_and_not_checked(tmp_path):
    one = '#, {}python-format\n{}msgid "%(a)s"\n{}msgstr "{}"\n\n'
    body = (
        one.format("fuzzy, ", "", "", "%(b)s")
        + one.format("", "#~ ", "#~ ", "%(b)s").replace("%(a)s", "%(c)s")
        + one.format("", "", "", " ").replace("%(a)s", "%(d)s")
    )
    assert said(written(tmp_path, body)) == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Payer\x07", ["has the control character U+0007"]),
        ("Pa\x85yer", ["has the control character U+0085"]),
        ("Payer\\n", ["has the control character U+000A", "ends with a line break"]),
        ("\\tPayer", ["has the control character U+0009"]),
        ("Pay\u00a0er\u202f", []),
    ],
)
def test_control_characters(tmp_path, text, faults):
    found = said(written(tmp_path, f'msgid "Pay"\nmsgstr "{text}"\n'))
    assert [fault in each for fault, each in zip(faults, found, strict=True)] == [True] * len(found)


def test_a_line_break_that_the_source_has(tmp_path):
    assert said(written(tmp_path, 'msgid "Pay\\nnow"\nmsgstr "Payer\\nmaintenant"\n')) == []
    (found,) = said(written(tmp_path, 'msgid "Pay\\n"\nmsgstr "Payer"\n'))
    assert found.endswith("ends without the line break of its source")


# Plurals ----------------------------------------------------------------------------------------


def of_plurals(forms: list[str], flag: str = "python-format") -> str:
    texts = "".join(f'msgstr[{n}] "{form}"\n' for n, form in enumerate(forms))
    return f'#, {flag}\nmsgid "%(num)s bill"\nmsgid_plural "%(num)s bills"\n{texts}'


@pytest.mark.parametrize(
    ("forms", "faults"),
    [
        (["%(num)s facture", "%(num)s factures"], []),
        (["une facture", "%(num)s factures"], ["loses %(num)s"]),
        (["%(num)s facture", "%(nombre)s factures"], ["unknown named placeholder 'nombre'"]),
        (["%(num)s facture"], ["has 1 plural forms, not 2"]),
        (["%(num)s", "%(num)s", "%(num)s"], ["has 3 plural forms, not 2"]),
    ],
)
def test_plural_forms_of_a_message(tmp_path, forms, faults):
    found = said(written(tmp_path, of_plurals(forms)))
    assert [fault in each for fault, each in zip(faults, found, strict=True)] == [True] * len(found)


def test_a_form_may_leave_out_what_one_of_its_sources_leaves_out(tmp_path):
    body = of_plurals(["une facture", "%(num)s factures"]).replace('"%(num)s bill"', '"one bill"')
    assert said(written(tmp_path, body)) == []


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ("nplurals=2; plural=(n > 1);", ""),
        ("nplurals=3; plural=(n == 0 || n == 1) ? 0 : n % 1000000 == 0 ? 1 : 2;", ""),
        ("nplurals = 2 ; plural = n>1", ""),
        ("nplurals=1; plural=0;", "has 1 forms; fr has 2 or 3"),
        ("nplurals=INTEGER; plural=EXPRESSION;", "it isn't `nplurals=…; plural=…;`"),
        ("nplurals=2;", "it isn't"),
        ("nplurals=99999999999; plural=n;", "no language has 999999999 forms"),
        ("nplurals=0; plural=0;", "no language has 0 forms"),
        ("nplurals=2; plural=n;", "for 2 it names form 2 of 2"),
        ("nplurals=2; plural=n-1;", "gettext can't use"),
        ("nplurals=2; plural=1/n;", "divides by zero where the number is 0"),
        ("nplurals=2; plural=n>1;import os", "gettext can't use"),
        ("nplurals=2; plural=" + "(" * 400 + "n" + ")" * 400 + ";", "gettext can't use"),
        ("nplurals=2; plural=" + "n*" * 999 + "0;", "gettext can't use"),
    ],
)
def test_the_header_of_plurals(tmp_path, header, fault):
    found = said(written(tmp_path, "", HEADER, f"Plural-Forms: {header}"))
    assert len(found) == bool(fault)
    assert all(each.startswith("4: ") and fault in each for each in found)


def test_plurals_need_their_header(tmp_path):
    body = of_plurals(["%(num)s facture", "%(num)s factures"])
    assert said(written(tmp_path, body, HEADER)) == [
        "1: the header has no Plural-Forms, and there are plurals"
    ]


# Headers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "locale", "fault"),
    [
        ("Language: fr", "fr", ""),
        ("Language: ", "fr", ""),
        ("Language: fr_FR", "fr", ""),
        ("Language: fr-CA", "fr_CA", ""),
        ("Language: fr", "fr_CA", ""),
        ("Language: zh_TW", "zh_Hant", ""),
        ("Language: de", "fr", "the header says Language: de, in the folder of fr"),
        ("Language: French", "fr", "the header says Language: French, in the folder of fr"),
        ("Language: fr_CA", "fr_BE", "the header says Language: fr_CA, in the folder of fr_BE"),
        ("Language: zh_CN", "zh_TW", "the header says Language: zh_CN, in the folder of zh_TW"),
        ("language: pt", "fr", "the header says Language: pt, in the folder of fr"),
    ],
)
def test_the_header_of_the_language(tmp_path, header, locale, fault):
    path = written(tmp_path, "", HEADER, header, locale=locale)
    assert said(path, locale=locale) == ([f"4: {fault}"] if fault else [])


@pytest.mark.parametrize("charset", ["UTF-8", "utf-8", "utf8"])
def test_the_header_of_the_characters(tmp_path, charset):
    assert said(written(tmp_path, "", f"Content-Type: text/plain; charset={charset}")) == []


@pytest.mark.parametrize("charset", ["ISO-8859-1", "CHARSET", "windows-1252"])
def test_a_header_of_other_characters(tmp_path, charset):
    assert said(written(tmp_path, "", f"Content-Type: text/plain; charset={charset}")) == [
        f"3: the header says charset={charset}, but the file is UTF-8"
    ]


# Ours -------------------------------------------------------------------------------------------


def test_the_wider_language_s_catalogue_is_checked_too(tmp_path):
    written(tmp_path, '#, python-format\nmsgid "%(a)s"\nmsgstr "%(b)s"\n')
    written(tmp_path, locale="fr_CA")
    (problem,) = check_catalogues(tmp_path, "widget", "fr_CA")
    assert problem.location.path.endswith("fr/LC_MESSAGES/widget.po")


@pytest.mark.parametrize(
    "path",
    [p for p in ROOT.glob("**/LC_MESSAGES/*.po") if ".venv" not in p.parts],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_our_own_catalogues(path):
    formats = OF_PAGES if path.stem == "docs" else ALL_FORMATS
    assert check_catalogue(path, path.parent.parent.name, formats) == []
