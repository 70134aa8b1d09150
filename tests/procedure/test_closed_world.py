"""A procedure is a closed world: what isn't understood is refused, never printed or passed over."""

import re

import pytest

from tests import sample
from tests.pages import HEAD, catalogue, only_problem, problems, render

OTHER = ("admonition", "attr_list", "tables", "footnotes", "pymdownx.details", "toc")
TABS = (*OTHER, "pymdownx.tabbed", "pymdownx.superfences")
STEPS = "1. Select {invoices}.\n"


def uses(html: str) -> list[tuple[str, str]]:
    """The references that a walk uses, in their order."""
    found = re.findall(
        r'data-(?:control|value-of)="(\w+)"[^>]*?data-n="(\d+)" data-use="(\w+)"|'
        r'data-n="(\d+)" data-use="(\w+)" data-value-of="(\w+)"',
        html,
    )
    rows = [(int(n or m), name or value, use or other) for name, n, use, m, other, value in found]
    return [(name, use) for _, name, use in sorted(rows)]


def with_data(data: str) -> str:
    return HEAD.replace("owner\n", f"owner\n  data: {{{data}}}\n")


# Numbered lines -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "line", "message", "hint"),
    [
        (
            "1. Select {invoices}.\n\n    The list opens.\n2. Select {pay}.\n",
            13,
            "part of the text above it",
            "put an empty line before it",
        ),
        (
            "To pay:\n1. Select {pay}.\n\nThen:\n\n1. Select {cancel}.\n",
            11,
            "part of the text above it",
            "put an empty line before it",
        ),
        ("1) Select {pay}.\n", 10, "this number is no step", "write 1. with a full stop"),
        (
            STEPS + '\n!!! tip "If it fails"\n    1. Select {cancel}.\n',
            13,
            "numbered steps in a note are never walked",
            "or as bullets",
        ),
        (
            STEPS + "\n> 1. Select {cancel}.\n",
            12,
            "numbered steps in a quote are never walked",
            "or as bullets",
        ),
        (
            STEPS + '\n??? note "More"\n    1. Select {cancel}.\n',
            13,
            "numbered steps in a folded note are never walked",
            "or as bullets",
        ),
        (
            STEPS + '\n    !!! note "More"\n        1. Select {cancel}.\n',
            13,
            "numbered steps in a note are never walked",
            "or as bullets",
        ),
        (
            "You need:\n\n- a card\n- a role\n\n1. Select {pay}.\n",
            15,
            "part of the bullet list above it",
            "a line of text between the two lists",
        ),
        (
            "* a card\n\n1. Select {pay}.\n",
            12,
            "part of the bullet list above it",
            "sane_lists",
        ),
        (
            "1. Under {section}:\n   1. Select {invoices}.\n2. Select {cancel}.\n",
            11,
            "indented otherwise than line 10",
            "four spaces",
        ),
        (
            "1. Then:\n    - select {pay};\n     - select {cancel}.\n",
            12,
            "indented otherwise than line 11",
            "four spaces",
        ),
        (
            STEPS + "\n   ![The list](list.png)\n\n2. Select {pay}.\n",
            14,
            "a second numbered list",
            "four spaces: line 12 has fewer",
        ),
        (
            STEPS + "\n  The list opens.\n\n2. Select {pay}.\n",
            14,
            "a second numbered list",
            "four spaces: line 12 has fewer",
        ),
        (
            STEPS + "\nThen this:\n\n1. Select {pay}.\n",
            14,
            "a second numbered list",
            "nest it in a step",
        ),
        (
            STEPS + "\n## More {: #more }\n\n1. Select {pay}.\n",
            14,
            "a second numbered list",
            "nest it in a step",
        ),
    ],
)
def test_each_numbered_line_is_a_step(body, line, message, hint):
    found = only_problem(HEAD + body, extensions=OTHER)
    assert (found.line, message in found.message) == (line, True), found
    assert hint in found.hint


