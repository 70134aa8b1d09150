"""Putting a page into the reader's language, between Markdown's blocks and its inline parsing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markupsafe import Markup

from acquit import strings
from acquit.catalogue.reading import Translation, po_path
from acquit.catalogue.records import State
from acquit.problems import Problem, shortened
from acquit.procedure import page_checks
from acquit.procedure.blocks import HEADINGS, Block
from acquit.procedure.context import Context
from acquit.procedure.links import wrong_with_translation
from acquit.procedure.page import Page
from acquit.procedure.reference_uses import ReferenceUse, are_spoken, in_order_of_source
from acquit.procedure.rendering import arrange, head_notes, mark_steps, notice, reference, replaced
from acquit.procedure.structure import Definitions, differences
from acquit.procedure.translated_text import as_text, shown
from acquit.procedure.values import Datum
from acquit.text.inline import FOOTNOTE
from acquit.text.references import mentions, reference_differences

#: What stands within a block and is one itself.
_BLOCKS = frozenset(("ul", "ol", "dl", "table", "div", "blockquote", "pre", "details"))
#: Where attr_list wants the list on the same line; elsewhere it stands on one of its own.
_ONE_LINE = HEADINGS | {"dt", "td", "th"}


@dataclass
class Outcome:
    """What rendering a page leaves beside its HTML."""

    page: Page | None = None
    description: str = ""
    is_procedure: bool = False
    behind: Problem | None = None
    #: What the page's own blocks say to readers.
    texts: set[str] = field(default_factory=set)
    #: What is to be done with the translations of its messages.
    states: set[State] = field(default_factory=set)
    #: What a strict build refuses: gaps of a translation, and what can't be translated.
    untranslated: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def render(
    page: Page,
    context: Context,
    elements: list[Element],
    compare: Markdown,
    notices: Sequence[str] = (),
    definitions: Definitions | None = None,
) -> Outcome:
    """Put the page into the context's language, in place; inline parsing comes after this.

    `compare` parses what is compared, and is no page's own; `definitions` are the page's links by
    name. `notices` are told first, in the source language.
    """
    outcome = Outcome(page, is_procedure=page.task is not None, problems=list(page.problems))
    if outcome.problems:
        return outcome
    outcome.untranslated += page_checks.check_tags(page.blocks)
    description = next((b for b in page.blocks if b.element.tag == "p"), None)
    data = page.declared.data if page.declared else {}

    def make(use: ReferenceUse) -> Element:
        return reference(use, context, data)

    for block in page.blocks:
        text = _translated(compare, definitions or {}, block, context, outcome)
        if block is description:
            outcome.description = plain(text, context, data)
        outcome.untranslated += _missing_labels(page, block, context)
        found = list(mentions(text))
        uses = in_order_of_source(page.uses[id(block)], found, are_spoken(text))
        rendered = replaced(text, uses, elements, make)
        block.shown = shown(rendered)
        separator = " " if block.element.tag in _ONE_LINE else "\n"
        suffix = f"{separator}{{: {block.attributes} }}" if block.attributes else ""
        block.element.text = block.before + rendered + block.after + suffix
    _check_plain(page, context, outcome)
    head_notes(page.blocks)
    if page.task and page.declared:
        mark_steps(page.task)
        arrange(page.root, page.task, context, page.declared, page.path, page.used)
    all_notices = list(notices)
    if any(block.element.get("lang") for block in page.blocks):
        all_notices.append(strings.NOT_TRANSLATED)
    for state, text in ((State.STALE, strings.BEHIND), (State.MACHINE, strings.MACHINE_TRANSLATED)):
        if state in outcome.states and text not in all_notices:
            all_notices.insert(0, text)
    for text in reversed(all_notices):
        told = notice(context.string(text))
        if context.gap(text):
            told.set("lang", context.source_locale)
        page.root.insert(1, told)
    return outcome


@cache
def _plain_markdown() -> Markdown:
    """Parse as Markdown itself does, without extensions."""
    return Markdown()


def plain(text: str, context: Context, data: Mapping[str, Datum] | None = None) -> str:
    """Return a message as text: labels and values for references, no emphasis, no links."""
    html = _plain_markdown().reset().convert(context.with_labels(FOOTNOTE.sub("", text), data))
    return shown(str(Markup(html).striptags()))  # noqa: S704 - markup is taken off, not trusted


def _translated(
    md: Markdown,
    definitions: Definitions,
    block: Block,
    context: Context,
    outcome: Outcome,
) -> str:
    found = context.catalogue.find(block.text)
    if found is None:
        if gap := context.gap(block.text):
            outcome.untranslated.append(gap.at(block.location))
            before = context.kept(block.text)
            kept = None if before is None else as_text(before, block.text)
            if kept is not None and not differences(md, block.text, kept, definitions):
                outcome.states.add(State.STALE)
                return kept
            _mark_untranslated(block.element, context)
        return block.text
    _note_state(block.text, found, context, outcome)
    text = as_text(found.text, block.text)
    outcome.problems += _lost(found, block.text, differences(md, block.text, text, definitions))
    for wrong in (*wrong_with_translation(found.text), *page_checks.wrong_with_tags(found.text)):
        outcome.problems.append(wrong.at(found.location))
    return text


def _mark_untranslated(element: Element, context: Context) -> None:
    """Say that a block is in the source language; blocks within it are still the page's."""
    element.set("lang", context.source_locale)
    for child in element:
        if child.tag in _BLOCKS:
            child.set("lang", context.tag)


def _lost(found: Translation, source: str, lost: list[str]) -> list[Problem]:
    hint = "a translation keeps the references, bold, code and links of its source"
    message = f"the translation of {shortened(source)!r}"
    return [Problem(found.location, f"{message} {what}", hint) for what in lost]


def _note_state(source: str, found: Translation, context: Context, outcome: Outcome) -> None:
    """Note what is to be done with a translation, and report one whose source has changed."""
    state = context.state(source, found)
    outcome.states.add(state)
    if state is State.STALE:
        message = f"nobody has read {shortened(found.text)!r} since its source changed"
        hint = "edit the translation, or say that it is right: `acquit review`"
        outcome.untranslated.append(Problem(found.location, message, hint))


def _check_plain(page: Page, context: Context, outcome: Outcome) -> None:
    for message in page.plain_messages():
        outcome.problems += check_string(message.text, context)
        if found := context.catalogue.find(message.text):
            _note_state(message.text, found, context, outcome)
        if gap := context.gap(message.text):
            outcome.untranslated.append(gap.at(message.location))


def check_string(text: str, context: Context) -> list[Problem]:
    """Report what the translation of a text that stands on no page loses or invents."""
    found = context.catalogue.find(text)
    return _lost(found, text, reference_differences(text, found.text)) if found else []


def _missing_labels(page: Page, block: Block, context: Context) -> list[Problem]:
    if context.is_variant:
        return []
    path = po_path(context.product_folder, context.locale, context.product_domain)
    return [
        Problem(
            use.location,
            f"the label of {{{use.mention.name}}} is not translated into {context.locale}",
            f"translate it in {path}",
        )
        for use in page.uses[id(block)]
        if use.mention.part != "value" and not context.has_label(use.mention.name)
    ]
