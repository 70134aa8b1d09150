"""A translation is text: what may pass into the page, and what never does."""

import re
from html.parser import HTMLParser

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acquit.problems import Problems
from tests.support.pages import HEAD, catalogue, problems, render

ALL = ("admonition", "attr_list", "tables", "footnotes", "toc", "pymdownx.keys", "pymdownx.tilde")


def french(tmp_path, source: str, translation: str, **options) -> str:
    """Render a page whose second paragraph is `source`, in French."""
    catalogue(tmp_path, "fr", "docs", {source: translation})
    return render(HEAD + f"{source}\n\n1. Select {{pay}}.\n", tmp_path, "fr", **options)


def refused(tmp_path, source: str, translation: str) -> str:
    catalogue(tmp_path, "fr", "docs", {source: translation})
    page = HEAD + f"{source}\n\n1. Select {{pay}}.\n"
    return " / ".join(p.message for p in problems(page, tmp_path, "fr"))


@pytest.mark.parametrize(
    ("source", "translation", "html"),
    [
        (
            "Press <kbd>Enter</kbd>.",
            "Appuyez sur <kbd>Entrée</kbd>.",
            "Appuyez sur <kbd>Entrée</kbd>.",
        ),
        ("First<br>second", "Premier<br>deuxième", "Premier<br>deuxième"),
        ("First<br/>second", "Premier<br/>deuxième", "Premier<br/>deuxième"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O d’ici", "H<sub>2</sub>O d’ici"),
        ("a <mark>b</mark>", "<mark>b</mark> a", "<mark>b</mark> a"),
        ("It costs 3 &lt; 4.", "3 &lt; 4.", "3 &lt; 4."),
        ("Write \\{id}.", "Écrivez \\{id} et \\<b>.", "Écrivez {id} et &lt;b&gt;."),
        ("See [it](a.md){: .x }.", "Voir [cela](a.md){: .x }.", 'class="x" href="a.md">cela</a>'),
    ],
)
def test_marks_of_the_source_pass(tmp_path, source, translation, html):
    assert html in french(tmp_path, source, translation)


@pytest.mark.parametrize("word", ["due", "hidden", "due.shown", ".x", "#x"])
@pytest.mark.parametrize("text", ["{due.label}", "{due.label}.", "*a*", "a", "*a* *b*"])
@pytest.mark.parametrize("place", ["{}", "## {} {{: #z }}", "- {}", "|a|\n|-|\n|{}|"])
def test_braces_with_a_backslash_are_text(tmp_path, place, text, word):
    """Beside an element, too, where attr_list would take them for attributes of it."""
    source = f"{text} it"
    catalogue(tmp_path, "fr", "docs", {source: f"{text}\\{{{word}}}"})
    page = HEAD + f"1. Select {{pay}}.\n\n## Also {{: #also }}\n\n{place.format(source)}\n"
    assert f"{{{word}}}" in render(page, tmp_path, "fr", extensions=ALL)


def test_comments_leave_messages(tmp_path):
    source = "Pay it <!-- check this --> now.<!-- and this -->"
    catalogue(tmp_path, "fr", "docs", {"Pay it now.": "Payez-la."})
    html = render(HEAD + f"{source}\n\n1. Select {{pay}}. <!-- ! -->\n", tmp_path, "fr")
    assert "Payez-la." in html
    assert "check this" not in html


@pytest.mark.parametrize("address", ["help@example.com", "Help+me@example.co.uk"])
def test_addresses_in_angle_brackets_pass_if_they_are_the_source_s(tmp_path, address):
    html = french(
        tmp_path, f"Write to {address.join('<>')}, or to {{pay}}.", f"{{pay}} <{address}>"
    )
    assert len(re.findall("<a href=", html)) == 1
    assert "loses a link to" in refused(tmp_path, f"Write to <{address}>.", "Écrivez.")
    html = french(tmp_path, f"Write to <{address}>.", f"<{address}> <mailto:a@b.example>")
    assert len(re.findall("<a href=", html)) == 1
    assert "&lt;mailto:a@b.example&gt;" in html


def test_a_footnote_is_one_message_with_one_way_back(tmp_path):
    messages = {"A fee applies.[^1]": "Il y a des frais.[^1]", "Outside.": "Dehors."}
    catalogue(tmp_path, "fr", "docs", messages)
    source = HEAD + "A fee applies.[^1]\n\n1. Select {pay}.\n\n[^1]: Outside.\n"
    html = render(source, tmp_path, "fr", extensions=ALL)
    assert "Dehors.&#160;<a" in html
    assert html.count("footnote-backref") == 1
    for anchor in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{anchor}"' in html
    catalogue(tmp_path, "fr", "docs", {**messages, "A fee applies.[^1]": "Des frais."})
    found = problems(source, tmp_path, "fr", extensions=ALL)
    assert "loses the footnote [^1]" in found[0].message


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        (
            "See [the terms](https://example.com/en/){: .localized }.",
            "Voir [les conditions](https://example.com/fr/){: .localized }.",
        ),
        ("![The list](list.png){: .localized }", "![La liste](liste.png){: .localized }"),
        ("![The list](list.png){.localized}", "![La liste](liste.png){.localized}"),
    ],
)
def test_a_language_may_have_an_address_of_its_own_where_the_writer_allows_it(
    tmp_path, source, translation
):
    html = french(tmp_path, source, translation)
    assert re.search(r"https://example.com/fr/|liste.png", html)
    plain = re.compile(r"\{[^}]*\}")
    lost = refused(tmp_path, plain.sub("", source), plain.sub("", translation))
    assert "loses a" in lost
    hostile = re.sub(r"\([^)]*\)", "(javascript:alert)", translation)
    assert "unknown scheme javascript:" in refused(tmp_path, source, hostile)


