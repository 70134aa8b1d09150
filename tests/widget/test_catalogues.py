"""Whatever a catalogue holds: a screen is shown, and what is wrong is told at the start."""

import logging

import pytest
from flask import Flask

from tests.support.project import ROOT, read
from tests.widget.conftest import make_widget
from widget.core import languages
from widget.core.catalogues import CatalogueError, compiled
from widget.core.languages import gettext, ngettext, reload

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
CREDIT = 'msgid "Credit: %(amount)s"\nmsgstr "'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of catalogues that is read instead of the project's."""
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    reload()
    yield tmp_path
    reload()


@pytest.fixture
def in_french():
    with Flask(__name__).app_context(), languages.speaking("fr"):
        yield


def written(folder, body: str, locale: str = "fr", head: str = HEAD):
    path = folder / locale / "LC_MESSAGES" / "widget.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{head}\n{body}", encoding="utf-8")
    reload()
    return path


def french(folder, body: str, head: str = HEAD):
    return compiled(written(folder, body, head=head), "fr", "widget")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Avoir : %(amount)s", "Avoir : 5 €"),
        ("%(amount)s, soit 100 %%", "5 €, soit 100 %"),
        ("Avoir : %(montant)s", "Credit: 5 €"),
        ("Avoir : %(amount)d", "Credit: 5 €"),
        ("Avoir : %s", "Credit: 5 €"),
        ("Avoir", "Credit: 5 €"),
        ("Avoir : %(amount)s à 100 %", "Credit: 5 €"),
        ("Avoir : %(amount)s %(amount", "Credit: 5 €"),
        ("Avoir : %(amount)999999999s", "Credit: 5 €"),
        ("Avoir :\x1b %(amount)s", "Credit: 5 €"),
        (" ", "Credit: 5 €"),
        ("\u00a0", "Credit: 5 €"),
    ],
)
def test_a_translation_that_cannot_be_filled_in_is_not_shown(in_french, folder, text, shown):
    written(folder, f'{CREDIT}{text}"\n')
    assert gettext("Credit: %(amount)s", amount="5 €") == shown


def test_what_is_wrong_is_told_once_with_its_line(folder, caplog):
    with caplog.at_level(logging.ERROR):
        french(folder, f'msgid "Pay"\nmsgstr "Payer"\n\n{CREDIT}Avoir : %(montant)s"\n')
    (record,) = caplog.records
    assert record.getMessage() == (
        f"{folder}/fr/LC_MESSAGES/widget.po:8: the translation of 'Credit: %(amount)s' isn't shown:"
        " unknown named placeholder 'montant'"
    )


@pytest.mark.parametrize("text", ["100 % de réduction", "100 %", "%(x)s", "{0} %d"])
def test_what_nothing_fills_in_is_a_text(folder, caplog, text):
    found = french(folder, f'msgid "100 % off the {{price}}"\nmsgstr "{text}"\n')
    assert found.gettext("100 % off the {price}") == text
    assert caplog.records == []


