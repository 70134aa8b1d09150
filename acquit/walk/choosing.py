"""Choosing: options of selects and lists, and radio buttons."""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import ElementHandle
from playwright.sync_api import Error as PlaywrightError

from acquit.walk.doing import Doing
from acquit.walk.entering import type_into
from acquit.walk.failure import Cause, WalkError
from acquit.walk.pointing import LONG_MS, StaleError
from acquit.walk.ticking import tick
from acquit.walk.waiting import is_gone, poll

_NATIVE = """(select) => [...select.options].map((o, index) =>
    ({index, label: o.label.trim(), is_there: !o.disabled && o.value !== "" && !o.hidden &&
      !(o.parentElement.matches("optgroup") && o.parentElement.disabled)}))"""
_SELECTED = "(select) => [...select.selectedOptions].map((o) => o.index)"
#: The field of an ARIA combobox that is typed into, and the list that it says it opens.
_FIELD = "(e) => e.matches('input, textarea') ? e : e.querySelector('input, textarea')"
_LIST = """(e) => {
  for (const at of [e, ...e.querySelectorAll("[aria-controls], [aria-owns]")]) {
    const id = at.getAttribute("aria-controls") || at.getAttribute("aria-owns");
    const list = id && e.getRootNode().getElementById(id.split(" ")[0]);
    if (list) return list;
  }
  return null;
}"""
_OPTION = """(e) => {
  const plain = (text) => text.replace(/\\s+/gu, " ").trim();
  return {label: plain(e.innerText), is_there: e.getAttribute("aria-disabled") !== "true",
    is_chosen: e.getAttribute("aria-selected") === "true"};
}"""
#: What is beside a radio button: in full, and without the fine print.
_RADIO = """(e) => {
  const beside = [...(e.labels || []), ...(e.matches("input") ? [] : [e])];
  const full = beside.map((l) => l.innerText).join(" ") || e.getAttribute("aria-label") || "";
  const copies = beside.map((l) => l.cloneNode(true));
  for (const small of copies.flatMap((l) => [...l.querySelectorAll("small")])) small.remove();
  return [full, copies.map((l) => l.textContent).join(" ")];
}"""


def choose(doing: Doing) -> None:
    """Choose the options that the page shows, or the first where it leaves them to the reader."""
    wanted: list[str | None] = [*doing.wanted.choices(doing.reference)] or [None]
    if doing.handle.evaluate("(e) => e.matches('select')"):
        _choose_native(doing, wanted)
    elif doing.handle.evaluate("(e) => Boolean(e.list)"):
        _choose_suggested(doing, wanted[0])
    elif doing.reference.kind == "listbox":
        for each in wanted:
            option = _await_option(doing, each, doing.handle)
            if not option.evaluate(_OPTION)["is_chosen"]:
                _click_option(doing, each, doing.handle)
            _require_chosen(doing, each, doing.handle)
    else:
        for each in wanted:
            _open_and_choose(doing, each)


def choose_radio(doing: Doing) -> None:
    """Choose the radio button that the page shows, or the first."""
    radios = [
        radio
        for radio in doing.handle.query_selector_all("input[type=radio], [role=radio]")
        if radio.evaluate("(e) => !e.matches(':disabled, [aria-disabled=true]')")
    ]
    read = [radio.evaluate(_RADIO) for radio in radios]
    labels = [full for full, _ in read]
    wanted = doing.wanted.choices(doing.reference)
    chosen = _index(doing, wanted[0] if wanted else None, labels, [plain for _, plain in read])
    if not tick(doing, radios[chosen], True):
        raise doing.not_taken(labels[chosen].strip(), "something else")


def _choose_native(doing: Doing, wanted: Sequence[str | None]) -> None:
    """The list of a native select is the browser's own: it opens where no mouse of ours can."""
    doing.pointer.reach(doing.reference, doing.handle)
    options = [o for o in doing.handle.evaluate(_NATIVE) if o["is_there"]]
    labels = [option["label"] for option in options]
    found = [options[_index(doing, each, labels)]["index"] for each in wanted]
    doing.handle.focus()
    try:
        doing.handle.select_option(index=found, timeout=LONG_MS)
        held = doing.handle.evaluate(_SELECTED)
    except PlaywrightError as error:
        if "not attached" in str(error):
            raise StaleError from error
        if is_gone(error):
            return  # choosing has taken the document away
        raise
    if held != sorted(found):
        now = [option["label"] for option in options if option["index"] in held]
        chosen = [option["label"] for option in options if option["index"] in found]
        raise doing.not_taken(", ".join(chosen), ", ".join(now))