def test_a_list_that_begins_in_code_or_in_a_comment_is_none():
    body = STEPS + "\n    To copy:\n\n        1. this\n\n<!--\n1. not yet\n-->\n"
    assert uses(render(HEAD + body)) == [("invoices", "act")]


def test_numbered_steps_need_a_procedure():
    page = "# Pay {: #pay }\n\n1. Look.\n2. Select {pay}.\n3. Select {cancel}.\n"
    found = only_problem(page)
    assert (found.line, found.column) == (4, 11)
    assert "declares no procedure" in found.message
    assert "<ol>" in render(page.replace("{pay}", "{pay.label}").replace("{cancel}", "{paid}"))


# Notes, comments, pictures ---------------------------------------------------------------------


def test_a_note_without_a_title_is_no_place_for_a_step():
    body = "!!! note\n    Wait.\n\n1. Select {pay}.\n\nNote that {paid} appears.\n"
    assert uses(render(HEAD + body)) == [("pay", "act"), ("paid", "result")]


@pytest.mark.parametrize(
    "between",
    [
        "<!-- reviewed by Ada -->",
        "<!-- two\n\nlines -->",
        "![The list](list.png)",
        "![The list](list.png){: width=300 }",
        "![One](a.png) ![Two](b.png)",
        "![The list][list]\n\n[list]: list.png",
    ],
)
def test_comments_and_pictures_are_passed_over(between):
    result = f"1. Select {{pay}}.\n\n{between}\n\nThe status becomes {{due}}.\n"
    assert uses(render(HEAD + result)) == [("pay", "act"), ("due", "result")]
    inner = between.replace("\n", "\n    ")
    step = f"1. {inner}\n\n    Select {{pay}}.\n\n    {inner}\n\n    It is {{paid}}.\n"
    if "[list]:" not in between and not between.startswith("<!--"):
        assert uses(render(HEAD + step)) == [("pay", "act"), ("paid", "result")]


def test_a_step_that_is_a_picture_does_nothing():
    found = only_problem(HEAD + "1. ![Pay](a.png)\n2. Select {pay}.\n")
    assert "neither acts nor checks" in found.message


def test_a_reference_in_the_text_of_a_picture_is_only_a_label(tmp_path):
    body = '1. Select {invoices} ![The link {invoices}](a.png "See {pay}").\n'
    html = render(HEAD + body)
    assert uses(html) == [("invoices", "act")]
    assert 'alt="The link Invoices"' in html
    assert 'title="See Pay now"' in html
    catalogue(
        tmp_path,
        "fr",
        "docs",
        {
            "Select {invoices} ![The link {invoices}](a.png).": (
                "![Le lien {invoices}](a.png) : sélectionnez {invoices}."
            )
        },
    )
    catalogue(tmp_path, "fr", "product", {"invoices|Invoices": "Factures"})
    body = "1. Select {invoices} ![The link {invoices}](a.png).\n"
    french = render(HEAD + body, tmp_path, "fr")
    assert uses(french) == [("invoices", "act")]
    assert 'alt="Le lien Factures"' in french


# Results ---------------------------------------------------------------------------------------


def test_each_paragraph_after_the_steps_is_a_result():
    body = "1. Select {pay}.\n\nThe status becomes {paid}.\n\nThe status {due} is gone.\n"
    assert uses(render(HEAD + body)) == [("pay", "act"), ("paid", "result"), ("due", "result")]


@pytest.mark.parametrize(
    "after",
    [
        "Done.\n\n!!! note\n    Wait.\n\n{}",
        "Done.\n\n- {}",
        "Done.\n\n| a |\n|---|\n| {} |",
        "    | a |\n    |---|\n    | {} |",
    ],
)
def test_where_nothing_is_done_or_checked_no_control_is_named(after):
    body = "1. Select {pay}.\n\n" + after
    found = only_problem(
        HEAD + body.format("See {paid}.", pay="{pay}").replace("Select .", "{pay}")
    )
    assert "{paid} is neither done nor checked " in found.message
    assert "{paid.label} only prints it" in found.hint
    assert "data-n" in render(HEAD + body.replace("{}", "See {paid.label}."))


