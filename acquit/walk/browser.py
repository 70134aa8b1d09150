"""Finding a browser: the same one for `acquit walk` and for the tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from acquit.problems import MendableError

VARIABLE = "ACQUIT_BROWSER"
#: A shell without windows comes first: pages are the same in it, and cost half as much to open.
NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable", "chrome"),
)

Say = Callable[[str], None]


class NoBrowserError(MendableError):
    """There is no Chromium, and none could be installed."""


def launch_options(playwright: Playwright) -> dict[str, object]:
    """Return what to launch Chromium with. Raises NoBrowserError."""
    path = find(Path(playwright.chromium.executable_path))
    if path is None:
        raise NoBrowserError(
            "no Chromium was found: run `make browser`, or name one in the variable " + VARIABLE
        )
    # The sandbox needs rights that containers rarely give, and root never has.
    needs_no_sandbox = hasattr(os, "geteuid") and os.geteuid() == 0
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {
        "executable_path": str(path),
        "args": [*quiet, *(["--no-sandbox"] if needs_no_sandbox else [])],
    }


def find(own: Path) -> Path | None:
    """Return a browser that is there already: named, Playwright's own (`own`), or on the PATH."""
    named = os.environ.get(VARIABLE)
    if named:
        if not Path(named).is_file():
            raise NoBrowserError(f"{VARIABLE} names {named}, which is no file")
        return Path(named)
    if own.is_file():
        return own
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


def find_or_install(say: Say) -> Path:
    """Return a browser; install Playwright's, or Debian's where we are root on Debian.

    Raises NoBrowserError with one sentence that says what to do.
    """
    own = _own()
    found = find(own)
    if found:
        return found
    say("No Chromium here yet: installing Playwright's…")
    if _runs([sys.executable, "-m", "playwright", "install", "chromium"]) and own.is_file():
        return own
    if _is_root_on_debian():
        say("Playwright could not install one: installing Debian's…")
        _runs(["apt-get", "update", "-qq"])
        # Older releases have no package of the shell alone.
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        _runs([*install, "chromium-headless-shell"]) or _runs([*install, "chromium"])
    found = find(own)
    if found:
        return found
    raise NoBrowserError(
        "no Chromium was found and none could be installed: install Chromium or Chrome, or put "
        f"the path of one into the variable {VARIABLE}"
    )


def _own() -> Path:
    """Where Playwright keeps its own Chromium, whether it is there or not."""
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _is_root_on_debian() -> bool:
    return Path("/etc/debian_version").exists() and os.geteuid() == 0


def _runs(command: list[str]) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands
            command, check=False, capture_output=True, timeout=600
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