def _choose_suggested(doing: Doing, wanted: str | None) -> None:
    """A field with a `datalist`: what the browser suggests can as well be typed."""
    options = doing.handle.evaluate("(e) => [...e.list.options].map((o) => o.value)")
    type_into(doing, doing.handle, options[_index(doing, wanted, options)])


def _open_and_choose(doing: Doing, wanted: str | None) -> None:
    """An ARIA combobox: click it, type into it if that is what it takes, click the option."""
    field = doing.handle.evaluate_handle(_FIELD).as_element()
    doing.click(field)
    is_editable = field is not None and field.is_editable()
    if wanted is not None and is_editable and not _options(doing, wanted):
        assert field is not None  # noqa: S101 - for the type checker
        type_into(doing, field, wanted)
        doing.pointer.on_press = None  # choosing may well change what was typed
    _await_option(doing, wanted)
    _click_option(doing, wanted)


def _await_option(
    doing: Doing, wanted: str | None, within: ElementHandle | None = None
) -> ElementHandle:
    """The option, once it is shown. Raises WalkError when it doesn't come, or isn't alone."""
    there: list[str] = []
    found = poll(doing.frame, lambda: _options(doing, wanted, there, within), doing.screen.patience)
    if not found:
        raise _no_option(doing, wanted, there)
    if wanted is not None and len(found) > 1:
        raise _many_options(doing, wanted, len(found))
    first: ElementHandle = found[0]
    return first


def _click_option(doing: Doing, wanted: str | None, within: ElementHandle | None = None) -> None:
    """Click the option; a list that is drawn anew meanwhile is looked at again."""

    def click() -> bool:
        try:
            doing.click(_await_option(doing, wanted, within))
        except StaleError:
            return False
        return True

    if not poll(doing.frame, click, doing.screen.patience):
        message = f"the option “{wanted or ''}” of “{doing.reference.label}” never stands still"
        raise doing.fail(Cause.UNUSABLE, message)


def _require_chosen(doing: Doing, wanted: str | None, within: ElementHandle) -> None:
    def is_chosen() -> bool:
        options = _options(doing, wanted, within=within)
        # A list that doesn't say what is chosen can't be asked.
        said = [option.get_attribute("aria-selected") for option in options]
        return "true" in said or not any(said)

    if not doing.becomes(is_chosen):
        raise doing.not_taken(wanted or "its first option", "")


def _options(
    doing: Doing,
    wanted: str | None,
    there: list[str] | None = None,
    within: ElementHandle | None = None,
) -> list[ElementHandle]:
    """The options shown now that say what is wanted; `there` gets the labels of all."""
    own = within or doing.handle.evaluate_handle(_LIST).as_element()
    where: Any = own or doing.frame
    found = []
    labels = []
    for option in where.query_selector_all("[role=option]:visible"):
        said = option.evaluate(_OPTION)
        if said["is_there"]:
            labels.append(said["label"])
            if wanted is None or said["label"] == _spaced(wanted):
                found.append(option)
    if there is not None:
        there[:] = labels
    return found


def _index(
    doing: Doing, wanted: str | None, options: Sequence[str], shorter: Sequence[str] = ()
) -> int:
    """The option that the page names, else the first; `shorter` are they without fine print."""
    plain = list(map(_spaced, options))
    if wanted is None and plain:
        return 0
    shown = _spaced(wanted or "")
    if shown in plain:
        return plain.index(shown)
    alike = [n for n, option in enumerate(shorter) if _spaced(option) == shown]
    if len(alike) > 1:
        raise _many_options(doing, shown, len(alike))
    if not alike:
        raise _no_option(doing, wanted, plain)
    return alike[0]


def _spaced(text: str) -> str:
    """A text whose white space, breaking or not, is one space each."""
    return " ".join(text.split())


def _no_option(doing: Doing, wanted: str | None, there: list[str]) -> WalkError:
    name = doing.reference.name
    message = f"“{doing.reference.label}” has no option “{wanted or ''}”"
    if wanted and any(wanted in option for option in there):
        message += f": data gives {name} one as it is there, whole, and {{{name}.value}} prints it"
    return doing.fail(Cause.NO_OPTION, message, there)


def _many_options(doing: Doing, wanted: str, count: int) -> WalkError:
    message = f"{count} options of “{doing.reference.label}” are called “{wanted}”"
    return doing.fail(Cause.AMBIGUOUS, message)
