"""What can happen to a product: what breaks its page, and what doesn't.

A drift is a script that runs once the product's own has; in it `e` is the part it is planted on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.drifts.products import Product
from tests.support.hiding import COVERS, FOLDING, HIDING, WORDLESS
from tests.support.showing import SHOWING


@dataclass(frozen=True)
class Drift:
    """A change of a product; `steps`: where a walk may notice it (nowhere: it is harmless)."""

    name: str
    script: str
    steps: tuple[str, ...] = ()


def _on(part: str, script: str) -> str:
    return f"{{ const e = parts['{part}']; {script} }}"


def _styled(style: str) -> str:
    return f"e.style.cssText += `;{style}`;"


def _boxed(style: str) -> str:
    return f"const w = make('div'); w.style.cssText = `{style}`; wrap(e, w);"


#: Ways to lose a control: any of the kinds button and field.
LOST = {
    "removed": "e.remove();",
    "hidden": "e.hidden = true; e.style.display = 'none';",
    "inert": "e.inert = true;",
    "disabled": "e.disabled = true;",
    "aria-disabled": "e.setAttribute('aria-disabled', 'true');",
    "in a disabled fieldset": "const w = make('fieldset'); w.disabled = true;wrap(e, w);",
    "without clicks": "e.style.pointerEvents = 'none';",
}
#: Ways to lose a button.
MISNAMED = {
    "renamed": "e.textContent = 'Something else';",
    "with a sign of exclamation": "e.append('!');",
    "with a word more": "e.append(' later');",
    "with a word before": "e.prepend('Do not ');",
    "translated": "e.textContent = 'Weiter';",
    "named otherwise for screen readers": "e.setAttribute('aria-label', 'Other');",
    "only named for screen readers": "e.setAttribute('aria-label', e.textContent);"
    "e.textContent = 'OK';",
    "twice": "e.after(' ', e.cloneNode(true));",
    "a link": "const a = make('a'); a.href = '#x'; a.onclick = e.onclick;"
    "a.append(...e.childNodes); e.replaceWith(a);",
    "a text": "const a = make('span'); a.onclick = e.onclick;"
    "a.append(...e.childNodes); e.replaceWith(a);",
}
#: Ways to lose a word that is only read.
UNSAID = {
    "renamed": "e.textContent = 'Otherwise';",
    "removed": "e.textContent = '';",
    "an option": "const s = make('select'); const o = make('option');"
    "o.textContent = e.textContent; s.append(o); e.replaceChildren(s);",
    "a button": "const b = make('button'); b.append(...e.childNodes); e.append(b);",
}


def harmful(product: Product) -> Iterator[Drift]:
    """Everything that makes the product's page say what isn't so."""
    at = product.at
    buttons = [part for part in ("control", "first") if part in at]
    for part in buttons:
        step = (at[part],)
        for name, script in {**LOST, **MISNAMED}.items():
            yield Drift(f"{part} {name}", _on(part, script), step)
        for name, style in {**HIDING, **WORDLESS}.items():
            yield Drift(f"{part}: {name}", _on(part, _styled(style)), step)
        for name, style in {**HIDING, **FOLDING}.items():
            # A dialog gives its first button the focus, and so scrolls it into view.
            if name != "content beyond an edge" or product.name != "dialog" or part != "control":
                yield Drift(f"{part} in a box: {name}", _on(part, _boxed(style)), step)
    yield Drift(
        "two buttons swapped",
        "{ const [a, b] = [parts.control, parts.neighbour]; const words = a.textContent;"
        "a.textContent = b.textContent; b.textContent = words }",
        (at["control"], "result"),
    )
    if "field" in at:
        for name, script in {**LOST, "read-only": "e.readOnly = true;"}.items():
            yield Drift(f"field {name}", _on("field", script), (at["field"],))
        for name, style in HIDING.items():
            yield Drift(f"field: {name}", _on("field", _styled(style)), (at["field"],))
        for name, script in UNSAID.items():
            yield Drift(f"label {name}", _on("label", script), (at["label"],))
        for name, style in {**HIDING, **WORDLESS}.items():
            yield Drift(f"label: {name}", _on("label", _inside(style)), (at["label"],))
    if "place" in at:
        for name, script in UNSAID.items():
            # A heading that holds a button is a heading still.
            if name != "a button" or product.parts["place"] != "head":
                yield Drift(f"place {name}", _on("place", script), (at["place"],))
        for name, style in {**HIDING, **WORDLESS}.items():
            yield Drift(f"place: {name}", _on("place", _inside(style)), (at["place"],))
    if "elsewhere" in product.parts:
        yield Drift(
            "a status on another item",
            "{ const [a, b] = [parts.place, parts.elsewhere]; const words = a.textContent;"
            "a.textContent = b.textContent; b.textContent = words }",
            (at["place"],) if product.name == "table" else (at["place"], "result"),
        )
    yield Drift("nothing happens", "right = () => {};", ("result",))
    yield Drift("another word comes", "right = () => put(parts.result, 'Something');", ("result",))
    if "wrong" in product.script:
        yield Drift("it happens to something else", "right = wrong;", ("result",))
    for name, style in {**HIDING, **WORDLESS}.items():
        hide = _on("result", _inside(style))
        yield Drift(
            f"result: {name}",
            f"{{ const then = right; right = () => {{ then(); {hide} }} }}",
            ("result",),
        )
    for name, cover in COVERS.items():
        # A script in a cover runs only where it stands in the document.
        if "<script>" in cover:
            continue
        first = at.get("place", at.get("first", at["control"]))
        steps = (first,) if "first" not in at else (at["first"],)
        yield Drift(f"under {name}", f"cover(`{cover}`);", steps)
        yield Drift(
            f"result under {name}",
            f"{{ const then = right; right = () => {{ then(); cover(`{cover}`) }} }}",
            ("result",),
        )


def _inside(style: str) -> str:
    """The words of a part, not its cell."""
    return (
        "const w = make('span'); w.style.cssText = `display:inline-block;"
        f"{style}`; w.append(...e.childNodes); e.append(w);"
    )


ICON = "<svg width=9 height=9 aria-hidden=true><rect width=9 height=9 /></svg>"
#: What may be done to any words.
DECORATED = {
    "a sign for the eyes": "inside(e, 'afterbegin', '<span aria-hidden=true>●</span> ');",
    "an icon": f"e.insertAdjacentHTML('afterbegin', '{ICON} ');",
    "::before": "rule(`#${e.id || 'none'}::before { content: '★ ' }`);",
    "a suffix for ears": "inside(e, 'beforeend', `<span style='position:absolute;width:1px;"
    "height:1px;overflow:hidden;clip-path:inset(50%)'> of this one</span>`);",
    "white space": "e.prepend('\\n  '); e.append('  \\n');",
    "a soft hyphen": "e.textContent = e.textContent.replace(/(..)/, '$1\\u00ad');",
    "a zero-width space": "e.textContent = e.textContent.replace(/(..)/, '$1\\u200b');",
    "no-break spaces": "e.textContent = e.textContent.replaceAll(' ', '\\u00a0');",
    "a part underlined": "e.innerHTML = e.innerHTML.replace(/^(\\w)/, '<u>$1</u>');",
    "in a span": "const w = make('span'); w.append(...e.childNodes); e.append(w);",
    "another class": "e.className += ' new'; e.title = 'A hint'; e.dataset.x = '1';",
}
BADGED = {
    "a counter": "e.insertAdjacentHTML('beforeend', ' <span>3</span>');",
    "an arrow": "e.append(' →');",
    "described": "e.setAttribute('aria-label', e.textContent + ', invoice 2');",
}
AROUND = {
    "columns": "column-count:2",
    "a scroll container": "height:150px;overflow:auto",
    "flex": "display:flex;flex-direction:column",
    "grid": "display:grid",
    "right to left": "direction:rtl",
    "zoomed": "zoom:1.2",
    "turned a little": "margin:60px;transform:rotate(2deg)",
    "dark": "background:#123;color:#eee",
    "relative": "position:relative;left:5px",
    "contained": "contain:layout style",
    "far below": "padding-top:2500px",
    "faded": "opacity:.7",
    "a fade mask": "mask-image:linear-gradient(#000 60%, #0005)",
    "wide": "padding-left:1400px;width:700px",
    "a gradient": "background:linear-gradient(#fff, #dee)",
}
BESIDE = {
    "a paragraph": "<p>Welcome to our new portal. We hope that you like it.</p>",
    "a navigation": "<nav><ul><li><a href='#a'>Home</a></li>"
    "<li><a href='#b'>Help</a></li></ul></nav>",
    "a heading": "<h2>News</h2><p>Nothing new.</p>",
    "a banner": "<div style='position:fixed;bottom:0;left:0;right:0;height:30px;background:#eee'>"
    "We use cookies</div>",
    "a sticky header": "<header style='position:sticky;top:0;height:30px;background:#eee;"
    "z-index:2'>Portal</header>",
    "a veil": "<div style='position:fixed;inset:0;background:rgba(0,0,0,.15);"
    "pointer-events:none'></div>",
    "a copy that is hidden": "copy",
    "a table of other things": "<table><tr><th>Day</th><td>Monday</td></tr></table>",
    "a key": "<ul><li>● Due</li><li>● Paid</li><li>● Draft</li><li>● Expired</li></ul>",
    "a key of spans": "<p>Key: <span>Due</span> <span>Draft</span> <span>Expired</span></p>",
    "an empty dialog": "<dialog><p>Sure?</p><button>Yes</button></dialog>",
    "a search": "<form role=search><label>Search <input type=search></label></form>",
}


def harmless(product: Product) -> Iterator[Drift]:
    """Everything that leaves the product's page true."""
    for part in ("control", "first", "place", "heading", "label"):
        if part not in product.parts:
            continue
        for name, script in DECORATED.items():
            yield Drift(f"{part}: {name}", _on(part, script))
    for part in ("control", "first"):
        if part not in product.parts:
            continue
        for name, script in BADGED.items():
            yield Drift(f"{part}: {name}", _on(part, script))
        for name, style in SHOWING.items():
            yield Drift(f"{part} {name}", _on(part, _styled(style)))
        for tag in ("div", "span", "form", "b"):
            script = f"const w = make('{tag}'); w.onsubmit = () => false; wrap(e, w);"
            yield Drift(f"{part} in a {tag}", _on(part, script))
    if "label" in product.parts:
        for end in (":", " *", "*", " :", "<b>*</b>", ": <span>*</span>"):
            yield Drift(
                f"label with {end}", _on("label", f"e.insertAdjacentHTML('beforeend', '{end}');")
            )
    if product.items:
        reverse = "e.append(...[...e.children].reverse());"
        yield Drift("items reversed", f"{{ const e = $('{product.items}'); {reverse} }}")
    for name, style in AROUND.items():
        yield Drift(f"all {name}", f"around(`{style}`);")
    for name, html in BESIDE.items():
        for place in ("afterbegin", "beforeend"):
            text = "hidden copy" if html == "copy" else html
            script = (
                "copy();" if html == "copy" else f"stage.insertAdjacentHTML('{place}', `{text}`);"
            )
            yield Drift(f"{place} {name}", script)
    yield Drift("in a shadow root", "shade();")
    yield Drift("a clock elsewhere", "tick();")
    yield Drift(
        "a result with a button to close it",
        "{ const then = right; right = () => { then(); if (parts.result.id === 'ok') "
        "parts.result.insertAdjacentHTML('beforeend', ' <button aria-label=Close>×</button>') } }",
    )
    yield Drift(
        "a result that is late", "{ const then = right; right = () => setTimeout(then, 150) }"
    )
