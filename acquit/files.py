"""Writing people's files: never half of one, and with the line ends that it has."""

import os
import shutil
from pathlib import Path


def write_text(path: Path, text: str) -> bool:
    """Write a file if it changed; say whether it did.

    Lines end as they did, or with a line feed. The file is replaced when the new one is complete:
    whatever happens, one of them is there.
    """
    before = path.read_bytes() if path.exists() else None
    line_end = "\r\n" if before is not None and b"\r\n" in before else "\n"
    content = text.replace("\n", line_end).encode("utf-8")
    if content == before:
        return False
    path = path.resolve()  # a link stays one
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return True
