"""Each mistake is told once, at its line, and not again by what comes of it."""

import pytest

from tests.support.pages import HEAD, TABS, problems

STEPS = """# Pay {: #pay }

Intro.

1. In {name}, enter {name.value}.
2. Select {pay}.
    {: .optional }
"""
FRONT = "---\ntitle: Pay\nprocedure:\n  scenario: company\n  role: owner\n---\n"


def told(source):
    found = problems(source, extensions=TABS)
    return [(problem.location.line, problem.message) for problem in found]


def test_a_front_matter_that_is_broken_says_nothing_of_what_it_was_to_give():
    broken = FRONT.replace("title: Pay", "title: Tutorial: Pay")
    ((line, message),) = told(broken + STEPS)
    assert (line, message.split(":")[0]) == (2, "broken front matter")


def test_steps_that_no_front_matter_declares_are_told_alone():
    ((line, message),) = told(STEPS)
    assert line == 5
    assert message.startswith("numbered steps of a page that declares no procedure")


def test_words_of_a_shortcode_are_no_label():
    ((_, message),) = told(HEAD + '1. Select {pay} ({{< icon name="due" >}}).\n')
    assert message == '{{< icon name="due" >}} makes nothing here'


def test_what_ends_the_steps_is_mended_first():
    body = "1. Select {pay}.\n\n{{< tabs >}}\n\n1. Select {cancel}.\n\n{{< /tabs >}}\n"
    found = problems(HEAD + body, extensions=TABS)
    (ended,) = [each for each in found if "ends the steps" in each.message]
    assert ended.hint == "mend line 12 first, as is said there"


@pytest.mark.parametrize("start", ["", "> "])
def test_a_label_that_is_spelt_out_is_told_in_its_own_line(start):
    text = f"{start}This goes on and on,\n{start}and names the **Invoices** page.\n"
    ((line, message),) = told(f"{HEAD}{text}\n1. Select {{pay}}.\n")
    assert (line, message) == (11, "'Invoices' spells the label of a control out")


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("ms.date: 11/22/2026", "updated:"),
        ("ms.author: ada", "owner: {author: …}"),
        ("ms.topic: how-to", "topic:"),
        ("ms.service: billing", "leave it out"),
        ("stage: Fulfilment", "leave it out"),
    ],
)
def test_keys_of_other_houses_are_told(key, hint):
    source = FRONT.replace("title: Pay", key) + "# Pay {: #pay }\n\nIntro.\n\n1. Select {pay}.\n"
    (problem,) = problems(source, extensions=TABS)
    assert problem.location.line == 2
    assert problem.message == f"the key `{key.split(':')[0]}` means nothing here"
    assert hint in problem.hint