def test_a_wrong_regional_translation_leaves_the_wider_one(in_french, folder):
    written(folder, f'{CREDIT}Avoir : %(amount)s"\n')
    written(folder, f'{CREDIT}Crédit : %(montant)s"\n', "fr_CA")
    with languages.speaking("fr_CA"):
        assert gettext("Credit: %(amount)s", amount="5 $") == "Avoir : 5 $"


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        (
            'msgid "Pay"\nmsgstr "A"\n\nmsgid "Pay"\nmsgstr "B"\n',
            8,
            "'Pay' stands twice, in line 5",
        ),
        (
            'msgctxt "x"\nmsgid "Pay"\nmsgstr "A"\n\n\nmsgctxt "x"\nmsgid "Pay"\nmsgstr "B"\n',
            11,
            "'Pay' stands twice, in line 6",
        ),
        ('<<<<<<< HEAD\nmsgid "Pay"\nmsgstr "A"\n=======\n', 5, "is it left of a git conflict?"),
        ('msgid "Pay"\nmsgstr "A"\n>>>>>>> other\n', 7, "is it left of a git conflict?"),
        (HEAD, 5, "'' stands twice"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_file_that_says_two_things_is_refused_where_the_widget_starts(
    folder, database_url, gateway, body, line, what
):
    path = written(folder, body)
    with pytest.raises(CatalogueError) as caught:
        make_widget(database_url, gateway)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert what in str(caught.value)


def test_a_language_that_cldr_does_not_know_is_left_out_and_told(folder, caplog):
    written(folder, "", "xx")
    written(folder, 'msgid "Pay"\nmsgstr "付款"\n', "zh_TW")
    assert languages.available() == ("en", "zh_TW")
    (record,) = caplog.records
    assert record.getMessage().startswith(f"{folder}/xx: CLDR knows no such language")


def test_traditional_chinese_does_not_fall_back_to_simplified(folder):
    written(folder, 'msgid "Pay"\nmsgstr "付款 (简体)"\n', "zh")
    written(folder, 'msgid "Due"\nmsgstr "到期 (繁體)"\n', "zh_Hant")
    written(folder, "", "zh_TW")
    found = languages.translations("zh_TW")
    assert (found.gettext("Pay"), found.gettext("Due")) == ("Pay", "到期 (繁體)")


# Headers and plurals ----------------------------------------------------------------------------

BILLS = 'msgid "%(num)s bill"\nmsgid_plural "%(num)s bills"\n'
FORMS = BILLS + 'msgstr[0] "%(num)s facture"\nmsgstr[1] "%(num)s factures"\n'


@pytest.mark.parametrize(
    ("header", "is_told"),
    [
        ("Plural-Forms: nplurals=2; plural=(n > 1);", False),
        ("Plural-Forms: nplurals = 2; plural=n>1", False),
        ("Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;", True),
        ("Plural-Forms: nplurals=99999999999; plural=n;", True),
        ("Plural-Forms: nplurals=2; plural=n/0;", True),
        ("Plural-Forms: nplurals=2; plural=n;", True),
        ("Plural-Forms: nplurals=2; plural=" + "(" * 999 + "n" + ")" * 999, True),
        ("Plural-Forms: nplurals=2; plural=" + "n*" * 9999 + "0", True),
        ("Plural-Forms: nplurals=2; plural=__import__('os')", True),
        ("Content-Type: text/plain; charset=no-such", False),
        ("POT-Creation-Date: yesterday", False),
        ("Language: German", False),
        ("no header at all", False),
    ],
)
def test_a_header_that_cannot_be_used(in_french, folder, caplog, header, is_told):
    written(folder, FORMS, head=f'msgid ""\nmsgstr ""\n"{header}\\n"\n')
    said = [ngettext("%(num)s bill", "%(num)s bills", number) for number in (0, 1, 2)]
    assert said == ["0 facture", "1 facture", "2 factures"]
    assert [r.getMessage().split(": ")[1] for r in caplog.records] == (
        ["Plural-Forms can't be used"] if is_told else []
    )


def test_a_rule_that_fails_at_a_number_that_nobody_tried(in_french, folder):
    head = HEAD + '"Plural-Forms: nplurals=2; plural=0*(1/(n-5000));\\n"\n'
    written(folder, FORMS, head=head)
    assert ngettext("%(num)s bill", "%(num)s bills", 5000) == "5000 bills"
    assert ngettext("%(num)s bill", "%(num)s bills", 6) == "6 facture"


@pytest.mark.parametrize(
    "forms",
    [
        'msgstr[0] "%(num)s facture"\n',
        'msgstr[0] "%(num)s facture"\nmsgstr[1] " "\n',
        'msgstr[0] "%(num)s facture"\nmsgstr[1] "%(n)s factures"\n',
        'msgstr[0] "%(num)s"\nmsgstr[1] "%(num)s"\nmsgstr[2] "%(num)s"\n',
    ],
)
def test_plurals_that_are_not_whole_are_not_shown(in_french, folder, forms):
    written(folder, BILLS + forms)
    assert ngettext("%(num)s bill", "%(num)s bills", 2) == "2 bills"


def test_our_own_catalogue_is_shown_whole(caplog):
    path = ROOT / "locales/fr/LC_MESSAGES/widget.po"
    found = compiled(path, "fr", "widget")
    assert caplog.records == []
    assert read(path).count('\nmsgid "') - 1 <= len(found._catalog)
