"""Whether words show in a picture: asked only where no rule of style can tell."""

from io import BytesIO

from PIL import Image, ImageChops
from playwright.sync_api import ElementHandle
from playwright.sync_api import Error as PlaywrightError

#: By how much (of 255) a pixel must differ for an eye to notice; as in probe/colour.js.
NOTICEABLE = 28
#: How many such pixels make a letter.
PIXELS_A_LETTER = 3
_TIMEOUT_MS = 5000


def is_painted(element: ElementHandle) -> bool:
    """Whether an element's words can be seen; of what has no words: whether anything can."""
    try:
        shown = _picture(element)
        letters: int = element.evaluate("(e) => __acquit.conceal(e)")
        try:
            bare = _picture(element)
        finally:
            element.evaluate("(e) => __acquit.reveal(e)")
    except PlaywrightError:
        return False
    if not letters:
        return any(high - low >= NOTICEABLE for low, high in _extremes(shown))
    if shown.size != bare.size:
        return True
    differing = _strongest(ImageChops.difference(shown, bare))
    # Where everything differs alike, as behind frosted glass, nothing has a shape.
    ground, _ = _extremes(differing)[0]
    return sum(differing.histogram()[ground + NOTICEABLE :]) >= PIXELS_A_LETTER * letters


def _picture(element: ElementHandle) -> Image.Image:
    element.scroll_into_view_if_needed(timeout=_TIMEOUT_MS)
    box, frame = element.bounding_box(), element.owner_frame()
    if box is None or frame is None:
        return Image.new("RGB", (1, 1))
    # Of the whole window, since glass before a small piece of it would be painted otherwise.
    taken = frame.page.screenshot(caret="initial", scale="css", timeout=_TIMEOUT_MS)
    edges = (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
    return Image.open(BytesIO(taken)).convert("RGB").crop(tuple(round(edge) for edge in edges))  # type: ignore[arg-type]


def _strongest(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _extremes(picture: Image.Image) -> list[tuple[int, int]]:
    return [channel.getextrema() for channel in picture.split()]  # type: ignore[misc]
