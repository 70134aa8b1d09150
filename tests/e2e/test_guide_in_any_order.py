"""The guide in random orders of clicks: no tick is given that wasn't earned."""

import os
import random
from collections import Counter
from itertools import pairwise

import pytest

from tests.e2e.test_walks import ALTERNATIVES
from tests.support.guided import FRAME, ticked
from tests.support.stack import rewritten

#: All controls of a page on one screen, each in all its places; the guide's own script speaks.
BOARD = """<!doctype html><meta charset="utf-8"><title>Board</title><body data-start>
<section><ul><li>{controls}</li></ul></section>
<script src="/static/embedded.js" data-parents="{parent}"></script>"""
FIELDS = {
    **dict.fromkeys(("textbox", "searchbox"), "<input {name}>"),
    "combobox": "<select {name}><option></option><option>x</option></select>",
    "checkbox": "<input type=checkbox {name}>",
    "radiogroup": "<fieldset {name}><input type=radio></fieldset>",
}
ACTS = """() => [...document.querySelectorAll("[data-step]")].map((step) => ({
  number: step.dataset.step,
  acts: [...step.querySelectorAll("strong[data-use=act]")]
    .filter((e) => e.closest("[data-step]") === step)
    .map((e) => [e.dataset.control, e.dataset.kind, e.dataset.key || ""]),
}))"""
PLACES = """() => [...document.querySelectorAll("strong[data-use=place]")]
  .map((e) => e.dataset.control)"""
USE = """([name, key]) => {
  const e = document.querySelector(`[data-control="${name}"]`);
  const field = e.matches("fieldset") ? e.firstElementChild : e;
  if (key) { e.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })); return; }
  if (!field.matches("input, select")) { e.click(); return; }
  if (field.type === "checkbox" || field.type === "radio") field.checked = true;
  else field.value = "x";
  field.dispatchEvent(new Event("change", { bubbles: true }));
}"""
ORDERS = int(os.environ.get("ORDERS", "12"))


def impossible(steps, uses: Counter) -> list[str]:
    """The controls of ticked `steps` of which more would have to be used than was."""
    needed: Counter = Counter()
    for step in steps:
        needed += Counter(name for name, kind, _ in step["acts"] if kind not in ("page", "key"))
    return [name for name, count in needed.items() if count > uses[name]]


@pytest.mark.parametrize("name", sorted(ALTERNATIVES))
def test_whatever_the_order_no_tick_is_unearned(context, stack, address, name):
    """The oracle counts how often each control was used; it knows nothing of positions."""
    page = context.new_page()
    page.goto(address("en", f"how-to/{name}"))
    steps, places = page.evaluate(ACTS), page.evaluate(PLACES)
    kinds = {control: kind for step in steps for control, kind, _ in step["acts"]}
    keys = {
        before[0]: key for step in steps for before, (_, _, key) in pairwise(step["acts"]) if key
    }
    kinds = {name: kind for name, kind in kinds.items() if kind not in ("page", "key")}
    controls = "".join(
        FIELDS.get(kind, "<button {name}>x</button>").format(name=f'data-control="{control}"')
        for control, kind in [*kinds.items(), *((place, "text") for place in places)]
    )
    html = BOARD.format(controls=controls, parent=stack.public["help"])
    with rewritten(stack, "widget", lambda at, text: html if at.endswith("/practice/") else text):
        page.reload()
        page.locator(FRAME).scroll_into_view_if_needed()
        page.locator("aside[data-follows]").wait_for()
    frame = page.frames[1]
    random_order = random.Random(name)
    most = 0
    for number in range(ORDERS):
        frame.evaluate("() => { document.body.dataset.start = '' }")
        uses = random_order.choices(sorted(kinds), k=random_order.randint(1, 3 * len(kinds)))
        frame.evaluate("() => new Promise((done) => setTimeout(done))")
        frame.evaluate("() => { delete document.body.dataset.start }")
        frame.evaluate("() => new Promise((done) => setTimeout(done))")
        for control in uses:
            frame.evaluate(USE, [control, ""])
            if control in keys and random_order.random() < 0.5:
                frame.evaluate(USE, [control, keys[control]])
        frame.evaluate(
            "([n, to]) => parent.postMessage({acquit: 2, type: 'height', height: n}, to)",
            [1000 + number, stack.public["help"]],
        )
        script = (
            "(h) => document.querySelector('aside').style.getPropertyValue('--acquit-height') === h"
        )
        page.wait_for_function(script, arg=f"{1000 + number}px")
        done = ticked(page)
        most = max(most, len(done))
        used = Counter(uses)
        assert not impossible([s for s in steps if s["number"] in done], used), (uses, done)
    # So that nothing is proven by ticking nothing; what the product can't show is never ticked.
    assert most > sum(bool(step["acts"]) for step in steps) / 2
