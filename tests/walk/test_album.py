"""Pictures of walks: one for each thing that is used, the same until something changes."""

import json

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from acquit.walk.album import SCHEMES, Album, write_list
from acquit.walk.contact_sheet import write_sheet
from acquit.walk.walker import Walker
from tests.support.outcomes import passes

CLICK = "onclick=\"document.body.insertAdjacentHTML('beforeend', '<p>Done</p>')\""
GO = f"<p>Total: 10</p><button {CLICK}>Go</button>"


@pytest.fixture
def pictured(do, tiny, browser, tmp_path):
    """Walk a screen and take its pictures, on light and dark ground; return their list."""

    def walk(screen=GO, manner="mouse"):
        albums = [Album(tmp_path, manner, scheme) for scheme in SCHEMES]
        for album in albums:
            tiny.walker = Walker(
                browser, {}, None, patience=0.8, album=album, color_scheme=album.scheme
            )
            tiny.screens.clear()
            assert passes(do("Select {x}.", screen, x=("button", "Go")))
        found = write_list(tmp_path, albums, manner)
        write_sheet(tmp_path, found)
        return found

    return walk


def test_each_control_and_each_result_has_a_picture_on_either_ground(pictured, tmp_path):
    found = pictured()
    assert [(each.step, each.control, each.scheme) for each in found] == [
        ("1", "x", "dark"),
        ("1", "x", "light"),
        ("result", "done", "dark"),
        ("result", "done", "light"),
    ]
    for each in found:
        with Image.open(tmp_path / each.file) as image:
            assert (image.format, image.size) == ("WEBP", (each.width, each.height))
            colours = image.convert("RGB").getcolors(1 << 24)
        # The frame around what is used: none around a result.
        orange = sum(n for n, (r, g, b) in colours if r > 170 and 40 < g < 100 and b < 60)
        assert (orange > 200) is (each.control == "x")
    assert found[0].words == "Select Go."


def test_a_picture_stays_until_something_else_is_seen(pictured, tmp_path):
    before = {each.file: (tmp_path / each.file).read_bytes() for each in pictured()}
    again = pictured()
    assert not any(each.changed for each in again)
    assert {each.file: (tmp_path / each.file).read_bytes() for each in again} == before
    changed = pictured(GO.replace("Total: 10", "Total: 99 and a lot more"))
    assert all(each.changed for each in changed)
    for each in changed:
        assert (tmp_path / "earlier" / each.file).read_bytes() == before[each.file]
    sheet = LexborHTMLParser((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert "4 pictures, 4 changed" in sheet.body.text()
    assert len(sheet.css("figure.changed img")) == 8
    assert not any(each.changed for each in pictured(GO.replace("10", "99 and a lot more")))
    assert not list((tmp_path / "earlier").rglob("*.webp"))


def test_other_manners_keep_theirs_and_what_is_gone_goes(pictured, tmp_path):
    pictured()
    found = pictured(manner="phone")
    assert {each.manner for each in found} == {"mouse", "phone"}
    listed = json.loads((tmp_path / "pictures.json").read_text(encoding="utf-8"))
    assert len(listed) == 8
    old = next(each for each in found if each.manner == "phone")
    albums = [Album(tmp_path, "phone", "light")]
    albums[0].pictures = {
        each.file: each for each in found if each.manner == "phone" and each.file != old.file
    }
    assert len(write_list(tmp_path, albums, "phone")) == 7
    assert not (tmp_path / old.file).exists()


def test_the_sheet_has_a_column_for_each_language_device_and_ground(pictured, tmp_path):
    pictured()
    pictured(manner="phone")
    sheet = LexborHTMLParser((tmp_path / "index.html").read_text(encoding="utf-8"))
    heads = [head.text() for head in sheet.css("thead th")]
    assert heads == [
        "Step",
        "en · mouse · light",
        "en · mouse · dark",
        "en · phone · light",
        "en · phone · dark",
    ]
    assert len(sheet.css("tbody tr, table > tr")) >= 2
    for image in sheet.css("img"):
        assert image.attributes["loading"] == "lazy"
        assert int(image.attributes["width"]) > 0
        assert image.attributes["alt"]
