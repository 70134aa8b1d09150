"""What breaks while a writer works is told, and goes as soon as it is mended."""

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from acquit.preview.changes import Changes
from acquit.preview.pages import with_data
from acquit.preview.serving import Preview
from acquit.site.settings import read_settings
from tests.support.project import edit, read
from tests.support.tiny_project import STEPS, project

SCRIPT = "/_acquit/preview.js"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = project(tmp_path, STEPS)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def preview(folder):
    return Preview(read_settings(folder / "mkdocs.yml"))


@pytest.fixture
def browser(preview):
    return Client(preview.help())


def shown(browser, address: str = "/fr/", status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    assert SCRIPT in answer.text, "else nothing would bring the page back"
    return answer.text


@pytest.mark.parametrize("name", ["docs", "product"])
def test_a_broken_catalogue_is_told_in_its_language_alone(folder, preview, browser, name):
    path = folder / f"locales/fr/LC_MESSAGES/{name}.po"
    before = read(path)
    path.write_text(before + "<<<<<<< HEAD\n", encoding="utf-8")
    preview.changed(path)
    assert f"{name}.po:" in shown(browser)
    assert "Pay an invoice." in shown(browser, "/en/")
    path.write_text(before, encoding="utf-8")
    preview.changed(path)
    assert "Payez une facture." in shown(browser)


def test_a_page_that_is_gone_comes_back(folder, preview, browser):
    page = folder / "docs/index.md"
    before = read(page)
    assert "Payez une facture." in shown(browser)
    page.unlink()
    assert "FileNotFoundError" in shown(browser, status=500)  # nobody has said so yet
    preview.changed(page)
    assert "no such page" in shown(browser, status=404)
    page.write_text(before, encoding="utf-8")
    preview.changed(page)
    assert "Payez une facture." in shown(browser)


def test_a_new_language_is_there_without_a_restart(folder, preview, browser):
    shown(browser, "/de/", 404)
    edit(folder / "mkdocs.yml", "fr: Français", "fr: Français, de: Deutsch")
    preview.changed(folder / "mkdocs.yml")
    assert 'lang="de"' in shown(browser, "/de/")


def test_a_product_that_fails_comes_back(preview):
    def app(environ, start):
        raise ValueError("no catalogue")

    answer = Client(preview.around(app)).get("/")
    assert answer.status_code == 500
    assert "ValueError: no catalogue" in answer.text
    assert SCRIPT in answer.text


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        ("default-src 'none'; img-src 'self'", "script-src 'self'; connect-src 'self'"),
        ("script-src https://x.example", "script-src https://x.example 'self'"),
        ("frame-ancestors 'self'", "frame-ancestors 'self'"),
    ],
)
def test_a_policy_lets_the_script_in_and_forbids_nothing_more(preview, policy, allowed):
    page = Response("<body>Hello</body>", headers={"Content-Security-Policy": policy})
    page.mimetype = "text/html"
    answer = Client(preview.around(page)).get("/")
    assert answer.headers["Content-Security-Policy"].endswith(allowed)


def test_no_change_is_missed_between_a_page_and_its_first_listening():
    changes = Changes()
    shown_at = changes.count
    changes.tell()
    events = changes.events(shown_at)
    assert next(events).startswith(b":")
    assert next(events) == b"id: 1\ndata: changed\n\n"
    changes.close()
    assert list(events) in ([], [b": still waiting\n\n"])


def test_data_ends_no_element():
    html = with_data("<script>'</body>'</script><body></body>", {"source": "</script><b>"})
    assert html.count("</script><b>") == 0
    assert html.index("acquit-preview") > html.index("<body>")
