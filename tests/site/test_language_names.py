"""The languages that mkdocs.yml names: each is one, whole, and the theme speaks it."""

import re
from pathlib import Path

import material
import pytest

from acquit.problems import Problems
from acquit.site.languages import read_languages, theme_language
from acquit.site.settings import read_settings
from tests.support.project import command, copy, edit, read

THEME = str(Path(material.__file__).parent / "templates")
IMMEDIATE = "how-to/make-an-immediate-payment/index.html"


@pytest.fixture
def project(tmp_path):
    return copy(tmp_path)


def speak(project, languages: str) -> Path:
    edit(project / "mkdocs.yml", r"languages: \{[^}]*\}", f"languages: {languages}")
    return project / "mkdocs.yml"


def wrong(project, languages: str) -> list[tuple[str, str, str]]:
    """What is refused, where: the text that stands there, the message, and the hint."""
    path = speak(project, languages)
    with pytest.raises(Problems) as caught:
        read_settings(path)
    lines = read(path).split("\n")
    return [
        (
            re.match(r"[^:]*", lines[p.location.line - 1][p.location.column - 1 :])[0],
            p.message,
            p.hint,
        )
        for p in caught.value.problems
    ]


@pytest.mark.parametrize(
    ("line", "where", "message", "hint"),
    [
        ("no: Norsk", "no", "YAML reads this language as false", 'quote it: "no": Norsk'),
        ("on: X", "on", "YAML reads this language as true", 'quote it: "no": Norsk'),
        ("xx: X", "xx", "CLDR knows no language 'xx'", "write languages as fr, fr-CA or zh-TW"),
        ("fr-XX: X", "fr-XX", "CLDR knows no language 'fr-XX'", "write fr"),
        ("français: X", "français", "CLDR knows no language 'français'", "write languages as"),
        ("pt-br: X", "pt-br", "the language 'pt-br' has other capitals", "write pt-BR"),
        ("ZH_hant_tw: X", "ZH_hant_tw", "the language 'ZH_hant_tw' has", "write zh-Hant-TW"),
        ("fr-CA: A, fr_CA: B", "fr_CA", "the language 'fr_CA' stands twice", "keep one"),
        ("12: X", "12", "12 is no language", "write languages as fr"),
        ("de: ", "de", "the language 'de' has no name", "write what it calls itself"),
        ("de: [Deutsch]", "de", "the language 'de' has no name", "write what it calls itself"),
    ],
)
def test_what_is_no_language_is_refused_at_its_place(project, line, where, message, hint):
    ((place, said, todo),) = wrong(project, f"{{en: English, {line}}}")
    assert place == where
    assert said.startswith(message)
    assert todo.startswith(hint)


def test_all_are_told_at_once(project):
    assert len(wrong(project, "{en: English, no: Norsk, xx: X, pt-br: P}")) == 3


@pytest.mark.parametrize("verb", ["build", "messages", "walk"])
def test_the_command_line_refuses_norway_without_a_traceback(project, verb):
    speak(project, "{en: English, no: Norsk}")
    done = command(project, verb)
    config = (project / "mkdocs.yml").read_text(encoding="utf-8")
    line = config[: config.index("no: Norsk")].count("\n") + 1
    assert done.returncode == 1
    assert done.stderr == (
        f"mkdocs.yml:{line}:32: YAML reads this language as false\n"
        '  hint: quote it: "no": Norsk\n1 problem\n'
    )


def test_either_way_of_writing_a_region_names_its_folder(tmp_path):
    given = {"en": "English", "fr-CA": "Français", "pt_BR": "Português", "no": "Norsk"}
    assert list(read_languages(given, tmp_path / "mkdocs.yml")) == ["en", "fr_CA", "pt_BR", "no"]


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("fr", "fr"),
        ("fr_CA", "fr"),
        ("pt_BR", "pt-BR"),
        ("pt_PT", "pt"),
        ("zh_TW", "zh-TW"),
        ("zh_HK", "zh-Hant"),
        ("zh_CN", "zh"),
        ("no", "nb"),
        ("nb", "nb"),
        ("br", None),
        ("sr_Latn", None),
    ],
)
def test_the_theme_s_language(locale, language):
    assert theme_language(locale, [THEME]) == language


def test_a_project_s_own_strings_for_the_theme(tmp_path):
    (tmp_path / "partials/languages").mkdir(parents=True)
    (tmp_path / "partials/languages/fr-CA.html").write_text("")
    assert theme_language("fr_CA", [str(tmp_path), THEME]) == "fr-CA"


def test_a_theme_without_strings(tmp_path):
    assert theme_language("fr_CA", [str(tmp_path)]) == "fr-CA"


def test_regions_and_scripts_reach_the_page_whole(project):
    speak(project, '{en: English, fr-CA: Français, pt_BR: Português, zh_TW: 中文, "no": Norsk}')
    done = command(project, "build")
    assert done.returncode == 0, done.stderr
    shown = {
        "fr-CA": "Aller au contenu",
        "pt-BR": "Pular para conteúdo",
        "zh-TW": "跳轉到",
        "no": "Gå til innhold",
    }
    for tag, skip in shown.items():
        for page in (IMMEDIATE, "404.html"):
            html = read(project / "site" / tag / page)
            assert f'<html lang="{tag}"' in html
            if page == IMMEDIATE:
                assert skip in html
                assert f'hreflang="{tag}"' in html
                assert f"/{tag}/practice/" in html  # the widget is asked for in that language
    assert "Sélectionnez le bouton" in read(project / "site/fr-CA" / IMMEDIATE)
    done = command(project, "build", "--locale", "fr-CA", "--strict")
    assert done.returncode == 0, done.stderr


def test_a_theme_s_missing_language_is_told_and_refused_when_strict(project):
    speak(project, "{en: English, br: Brezhoneg}")
    done = command(project, "build")
    assert done.returncode == 0, done.stderr
    assert "the theme says nothing in br, and is left in English" in done.stdout
    assert '<html lang="br"' in read(project / "site/br/index.html")
    assert command(project, "build", "--strict", "--locale", "br").returncode == 1
