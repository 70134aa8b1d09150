"""Catalogues follow the pages, and nothing that a translator wrote is lost."""

import polib
import pytest

from acquit.catalogue.merging import merge, template, write
from acquit.catalogue.reading import chain, open_po, read_catalogue
from acquit.files import write_text
from acquit.problems import Problems
from acquit.procedure.extract import page_messages, read_source
from acquit.product import load
from acquit.site.extract import extract_page, site_messages
from tests.support.pages import HEAD, catalogue

SOURCE = HEAD.replace("owner\n", 'owner\n  data: {amount: "half of it"}\n') + (
    "1. In {amount}, enter\n   {amount.value}.\n2. Select {pay} *now*.\n\n"
    '!!! note "Mind"\n    100 % of {due}.\n\n| Card | Fee |\n|---|---|\n| Visa | `0` |\n'
)


def extracted() -> dict[str, tuple[str, ...]]:
    product = load("tests.support.sample")
    page = read_source("docs/pay.md", SOURCE, product)
    assert page.problems == []
    return {message.text: message.comments for message in page_messages(page, product)}


def test_a_message_for_each_block():
    assert list(extracted()) == [
        "Pay",
        "Pay an invoice.",
        "In {amount}, enter {amount.value}.",
        "Select {pay} *now*.",
        "Mind",
        "100 % of {due}.",
        "Card",
        "Fee",
        "Visa",
        "half of it",
    ]


def test_translators_see_where_a_message_stands_and_what_it_names():
    assert extracted()["In {amount}, enter {amount.value}."] == (
        "step 1",
        "{amount}: textbox “Amount”",
        "{amount.value}: what is entered in the textbox “Amount”",
    )


def test_the_entry_point_for_babel(tmp_path):
    path = tmp_path / "pay.md"
    path.write_text(SOURCE, encoding="utf-8")
    with path.open("rb") as file:
        found = list(extract_page(file, (), (), {"product": "tests.support.sample"}))
    assert found[2][:3] == (11, None, "In {amount}, enter {amount.value}.")


def test_what_mkdocs_yml_says():
    config = {"site_name": "Help", "nav": ["index.md", {"Guides": [{"Pay": "pay.md"}]}]}
    found = list(site_messages(config))
    assert found[:3] == ["Help", "Guides", "Pay"]


def entry(msgid: str, msgstr: str = "", **more) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def merged(path, *entries: polib.POEntry) -> polib.POFile:
    result = merge(template(entries, "Test."), path, "fr", lambda e: e.comment)
    write(result, path)
    return open_po(path)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "fr" / "LC_MESSAGES" / "docs.po"


def translate(path, msgid: str, msgstr: str) -> None:
    po = open_po(path)
    po.find(msgid).msgstr = msgstr
    po.save(str(path))


def test_flags_are_ours(path):
    found = merged(path, entry("100 % of {due}."), entry("Pay"))
    assert [e.flags for e in found] == [["python-brace-format"], []]


def test_a_translation_is_kept(path):
    merged(path, entry("Pay the invoice today"))
    translate(path, "Pay the invoice today", "Payez la facture aujourd’hui")
    found = merged(path, entry("Pay the invoice today"))
    assert found.find("Pay the invoice today").msgstr == "Payez la facture aujourd’hui"
    assert not found.find("Pay the invoice today").fuzzy


def test_a_changed_message_is_fuzzy_with_its_old_text(path):
    merged(path, entry("Pay the invoice by card today"))
    translate(path, "Pay the invoice by card today", "Payez aujourd’hui")
    for _ in range(3):  # the old text survives every further run
        found = merged(path, entry("Pay the invoice by card now"))
        fresh = found.find("Pay the invoice by card now")
        assert (fresh.msgstr, fresh.fuzzy) == ("Payez aujourd’hui", True)
        assert fresh.previous_msgid == "Pay the invoice by card today"


def test_a_fuzzy_translation_is_not_shown(path, tmp_path):
    merged(path, entry("Pay the invoice by card today"))
    translate(path, "Pay the invoice by card today", "Payez aujourd’hui")
    merged(path, entry("Pay the invoice by card now"))
    assert read_catalogue(tmp_path, "docs", "fr").find("Pay the invoice by card now") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Pay now", "Pay here"),
        ("Select {pay}.", "Select {card}."),
        ("Select the {pay} button.", "Select the {card} button now."),
        ("Take {pay}, not {pay}.", "Take {card}, not {pay}."),  # one reference would be two
    ],
)
def test_short_messages_and_other_references_inherit_nothing(path, old, new):
    merged(path, entry(old))
    translate(path, old, "X")
    found = merged(path, entry(new))
    assert found.find(new).msgstr == ""


