"""Serves a product and its page, and walks it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from markdown import Markdown
from werkzeug.wrappers import Request, Response

from acquit.procedure.extension import ProcedureExtension
from acquit.site.serving import Server
from acquit.walk.walker import Walk, Walker
from tests.drifts.plants import Drift, harmful, harmless
from tests.drifts.products import PRODUCTS, Product
from tests.support.pages import HEAD

#: What drifts work with: the parts, wherever they are, and the stage that they stand on.
TOOLS = """
const $ = (id) => document.getElementById(id);
const stage = $('stage');
const put = (what, text) => {
  const e = typeof what === 'string' ? known[what] : what;
  e.textContent = text;
};
const make = (tag) => document.createElement(tag);
const inside = (e, where, html) => e.insertAdjacentHTML(where, html);
const wrap = (e, w) => { e.replaceWith(w); w.append(e); };
const rule = (text) => {
  const style = make('style'); style.textContent = text; stage.append(style);
};
const around = (style) => {
  const w = make('div'); w.style.cssText = style;
  w.append(...stage.childNodes); stage.append(w);
};
const cover = (html) => stage.insertAdjacentHTML('beforeend', html);
const copy = () => {
  const w = make('div'); w.hidden = true;
  w.innerHTML = stage.innerHTML; stage.append(w);
};
const shade = () => {
  const host = make('x-host');
  host.attachShadow({ mode: 'open' }).append(...stage.childNodes); stage.append(host);
};
const tick = () => {
  const p = make('p'); stage.append(p); let n = 0;
  setInterval(() => { p.textContent = `Now ${n++}`; }, 50);
};
const known = Object.fromEntries([...stage.querySelectorAll('[id]')].map((e) => [e.id, e]));
let right = () => {}; let wrong = () => {};
const act = () => right();
"""


@dataclass(frozen=True)
class Case:
    """A product with some drifts."""

    product: Product
    drifts: tuple[Drift, ...]

    @property
    def steps(self) -> tuple[str, ...]:
        """Where the walk may fail; nowhere: it must pass."""
        return tuple(step for drift in self.drifts for step in drift.steps)

    def __str__(self) -> str:
        return f"{self.product.name}: " + " + ".join(drift.name for drift in self.drifts)


#: Words in the names of drifts that undo each other, as a box that holds what is fixed in it.
OPPOSED = (
    ("fixed", "all "),
    ("fixed at the bottom", "a banner"),
    ("result", "a result that is late"),
    ("result", "a result with a button"),
)


def _are_opposed(a: Drift, b: Drift) -> bool:
    part, other = (drift.name.split()[0].rstrip(":") for drift in (a, b))
    if part == other and part not in ("all", "afterbegin", "beforeend"):
        return True
    names = (a.name, b.name)
    return any(x in p and y in q for x, y in OPPOSED for p, q in (names, names[::-1]))


def cases(seed: int, count: int) -> list[Case]:
    """Cases by a seed: one harmful drift in half of them, harmless ones beside it or alone."""
    dice = random.Random(seed)
    found = []
    for number in range(count):
        product = dice.choice(PRODUCTS)
        loud = [dice.choice(list(harmful(product)))] if number % 2 else []
        quiet: list[Drift] = []
        for _ in range(dice.randint(0 if loud else 1, 2)):
            chosen = [*loud, *quiet]
            free = [d for d in harmless(product) if not any(_are_opposed(d, c) for c in chosen)]
            quiet.append(dice.choice(free))
        found.append(Case(product, (*quiet, *loud)))
    return found


class Booth:
    """A server with one case at a time."""

    def __init__(self, browser):
        self.server = Server()
        self.server.app = Request.application(self._respond)
        self.server.start()
        self._walker = Walker(browser, {}, evidence=None, patience=0.6)
        self._page = self._screen = ""

    def close(self) -> None:
        self.server.close()

    def _respond(self, request: Request) -> Response:
        text = self._screen if request.path == "/1" else self._page
        return Response(text, content_type="text/html; charset=utf-8")

    def walk(self, case: Case) -> Walk:
        """Walk a case's page."""
        product = case.product
        head = HEAD.replace("owner\n", f"owner\n  data: {{{product.data}}}\n")
        extension = ProcedureExtension(
            product="tests.drifts.controls",
            folder="nowhere",
            product_folder="nowhere",
            product_domain="product",
            locale="en",
            frame=self.server.address.public + "/1",
        )
        markdown = Markdown(extensions=["attr_list", extension])
        article = markdown.convert((head if product.data else HEAD) + product.steps)
        style = "<style>iframe { width: 900px; height: 600px }</style>"
        self._page = f"<!doctype html><html lang=en>{style}<body>{article}</body></html>"
        parts = ", ".join(f"{name}: known['{id}']" for name, id in product.parts.items())
        script = TOOLS + product.script + f"const parts = {{ {parts} }};"
        script += "".join(drift.script for drift in case.drifts)
        self._screen = (
            "<!doctype html><html lang=en><body style='margin:60px'>"
            f"<div id=stage>{product.html}</div><script>{script}</script></body></html>"
        )
        return self._walker.walk(self.server.address.public + "/")


def miss(case: Case, walk: Walk) -> str:
    """What the walk got wrong; nothing if it is right."""
    if not case.steps:
        return f"{case}: {walk.failure.sentence()}" if walk.failure else ""
    if walk.failure is None:
        return f"{case}: passed"
    if walk.failure.step not in case.steps:
        return f"{case}: at step {walk.failure.step}: {walk.failure.sentence()}"
    return ""


def misses(booth: Booth, found: Sequence[Case]) -> list[str]:
    """All that the walk got wrong."""
    return [said for case in found if (said := miss(case, booth.walk(case)))]
