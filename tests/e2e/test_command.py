"""`acquit walk` as people run it: what it builds, says, writes, and ends with."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.support.project import PAGE, ROOT, acquit, copy, edit, read


def test_walking_the_project_writes_a_report(tmp_path):
    report = tmp_path / "r.json"
    done = acquit(ROOT, "walk", "--locale", "fr", "--report", str(report), str(PAGE))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 walks, 0 failed" in done.stdout
    assert f"{PAGE} fr: no walk looked for" in done.stdout
    written = json.loads(report.read_text(encoding="utf-8"))
    assert any(each.startswith(f"{PAGE} fr: no walk looked for") for each in written["unproven"])
    walks = written["walks"]
    found = [(w["page"], w["locale"], w["alternative"], w["acted"], w["passed"]) for w in walks]
    assert found == [
        (str(PAGE), "fr", "5.a", 9, True),
        (str(PAGE), "fr", "5.b", 10, True),
        (str(PAGE), "fr", "5.c", 11, True),
    ]


def test_a_failed_walk_ends_with_status_1(tmp_path):
    project = copy(tmp_path)
    edit(project / PAGE, r"1\. Select the \{sign_in\} button\.\n2\.", "1.")
    report = project / "r.json"
    arguments = ("--locale", "en", "--patience", "1.5", "--report", str(report), str(PAGE))
    done = acquit(project, "walk", *arguments)
    assert done.returncode == 1
    assert "nothing was done: each of the 3 walks got stuck before its first action" in done.stderr
    line = read(project / PAGE).split("\n1. ")[0].count("\n") + 2
    assert f"{PAGE}:{line} (en), step 1" in done.stderr
    assert "no page has a procedure" not in done.stderr
    assert "no searchbox “Search”; there is: “Sign in”" in done.stdout
    failure = json.loads(report.read_text(encoding="utf-8"))["walks"][0]["failure"]
    assert (failure["cause"], failure["step"], failure["locale"]) == ("missing", "1", "en")
    assert failure["line"] == line
    assert (project / failure["trace"]).exists()


def test_nothing_to_walk_is_a_failure(tmp_path):
    project = copy(tmp_path)
    shutil.rmtree(project / "docs/how-to")
    edit(project / "mkdocs.yml", r"  - How-to guides:.*", "")
    (project / "docs/index.md").write_text("# Help {: #help }\n\nNothing here.\n")
    done = acquit(project, "walk", "--locale", "en")
    assert done.returncode == 1
    assert "nothing was done: no page has a procedure" in done.stderr


TWO_WAYS = """---
procedure:
  scenario: company-account
  role: profile_owner
  data: {search: "{cost_management_billing}"}
---
# Two ways {: #two-ways }

=== "Usage"

    1. Select {sign_in}.
    1. Select {manage}, then {billing_and_usage}.

=== "Cases"

    1. Select {sign_in}.
    1. Select {support}, then {your_cases}.
    1. Complete the {search} field:

        |Field|Value|
        |-|-|
        |{search.label}|{search.value}|
"""


def test_ways_in_tabs_that_begin_alike_are_each_walked(tmp_path):
    """The guide ticks the one that is open. What is entered may stand in a table."""
    project = copy(tmp_path)
    shutil.rmtree(project / "docs/how-to")
    edit(project / "mkdocs.yml", r"  - How-to guides:.*", "")
    tabs = "  - pymdownx.tabbed: {alternate_style: true}"
    edit(project / "mkdocs.yml", "  - attr_list", f"  - attr_list\n{tabs}")
    (project / "docs/index.md").write_text(TWO_WAYS)
    done = acquit(project, "walk", "--locale", "en")
    assert "2 walks, 0 failed" in done.stdout, done.stdout + done.stderr
    assert "doesn’t tick" not in done.stdout


def test_pages_of_others_that_are_wrong_are_said_to_be_no_matter_of_those_that_are_walked(tmp_path):
    project = copy(tmp_path)
    (project / "docs/how-to/draft.md").write_text("# A draft\n\nSelect {nothing}.\n")
    done = acquit(project, "walk", "--locale", "en", str(PAGE))
    assert done.returncode == 1
    assert "docs/how-to/draft.md:3:8: unknown control {nothing}" in done.stderr
    assert f"Nothing of this is about {PAGE}" in done.stderr
    assert "Nothing of this" not in acquit(project, "walk", "--locale", "en", "draft").stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["how-to/nowhere"], "how-to/nowhere: no such page; known: how-to/"),
        (["how-to/see-your-invoice"], "no such page; did you mean how-to/see-your-invoices?"),
        (["--locale", "it"], "no language it in mkdocs.yml"),
        (["--site", "ftp://x"], "not an address"),
        (["--site", "http://127.0.0.1:9"], "was the site built with the plugin `acquit`?"),
    ],
)
def test_wrong_arguments_are_said_plainly(arguments, words):
    done = acquit(ROOT, "walk", *arguments)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_patience_is_a_time():
    done = acquit(ROOT, "walk", "--patience", "0")
    assert done.returncode == 2
    assert "'--patience': 0.0 is not in the range" in done.stderr


def test_no_browser_is_said_in_a_sentence():
    done = subprocess.run(
        [sys.executable, "-m", "acquit", "browser"],
        cwd=ROOT,
        env={**os.environ, "ACQUIT_BROWSER": "/nowhere/chrome"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "acquit: ACQUIT_BROWSER names /nowhere/chrome, which is no file\n"