def test_where_only_references_differ_the_translation_gets_the_new_ones(path):
    """As a proposal: a noun before them may be another."""
    old, new = (
        "Next to {due}, select the {pay} button.",
        "Next to {paid}, select the {card} button.",
    )
    merged(path, entry(old))
    translate(path, old, "Sélectionnez {pay} près de {due}.")
    for _ in range(2):
        fresh = merged(path, entry(new)).find(new)
        assert (fresh.msgstr, fresh.fuzzy) == (
            "Sélectionnez {card} près de {paid}.",
            True,
        )
        assert fresh.previous_msgid == old


def test_the_likest_of_many_is_found_without_comparing_each_with_each(path):
    """Ten thousand messages, each of which changed a word; compared one by one it took minutes."""
    words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"]
    names = [" ".join((a, b, c)) for a in words for b in words for c in words]
    merged(path, *(entry(f"Pay the {name} invoice") for name in names))
    catalogue = open_po(path)
    for each in catalogue:
        each.msgstr = each.msgid.upper()
    write(catalogue, path)
    fresh = merged(path, *(entry(f"Pay the {name} invoices") for name in names))
    inherited = [each for each in fresh if not each.obsolete and each.fuzzy]
    assert all(each.msgstr == each.msgid[:-1].upper() for each in inherited)
    assert len(inherited) == len(names)


def test_a_message_that_comes_back_finds_its_translation(path):
    merged(path, entry("Pay the invoice"))
    translate(path, "Pay the invoice", "Payez la facture")
    gone = merged(path, entry("Something else entirely"))
    assert [e.msgid for e in gone.obsolete_entries()] == ["Pay the invoice"]
    assert merged(path, entry("Pay the invoice")).find("Pay the invoice").msgstr == (
        "Payez la facture"
    )


def test_merging_again_changes_nothing(path):
    merged(path, entry("Pay the invoice"), entry("Pay"))
    before = path.read_bytes()
    merged(path, entry("Pay the invoice"), entry("Pay"))
    assert path.read_bytes() == before


def test_the_chain_of_fallbacks(tmp_path):
    catalogue(tmp_path, "fr", "docs", {"Pay": "Payer", "Due": "À payer"})
    catalogue(tmp_path, "fr_CA", "docs", {"Pay": "Payer (CA)"})
    found = read_catalogue(tmp_path, "docs", "fr_CA")
    assert chain("fr_CA") == ["fr_CA", "fr"]
    assert (found.text("Pay"), found.text("Due"), found.text("Paid")) == (
        "Payer (CA)",
        "À payer",
        "Paid",
    )
    assert found.find("Due").locale == "fr"


@pytest.mark.parametrize(
    ("data", "line"),
    [(b'msgid "a"\nmsgstr "caf\xe9"\n', 2), (b'msgid "a"\nmsgstr "b"\nnonsense\n', 3)],
)
def test_a_broken_catalogue_says_where(path, data, line):
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    with pytest.raises(Problems) as caught:
        open_po(path)
    assert (caught.value.problems[0].location.path, caught.value.problems[0].location.line) == (
        str(path),
        line,
    )


def test_the_project_s_catalogues_are_up_to_date(settings):
    """What `make messages` would change is a page whose translators don't know of it."""
    from acquit.site.messages import docs_template
    from acquit.site.pages import known_pages

    product = load(settings.options.product)
    pot = docs_template(settings, known_pages(settings, product))
    kept = (settings.root / "locales/docs.pot").read_text(encoding="utf-8")
    assert str(pot).strip() == kept.strip()


def test_the_widget_s_template_is_up_to_date(tmp_path):
    import subprocess
    import sys

    from tests.support.project import ROOT

    fresh = tmp_path / "widget.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract"]
    command += ["-F", "widget/babel.cfg", "-k", "control:1c,3", "-o", str(fresh), "widget"]
    subprocess.run(command, cwd=ROOT, check=True)
    keys = lambda path: {(e.msgctxt, e.msgid) for e in polib.pofile(str(path))}  # noqa: E731
    assert keys(fresh) == keys(ROOT / "locales/widget.pot")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_end_as_they_did(tmp_path, end):
    path = tmp_path / "docs.po"
    path.write_bytes(f"one{end}two{end}".encode())
    assert not write_text(path, "one\ntwo\n")
    assert write_text(path, "one\nthree\n")
    assert path.read_bytes() == f"one{end}three{end}".encode()
