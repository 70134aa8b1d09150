"""Marks of extensions that aren't there, and of files that aren't: readers would see the marks."""

import pytest
from markdown import Markdown

from acquit.problems import Problems
from tests.support.pages import HEAD, OTHER, STEPS, TABS, extension, only_problem, render

AFTER = HEAD.count("\n") + 3


@pytest.mark.parametrize(
    "mark",
    ["~~old~~", "==new==", "++ctrl+s++", ":material-check:", ":octicons-check-16:", "%%days%%"],
)
def test_a_mark_that_nothing_is_made_of_is_refused(mark):
    problem = only_problem(HEAD + STEPS + f"\nIt is {mark} now.\n", extensions=OTHER)
    assert (problem.location.line, problem.message) == (AFTER, f"{mark} is printed as it is")
    assert "add the extension" in problem.hint


def test_a_box_of_a_list_of_tasks_is_a_mark():
    source = "# Ready {: #ready }\n\nBefore you begin.\n\n- [x] All is ready\n"
    problem = only_problem(source, extensions=OTHER)
    assert problem.message == "[x] is printed as it is"


@pytest.mark.parametrize(
    "text",
    ["`~~code~~`", "a == b, c == d", "1 ++ 2", "~5 %", "12:30:45", "[x](a.md)", "C++ and D++"],
)
def test_what_is_no_mark_is_printed(text):
    assert "is printed" not in render(HEAD + STEPS + f"\nIt is {text}.\n", extensions=OTHER)


@pytest.mark.parametrize(
    ("extensions", "marker", "wanted"),
    [
        (("attr_list", "tables"), '!!! note "Cards"', "admonition"),
        (("admonition", "attr_list", "tables"), '??? note "Cards"', "pymdownx.details"),
        (("admonition", "attr_list", "tables"), '???+ tip "Cards"', "pymdownx.details"),
    ],
)
def test_a_note_or_fold_that_is_none_is_refused(extensions, marker, wanted):
    source = HEAD + STEPS + f"\n{marker}\n    Some cards.\n"
    problem = only_problem(source, extensions=extensions)
    assert problem.location.line == AFTER
    assert problem.message == " ".join(marker.split()[:2]) + " makes no note here"
    assert problem.hint == f"add the extension {wanted}"


def snippets(folder, source: str) -> list:
    own = extension(extensions=[*TABS, "pymdownx.snippets"])
    options = {"pymdownx.snippets": {"base_path": [str(folder)]}}
    md = Markdown(extensions=[*TABS, "pymdownx.snippets", own], extension_configs=options)
    try:
        md.convert(source)
    except Problems as error:
        return error.problems
    return []


def test_a_file_to_include_that_is_not_there_is_refused(tmp_path):
    (tmp_path / "there.md").write_text("Some words.\n")
    source = HEAD + STEPS + '\n--8<-- "FILE"\n'
    assert snippets(tmp_path, source.replace("FILE", "there.md")) == []
    assert snippets(tmp_path, source.replace("FILE", "there.md:1:1")) == []
    (problem,) = snippets(tmp_path, source.replace("FILE", "nothing.md"))
    assert (problem.location.line, problem.message) == (AFTER, "there is no nothing.md to include")
    assert str(tmp_path) in problem.hint


def test_the_anchor_of_a_step_is_its_own():
    source = HEAD + STEPS + "\n## More {: #step-1 }\n"
    assert only_problem(source).message == "the anchor #step-1 is a step's own"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"Select {pay} \> {cancel}.", "&gt;"),
        ("Select {pay} &rarr; {cancel}.", "→"),
        (r"Select {pay}\*.", "*"),
        ("R&D: select {pay}.", "R&amp;D"),
    ],
)
def test_entities_and_escapes_are_texts_as_they_are_shown(text, shown):
    own = extension()
    md = Markdown(extensions=[*OTHER, own])
    html = md.convert(HEAD + f"1. {text}\n")
    assert shown.replace("→", "&rarr;") in html
    (said,) = [text for text in own.outcome.texts if "Pay now" in text]
    assert shown.replace("&gt;", ">").replace("&amp;", "&") in said


def test_a_verb_in_a_bold_name_is_none():
    """`Review` is a part of a button's name; only that no control is called so is said."""
    problem = only_problem(HEAD + "1. Select **Review + create** > **{pay}**.\n")
    assert problem.message.startswith("no control is called 'Review + create'")


def test_a_tab_in_which_nothing_is_done_is_told_once():
    source = HEAD + '1. Do one of these:\n\n    === "Card"\n        Select {pay}.\n\n'
    source += '    === "Other"\n        1. Select {cancel}.\n'
    problem = only_problem(source, extensions=TABS)
    assert problem.message == "{pay} is neither done nor checked in a tab"


@pytest.mark.parametrize(
    ("result", "is_told"),
    [
        ("All invoices are {paid}.", True),
        ("Each invoice shows {paid}.", True),
        ("The invoice is {paid}, and all is well.", False),
        ("When all is done, the status is {paid}.", False),
    ],
)
def test_what_holds_of_every_one_is_not_checked(result, is_told):
    source = HEAD + f"{STEPS}\n{result}\n"
    if is_told:
        assert "isn’t checked, only that {paid} is there" in only_problem(source).message
    else:
        render(source)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("*[PDF]: Portable Document Format", "*[PDF]: makes no abbreviation here"),
        ("What next?\n- [Pay](a.md)\n- [See](b.md)", "a bullet is part of the text above it"),
        ("It is {{ product_name }}.", "{{ product_name }} makes nothing here"),
    ],
)
def test_what_would_run_into_a_text_is_refused(text, message):
    assert only_problem(HEAD + STEPS + f"\n{text}\n", extensions=OTHER).message == message


def test_a_sign_is_no_bullet():
    render(HEAD + STEPS + "\nIt is 5\n-3 less.\n", extensions=OTHER)
