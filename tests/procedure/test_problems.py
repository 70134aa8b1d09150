"""Each mistake of a writer: where, what, and what to do."""

import re

import pytest

from tests.support.pages import HEAD, catalogue, only_problem, problems, render

GOOD = HEAD + "1. Select {pay}.\n\nThe status becomes {paid}.\n"


def test_a_good_page_has_no_problem():
    assert "Pay now" in render(GOOD)


@pytest.mark.parametrize(
    ("source", "line", "column", "message", "hint"),
    [
        (
            HEAD + "1. Select {pay_nw}.\n",
            10,
            11,
            "unknown control {pay_nw}",
            "did you mean {pay}?",
        ),
        (
            HEAD + "1. Select {pay.lable}.\n",
            10,
            11,
            "unknown part {pay.lable}",
            "did you mean {pay.label}?",
        ),
        (
            HEAD.replace("owner\n", "owner\n  data: {card: Visa}\n") + "1. Select {pay}.\n",
            5,
            10,
            "data for card, which no step uses",
            "remove it",
        ),
        (
            HEAD.replace("owner\n", "owner\n  data: {crad: Visa}\n") + "1. Select {pay}.\n",
            5,
            10,
            "data for an unknown control crad",
            "did you mean card?",
        ),
        (
            HEAD + "1. Enter it in {amount}.\n",
            10,
            16,
            "the textbox {amount} has no data",
            "data: {amount: …}",
        ),
        (
            HEAD.replace("owner\n", "owner\n  data: {amount: 5.00 EUR}\n")
            + "1. Enter it in {amount}.\n",
            11,
            16,
            "the value of {amount} is never shown",
            "{amount.value}",
        ),
        (
            HEAD.replace("owner\n", 'owner\n  data: {card: "Visa"}\n') + "1. Choose in {card}.\n",
            11,
            14,
            "the sentence doesn’t say what is chosen of {card}",
            "{card.value}",
        ),
        (
            HEAD + "1. Enter {amount.value}, select {pay}.\n",
            10,
            10,
            "{amount.value} has no value",
            "front matter",
        ),
        (
            HEAD + "1. Select {pay}.\n2. Take a deep breath.\n",
            11,
            4,
            "a step that neither acts nor checks",
            "{: .outside }",
        ),
        (
            HEAD + "1. Select {pay}, then:\n    - choose {card};\n    - or do nothing.\n",
            12,
            7,
            "an alternative without an action",
            "name the control",
        ),
        (
            HEAD + "1. Select {pay}, then {invoices.\n",
            10,
            4,
            "the reference {invoices is never closed",
            "write {invoices}",
        ),
        (HEAD + "Just pay.\n", 2, 1, "the procedure has no steps", "numbered list"),
        (
            GOOD.replace("scenario: company", "scenario: compny"),
            3,
            13,
            "unknown scenario 'compny'",
            "did you mean company?",
        ),
        (GOOD.replace("role: owner", "role: boss"), 4, 9, "unknown role 'boss'", "owner, reader"),
        (
            GOOD.replace("# Pay {: #pay }", "# Pay now"),
            6,
            3,
            "the heading 'Pay now' has no anchor",
            "{: #pay-now }",
        ),
        (
            GOOD + "\n## More {: #pay }\n",
            14,
            4,
            "the anchor #pay stands twice",
            "line 6",
        ),
        (
            GOOD.replace("role: owner", "role: [owner"),
            5,
            1,
            "broken front matter",
            "quote",
        ),
        (
            GOOD.replace("  role: owner\n", ""),
            2,
            1,
            "`procedure` names no role",
            "",
        ),
        (
            HEAD + "1. Select {pay}, which is next to {due}.\n",
            10,
            35,
            "{due} stands after the control it places",
            "name the place first",
        ),
        (
            HEAD + "1. Select {invoices}.\n   - Select {pay}.\n",
            11,
            6,
            "this bullet is taken for a step",
            "four spaces",
        ),
    ],
)
def test_problem(source, line, column, message, hint):
    found = only_problem(source)
    assert (found.location.line, found.location.column) == (line, column)
    assert message in found.message
    assert hint in found.hint


