"""Each text that a reader sees belongs to a message, a label, a value or the theme."""

import re

import pytest

from acquit.site.texts import Known, as_html
from tests.support.project import command
from tests.support.tiny_project import HEAD, STEPS, build, page, project

ALL = "[admonition, attr_list, tables, footnotes, abbr, toc: {permalink: true}, pymdownx.details,"
ALL += " pymdownx.tabbed: {alternate_style: true}, pymdownx.superfences]"


def test_a_project_whose_texts_are_all_known_builds_strictly(tmp_path):
    body = STEPS + (
        '\n??? note "More"\n    Some `code`, *italics* and [a list](index.md "The list").\n\n'
        "```text\nnot a text\n```\n\n"
        "![A picture of {pay}](a.png)\n\nOnce.[^1]\n\n[^1]: Twice.\n\n## Related {: #related }\n"
    )
    french = {
        "More": "Plus",
        'Some `code`, *italics* and [a list](index.md "The list").': (
            'Du `code`, de l’*italique* et [une liste](index.md "La liste").'
        ),
        "![A picture of {pay}](a.png)": "![Une image de {pay}](a.png)",
        "Once.[^1]": "Une fois.[^1]",
        "Twice.": "Deux fois.",
        "Related": "Voir aussi",
    }
    folder = project(tmp_path, body, french, extensions=ALL)
    (folder / "docs/a.png").write_bytes(b"")
    done = build(folder)
    assert done.returncode == 0, done.stderr
    text = page(folder)
    assert 'alt="Une image de Payer maintenant"' in text
    assert 'title="La liste"' in text
    assert text.count('class="footnote-backref"') == 1
    assert 'title="Retour à la note 1"' in text
    assert 'title="Lien vers cette section"' in text
    for back, anchor in re.findall(r'href="#(fn\w*:1)"[^>]*>|id="(fn\w*:1)"', text):
        assert f'id="{back or anchor}"' in text


#: What a page says below its steps, and at which line of it stands what nobody can translate.
STRANGERS = [
    ('\n<div class="warn">Your bank may charge a fee.</div>\n', 12, "Your bank may charge"),
    ("\n<p>One</p>\n<p>A second one</p>\n", 13, "A second one"),
    ('\n<div>\n<img src="a.png" alt="Only an image">\n</div>\n', 13, "Only an image"),
    ('\n<form><input placeholder="Type here"></form>\n', 12, "Type here"),
    ("\nA FAQ.\n\n*[FAQ]: Frequently asked\n", 14, "Frequently asked"),
    ('\n[It][x].\n\n[x]: index.md "A title of its own"\n', 14, "A title of its own"),
    ("\n<details><summary>Folded away</summary></details>\n", 12, "Folded away"),
]


def test_texts_that_nobody_can_translate_are_refused(tmp_path):
    french = {"A FAQ.": "Une FAQ.", "[It][x].": "[Cela][x]."}
    folder = project(tmp_path, STEPS, french, extensions=ALL)
    (folder / "docs/a.png").write_bytes(b"")
    for n, (more, _, _) in enumerate(STRANGERS):
        text = HEAD.format(more="") + STEPS + more
        (folder / f"docs/page-{n}.md").write_text(text, encoding="utf-8")
    done = build(folder)
    assert done.returncode == 1
    for n, (_, line, stranger) in enumerate(STRANGERS):
        (told,) = re.findall(rf"^docs/page-{n}.md:{line}:1: the text '(.*)", done.stderr, re.M)
        assert told.startswith(stranger)
    assert "nobody can translate it" in done.stderr
    assert "docs/index.md" not in done.stderr
    assert command(folder, "build").returncode == 0  # only a strict build refuses them


@pytest.mark.parametrize(
    ("text", "tag"),
    [("<u>Now</u> pay.", "<u>"), ("<img src='x' alt='Pay'> it.", "<img src='x' alt='Pay'>")],
)
def test_html_that_no_translation_can_carry_is_refused(tmp_path, text, tag):
    done = build(project(tmp_path, STEPS + f"\n{text}\n", {text: "Payer."}))
    assert done.returncode == 1
    assert f"the tag {tag} in a text" in done.stderr
    assert "<kbd>" in done.stderr


def test_title_and_description_of_the_front_matter_are_messages(tmp_path):
    head = "title: Settle & pay\ndescription: Pay with {pay}.\n"
    folder = project(tmp_path, STEPS, head=head)
    done = build(folder)
    assert "not translated into fr: 'Settle & pay'" in done.stderr
    assert "not translated into fr: 'Pay with {pay}.'" in done.stderr
    french = {"Settle & pay": "Régler <b>", "Pay with {pay}.": "Payez avec {pay}."}
    project(tmp_path, STEPS, french, head=head)
    assert build(folder).returncode == 0
    text = page(folder)
    assert "<title>Régler &lt;b&gt; – Aide</title>" in text
    assert 'content="Payez avec Payer maintenant."' in text
    listed = command(folder, "messages")
    assert listed.returncode == 0, listed.stderr
    assert 'msgid "Settle & pay"' in (folder / "locales/docs.pot").read_text(encoding="utf-8")


