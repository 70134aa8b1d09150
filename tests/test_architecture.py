"""The two packages meet in catalogues, in the page's HTML, and in one module of the product."""

import ast
from pathlib import Path

import pytest

from widget import wsgi
from widget.deployment import environment
from widget.storage import models

ROOT = Path(__file__).parent.parent


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, wherever in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules(package: str, at_least: int = 10) -> list[Path]:
    found = sorted((ROOT / package).rglob("*.py"))
    assert len(found) >= at_least
    return found


@pytest.mark.parametrize(
    ("package", "strangers"), [("acquit", {"widget", "flask", "wtforms"}), ("widget", {"acquit"})]
)
def test_the_packages_do_not_know_each_other(package, strangers):
    for path in modules(package):
        roots = {name.split(".")[0] for name in imported(path)}
        assert not roots & strangers, path


#: The toolkit's floors, the lowest first, over the modules that stand beside them (`acquit/*.py`).
TOOLKIT = ("text", "catalogue", "rules", "procedure", "site", "preview")
#: A walk reads the built page, and knows nothing of how the source was read.
WALK_KNOWS = ("walk", "site", "catalogue", "text")


@pytest.mark.parametrize("floor", [*TOOLKIT, "walk"])
def test_a_floor_of_the_toolkit_imports_only_what_lies_below(floor):
    known = WALK_KNOWS if floor == "walk" else TOOLKIT[: TOOLKIT.index(floor) + 1]
    for path in modules(f"acquit/{floor}", at_least=3):
        for name in imported(path):
            root, _, rest = name.partition(".")
            if root == "acquit" and rest.split(".")[0] in (*TOOLKIT, "walk"):
                assert rest.split(".")[0] in known, f"{path} imports {name}"


def test_the_registry_needs_the_standard_library_only():
    assert imported(ROOT / "widget/core/controls.py") == {"dataclasses.dataclass"}


#: The widget's floors, the lowest first: each imports itself and what lies below it.
FLOORS = (
    "core",
    "gateways",
    "storage",
    "billing",
    "notifications",
    "payments",
    "deployment",
    "web",
    "screens",
    "live",
    "commands",
    "sandbox",
)
#: Floors on which money and letters are decided: they know no request and no form.
DOMAIN = FLOORS[: FLOORS.index("web")]
#: What puts the floors together; the servers of practice put them together with the bank.
WIRING = {
    "__init__.py",
    "application.py",
    "wsgi.py",
    "product.py",
}
SERVERS = ROOT / "widget/sandbox/servers.py"


def test_nothing_lies_beside_the_floors():
    root = ROOT / "widget"
    assert {path.name for path in root.glob("*.py")} == WIRING
    packages = {path.parent.name for path in root.glob("*/__init__.py")}
    assert packages == set(FLOORS)


@pytest.mark.parametrize(("number", "floor"), list(enumerate(FLOORS)))
def test_a_floor_imports_only_what_lies_below(number, floor):
    for path in modules(f"widget/{floor}", at_least=1):
        for name in imported(path) if path != SERVERS else ():
            root, _, rest = name.partition(".")
            if root == "widget":
                known = rest.split(".")[0]
                assert known in FLOORS[: number + 1], f"{path} imports {name}"


@pytest.mark.parametrize("floor", DOMAIN)
def test_the_domain_knows_no_request(floor):
    for path in modules(f"widget/{floor}", at_least=1):
        roots = {name.split(".")[0] for name in imported(path)}
        assert not roots & {"flask", "wtforms", "jinja2", "markupsafe"}, path


def test_practice_and_live_do_not_know_each_other():
    """A live process doesn't import the sandbox: see tests/widget/live/test_settings.py."""
    for path in modules("widget/sandbox"):
        assert not any(name.startswith("widget.live") for name in imported(path)), path


def test_the_sandbox_does_not_import_screens():
    for path in modules("widget/sandbox", at_least=1):
        assert not any(name.startswith("widget.screens") for name in imported(path)), path


def test_screens_know_nothing_of_one_another_s_views():
    for path in modules("widget/screens"):
        own = f"widget.screens.{path.relative_to(ROOT / 'widget/screens').parts[0]}"
        for name in imported(path):
            is_view = name.startswith("widget.screens.") and "view" in name
            assert not is_view or name.startswith(own), f"{path} imports {name}"


def test_files_stay_small():
    for package in ("acquit", "widget"):
        for path in modules(package):
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path


# What a recipe of CONTRIBUTING.md needs, and could be forgotten ----------------------------------


def test_every_model_is_exported():
    """In a module that isn't imported it has no table, and nobody says so."""
    folder = ROOT / "widget/storage/models"
    found = set()
    for path in folder.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
            names = {
                target.id
                for statement in node.body
                if isinstance(statement, ast.Assign)
                for target in statement.targets
                if isinstance(target, ast.Name)
            }
            found |= {node.name} if "__tablename__" in names else set()
    assert len(found) > 10
    assert found <= set(models.__all__), "name it in widget/storage/models/__init__.py"


def test_every_table_says_whose_its_rows_are():
    of_nobody = {"account", "sign_in_count", "sign_in_request", "unmatched_transfer"}
    for table in models.Base.metadata.sorted_tables:
        said = f"{table.name} has no account_id: give it one, or list it as nobody's here"
        assert ("account_id" in table.columns) != (table.name in of_nobody), said


def test_every_page_is_in_the_navigation():
    listed = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    docs = ROOT / "docs"
    for path in docs.rglob("*.md"):
        if "project" not in path.relative_to(docs).parts:
            assert f"- {path.relative_to(docs).as_posix()}\n" in listed, f"{path} is not in nav"


def test_every_gateway_that_can_be_named_can_be_made():
    assert set(wsgi.DEPLOYMENTS) == set(environment.GATEWAYS)


def test_every_decision_has_a_status():
    for path in (ROOT / "docs/project/decisions").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert "\nStatus: " in text, path