def test_a_result_in_the_line_of_a_step():
    found = only_problem(HEAD + "1. Next to {due}, select {pay}. The status becomes {paid}.\n")
    assert "stands in the line of its step" in found.message
    assert "a paragraph of its own" in found.hint


def test_what_is_gone_is_a_result():
    body = "1. Select {pay}.\n\nThe mark {due.gone} goes away.\n"
    assert uses(render(HEAD + body)) == [("pay", "act"), ("due", "gone")]
    found = only_problem(HEAD + "1. Select {pay}, then {due.gone} goes away.\n")
    assert "{due.gone} stands in a step" in found.message


@pytest.mark.parametrize("control", ["{pay}", "{remember}", "{invoices}"])
def test_what_is_done_stands_in_the_first_paragraph_of_a_step(control):
    picture = f"1. Select {{cancel}}.\n\n    ![The menu](a.png)\n\n    Then select {control}.\n"
    found = only_problem(HEAD + picture)
    assert (found.line, found.column) == (14, 17)
    assert f"{control} is only seen, not used" in found.message
    shown = picture.replace(control, control.replace("}", ".shown}"))
    assert uses(render(HEAD + shown))[-1] == (control.strip("{}"), "result")


def test_what_is_shown_is_a_result():
    found = only_problem(HEAD + "1. Select {pay}; {cancel.shown} appears.\n")
    assert "{cancel.shown} stands in a step" in found.message


@pytest.mark.parametrize(
    ("body", "line", "message", "hint"),
    [
        ("1. Optional. Select {pay}.\n", 10, "says it is optional", "{: .optional }"),
        ("1. (Optional) Select {pay}.\n", 10, "says it is optional", "{: .optional }"),
        ("1. Select {pay}, <kbd>Esc</kbd>.\n", 10, "the key <kbd>Esc</kbd>", "{escape_key}"),
        ("1. Select {pay} and press ++ctrl+s++.\n", 10, "the key ++ctrl+s++", "{enter_key}"),
        (
            "1. If {pay} is there, select it.\n    {: .conditional }\n2. Select {cancel}.\n",
            10,
            "a conditional step without an action",
            "if {notice} appears, select {control}",
        ),
        (
            "1. {: .optional } Select {pay}.\n2. Select {cancel}.\n",
            10,
            "{: .optional } stands within the text of its step",
            "on a line of its own",
        ),
        (
            "1. Select {pay}.\n\n    {: .optional }\n2. Select {cancel}.\n",
            12,
            "{: .optional } belongs to no text",
            "without an empty line between",
        ),
        (
            "1. To pay:\n    a. select {pay};\n    b. select {cancel}.\n",
            11,
            "a letter makes no step",
            "number substeps 1., 2.",
        ),
        (STEPS + "\n> [!NOTE]\n> Wait.\n", 12, "[!NOTE] makes no note here", "write !!! note"),
        (
            "## [Card](#tab/card) {: #card }\n\n1. Select {pay}.\n",
            10,
            "a heading makes no tab here",
            '=== "Title"',
        ),
        (
            STEPS + "\n| What | How |\n|---|---|\n| it | **Pay later** |\n",
            14,
            "no control is called 'Pay later'",
            "name a control",
        ),
    ],
)
def test_what_other_houses_write_is_told_apart(body, line, message, hint):
    found = problems(HEAD + body)
    assert any(message in p.message and hint in p.hint for p in found), found
    assert line in {p.line for p in found}


@pytest.mark.parametrize(
    ("written", "column"),
    [("<ol><li>Select {cancel}.</li></ol>", 16), ("<div class=x>See {paid}.</div>", 18)],
)
def test_html_names_no_control(written, column):
    found = only_problem(HEAD + STEPS + f"\n{written}\n")
    assert (found.line, found.column) == (12, column)
    assert "in HTML is printed as it is" in found.message
    assert "<div" in render(HEAD + STEPS + "\n<div>Nothing {here}.</div>\n")


