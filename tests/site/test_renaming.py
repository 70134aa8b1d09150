"""`acquit rename`: a control gets another name wherever pages and catalogues say it."""

import pytest

from acquit.catalogue.reading import read_catalogue
from tests.support.project import command, copy, edit, read
from tests.support.tiny_project import STEPS, project

DOCS = "locales/fr/LC_MESSAGES/docs.po"


@pytest.fixture
def tiny(tmp_path):
    """A page that names {pay} in a step, in code and in a result."""
    body = STEPS + "\n    {pay.label} or `{pay}`.\n"
    more = {"{pay.label} or `{pay}`.": "{pay.label} ou `{pay}`."}
    return project(tmp_path, body, more)


def test_pages_and_catalogues_say_the_new_name(tiny):
    done = command(tiny, "rename", "pay", "cancel")
    assert done.returncode == 0, done.stderr
    assert "1. Select {cancel}.\n\n    {cancel.label} or `{pay}`.\n" in read(tiny / "docs/index.md")
    catalogue = read(tiny / DOCS)
    assert 'msgid "Select {cancel}."' in catalogue
    assert 'msgstr "Sélectionnez {cancel}."' in catalogue
    assert 'msgctxt "cancel"' in read(tiny / "locales/fr/LC_MESSAGES/product.po")


def test_the_translation_stays_finished(tiny):
    command(tiny, "rename", "pay", "cancel")
    sync = command(tiny, "sync")
    assert sync.returncode == 0, sync.stderr
    assert "0 fuzzy" in sync.stdout
    french = read_catalogue(tiny / "locales", "docs", "fr")
    assert french.text("Select {cancel}.") == "Sélectionnez {cancel}."
    assert french.text("{cancel.label} or `{pay}`.") == "{cancel.label} ou `{pay}`."
    assert "fuzzy" not in read(tiny / DOCS)


def test_data_of_the_page_has_the_new_name(tmp_path):
    folder = project(tmp_path, "1. In {amount}, enter {amount.value}.\n")
    edit(
        folder / "docs/index.md", "  role: owner\n", "  role: owner\n  data: {amount: 50.00 EUR}\n"
    )
    command(folder, "rename", "amount", "sum")
    page = read(folder / "docs/index.md")
    assert "data: {sum: 50.00 EUR}" in page
    assert "In {sum}, enter {sum.value}." in page


def test_our_own_pages_stay_current_and_the_product_s_lines_are_told(tmp_path):
    folder = copy(tmp_path)
    before = read(folder / "locales/fr/provenance.yml")
    done = command(folder, "rename", "pay_now", "pay_invoice")
    assert "docs/how-to/make-an-immediate-payment.md: pay_now is pay_invoice" in done.stdout
    assert "locales/widget.pot: pay_now is pay_invoice" in done.stdout
    after = read(folder / "locales/fr/provenance.yml")
    assert after != before
    assert "make-an-immediate-payment.md is recorded as" in done.stdout
    assert "{pay_now" not in read(folder / "docs/how-to/make-an-immediate-payment.md")


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (("nothing", "other"), "the product has no control nothing"),
        (("pay", "2 words"), "can't be a control's name"),
        (("pay", "pay"), "can't be a control's name"),
        (("due", "due_date"), "no page and no catalogue names due"),
    ],
)
def test_what_can_not_be_renamed_changes_nothing(tiny, names, why):
    before = {path: read(path) for path in tiny.rglob("*.*") if path.is_file()}
    done = command(tiny, "rename", *names)
    assert done.returncode == 1
    assert why in done.stderr
    assert {path: read(path) for path in before} == before