def test_all_problems_at_once_in_the_order_of_the_file():
    source = HEAD + "1. Select {pay_nw}.\n2. Select {invoicse}.\n3. Wait.\n\n## More\n"
    found = problems(source.replace("owner\n", "boss\n"))
    assert [(p.location.line, p.message.split()[0]) for p in found] == [
        (4, "unknown"),
        (10, "unknown"),
        (11, "unknown"),
        (12, "a"),
        (14, "the"),
    ]


def test_a_problem_prints_its_place_and_its_hint():
    found = only_problem(HEAD + "1. Select {pay_nw}.\n")
    hint = r"did you mean {pay}? \{pay_nw} prints the braces"
    assert str(found) == f"<page>:10:11: unknown control {{pay_nw}}\n  hint: {hint}"


def test_an_outside_step_needs_no_control():
    assert "data-outside" in render(HEAD + "1. Select {pay}.\n2. Post it.\n    {: .outside }\n")


@pytest.mark.parametrize(
    ("source", "translation", "message"),
    [
        ("See {pay}.", "Sélectionnez.", "loses {pay}"),
        ("See {pay}.", "Sélectionnez {pay} et {due}.", "invents {due}"),
        ("See {pay} **now**.", "Sélectionnez {pay} tout de suite.", "loses bold"),
        ("See {pay} now.", "Sélectionnez {pay} **ici**.", "invents bold"),
        ("See {pay} or `x`.", "Sélectionnez {pay} ou x.", "loses code `x`"),
        ("See {pay} or `x`.", "Sélectionnez {pay} ou `y`.", "invents code `y`"),
        ("See {pay}, [see](a.md).", "Sélectionnez {pay}, voir.", "loses a link to a.md"),
        (
            "See {pay}, [see](a.md).",
            "Sélectionnez {pay}, [voir](javascript:x).",
            "invents a link to javascript:x",
        ),
        ("See {pay}.", "Sélectionnez {pay}. {: #autre }", "invents an attribute list"),
    ],
)
def test_a_translation_keeps_its_structure(tmp_path, source, translation, message):
    catalogue(tmp_path, "fr", "docs", {source: translation, "Pay": "Payer"})
    page = HEAD + f"{source}\n\n1. Select {{cancel}}.\n"
    found = problems(page, folder=tmp_path, locale="fr")
    assert message in " / ".join(p.message for p in found)
    assert found[0].location.path.endswith("docs.po")
    assert found[0].location.line > 1


@pytest.mark.parametrize(
    "hostile",
    [
        "Choisir {pay} ` <img src=x onerror=alert(1)>",
        "Choisir {pay} \\` <script>alert(1)</script> `",
        "{pay} <a href='javascript:x'>x</a>",
        "{pay} \x02wzxhzdk:0\x03",
        "{pay} &lt;script&gt; <!-- --> <?php ?>",
        "{pay} <https://evil.example>",
    ],
)
def test_no_markup_comes_of_a_translation(tmp_path, hostile):
    catalogue(tmp_path, "fr", "docs", {"Select {pay}.": "Sélectionnez {pay}."})
    before = render(HEAD + "1. Select {pay}.\n", folder=tmp_path, locale="fr")
    catalogue(tmp_path, "fr", "docs", {"Select {pay}.": hostile})
    html = render(HEAD + "1. Select {pay}.\n", folder=tmp_path, locale="fr")
    tags = lambda text: re.findall(r"<\w+", text)  # noqa: E731
    assert tags(html) == tags(before)
    assert "\ue03c" not in html


def test_a_translation_is_text(tmp_path):
    hostile = "<img src=x onerror=alert(1)> {pay} <script>alert(1)</script> `<b>`"
    catalogue(tmp_path, "fr", "docs", {"Select {pay} `<b>`.": hostile})
    html = render(HEAD + "1. Select {pay} `<b>`.\n", folder=tmp_path, locale="fr")
    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;img src=x" in html
    assert "<code>&lt;b&gt;</code>" in html