def test_a_rule_between_steps_and_result_is_passed_over():
    body = "1. Select {pay}.\n\n---\n\nThe status becomes {paid}.\n"
    assert uses(render(HEAD + body)) == [("pay", "act"), ("paid", "result")]


def test_what_ends_a_list_of_steps_is_named():
    body = "1. Select {pay}.\n\n!!! note\n    Wait.\n\n2. Select {cancel}.\n"
    found = only_problem(HEAD + body)
    assert "line 12 ends the list, unless it is indented by four spaces" in found.hint


def test_steps_in_a_block_of_html_are_never_walked():
    body = '<div markdown="1">\n\n1. Select {pay}.\n\n</div>\n'
    found = only_problem(HEAD + body, extensions=(*OTHER, "md_in_html"))
    assert "numbered steps inside another block are never walked" in found.message


def test_a_label_of_several_controls_is_told_with_all(monkeypatch):
    monkeypatch.setitem(sample.CONTROLS, "confirm", sample.Control("button", "Pay now"))
    found = only_problem(HEAD + "1. Select {cancel}, then **Pay now**.\n")
    assert "write {pay} or {confirm}" in found.hint


# Labels spelt out --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("**Pay now**", "'Pay now' spells the label of a control out", "write {pay}"),
        ("__pay now__", "'pay now' spells the label of a control out", "write {pay}"),
        ("***Pay now***", "'Pay now' spells the label of a control out", "write {pay}"),
        ("“Pay now”", "'Pay now' spells the label of a control out", "write {pay}"),
        ("`Pay now`", "'Pay now' spells the label of a control out", "write {pay}"),
        ("*Pay now*", "'Pay now' spells the label of a control out", "write {pay}"),
        ("**Delete account**", "no control is called 'Delete account'", "name a control"),
        ("__Invoces__", "no control is called 'Invoces'", "like {invoices}"),
    ],
)
def test_a_label_is_never_spelt_in_a_step(words, message, hint):
    found = problems(HEAD + f"1. Select {{invoices}}, then {words}.\n")
    assert any(message in p.message and hint in p.hint for p in found), found
    assert {p.line for p in found} == {10}


def test_a_label_is_never_spelt_in_bold_anywhere():
    found = only_problem(HEAD + "1. Select {pay}.\n\n!!! note\n    See **Invoices**.\n")
    assert "'Invoices' spells the label of a control out" in found.message
    assert "<strong>" in render(HEAD + "Pay **at once**.\n\n1. Select {pay}.\n")


# What steps can be -------------------------------------------------------------------------------


def test_steps_can_be_optional_or_conditional():
    body = (
        "1. Select {invoices}.\n    {: .optional }\n"
        "2. If {section} appears, next to {due}, select {cancel}.\n    {: .conditional }\n"
        "3. Select {pay}.\n"
    )
    html = render(HEAD + body)
    assert 'data-optional="" data-step="1"' in html
    assert 'data-conditional="" data-step="2"' in html
    wanted = [("invoices", "act"), ("section", "condition"), ("due", "place"), ("cancel", "act")]
    assert uses(html) == [*wanted, ("pay", "act")]


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        (
            "1. Select {pay}.\n    {: .optinal }\n",
            "nothing is known of a step that is .optinal",
            "did you mean .optional?",
        ),
        (
            "1. Then:\n    - select {pay}\n      {: .optional }\n    - select {cancel}\n",
            "an alternative is a choice already",
            "mark a step",
        ),
        (
            "1. Wait a little.\n    {: .conditional }\n2. Select {pay}.\n",
            "neither acts nor checks",
            "name a control",
        ),
    ],
)
def test_mistakes_in_what_a_step_is(body, message, hint):
    found = only_problem(HEAD + body)
    assert message in found.message
    assert hint in found.hint


