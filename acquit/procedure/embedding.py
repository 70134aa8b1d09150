"""The frame with the product, and what the guide shows around it."""

import json
from collections.abc import Iterable
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from acquit import strings
from acquit.procedure.context import Context
from acquit.procedure.frontmatter import Declaration, Named

#: Where readers who go straight to the frame land.
ANCHOR = "practice"


def frame_address(template: str, language: str, scenario: str, role: str, page: str) -> str:
    """Return the address of the widget for a page: its language (`fr-CA`), scenario and role."""
    return template.format(
        locale=language,
        scenario=quote(scenario, safe=""),
        role=quote(role, safe=""),
        page=quote(page.removesuffix(".md"), safe=""),
    )


def other_scenarios(context: Context, declared: Declaration, page: str) -> list[dict[str, str]]:
    """The scenarios that the page is walked with beside its own, and where each begins."""
    return [
        {"scenario": scenario.text, "address": _address(context, declared, scenario, page)}
        for scenario in declared.scenarios[1:]
    ]


def widget(context: Context, declared: Declaration, page: str, used: Iterable[str] = ()) -> Element:
    """Return the frame; what only scripts can use is hidden until they run.

    `used` are the controls that the steps name, in their order.
    """
    address = _address(context, declared, declared.scenario, page)
    aside = Element("aside", {"class": "acquit-widget", "id": ANCHOR, "tabindex": "-1"})
    aside.set("aria-label", context.string(strings.TRY_IT))
    aside.set("data-says", json.dumps(_says(context), ensure_ascii=False, sort_keys=True))
    title_bar = SubElement(aside, "div", {"class": "acquit-widget-bar"})
    title = SubElement(title_bar, "p", {"class": "acquit-widget-title", "role": "heading"})
    title.set("aria-level", "2")
    title.text = AtomicString(context.string(strings.TRY_IT))
    _button(title_bar, "lead", context.string(strings.SHOW_ME)).set("aria-pressed", "false")
    _button(title_bar, "again", context.string(strings.START_OVER))
    link = SubElement(title_bar, "a", {"href": address, "target": "_blank", "rel": "noopener"})
    link.text = AtomicString(context.string(strings.OPEN_WIDGET))
    if context.account_frame:
        _switch(title_bar, context, used)
    aside.append(_bar(context))
    said = SubElement(aside, "p", {"class": "acquit-unseen", "role": "status"})
    said.set("data-guide", "said")
    said.text = " "
    frame = SubElement(aside, "iframe", {"src": address, "data-acquit-frame": ""})
    frame.set("title", context.string(strings.FRAME_TITLE))
    frame.set("allow", "payment *")
    frame.set("loading", "lazy")
    frame.text = " "
    return aside


def _switch(title_bar: Element, context: Context, used: Iterable[str]) -> None:
    """Add what shows the reader's own account in the frame, and practice again."""
    button = SubElement(title_bar, "button", {"type": "button", "hidden": ""})
    button.set("data-account-frame", _account(context, context.account_frame, used))
    button.set("data-title", context.string(strings.ACCOUNT_TITLE))
    button.set("data-back", context.string(strings.PRACTICE_HERE))
    button.text = AtomicString(context.string(strings.ACCOUNT_HERE))


def way_to_account(context: Context, used: Iterable[str]) -> Element:
    """Return the link to the reader's own account: to the first screen that the steps name."""
    paragraph = Element("p", {"class": "acquit-account"})
    link = SubElement(paragraph, "a", {"href": _account(context, context.account, used)})
    link.text = AtomicString(context.string(strings.IN_ACCOUNT))
    return paragraph


def _account(context: Context, template: str, used: Iterable[str]) -> str:
    """Return an address in the reader's account: of the first screen that the steps name."""
    screens = context.product.screens
    screen = next((screens[name] for name in used if name in screens), "")
    return template.format(locale=context.tag, screen=screen)


def way_to_frame(context: Context) -> Element:
    """Return the link past the steps, for narrow windows and for keyboards."""
    paragraph = Element("p", {"class": "acquit-way"})
    link = SubElement(paragraph, "a", {"href": f"#{ANCHOR}"})
    link.text = AtomicString(context.string(strings.TRY_IT))
    return paragraph


def _address(context: Context, declared: Declaration, scenario: Named | None, page: str) -> str:
    role = declared.role.text if declared.role else ""
    name = scenario.text if scenario else ""
    return frame_address(context.frame, context.tag, name, role, page)


def _says(context: Context) -> dict[str, str]:
    """What the guide's script says; names in braces are filled in by it."""
    return {
        "step": context.string(strings.STEP_OF),
        "show": context.string(strings.SHOW_LABEL),
        "absent": context.string(strings.NOT_SHOWN),
        "done": context.string(strings.DONE),
        "again": context.string(strings.START_OVER_ASKED),
        "end": context.string(strings.AT_END),
        "finished": context.string(strings.FINISHED),
    }


def _bar(context: Context) -> Element:
    """The current step, for windows in which the steps don't stand beside the frame."""
    bar = Element("div", {"class": "acquit-guide", "data-guide": "bar", "hidden": ""})
    _button(bar, "back", "", context.string(strings.STEP_BACK)).text = "‹"
    words = SubElement(bar, "div", {"class": "acquit-guide-step"})
    SubElement(words, "p", {"data-guide": "count"}).text = " "
    SubElement(words, "div", {"data-guide": "text"}).text = " "
    _button(bar, "next", "", context.string(strings.STEP_ON)).text = "›"
    return bar


def _button(parent: Element, name: str, text: str, label: str = "") -> Element:
    button = SubElement(parent, "button", {"type": "button", "data-guide": name})
    button.text = AtomicString(text)
    if label:
        button.set("aria-label", label)
    else:
        button.set("hidden", "")
    return button
