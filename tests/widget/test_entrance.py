"""Every way in leads to a screen in the reader's language, or the nearest that there is."""

import pytest

from tests.support.customer import ORIGIN
from widget.core import languages
from widget.core.language_lookup import match, nearest

KNOWN = ("en", "fr", "fr-CA", "zh-Hant")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        *(
            ("fr", "fr"),
            ("FR", "fr"),
            ("fr-BE", "fr"),
            ("fr-ca", "fr-CA"),
            ("fr-CA-x-old", "fr-CA"),
        ),
        *(("zh-Hant-TW", "zh-Hant"), ("zh", None), ("de", None), ("", None), ("fr_FR", None)),
        ("fr-x-y", "fr"),
    ],
)
def test_match(asked, found):
    assert match(asked, KNOWN) == found


def test_the_likest_comes_first():
    assert nearest(["de", "fr-BE", "en"], KNOWN) == "fr"
    assert nearest(["de"], KNOWN) is None


@pytest.mark.parametrize(
    ("path", "accepted", "home"),
    [
        ("/", "", "/en/practice/"),
        ("/", "fr-BE,it;q=0.9", "/fr/practice/"),
        ("/", "it,fr;q=0.2,en;q=0.5", "/en/practice/"),
        ("/", "it", "/en/practice/"),
        ("/", "de-AT", "/de/practice/"),
        ("/fr/", "en", "/fr/practice/"),
        ("/fr", "en", "/fr/"),
        ("/fr-BE/practice/?role=reader", "en", "/fr/practice/?role=reader"),
        ("/FR/practice/", "en", "/fr/practice/"),
        ("/en-GB/practice/", "", "/en/practice/"),
    ],
)
def test_each_door_leads_in(widget, path, accepted, home):
    headers = {"Accept-Language": accepted} if accepted else {}
    client = widget.test_client()
    answer = client.get(path, base_url=ORIGIN, headers=headers)
    assert answer.status_code in (302, 308)
    assert answer.location.removeprefix(ORIGIN) == home
    ended = client.get(path, base_url=ORIGIN, headers=headers, follow_redirects=True)
    assert ended.status_code == 200
    language = home.split("/")[1]
    assert f'<html lang="{language}"' in ended.text


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [
        ("/it/practice/", "fr", "fr"),
        ("/nowhere", "fr-CH", "fr"),
        ("/nowhere", "", "en"),
        ("/fr-BE/nowhere", "en", "fr"),
        ("/%00/", "fr", "fr"),
    ],
)
def test_what_is_not_there_is_said_in_the_nearest_language(widget, path, accepted, language):
    headers = {"Accept-Language": accepted} if accepted else {}
    answer = widget.test_client().get(path, base_url=ORIGIN, headers=headers, follow_redirects=True)
    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.text


def test_a_catalogue_that_says_nothing_is_not_offered(tmp_path, monkeypatch):
    for name, text in (("de", ""), ("fr", "Payer"), ("en", "")):
        folder = tmp_path / name / "LC_MESSAGES"
        folder.mkdir(parents=True)
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        entry = f'msgid "Pay"\nmsgstr "{text}"\n'
        (folder / "widget.po").write_text(head + entry, encoding="utf-8")
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    languages.available.cache_clear()
    try:
        assert languages.available() == ("en", "fr")
    finally:
        monkeypatch.undo()
        languages.available.cache_clear()
