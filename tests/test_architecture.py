"""The two packages meet in catalogues, in the page's HTML, and in one module of the product."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, wherever in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def modules(package: str) -> list[Path]:
    found = sorted((ROOT / package).rglob("*.py"))
    assert len(found) > 10
    return found


@pytest.mark.parametrize(
    ("package", "strangers"), [("acquit", {"widget", "flask", "wtforms"}), ("widget", {"acquit"})]
)
def test_the_packages_do_not_know_each_other(package, strangers):
    for path in modules(package):
        roots = {name.split(".")[0] for name in imported(path)}
        assert not roots & strangers, path


def test_the_registry_needs_the_standard_library_only():
    assert imported(ROOT / "widget/core/controls.py") == {"dataclasses"}


def test_the_core_of_the_widget_does_not_import_the_sandbox():
    """What a live process loads: everything but practice, the bank, and what wires them."""
    wiring = {"environment.py", "product.py"}
    for path in modules("widget"):
        if path.name in wiring or "sandbox" in path.parts:
            continue
        assert not any(name.startswith("widget.sandbox") for name in imported(path)), path


def test_files_stay_small():
    for package in ("acquit", "widget"):
        for path in modules(package):
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path