def test_keys_are_controls_of_every_product(tmp_path):
    body = "1. In {search}, enter {search.value} and press {enter_key}.\n"
    source = with_data("search: cards") + body
    html = render(source)
    assert uses(html) == [("search", "act"), ("search", "label"), ("enter_key", "act")]
    assert 'data-key="Enter"' in html
    catalogue(tmp_path, "fr", "docs", {"key|Enter": "Entrée", "Enter": "Saisir"})
    assert ">Entrée</strong>" in render(source, tmp_path, "fr")


def test_a_value_can_tell_a_place_or_a_result():
    source = with_data("name: Ada, invoice: INV-7") + (
        "1. In the row of {invoice.value}, in {name}, enter {name.value}, then select {pay}.\n\n"
        "The row shows {name.value}.\n"
    )
    wanted = [("invoice", "place"), ("name", "act"), ("name", "label"), ("pay", "act")]
    assert uses(render(source)) == [*wanted, ("name", "result")]
    late = with_data("invoice: INV-7") + "1. Select {pay} in the row of {invoice.value}.\n"
    assert "stands after the control it places" in only_problem(late).message


def test_a_dialog_belongs_to_the_action_before_it():
    assert uses(render(HEAD + "1. Select {delete}, then confirm {sure}.\n")) == [
        ("delete", "act"),
        ("sure", "act"),
    ]
    found = only_problem(HEAD + "1. Select {pay}.\n2. Confirm {sure}.\n")
    assert "the dialog {sure} follows no action" in found.message


def test_an_icon_shows_that_it_is_one():
    assert 'class="acquit-ui acquit-icon"' in render(HEAD + "1. Select {delete}.\n")


def test_a_label_that_leaves_something_open_is_filled_or_refused(tmp_path):
    body = "1. Select {pay}.\n\nThe message {added} appears.\n"
    found = only_problem(HEAD + body)
    assert "nothing fills member in {added}" in found.message
    assert "data: {member: …}" in found.hint
    source = with_data('member: "Ada"') + body
    assert ">Ada has been added</strong>" in render(source)
    catalogue(tmp_path, "fr", "product", {"added|%(member)s has been added": "%(membre)s ajouté"})
    assert ">Ada has been added</strong>" in render(source, tmp_path, "fr")


@pytest.mark.parametrize(
    ("data", "body", "message"),
    [
        ("", "1. Choose a file in {receipt}.\n", "the file {receipt} has no data"),
        ("remember: maybe", "1. Clear {remember}.\n", "the checkbox {remember} is on or off"),
        ("pay: now", "1. Select {pay}.\n", "data for the button {pay}"),
        ("tags: []", "1. In {tags}, choose {tags.value}.\n", "must have one value, or a list"),
    ],
)
def test_data_that_a_kind_has_no_use_for(data, body, message):
    found = problems((with_data(data) if data else HEAD) + body)
    assert any(message in p.message for p in found), found


def test_several_values_and_what_fields_take():
    source = with_data('tags: ["red", "blue"], amount: 2026-11-20, name: 14:30') + (
        "1. In {tags}, choose {tags.value}; in {amount}, enter {amount.value}; "
        "in {name}, enter {name.value}.\n"
    )
    html = render(source)
    assert ">red and blue</span>" in html
    assert ">November 20, 2026</span>" in html
    assert "&quot;tags&quot;: [&quot;red&quot;, &quot;blue&quot;]" in html
    typed = re.search(r'data-typed="([^"]*)"', html)[1]
    assert (
        typed == "{&quot;amount&quot;: &quot;2026-11-20&quot;, &quot;name&quot;: &quot;14:30&quot;}"
    )


def test_a_page_can_be_walked_with_several_scenarios():
    source = HEAD.replace("scenario: company", "scenario: [company, private]") + STEPS
    found = only_problem(source)
    assert "unknown scenario 'private'" in found.message
    html = render(source.replace("private", "company"), frame="/{locale}?s={scenario}&r={role}")
    assert 'src="/en?s=company&amp;r=owner"' in html
    assert "&quot;address&quot;: &quot;/en?s=company&amp;r=owner&quot;" in html


