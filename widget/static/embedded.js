// Tells the help page that embeds us what its guide follows, by the names of controls and nothing
// else; lights the controls that the page points at. It knows no product: `data-control` on
// controls, `data-start` and `data-completed` on the body.
// The protocol: docs/project/frame-protocol.md. It listens before there is anything to click.
(() => {
  "use strict";
  if (window.parent === window) return;
  const VERSION = 2;
  const parents = document.currentScript.dataset.parents.split(" ").filter(Boolean);
  // Some browsers say who embeds us; in the others each allowed site is told.
  const above = location.ancestorOrigins && location.ancestorOrigins[0];
  const pages = above ? parents.filter((origin) => origin === above) : parents;
  const send = (message) => {
    for (const origin of pages) window.parent.postMessage({ acquit: VERSION, ...message }, origin);
  };

  const CONTROL = "[data-control]";
  const ITEM = "tr, li, article, [role=row], [role=listitem]";
  const GROUP = "section, nav, fieldset, form, dialog, aside, [role=dialog], [role=region], [role=group]";
  const names = (found) => [...new Set([...found].map((e) => e.dataset.control))];
  const isVisible = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const within = (e) => (e ? names(e.querySelectorAll(CONTROL)) : null);
  const around = (e) => {
    const under = [];
    for (let at = e.closest(GROUP); at; at = at.parentElement.closest(GROUP)) under.push(...within(at));
    return { beside: within(e.closest(ITEM)), under: [...new Set(under)] };
  };

  // Where the reader looks first: at a message, at a dialog, else at the beginning.
  const topOf = () => {
    for (const selector of ["[role=alert]", "[role=status]", "dialog[open]"]) {
      const found = [...document.querySelectorAll(selector)].find((e) => isVisible(e) && e.innerText.trim());
      if (found) return Math.max(0, Math.round(found.getBoundingClientRect().top + scrollY) - 8);
    }
    return null;
  };

  // What stands on the screen, whenever that changes.
  let told = "", height = 0, isNew = true;
  const tell = () => {
    const dialog = document.querySelector("dialog[open]");
    const content = document.querySelector(".shell") || document.body;
    const needed = Math.ceil(Math.max(content.scrollHeight, dialog ? dialog.scrollHeight : 0));
    if (needed !== height) send({ type: "height", height: (height = needed) });
    const { start, completed } = document.body.dataset;
    const screen = {
      type: "screen",
      controls: names([...document.querySelectorAll(CONTROL)].filter(isVisible)),
      invalid: names(document.querySelectorAll(`${CONTROL}[aria-invalid=true]`)),
      completed: (completed || "").split(" ").filter(Boolean),
      isStart: start !== undefined,
      top: topOf(),
      isRefused: [...document.querySelectorAll("[role=alert]")].some(isVisible),
    };
    const text = JSON.stringify(screen);
    if (text !== told) send({ ...screen, isNew });
    told = text;
    isNew = false;
  };
  let isAwaited = false;
  const soon = () => {
    // A document that is still coming is said once it is there: open details say that they open.
    if (isAwaited || document.readyState === "loading") return;
    isAwaited = true;
    setTimeout(() => { isAwaited = false; tell(); });
  };
  document.addEventListener("toggle", soon, true);
  document.addEventListener("DOMContentLoaded", () => {
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    new MutationObserver(soon).observe(document.body, all);
    new ResizeObserver(soon).observe(document.querySelector(".shell") || document.body);
    send({ type: "over", control: "" }); // what the document before us was pointed at
    tell();
  });

  // What the reader uses: what is typed or chosen counts once the browser says that it changed.
  const FIELD = "input:not([type=submit], [type=button], [type=image], [type=reset]), select, textarea";
  const used = (e, more) => send({ type: "used", control: e.dataset.control, ...around(e), ...more });
  const isOn = (e) => (e.matches("[type=checkbox], [type=radio]") ? e.checked : e.value !== "");
  document.addEventListener("click", ({ target }) => {
    const control = target.closest(CONTROL);
    if (!control || control.matches(":disabled, [aria-disabled=true]")) return;
    if (!control.matches(FIELD) && !target.closest("label") && !control.querySelector(FIELD)) used(control);
  }, true);
  document.addEventListener("change", ({ target }) => {
    const control = target.closest(CONTROL);
    if (control) used(control, isOn(target) ? {} : { type: "cleared" });
  }, true);
  document.addEventListener("keydown", ({ target, key, isComposing }) => {
    const control = target.closest?.(CONTROL);
    if (control && !isComposing && key.length > 1) used(control, { key });
  }, true);

  // The same, pointed at: the page lights its label.
  let over = "";
  const hover = ({ target }) => {
    const name = target.closest?.(CONTROL)?.dataset.control || "";
    if (name !== over) send({ type: "over", control: (over = name) });
  };
  document.addEventListener("pointerover", hover);
  document.addEventListener("focusin", hover);
  document.documentElement.addEventListener("pointerleave", () => hover({ target: document }));

  // What the page points at.
  // Where the focus is, its own ring stays, with a rim around it.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    [data-pointed] { outline: 4px dashed #c2410c !important; outline-offset: 3px !important; }
    [data-pointed]:focus-visible { outline: 3px solid !important; box-shadow: 0 0 0 12px #fb923c !important; }
  `);
  document.adoptedStyleSheets.push(sheet);
  const clear = () => {
    for (const e of document.querySelectorAll("[data-pointed]")) delete e.dataset.pointed;
  };
  const point = ({ targets, isShown, isFocused }) => {
    clear();
    const found = targets.flatMap(({ control, places }) => {
      const named = [...document.querySelectorAll(CONTROL)]
        .filter((e) => e.dataset.control === control && isVisible(e))
        .map((e) => ({ e, ...around(e) }));
      const holds = (names) => places.some((place) => names?.includes(place));
      const beside = named.filter((each) => holds(each.beside));
      const placed = beside.length ? beside : named.filter((each) => holds(each.under));
      return (placed.length ? placed : named).map(({ e }) => e);
    });
    for (const e of found) e.dataset.pointed = "";
    if (found[0] && isShown) found[0].scrollIntoView({ block: "nearest", behavior: "instant" });
    // Some buttons only their reader may give the focus: what is typed elsewhere would press them.
    if (found[0] && isFocused && !("guarded" in found[0].dataset)) found[0].focus({ preventScroll: true });
  };
  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== window.parent || !parents.includes(origin) || !data || data.acquit !== VERSION) return;
    if (data.type === "hello" && told) { told = ""; height = 0; tell(); }
    if (data.type === "clear") clear();
    if (data.type === "point" && Array.isArray(data.targets)) point(data);
  });
})();
