"""What all tests share: the project's settings, and a browser that is found, never skipped."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

os.environ["NO_MKDOCS_2_WARNING"] = "1"


@pytest.fixture(scope="session")
def settings():
    from acquit.site.settings import read_settings

    return read_settings(ROOT / "mkdocs.yml")


@pytest.fixture(scope="session")
def browser_type_launch_args(playwright, browser_type_launch_args):
    """pytest-playwright's browser: the one that `acquit walk` finds, and three names of ours."""
    from acquit.walk.browser import launch_options

    options = launch_options(playwright)
    names = "MAP *.example.com 127.0.0.1, MAP *.example.net 127.0.0.1"
    args = [*options["args"], f"--host-resolver-rules={names}"]
    return {**browser_type_launch_args, **options, "args": args}