# Tabs --------------------------------------------------------------------------------------------

IN_TABS = (
    '=== "With {pay}"\n\n    1. Select {pay}.\n    2. Select {invoices}.\n\n    It is {paid}.\n\n'
    '=== "Not at all"\n\n    1. Select {cancel}.\n\nThe status becomes {due}.\n'
)


def test_each_tab_is_an_alternative():
    html = render(HEAD + IN_TABS, extensions=TABS)
    assert re.findall(r'data-step="([^"]+)"', html) == ["a", "a.1", "a.2", "b", "b.1"]
    wanted = [("pay", "act"), ("invoices", "act"), ("paid", "result"), ("cancel", "act")]
    assert uses(html) == [*wanted, ("due", "result")]


def test_tabs_in_a_step_are_alternatives_of_it():
    inner = IN_TABS.split("\n\nThe status")[0].replace("\n", "\n    ").replace("    \n", "\n")
    html = render(HEAD + f"1. Pay:\n\n    {inner}\n\n2. Select {{pay}}.\n", extensions=TABS)
    found = re.findall(r'data-step="([^"]+)"', html)
    assert found == ["1", "1.a", "1.a.1", "1.a.2", "1.b", "1.b.1", "2"]


def test_a_tab_without_steps_is_no_alternative():
    body = '=== "One"\n\n    1. Select {pay}.\n\n=== "Two"\n\n    Do nothing.\n'
    assert "an alternative without an action" in only_problem(HEAD + body, extensions=TABS).message


def test_steps_after_tabs_are_a_second_list():
    found = only_problem(HEAD + IN_TABS + "\n1. Select {pay}.\n", extensions=TABS)
    assert "a second numbered list" in found.message


# Braces and anchors ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["{target=_blank}", "{: target=_blank }", "{:target=_blank}", "{.external}", "{ #fees }"],
)
def test_attribute_lists_need_no_colon(written):
    link = f"1. Select {{pay}}, see [the fees](https://example.com/){written}.\n"
    assert "https://example.com/" in render(HEAD + link)


@pytest.mark.parametrize("anchor", ["{#pay}", "{: #pay }", "{ #pay }", "{:#pay}"])
def test_an_anchor_as_other_tools_write_it(anchor):
    source = HEAD.replace("{: #pay }", anchor) + STEPS
    assert '<h1 id="pay">' in render(source)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("https://example.com/{id}/pay", "unknown control {id}", r"\{id} prints the braces"),
        ("{ pay }", "{ pay } is neither a reference nor an attribute list", "write {pay}"),
        ("{a, b}", "{a, b} is neither", r"\{ for the brace"),
        ("[it](https://example.com/{pay})", "the reference {pay} in an address", "%7Bpay%7D"),
        ('[it](a.md){: title="Not now" }', "would never be translated", "[text]"),
        ("<kbd>Enter", "<kbd> is opened and closed not as often", "<kbd>…</kbd>"),
    ],
)
def test_braces_and_tags_that_mean_nothing(text, message, hint):
    found = problems(HEAD + f"Mind: {text}.\n\n1. Select {{pay}}.\n")
    assert any(message in p.message and hint in p.hint for p in found), found
    assert {p.line for p in found} == {10}


def test_escaped_braces_are_printed():
    assert "https://example.com/{id}/" in render(
        HEAD + STEPS + "\nSee https://example.com/\\{id}/.\n"
    )


def test_a_fence_in_a_step_is_code_or_refused():
    body = (
        "1. Select {pay}, then copy this:\n\n    ```text\n    RF18 5390\n    1. no step\n    ```\n"
    )
    found = only_problem(HEAD + body)
    assert "a code block in a list isn't taken for one" in found.message
    assert "pymdownx.superfences" in found.hint
    html = render(HEAD + body, extensions=(*OTHER, "pymdownx.superfences"))
    assert "RF18 5390\n" in html
    assert uses(html) == [("pay", "act")]
