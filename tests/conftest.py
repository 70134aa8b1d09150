"""What all tests share: the project's settings, and a browser that is found, never skipped."""

import os
from pathlib import Path

import hypothesis
import pytest

from tests.support.behaviours import TABLE, Ran, rows, unproved
from tests.support.databases import LEFT_OUT, POOLER_LEFT_OUT

ROOT = Path(__file__).parent.parent

os.environ["NO_MKDOCS_2_WARNING"] = "1"
# All that tests talk to is on this machine: a proxy would only stand between.
for name in ("http_proxy", "https_proxy", "all_proxy"):
    os.environ.pop(name, None)
    os.environ.pop(name.upper(), None)

# How long an example takes says how busy the machine is, and nothing else.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session")
def settings():
    from acquit.site.settings import read_settings

    return read_settings(ROOT / "mkdocs.yml")


@pytest.fixture(scope="session")
def browser_type_launch_args(playwright, browser_type_launch_args):
    """pytest-playwright's browser: the one that `acquit walk` finds, and names of ours."""
    from acquit.walk.browser import launch_options

    options = launch_options(playwright)
    names = ", ".join(f"MAP *.example.{top} 127.0.0.1" for top in ("com", "net", "org"))
    args = [*options["args"], f"--host-resolver-rules={names}"]
    return {**browser_type_launch_args, **options, "args": args}


# A complete run proves every behaviour of the table, in both languages, or is red. ------------

_ran: dict[str, Ran] = {}


def pytest_runtest_setup(item):
    callspec = getattr(item, "callspec", None)
    item.user_properties.append(("locale", callspec.params.get("locale") if callspec else None))


def pytest_runtest_logreport(report):
    """With several processes, the one that leads hears of every test."""
    if report.when == "call" or report.outcome != "passed":
        locale = dict(report.user_properties).get("locale")
        _ran[report.nodeid] = Ran(report.outcome, locale)


def _is_complete(config) -> bool:
    """Whether all tests were asked for, and this process is the one that leads."""
    is_all = config.args_source is config.ArgsSource.TESTPATHS
    is_chosen = any(getattr(config.option, name, None) for name in ("keyword", "markexpr", "lf"))
    return is_all and not is_chosen and not hasattr(config, "workerinput")


def pytest_sessionfinish(session):
    if session.config.option.collectonly or not _is_complete(session.config):
        return
    said = unproved(rows(TABLE.read_text(encoding="utf-8")), _ran)
    if said:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        session.config.stash[_SAID] = said


_SAID = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter, config):
    for left_out in (LEFT_OUT, POOLER_LEFT_OUT):
        if left_out and not hasattr(config, "workerinput"):
            terminalreporter.write_line(left_out, yellow=True)
    for line in config.stash.get(_SAID, []):
        terminalreporter.write_line(f"docs/project/behaviours.md: {line}", red=True)
