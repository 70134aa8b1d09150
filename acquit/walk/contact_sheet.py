"""The contact sheet: every picture of every step, beside those of other languages and devices."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from acquit.files import write_text
from acquit.walk.album import EARLIER, SCHEMES, Picture, Scheme

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; margin: 1.5rem }
table { border-collapse: collapse }
th, td { border: 1px solid #8888; padding: .5rem; vertical-align: top; text-align: start }
thead th { position: sticky; top: 0; background: Canvas }
tr > th { max-width: 14rem; overflow-wrap: anywhere }
figure { margin: 0; max-width: 22rem }
img { max-width: 100%; height: auto; border: 1px solid #8888 }
.changed { outline: 4px solid #c2410c }
.pair { display: flex; gap: .5rem }
figcaption { font-size: .85rem }
"""


class _Row(NamedTuple):
    page: str
    alternative: str
    step: str
    number: int
    control: str


def write_sheet(folder: Path, pictures: Sequence[Picture]) -> None:
    """Write `index.html`: a row for each step and control, a column for each language and device.

    Where a picture has changed, the earlier one stands beside it.
    """
    found = {(each.locale, each.manner, each.scheme) for each in pictures}
    columns = sorted(found, key=lambda each: (*each[:2], SCHEMES.index(each[2])))
    rows = "".join(_rows(pictures, columns))
    heads = "".join(f"<th scope='col'>{escape(' · '.join(column))}</th>" for column in columns)
    changed = sum(each.changed for each in pictures)
    write_text(
        folder / "index.html",
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>Steps in pictures</title>"
        f"<style>{_STYLE}</style><h1>Steps in pictures</h1>"
        f"<p>{len(pictures)} pictures, {changed} changed since the run before.</p>"
        f"<table><thead><tr><th scope='col'>Step</th>{heads}</tr></thead>{rows}</table></html>\n",
    )


def _rows(pictures: Iterable[Picture], columns: Sequence[tuple[str, str, Scheme]]) -> Iterable[str]:
    ordered = sorted(pictures, key=lambda each: (_row(each), each.locale))
    for row, group in groupby(ordered, key=_row):
        own = {(each.locale, each.manner, each.scheme): each for each in group}
        name = " ".join(filter(None, (row.page, row.alternative, f"step {row.step}", row.control)))
        cells = "".join(
            f"<td>{_figure(own[column]) if column in own else ''}</td>" for column in columns
        )
        yield f"<tr><th scope='row'>{escape(name)}</th>{cells}</tr>"


def _row(picture: Picture) -> _Row:
    page, step = picture.page, picture.step
    return _Row(page, picture.alternative, step, picture.number, picture.control)


def _figure(picture: Picture) -> str:
    images = _image(picture, picture.file)
    if picture.changed:
        images = _image(picture, f"{EARLIER}/{picture.file}", "Before: ") + images
    css = " class='changed'" if picture.changed else ""
    words = escape(picture.words)
    return (
        f"<figure{css}><div class='pair'>{images}</div>"
        f"<figcaption lang='{picture.locale.replace('_', '-')}'>{words}</figcaption></figure>"
    )


def _image(picture: Picture, file: str, before: str = "") -> str:
    alt = escape(f"{before}{picture.words} ({picture.label})")
    size = f"width='{picture.width}' height='{picture.height}'"
    return f"<img src='{escape(file)}' {size} loading='lazy' alt='{alt}'>"
