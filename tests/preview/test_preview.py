"""`acquit preview`, with a real browser: edits are seen, and each text says what it is."""

import re

import polib
import pytest
from playwright.sync_api import expect

from acquit.preview.serving import previewing
from acquit.site.pseudo import with_pseudo
from acquit.site.settings import read_settings
from tests.support.project import PAGE, copy, edit, read
from widget.core import languages

FRENCH = "locales/fr/LC_MESSAGES/docs.po"
LABELS = "locales/fr/LC_MESSAGES/widget.po"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy(tmp_path_factory.mktemp("preview"))


@pytest.fixture(scope="module")
def preview(project):
    """A preview whose product reads the project's own catalogues."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(languages, "FOLDER", project / "locales")
        languages.reload()
        with (
            with_pseudo(read_settings(project / "mkdocs.yml")) as settings,
            previewing(settings) as stack,
        ):
            yield stack
    languages.reload()


@pytest.fixture
def shown(preview, page):
    """Open a page of the preview, in a language."""

    def open_page(tag: str = "fr", name: str = "how-to/make-an-immediate-payment"):
        page.goto(f"{preview.public['help']}/{tag}/{name}/")
        return page

    return open_page


def sign_in(page):
    frame = page.frame_locator("iframe")
    frame.get_by_role("button").click()
    frame.get_by_role("searchbox").wait_for()
    return frame


def test_an_edit_of_a_catalogue_is_seen_and_the_widget_stays(project, shown):
    page = shown()
    sign_in(page)
    where = page.frames[1].url
    before = read(project / FRENCH)
    edit(
        project / FRENCH,
        "À côté d’une facture dont le statut est {invoice_due}",
        "Près de celle {invoice_due}",
    )
    expect(page.get_by_text("Près de celle À payer")).to_be_visible()
    (project / FRENCH).write_text(before, encoding="utf-8")
    expect(page.get_by_text("À côté d’une facture dont")).to_be_visible()
    assert page.frames[1].url == where


def test_an_edit_of_a_page_is_seen(project, shown):
    page = shown("en")
    before = read(project / PAGE)
    edit(project / PAGE, "In the menu", "In the menu at your left")
    expect(page.get_by_text("In the menu at your left")).to_be_visible()
    (project / PAGE).write_text(before, encoding="utf-8")
    expect(page.get_by_text("In the menu")).to_be_visible()


def test_a_new_label_is_seen_on_the_page_and_in_the_widget_where_it_was(project, shown):
    page = shown()
    frame = sign_in(page)
    before = read(project / LABELS)
    edit(project / LABELS, 'msgstr "Gérer"', 'msgstr "Administrer"')
    expect(frame.get_by_role("button", name="Administrer")).to_be_visible()
    expect(page.get_by_text("ouvrez le menu Administrer")).to_have_count(0)
    (project / LABELS).write_text(before, encoding="utf-8")
    expect(frame.get_by_role("button", name="Gérer")).to_be_visible()


def test_a_new_page_and_the_menus_are_there_without_a_restart(project, shown):
    page = shown("en")
    (project / "docs/new.md").write_text("# A new page {: #new }\n\nNews.\n", encoding="utf-8")
    edit(project / "mkdocs.yml", "  - index.md", "  - index.md\n  - new.md")
    shown("en", "new")
    expect(page.get_by_text("News.")).to_be_visible()
    expect(page.locator("nav").get_by_text("A new page").first).to_be_attached()
    edit(project / "mkdocs.yml", "  - index.md\n  - new.md", "  - index.md")
    (project / "docs/new.md").unlink()


def test_each_text_of_a_page_says_what_it_is(shown):
    page = shown()
    page.locator("[data-step='3']").hover()
    panel = page.get_by_role("status").locator(".message")
    expect(panel).to_contain_text("In the menu, under {billing}")
    line = next(n for n, text in enumerate(read(PAGE).split("\n"), 1) if text.startswith("3. "))
    expect(panel).to_contain_text(f"{PAGE}:{line}")
    expect(panel).to_contain_text("locales/fr/LC_MESSAGES/docs.po:")
    expect(panel).to_contain_text("current")
    page.locator("[data-step='3'] [data-control='invoices']").hover()
    expect(panel).to_contain_text("widget/core/controls.py")


def test_each_text_of_the_widget_says_what_it_is(shown):
    page = shown()
    frame = sign_in(page)
    panel = frame.get_by_role("status").locator(".message")
    frame.get_by_role("button", name="Gérer").hover()
    expect(panel).to_contain_text("Manage")
    expect(panel).to_contain_text("locales/fr/LC_MESSAGES/widget.po:")
    frame.get_by_role("searchbox").focus()
    expect(panel).to_contain_text("search")


def test_what_was_pointed_at_last_is_shown_when_messages_come_late(shown):
    page = shown()
    asked = []
    page.route("**/_acquit/messages/**", lambda route: asked.append(route))
    frame = sign_in(page)
    panel = frame.get_by_role("status").locator(".message")
    frame.get_by_role("heading").first.hover()
    frame.get_by_role("button", name="Gérer").hover()
    expect(panel).to_have_count(0)
    for route in list(reversed(asked)):
        route.continue_()
    expect(panel).to_contain_text("Manage")


def test_where_the_pointer_was_before_the_script_is_shown(shown):
    page = shown()
    sign_in(page)
    page.goto(page.frames[1].url)
    held = []
    page.route("**/_acquit/preview.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.get_by_role("button", name="Gérer").hover()
    expect(page.get_by_role("status").locator(".message")).to_have_count(0)
    held[0].continue_()
    expect(page.get_by_role("status").locator(".message")).to_contain_text("Manage")


def test_a_stale_message_shows_what_it_was(project, shown):
    before, pages = read(project / FRENCH), read(project / PAGE)
    old = "In the menu, under {billing}, select the {invoices} link."
    new = old.replace("menu", "menu at your left")
    edit(project / PAGE, re.escape(old), new)
    po = polib.pofile(str(project / FRENCH))
    entry = po.find(old)
    entry.msgid, entry.previous_msgid, entry.flags = new, old, ["fuzzy"]
    po.save()
    try:
        page = shown()
        page.get_by_text("In the menu at your left").hover()
        panel = page.get_by_role("status").locator(".message")
        expect(panel).to_contain_text("fuzzy")
        expect(panel).to_contain_text(old)
    finally:
        (project / FRENCH).write_text(before, encoding="utf-8")
        (project / PAGE).write_text(pages, encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "broken", "why"),
    [
        (FRENCH, "<<<<<<< HEAD\n", "left of a git conflict"),
        ("mkdocs.yml", "\n  - acquit: {languages: 3", "mkdocs.yml"),
    ],
)
def test_what_is_broken_is_told_on_the_page_until_it_is_mended(project, shown, path, broken, why):
    page = shown()
    before = read(project / path)
    (project / path).write_text(before + broken, encoding="utf-8")
    problem = page.get_by_role("status").locator(".problem")
    expect(problem).to_contain_text(why)
    (project / path).write_text(before, encoding="utf-8")
    expect(problem).to_have_count(0)
    expect(page.get_by_text("À côté d’une facture dont")).to_be_visible()


def test_a_mistake_on_a_page_is_told_with_its_line(project, shown):
    before = read(project / PAGE)
    edit(project / PAGE, "In the menu", "In the {left} menu")
    try:
        problem = shown("en").get_by_role("status").locator(".problem")
        expect(problem).to_contain_text(f"{PAGE}:")
        expect(problem).to_contain_text("unknown control {left}")
    finally:
        (project / PAGE).write_text(before, encoding="utf-8")


def test_pseudo_languages_are_in_the_menu(shown):
    page = shown("en")
    links = page.locator(".md-select__link")
    assert [link.get_attribute("hreflang") for link in links.all()] == [
        "en",
        "fr",
        "en-XA",
        "ar-XB",
    ]
    shown("en-XA")
    assert page.locator("h1").inner_text().startswith("⟦")
    expect(page.frame_locator("iframe").get_by_role("button")).to_contain_text("⟦")
    shown("ar-XB")
    assert page.locator("body").get_attribute("dir") == "rtl"


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/fr", 200), ("/fr/nothing/", 404), ("/xx/", 404), ("/_acquit/x", 404)],
)
def test_addresses(preview, page, address, status):
    assert page.goto(preview.public["help"] + address).status == status
