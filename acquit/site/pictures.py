"""Pictures of a page's steps, as `acquit walk --pictures` took them, for its readers."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from markupsafe import Markup

from acquit import strings
from acquit.procedure.context import Context

#: What a folder of pictures lists, and the manner of walks whose pictures pages show.
LIST, SHOWN = "pictures.json", "mouse"
#: Where they go in a language's site.
PLACE = "assets/pictures"


class Pictures:
    """The pictures of a project; none where there are none."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._used: set[str] = set()
        path = folder / LIST
        listed = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
        self._known: list[Mapping[str, Any]] = [each for each in listed if each["manner"] == SHOWN]

    def gallery(self, page: str, digest: str, url: str, context: Context) -> Markup:
        """Return a page's pictures as HTML, if they are of its procedure as it is (`digest`).

        `url` is the page's, in its language's site.
        """
        own = [
            each
            for each in self._known
            if (each["page"], each["locale"], each["hash"]) == (page, context.locale, digest)
        ]
        figures = Markup("").join(self._figure(*pair, url) for pair in _in_both_schemes(own))
        if not figures:
            return Markup()
        return Markup('<details class="acquit-pictures"><summary>{}</summary>{}</details>').format(
            context.string(strings.PICTURES), figures
        )

    def _figure(self, light: Mapping[str, Any], dark: Mapping[str, Any], url: str) -> Markup:
        self._used |= {light["file"], dark["file"]}
        up = "../" * url.count("/")
        return Markup(
            '<figure><picture><source media="(prefers-color-scheme: dark)" srcset="{}">'
            '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async">'
            "</picture><figcaption>{}</figcaption></figure>"
        ).format(
            f"{up}{PLACE}/{dark['file']}",
            f"{up}{PLACE}/{light['file']}",
            light["width"],
            light["height"],
            light["label"],
            light["words"],
        )

    def write(self, site: Path) -> None:
        """Copy what the pages of a language show beside them."""
        for file in sorted(self._used):
            target = site / PLACE / PurePosixPath(file)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._folder / file, target)


def _in_both_schemes(
    pictures: list[Mapping[str, Any]],
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield each step's pictures on light and dark ground; what several walks share, once."""
    found: dict[tuple[Any, ...], dict[str, Mapping[str, Any]]] = {}
    first: dict[tuple[Any, ...], str] = {}
    for each in sorted(pictures, key=lambda each: (each["alternative"], each["number"])):
        key = (each["step"], each["number"], each["control"])
        if first.setdefault(key, each["alternative"]) == each["alternative"]:
            found.setdefault(key, {})[each["scheme"]] = each
    # What comes after the steps has numbers of its own.
    for key in sorted(found, key=lambda key: (key[0] == "result", key[1])):
        if found[key].keys() == {"light", "dark"}:
            yield found[key]["light"], found[key]["dark"]
