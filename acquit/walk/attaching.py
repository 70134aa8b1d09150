"""Choosing a file: a small sample of the name that the page's `data` gives."""

import mimetypes
from base64 import b64decode
from pathlib import PurePath

from playwright.sync_api import FilePayload
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from acquit.walk.doing import Doing
from acquit.walk.failure import Cause

_PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)
_JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////"
    "////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAA"
    "AAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z"
)
_TEXT = b"A sample.\n"


def attach(doing: Doing) -> None:
    """Click the field or its button, and choose the files in the window that opens."""
    names = doing.wanted.given(doing.reference) or ["sample.txt"]
    page = doing.frame.page
    limit = doing.screen.patience * 1000
    doing.pointer.reach(doing.reference, doing.handle)
    try:
        with page.expect_file_chooser(timeout=max(limit, 1)) as chosen:
            doing.click()
    except PlaywrightTimeoutError as error:
        message = f"“{doing.reference.label}” lets nobody choose a file"
        raise doing.fail(Cause.UNUSABLE, message) from error
    chooser = chosen.value
    accepted = chooser.element.get_attribute("accept") or ""
    for name in names:
        if not accepts(accepted, name):
            message = f"“{doing.reference.label}” takes “{accepted}”, not “{name}”"
            raise doing.fail(Cause.NOT_TAKEN, message)
    chooser.set_files([sample(name) for name in names])


def sample(name: str) -> FilePayload:
    """A small file of the type that its name says."""
    content = {".pdf": _pdf(), ".png": _PNG, ".jpg": _JPEG, ".jpeg": _JPEG, ".csv": b"a,b\n1,2\n"}
    found = content.get(PurePath(name).suffix.lower(), _TEXT)
    return {"name": name, "mimeType": _type(name), "buffer": found}


def accepts(accepted: str, name: str) -> bool:
    """Whether a field with this attribute `accept` offers a file of this name."""
    wanted = [each.strip().lower() for each in accepted.split(",") if each.strip()]
    kind = _type(name)
    return not wanted or any(
        name.lower().endswith(each) if each.startswith(".") else _is_of(kind, each)
        for each in wanted
    )


def _is_of(kind: str, wanted: str) -> bool:
    return kind == wanted or (wanted.endswith("/*") and kind.startswith(wanted[:-1]))


def _type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _pdf() -> bytes:
    """One empty page, with the table of its objects' places."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>>>",
    )
    out = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return (
        out
        + b"xref\n0 4\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    )
