"""Pictures of each step, taken while it is walked, with a frame around what the step uses."""

import json
import re
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import ElementHandle, FloatRect, Frame
from playwright.sync_api import Error as PlaywrightError

from acquit.files import write_text
from acquit.site.pictures import LIST
from acquit.walk.plan import Reference
from acquit.walk.record import Walk
from acquit.walk.settling import settle

EARLIER = "earlier"
_CALLOUT, _HALO = "#c2410c", "#ffffff"
#: What lies over the frame, as a page's header may, is no part of the product.
_FRAME_ALONE = """
html:has(iframe[data-acquit-frame]) body * { visibility: hidden !important; }
html:has(iframe[data-acquit-frame]) iframe[data-acquit-frame] { visibility: visible !important; }
"""
_TRIALS = 5
#: Of 255, and of how many pixels: browsers round edges of letters differently at times.
_NOTICEABLE, _FEW = 24, 12


Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@dataclass(frozen=True)
class Picture:
    """A picture of a step: `words` are the step's, in its language; sizes in CSS pixels."""

    page: str
    locale: str
    #: The page's `data-hash` then.
    hash: str
    manner: str
    scheme: Scheme
    alternative: str
    step: str
    #: Of the reference, in the order of a reader.
    number: int
    words: str
    control: str
    label: str
    file: str
    width: int
    height: int
    #: Whether it shows something else than the picture of an earlier run, which is kept.
    changed: bool = False


class Album:
    """Takes pictures into a folder, and keeps those of an earlier run that looked otherwise."""

    def __init__(self, folder: Path, manner: str, scheme: Scheme):
        self._folder = folder
        self._manner = manner
        self.scheme = scheme
        self.pictures: dict[str, Picture] = {}

    def take(
        self, walk: Walk, reference: Reference, handle: ElementHandle | None, frame: Frame
    ) -> None:
        """Take a picture of the product as it is before a control is used, or of a result."""
        image = _picture(frame, handle)
        if image is None:
            return
        file = self._name(walk, reference)
        found = Picture(
            walk.page,
            walk.locale,
            walk.hash,
            self._manner,
            self.scheme,
            walk.alternative,
            reference.step,
            reference.number,
            reference.words,
            reference.name,
            reference.label,
            file,
            *image.size,
        )
        self.pictures[file] = replace(found, changed=self._keep(file, image))

    def _name(self, walk: Walk, reference: Reference) -> str:
        """A file for a reference of a walk: the same from run to run, and if it is found anew."""
        path = [walk.page.removesuffix(".md").replace("/", "-"), walk.locale, self._manner]
        name = "-".join(filter(None, (walk.alternative, reference.step, str(reference.number))))
        name = re.sub(r"[^\w.]+", "-", name)
        return "/".join([*path, f"{name}-{reference.name}-{self.scheme}.webp"])

    def _keep(self, file: str, image: Image.Image) -> bool:
        """Write a picture if it shows something new; say whether another was there."""
        path, earlier = self._folder / file, self._folder / EARLIER / file
        written = BytesIO()
        image.save(written, "WEBP", quality=82, method=6)
        if path.is_file():
            with Image.open(path) as old:
                before = old.convert("RGB")
            if _look_alike(before, Image.open(written).convert("RGB")):
                earlier.unlink(missing_ok=True)
                return False
            earlier.parent.mkdir(parents=True, exist_ok=True)
            path.replace(earlier)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written.getvalue())
        return earlier.is_file()


def _picture(frame: Frame, handle: ElementHandle | None) -> Image.Image | None:
    """Return what is seen of the product, with a callout; taken anew where it moved meanwhile."""
    for _ in range(_TRIALS):
        settle(frame)
        window, box = _window(frame), handle.bounding_box() if handle else None
        if window is None:
            return None
        shot = frame.page.screenshot(
            clip=window, animations="disabled", caret="hide", scale="css", style=_FRAME_ALONE
        )
        if window == _window(frame) and box == (handle.bounding_box() if handle else None):
            break
    image = Image.open(BytesIO(shot)).convert("RGB")
    return _with_callout(image, _within(box, window)) if box and window else image


def _window(frame: Frame) -> FloatRect | None:
    """What is seen of the product's frame, in CSS pixels of the window."""
    size = frame.page.viewport_size or {"width": 1280, "height": 720}
    if frame.parent_frame is None:
        return {"x": 0, "y": 0, "width": size["width"], "height": size["height"]}
    try:
        box = frame.frame_element().bounding_box()
    except PlaywrightError:
        return None
    if box is None:
        return None
    left, top = max(box["x"], 0), max(box["y"], 0)
    right = min(box["x"] + box["width"], size["width"])
    bottom = min(box["y"] + box["height"], size["height"])
    if right - left < 1 or bottom - top < 1:
        return None
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _within(box: FloatRect, window: FloatRect) -> tuple[float, ...]:
    left, top = box["x"] - window["x"], box["y"] - window["y"]
    return left, top, left + box["width"], top + box["height"]


def _with_callout(image: Image.Image, box: tuple[float, ...]) -> Image.Image:
    """Draw a frame around a box, which shows on any ground."""
    marked = image.copy()
    draw = ImageDraw.Draw(marked)
    left, top, right, bottom = box
    for distance, width, colour in ((9, 7, _HALO), (8, 4, _CALLOUT)):
        around = (left - distance, top - distance, right + distance, bottom + distance)
        draw.rounded_rectangle(around, radius=10, outline=colour, width=width)
    return marked


def _look_alike(one: Image.Image, other: Image.Image) -> bool:
    if one.size != other.size:
        return False
    differing = ImageChops.difference(one, other).convert("L").histogram()
    return sum(differing[_NOTICEABLE:]) <= _FEW


def write_list(folder: Path, albums: list[Album], manner: str) -> list[Picture]:
    """Write the list of all pictures in a folder; those of other manners stay.

    Pictures of this manner that were taken before, and not now, are left out, and removed.
    """
    path = folder / LIST
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    taken = {file: picture for album in albums for file, picture in album.pictures.items()}
    walked = {(picture.page, picture.locale) for picture in taken.values()}
    kept = []
    for entry in known:
        old = Picture(**entry)
        if old.manner != manner or (old.page, old.locale) not in walked:
            kept.append(old)
        elif old.file not in taken:
            (folder / old.file).unlink(missing_ok=True)
            (folder / EARLIER / old.file).unlink(missing_ok=True)
    pictures = sorted([*kept, *taken.values()], key=lambda each: each.file)
    write_text(path, json.dumps([asdict(each) for each in pictures], indent=1, ensure_ascii=False))
    return pictures
