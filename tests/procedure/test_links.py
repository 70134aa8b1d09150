"""Links: addresses that can't lead anywhere, texts that don't say where, missing definitions."""

import pytest

from acquit.procedure.addresses import wrong_with_address
from acquit.procedure.links import VAGUE, wrong_with_text
from tests.support.pages import HEAD, only_problem, problems, render

WORD = "https://example.com/en-us/Manage_Support%22%20%5Cl%20%22manage-the-invoice"


@pytest.mark.parametrize(
    "address",
    [
        "pay.md",
        "../how-to/pay.md#step-1",
        "#pay",
        "/absolute/",
        "my%20file.md",
        "https://example.com",
        "https://example.com:8443/a_(b)/?q=%22exact%20words%22&x=1#top",
        "https://user@example.com/My%20File.pdf",
        "https://exämple.com/é/l'eau",
        "http://localhost:8000/",
        "http://127.0.0.1/",
        "http://[::1]:8000/",
        "//example.com/x",
        "mailto:billing@example.com?subject=An%20invoice",
        "tel:+33123456789",
        "HTTPS://EXAMPLE.COM/100%25",
    ],
)
def test_a_good_address(address):
    assert wrong_with_address(address) is None


@pytest.mark.parametrize(
    ("address", "message", "hint"),
    [
        ("", "a link without an address", "where"),
        ("#", "a link without an address", "where"),
        ("my page.md", "'my page.md' holds a space", "%20"),
        (WORD, "holds %22", "pasted"),
        ("https://example.com/a%5Cb", "holds %5C", "pasted"),
        ('https://example.com/"a"', 'holds "', "pasted"),
        ("https://example.com/“a”", "holds “", "pasted"),
        ("pay.md%20", "holds %20 where", "take it out"),
        ("%20https://example.com", "holds %20 where", "take it out"),
        ("https://exa%20mple.com/", "holds %20 where", "take it out"),
        ("pay.md#the%20steps", "holds %20 where", "take it out"),
        ("https://example.com/100%", "a % without its two digits", "%25"),
        ("pay.md#a#b", "holds two #", "one anchor"),
        ("htps://example.com", "unknown scheme htps:", "did you mean https:?"),
        ("javascript:alert(1)", "unknown scheme javascript:", "known: http:, https:"),
        ("C:/docs/pay.md", "unknown scheme C:", "known:"),
        ("http://", "names no host", "https://"),
        ("https:///pay", "names no host", "https://"),
        ("https:example.com", "names no host", "https://"),
        ("//", "names no host", "https://"),
        ("https://https://example.com", "no valid host", "anew"),
        ("https://.example.com", "no valid host", "anew"),
        ("https://example..com", "no valid host", "anew"),
        ("https://[::1", "is not an address", "anew"),
        ("https://example.com:port/", "is not an address", "anew"),
        ("mailto:billing", "names no mailbox", "mailto:name@example.com"),
    ],
)
def test_a_malformed_address(address, message, hint):
    found = wrong_with_address(address)
    assert found
    assert message in found[0]
    assert hint in found[1]


@pytest.mark.parametrize(
    "text", ["Billing roles", "{pay}", "`acquit build`", "**Pay** now", "![The panel](a.png)", "3D"]
)
def test_a_good_text(text):
    assert wrong_with_text(text) is None


@pytest.mark.parametrize(
    "text", [*sorted(VAGUE), "Here", "**here**", "Click here.", "this\npage", "…"]
)
def test_a_text_that_does_not_say_where(text):
    assert "doesn't say where it goes" in wrong_with_text(text)[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a link without a text"),
        ("** **", "a link without a text"),
        ("![](a.png)", "a link without a text"),
        ("https://example.com/a", "is a link's text"),
        ("www.example.com", "is a link's text"),
    ],
)
def test_no_text(text, message):
    assert message in wrong_with_text(text)[0]


@pytest.mark.parametrize(
    ("written", "line", "column", "message"),
    [
        ("See the [roles](http://).", 10, 9, "names no host"),
        ("See the [billing\nroles](<my page.md>).", 10, 9, "holds a space"),
        ('See [the\nroles](my page.md "Roles").', 10, 5, "holds a space"),
        ("Go [here](a.md).", 10, 4, "'here' doesn't say where it goes"),
        ("Go [](a.md).", 10, 4, "a link without a text"),
        ("Go [to roles]().", 10, 4, "a link without an address"),
        ("Go [to roles](a.md", 10, 4, "the link [to roles]( … is never closed"),
        ("Go [to roles][rolse].\n\n[roles]: a.md", 10, 4, "definition [rolse] is missing"),
        ("Go [to roles][].", 10, 4, "definition [to roles] is missing"),
        ("![Roles][nowhere]", 10, 1, "definition [nowhere] is missing"),
        ("Go [here][roles].\n\n[roles]: a.md", 10, 4, "'here' doesn't say"),
        ("Go [here].\n\n[here]: a.md", 10, 4, "'here' doesn't say"),
        ("Go [to roles][r].\n\n[r]: http://", 12, 6, "names no host"),
        ('Go [to roles][r].\n\n[r]: <http://> "Roles"', 12, 6, "names no host"),
        (f"Go [to roles][r].\n\n[r]: {WORD}", 12, 6, "holds %22"),
        ("See <https://example.com/>.", 10, 5, "is a link's text"),
        ("- one\n- see [roles](htp://x)", 11, 7, "unknown scheme htp:"),
        ("| a |\n|---|\n| see [roles](htp://x) |", 12, 7, "unknown scheme htp:"),
        ("[![The panel](htp://x)](a.md)", 10, 2, "unknown scheme htp:"),
        ("Go to [a](a.md), [a](a.md) or [here](a.md).", 10, 31, "doesn't say"),
    ],
)
def test_a_link_on_a_page(written, line, column, message):
    found = only_problem(_page(written))
    assert (found.location.line, found.location.column) == (line, column), found
    assert message in found.message


def _page(written: str) -> str:
    """A page whose tenth line is the first of what is written."""
    return HEAD + written.rstrip("\n") + "\n\nThen:\n\n1. Select {pay}.\n"


def test_a_missing_definition_is_guessed():
    found = only_problem(_page("Go [to roles][rolse].\n\n[roles]: a.md"))
    assert found.hint == "did you mean [roles]?"


def test_all_mistakes_of_links_at_once():
    found = problems(_page("Go [here](a b.md), [there][nowhere].\n\n[r]: http://"))
    locations = [(p.location.line, p.location.column) for p in found]
    assert locations == [(10, 4), (10, 4), (10, 20), (12, 6)]


@pytest.mark.parametrize(
    "written",
    [
        "Write `[here](http://)`, `[text][nowhere]`.",
        "```\n[here](http://)\n[r]: a b\n```",
        "Text\n\n    [here](http://)",
        r"Not \[here](a), not [brackets], not [x] a box.",
        "[Roles][Billing\nroles] and [billing roles][], [billing roles].\n\n[billing Roles]: a.md",
        '[Roles](a.md "Who may pay"), [b](b_(c).md), [to c](<c.md>).',
        "Write to <billing@example.com> or <mailto:billing@example.com>.",
        "!!! note\n    [Roles][r]\n\n    [r]: a.md 'Roles'",
        "> [Roles][r]\n>\n> [r]: a.md",
        "A footnote.[^1]",
    ],
)
def test_what_is_no_mistake(written):
    assert "Pay now" in render(_page(written))
