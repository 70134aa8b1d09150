"""Which browser is taken, in which order, and what is said when there is none."""

from pathlib import Path

import pytest

from acquit.walk import browser
from acquit.walk.browser import NoBrowserError, find, find_or_install


@pytest.fixture
def bare(monkeypatch):
    """A machine without any browser, on which nothing can be installed."""
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    ran = []
    monkeypatch.setattr(browser, "_runs", lambda command: ran.append(command[:3]))
    return ran


def executable(path: Path) -> Path:
    path.write_text("")
    return path


def test_the_order(bare, monkeypatch, tmp_path):
    own, named = tmp_path / "own", executable(tmp_path / "named")
    on_path = str(tmp_path / "chromium")
    assert find(own) is None
    monkeypatch.setattr(browser.shutil, "which", lambda n: on_path if n == "chromium" else None)
    assert find(own) == Path(on_path)
    assert find(executable(own)) == own
    monkeypatch.setenv(browser.VARIABLE, str(named))
    assert find(own) == named


def test_what_is_tried_before_giving_up(bare, monkeypatch, tmp_path):
    monkeypatch.setattr(browser, "_own", lambda: tmp_path / "own")
    monkeypatch.setattr(browser, "_is_root_on_debian", lambda: True)
    said = []
    with pytest.raises(NoBrowserError, match="install Chromium or Chrome, or put the path"):
        find_or_install(said.append)
    assert [command[-1] for command in bare] == ["playwright", "-qq", "-y", "-y"]
    assert len(said) == 2


def test_debian_s_package_is_for_root_on_debian(bare, monkeypatch, tmp_path):
    monkeypatch.setattr(browser, "_own", lambda: tmp_path / "own")
    monkeypatch.setattr(browser, "_is_root_on_debian", lambda: False)
    with pytest.raises(NoBrowserError):
        find_or_install(lambda text: None)
    assert [command[-1] for command in bare] == ["playwright"]