def test_what_mkdocs_yml_says_is_text_in_translations(tmp_path):
    more = 'copyright: "&copy; 2026 <a href=https://example.com>Us</a>"\n'
    more += "nav: [{Home: index.md}]\n"
    hostile = '"><script>alert(1)</script>&copy;'
    source = "&copy; 2026 <a href=https://example.com>Us</a>"
    french = {
        "Help": hostile,
        "Home": hostile,
        "Search": hostile,
        "This page does not exist": hostile,
        "Go to the home page": hostile,
        source: "&copy; 2026 <a href=https://example.com>Nous</a> <img src=x onerror=alert(1)>",
    }
    folder = project(tmp_path, STEPS, french, more=more)
    done = build(folder)
    assert done.returncode == 0, done.stderr
    for name in ("index.html", "404.html"):
        text = page(folder, name=name)
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "&copy; 2026 <a href=https://example.com>Nous</a> &lt;img" in text
        assert 'aria-label="&#34;&gt;&lt;script' in text


@pytest.mark.parametrize(
    ("source", "translation", "html"),
    [
        ("A & B", "A & C", "A &amp; C"),
        ("<b>A</b>", "<b>C</b>", "<b>C</b>"),
        ("<b>A</b>", "<i>C</i>", "&lt;i&gt;C&lt;/i&gt;"),
        ("&copy; A", "&copy; C &reg;", "&copy; C &amp;reg;"),
        ("A", "<b", "&lt;b"),
    ],
)
def test_only_the_source_s_own_markup_stays(source, translation, html):
    assert as_html(translation, source) == html


def test_a_page_that_nav_leaves_out_is_told(tmp_path):
    folder = project(tmp_path, STEPS, more="nav: [index.md]\n")
    (folder / "docs/lost.md").write_text("# Pay {: #pay }\n", encoding="utf-8")
    done = command(folder, "build")
    assert done.returncode == 0
    assert done.stdout.count("missing from `nav` in mkdocs.yml: lost.md") == 1


def test_hide_may_be_anything(tmp_path):
    folder = project(tmp_path, STEPS)
    for n, hide in enumerate(("", "navigation", "[navigation]", "{}")):
        text = HEAD.format(more=f"hide: {hide}\n") + STEPS
        (folder / f"docs/page-{n}.md").write_text(text, encoding="utf-8")
    done = build(folder)
    assert done.returncode == 0, done.stderr


def test_snippets_are_read_with_their_options(tmp_path):
    extensions = "[attr_list, pymdownx.snippets: {base_path: [parts], check_paths: true}]"
    body = '1. Select {invoices}.\n\n--8<-- "signin.md"\n'
    folder = project(tmp_path, body, extensions=extensions)
    (folder / "parts").mkdir()
    parts = "Sign in first, then look.\n\nSee *the list*.\n"
    (folder / "parts/signin.md").write_text(parts, encoding="utf-8")
    done = command(folder, "messages")
    assert done.returncode == 0, done.stderr
    pot = (folder / "locales/docs.pot").read_text(encoding="utf-8")
    assert 'msgid "Sign in first, then look."' in pot
    french = {
        "Select {invoices}.": "Sélectionnez {invoices}.",
        "Sign in first, then look.": "Connectez-vous.",
        "See *the list*.": "Voir *la liste*.",
    }
    project(tmp_path, body, french, extensions=extensions)
    done = build(folder)
    assert done.returncode == 0, done.stderr
    assert "Connectez-vous." in page(folder)
    (folder / "parts/signin.md").write_text(parts.replace("*", "**"), encoding="utf-8")
    for done in (build(folder), command(folder, "messages")):
        assert done.returncode == 1
        assert "no control is called 'the list'" in done.stderr


def test_steps_may_come_from_a_snippet(tmp_path):
    extensions = "[attr_list, pymdownx.snippets: {base_path: [parts]}]"
    folder = project(tmp_path, '--8<-- "signin.md"\n2. Select {pay}.\n', extensions=extensions)
    (folder / "parts").mkdir()
    (folder / "parts/signin.md").write_text("1. Select {invoices}.\n", encoding="utf-8")
    done = command(folder, "build", "--locale", "en")
    assert done.returncode == 0, done.stderr
    assert 'data-step="2"' in page(folder, "en")


def test_white_space_and_entities_do_not_make_a_stranger():
    known = Known()
    known.add(["A &amp; B", "One\n  two", "C&nbsp;D"])
    assert known.strangers("<p>A &amp; B</p><p>One <b>two</b></p><p>C D</p>") == []
    assert known.strangers("<p>One three</p>") == ["One three"]
    assert known.strangers("<p title='Five'>12</p><script>No</script><pre>No</pre>") == ["Five"]


def test_a_title_may_hold_a_dash(tmp_path):
    """The page's title and the site's are joined by one, too."""
    title = "Quickstart – Pay – now"
    folder = project(tmp_path, STEPS, {title: "Bref – Payer"}, head=f"title: {title}\n")
    done = build(folder)
    assert done.returncode == 0, done.stderr
    assert "<title>Bref – Payer – Aide</title>" in page(folder)
