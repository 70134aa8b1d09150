"""A page shows the pictures of its own steps, as long as they are of them."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from tests.support.project import edit, read
from tests.support.tiny_project import STEPS, build, project


@pytest.fixture
def folder(tmp_path):
    folder = project(tmp_path, STEPS)
    edit(folder / "mkdocs.yml", "  - acquit:", '  - acquit:\n      frame: "/{scenario}/{role}"')
    assert build(folder).returncode == 0
    return folder


def picture(folder: Path, scheme: str, **changed) -> dict[str, object]:
    """A picture of the French page's step, as a walk lists it."""
    digest = re.search(r'data-hash="(\w+)"', read(folder / "site/fr/index.html"))[1]
    made = {
        **{"page": "docs/index.md", "locale": "fr", "hash": digest, "manner": "mouse"},
        **{"scheme": scheme, "alternative": "", "step": "1", "number": 1, "control": "pay"},
        **{"words": "Sélectionnez Payer maintenant.", "label": "Payer maintenant"},
        **{"file": f"fr/1-{scheme}.webp", "width": 40, "height": 30, "changed": False},
        **changed,
    }
    path = folder / "pictures" / made["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (40, 30)).save(path)
    return made


def built(folder: Path, *pictures: dict[str, object], locale: str = "fr") -> LexborHTMLParser:
    text = json.dumps(list(pictures))
    (folder / "pictures/pictures.json").write_text(text, encoding="utf-8")
    done = build(folder)
    assert done.returncode == 0, done.stderr
    return LexborHTMLParser(read(folder / f"site/{locale}/index.html"))


def test_pictures_are_shown_in_the_page_s_language_sized_and_late(folder):
    page = built(folder, picture(folder, "light"), picture(folder, "dark"))
    gallery = page.css_first("details.acquit-pictures")
    assert gallery.css_first("summary").text() == "Les étapes en images"
    image, dark = gallery.css_first("img").attributes, gallery.css_first("source").attributes
    assert image["alt"] == "Payer maintenant"
    assert (image["width"], image["height"], image["loading"]) == ("40", "30", "lazy")
    assert dark["media"] == "(prefers-color-scheme: dark)"
    for address in (image["src"], dark["srcset"]):
        assert (folder / "site/fr" / address).is_file()
    assert not (folder / "site/en/assets/pictures").exists()


@pytest.mark.parametrize(
    "changed", [{"hash": "other"}, {"page": "docs/b.md"}, {"locale": "de"}, {"manner": "phone"}]
)
def test_what_is_of_something_else_is_not_shown(folder, changed):
    pictures = [picture(folder, scheme, **changed) for scheme in ("light", "dark")]
    assert built(folder, *pictures).css_first(".acquit-pictures") is None


def test_what_several_walks_share_is_shown_once(folder):
    pictures = [
        picture(folder, scheme, alternative=each, file=f"fr/{each}-{scheme}.webp")
        for scheme in ("light", "dark")
        for each in ("1.a", "1.b")
    ]
    page = built(folder, *pictures)
    assert len(page.css(".acquit-pictures img")) == 1


def test_pictures_change_no_hash(folder):
    before = re.search(r'data-hash="(\w+)"', read(folder / "site/fr/index.html"))[1]
    built(folder, picture(folder, "light"), picture(folder, "dark"))
    assert f'data-hash="{before}"' in read(folder / "site/fr/index.html")