@pytest.mark.parametrize(
    ("source", "translation", "what"),
    [
        ("Press <kbd>Enter</kbd>.", "Appuyez sur Entrée.", "loses <kbd>"),
        ("Press Enter.", "Appuyez sur <kbd>Entrée</kbd>.", ""),
        ("Press <kbd>Enter</kbd>.", "<kbd>Entrée.", "loses </kbd>"),
        (
            "See [a](a.md) <kbd>x</kbd>.",
            "Voir [a <kbd>x](a.md)</kbd>.",
            "<kbd> begins or ends within a link",
        ),
        ("a<br>b", "a<br>b<br>c", "invents <br>"),
        ("See [it](a.md){: .x }.", "Voir [cela](a.md).", "loses an attribute list"),
        ("See [it](a.md).", "Voir [cela](a.md){: .x }.", "invents an attribute list"),
        ("See [it](a.md).", "Voir [cela](a.md){.x}.", "invents an attribute list"),
        ("A {due}.", "{due}{ onclick=alert(9) }", "invents an attribute list"),
        ("A {due}.", "{due}{onclick=alert(9)}", "invents an attribute list"),
        ("A {due}.", "{due} {acquit:9999}", "invents an attribute list"),
    ],
)
def test_what_is_lost_or_invented_is_refused(tmp_path, source, translation, what):
    if what:
        assert what in refused(tmp_path, source, translation)
    else:
        assert "&lt;kbd&gt;" in french(tmp_path, source, translation)


# A fuzzer: whatever a translator writes, nothing but text and the allowed marks comes out. --------

SOURCES = (
    "Next to {due}, pay.",
    "Press <kbd>Enter</kbd> or `x`, see [it](a.md){: .x } and *this* **one**.[^1]",
    "![A {paid} picture](a.png){: .localized } <help@example.com>",
)
PIECES = st.sampled_from(
    (
        *("{due}", "{paid}", "{", "}", "{:", "{ onclick=alert(1) }", "{.x}", "{: .x }", "{#a}"),
        *(
            "{: .localized }",
            "{acquit:0}",
            "{acquit:9999}",
            "\ue0410\ue042",
            "\ue03c",
            "\ue07b",
            "\ue05c",
        ),
        *("<kbd>", "</kbd>", "<br>", "<b>", "<script>", "</script>", "<img src=x onerror=a>"),
        *("<!--", "-->", "<?php", "<help@example.com>", "<https://evil.example/>", "<a@b.c>"),
        *("[it](a.md)", "[", "](", ")", "[^1]", "[^2]", "![x](javascript:y)", "[x](data:y)"),
        *("**", "*", "_", "`", "``", "\\", "\\{", "\\<", "&lt;", "&#60;", "&amp;", "\x02", "\x03"),
        *(
            "\x02wzxhzdk:0\x03",
            "\x02klzzwxh:0001\x03",
            "\n\n# a",
            "\n    b",
            "\n{: .x }",
            "++enter++",
        ),
        *('"', "'", "<", ">", "javascript:", "mot", " ", "\u2028", "~~s~~", "\\\\"),
    )
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=9).map("".join)
ALLOWED = {"p", "strong", "span", "em", "code", "a", "img", "kbd", "br", "sup", "h1", "div", "ol"}
ALLOWED |= {"li", "hr", "del", "sub", "mark"}
ATTRIBUTES = {"class", "href", "src", "alt", "id", "title", "lang", "translate", "role"}
PASSING = ("a.md", "a.png", "mailto:help@example.com", "#fn:1", "#fnref:1")


class Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.links |= {value for name, value in attrs if name in ("href", "src")}

    def handle_comment(self, data):
        self.tags.add("!--")

    def handle_pi(self, data):
        self.tags.add("?")


@settings(max_examples=400)
@given(source=st.sampled_from(SOURCES), translation=TEXTS)
def test_nothing_but_text_comes_of_a_translation(tmp_path_factory, source, translation):
    folder = tmp_path_factory.getbasetemp() / "fuzz"
    clean = translation.replace("\x00", "").replace("\r", "")
    catalogue(folder, "fr", "docs", {source: clean})
    page = HEAD + f"{source}\n\n1. Select {{pay}}.\n\n[^1]: Outside.\n"
    try:
        html = render(page, folder, "fr", extensions=ALL)
    except Problems as refusal:
        told = refusal.problems
        assert all(problem.location.path.endswith("docs.po") for problem in told)
        return
    found = Collector()
    found.feed(html)
    assert found.tags <= ALLOWED
    assert {n for n in found.names if not n.startswith("data-")} <= ATTRIBUTES
    for link in found.links:
        if link not in PASSING:  # an address of its own, where the writer allowed it
            assert ".localized" in source
            assert not re.match(r"\s*(javascript|data|vbscript):", link, re.IGNORECASE)
    assert "\ue03c" not in html
    assert "\ue07b" not in html
    assert "\ue05c" not in html
    assert "\ue041" not in html


def test_the_fuzzer_s_catalogues_can_be_read(tmp_path):
    catalogue(tmp_path, "fr", "docs", {"a": 'b "\n\\'})
    path = tmp_path / "fr/LC_MESSAGES/docs.po"
    assert polib.pofile(str(path))[0].msgstr == 'b "\n\\'
