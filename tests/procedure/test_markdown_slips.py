"""What Markdown would print as it is, or lose, where a writer meant something else."""

import pytest

from tests.support.pages import HEAD, TABS, render, told

STEP = "1. Select {pay}.\n"
STUCK = "is part of the text above it"


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        # Notes.
        ('1. Select {pay}.\n   !!! note "A"\n       Hello.', f'!!! note "A" {STUCK}', "empty line"),
        (
            STEP + "\n    !!! note Read this\n        Hello.",
            "Read this makes no title",
            '"Read this"',
        ),
        (STEP + '\n    !!! note "A"\n      Hello.', '!!! note "A" holds nothing', "four spaces"),
        ("!!! warning\nThe card is kept.\n\n" + STEP, "!!! warning holds nothing", "four spaces"),
        (
            STEP + "\n!!! note\n    {due.shown} appears.",
            "isn’t checked here, as in a note",
            "{due.label}",
        ),
        ("{: .note } The card is kept.\n\n" + STEP, "stands before its text", '!!! note "Title"'),
        # Attribute lists.
        (
            "1. Select {pay}.\n    {: optional }\n2. Select {cancel}.",
            "optional in {:",
            "{: .optional }",
        ),
        (
            "## Head {: #Bad Anchor }\n\n" + STEP,
            "Anchor in {: #Bad Anchor } says nothing",
            "no space",
        ),
        ("## Head {: #head\n\n" + STEP, "has no anchor", "both braces: Head {: #head }"),
        ("## Head {: #head } <!-- a -->\n\n" + STEP, "has no anchor", "very end"),
        ('## Head <a name="head"></a>\n\n' + STEP, "has no anchor", "{: #head } to its end"),
        # Braces and stars.
        ("1. Select {invoices}, then pay}.", "the reference pay} is never opened", "write {pay}"),
        ("1. Select { pay now }, then {pay}.", "neither a reference", "{pay_now}"),
        ("1. Select {pay:label}, then {pay}.", "neither a reference", "write {pay.label}"),
        ("1. Select {pay}. ** A **", "** is printed as it is", "no space inside"),
        # Marks of extensions that aren't there.
        ("1. Select {pay} x^2^.", "^2^ is printed as it is", "pymdownx.caret"),
        ("1. Select {pay} and H~2~O.", "~2~ is printed as it is", "pymdownx.tilde"),
        ("1. Select {pay} :gear:.", ":gear: is printed as it is", "pymdownx.emoji"),
        # Other tools' own.
        ('1. Select {pay}.\n\n==="B"\n\n    Hello.', '==="B" makes no tab', '=== "B"'),
        ("{{< tabs >}}\n\n" + STEP, "{{< tabs >}} makes no tabs", "leave it out"),
        ('{{< alert type="warning" >}}\n\n' + STEP, "makes nothing", '!!! warning "Title"'),
        (
            "1. Select {pay}. [!INCLUDE [x](y.md)]",
            "[!INCLUDE makes no include",
            "a line of its own",
        ),
        (STEP + "\nSee [AUTOTITLE](a.md).", "[AUTOTITLE] makes no title", "title of the page"),
        (STEP + "\n<details>{pai}</details>", "{pai} in HTML is printed", "as Markdown"),
    ],
)
def test_what_was_meant_is_told(body, message, hint):
    assert hint in told(HEAD + body, message, extensions=TABS).hint


@pytest.mark.parametrize(
    "body",
    [
        '!!! note "Only a title"\n\n1. Select {pay}.',
        '!!! info inline end "Beside"\n    Hello.\n\n1. Select {pay}.',
        "??? note\n    Hello.\n\n1. Select {pay}.",
        "1. Select {pay} at 10:30:00, for 5 ^ 2, about ~5 or ~6.",
        "## Head {: #head .big }\n\n1. Select {pay}.",
    ],
)
def test_what_is_no_slip(body):
    assert "data-step" in render(HEAD + body, extensions=TABS)


@pytest.mark.parametrize(
    ("head", "message", "hint"),
    [
        ("\n" + HEAD, "the front matter isn’t at the top", "on the first line"),
        (HEAD.replace("  role: owner", "role: owner"), "names no role", "indent `role`"),
        (HEAD.replace("  role: owner\n", ""), "names no role", "write role: …"),
        (HEAD.replace("  role", "\trole"), "broken front matter", "YAML takes no tabs"),
    ],
)
def test_front_matter_says_what_is_wrong_with_it(head, message, hint):
    assert hint in told(head + STEP, message).hint


def test_a_page_without_an_introduction_keeps_its_title_above_the_steps():
    html = render(HEAD.replace("Pay an invoice.\n\n", "") + STEP)
    assert html.startswith("<h1")
    assert html.index("</h1>") < html.index("acquit-procedure")
