// What a reader of the screen can see, and where: used by the walk, injected into every document.
(() => {
  "use strict";
  if (window.__acquit) return;

  const ROW = "tr, [role=row]";
  const SMALLEST = [
    ROW, "li", "[role=listitem]", "fieldset", "[role=group]", "[role=radiogroup]",
    "section[aria-label]", "section[aria-labelledby]", "[role=region]",
    "nav", "[role=navigation]", "dialog", "[role=dialog]",
  ].join(", ");
  const NO_TEXT = "script, style, template, noscript, title";
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, " +
    "[role=button], [role=link], [role=menuitem], [role=tab], [role=radiogroup], [role=option]";
  const TEXT_SKIPS = "option, a, button, summary, [role=button], [role=link], [role=option], " +
    "[role=menuitem], [role=tab]";
  const HEADING = "h1, h2, h3, h4, h5, h6, [role=heading]";

  const plain = (text) => text.replace(/\s+/gu, " ").trim();

  const isVisible = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1;
  };
  const isInert = (element) => element.closest("[inert]") !== null;

  const shown = (element) => {
    if (element.matches("input, textarea, select")) return labelText(element);
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent.closest(NO_TEXT) && isVisible(parent)) text += ` ${walker.currentNode.data}`;
    }
    return plain(text);
  };

  // What stands beside a field or over a group, as a reader sees it.
  const labelText = (element) => {
    if (element.matches("input[type=submit], input[type=button]")) return plain(element.value);
    const ids = (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean);
    const parts = ids.map((id) => document.getElementById(id)).filter(Boolean);
    parts.push(...(element.labels || []));
    const legend = element.querySelector(":scope > legend");
    if (legend) parts.push(legend);
    return plain(parts.filter((part) => isVisible(part)).map((part) => shown(part)).join(" "));
  };

  const visibleLabel = (element) =>
    element.matches("input, textarea, select, fieldset, [role=radiogroup], [role=group]")
      ? labelText(element)
      : shown(element);

  const root = () => {
    const modal = [...document.querySelectorAll("dialog[open], [role=dialog], [role=alertdialog]")]
      .filter((dialog) => dialog.matches(":modal") || dialog.getAttribute("aria-modal") === "true")
      .filter(isVisible);
    return modal.length ? modal[modal.length - 1] : document.body;
  };

  // The smallest elements below `within` that show exactly this text.
  const occurrences = (place, within, { inert = false } = {}) => {
    const wanted = plain(place.label);
    const found = new Set();
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const piece = plain(walker.currentNode.data);
      if (!piece || !wanted.includes(piece)) continue;
      let element = walker.currentNode.parentElement;
      while (element !== within && element && shown(element).length < wanted.length) {
        element = element.parentElement;
      }
      if (!element || shown(element) !== wanted) continue;
      if (element.closest(TEXT_SKIPS) || element.closest(NO_TEXT)) continue;
      if (!isVisible(element) || (!inert && isInert(element))) continue;
      if (place.kind === "heading" || place.kind === "page") {
        const heading = element.closest(HEADING);
        if (!heading || shown(heading) !== wanted) continue;
      }
      found.add(element);
    }
    return [...found];
  };

  // What a text labels, else the smallest thing it stands in.
  const scopeOf = (element, within, otherwise) => {
    const text = shown(element);
    for (let at = element; at && at !== within; at = at.parentElement) {
      if (shown(at) !== text) break;
      if (at.id) {
        const labelled = document.querySelector(`[aria-labelledby~="${CSS.escape(at.id)}"]`);
        if (labelled && within.contains(labelled)) return labelled;
      }
      if (at.matches("legend, caption, figcaption")) return at.parentElement;
    }
    const small = element.closest(SMALLEST);
    return small && within.contains(small) && small !== within ? small : otherwise;
  };

  const rowHeader = (element) => {
    const row = element.closest(ROW);
    if (!row) return null;
    const header = row.querySelector("th[scope=row], [role=rowheader]") || row.firstElementChild;
    return header ? shown(header) : "";
  };

  const inPageOrder = (a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;

  const scopes = (places, within) => {
    let where = [];
    for (const place of places) {
      const boxes = occurrences(place, within).map((text) => scopeOf(text, within, within));
      const here = [...new Set(boxes)];
      const inner = here.filter((box) => where.some((w) => w !== box && w.contains(box)));
      where = inner.length ? inner : [...new Set([...where, ...here])];
    }
    return where;
  };

  const nearby = (within) => {
    const names = [...within.querySelectorAll(CONTROLS)]
      .filter((element) => isVisible(element) && !isInert(element))
      .map((element) => visibleLabel(element));
    return [...new Set(names.filter(Boolean))].slice(0, 60);
  };

  const mismatch = (element, control) => {
    const own = element.getAttribute("data-control");
    return own !== null && own !== control ? own : null;
  };

  // Candidates have the kind and the name already; the rest is decided here, at one moment.
  const find = (candidates, { label, control, places }) => {
    const within = root();
    const visible = candidates
      .map((element, index) => ({ element, index }))
      .filter(({ element }) => within.contains(element) && isVisible(element))
      .filter(({ element }) => !isInert(element));
    const impostor = places.map((place) => impersonated(place, within)).find(Boolean);
    if (impostor) return { status: "wrong-place", ...impostor };
    const where = places.length ? scopes(places, within) : [within];
    if (!where.length) return { status: "no-place", nearby: texts(within) };
    const matches = [];
    for (const scope of where) {
      const here = visible.filter(({ element }) => scope.contains(element));
      if (here.length !== 1) {
        const status = here.length ? "ambiguous" : "missing";
        return { status, count: here.length, nearby: nearby(scope) };
      }
      matches.push(here[0]);
    }
    matches.sort((a, b) => inPageOrder(a.element, b.element));
    const { element, index } = matches[0];
    const text = visibleLabel(element);
    if (!text.includes(plain(label))) return { status: "not-shown", shown: text };
    const other = mismatch(element, control);
    if (other) return { status: "wrong-control", shown: other };
    if (element.matches(":disabled, [aria-disabled=true]")) return { status: "disabled" };
    return { status: "found", index, row: rowHeader(element) };
  };

  const texts = (within) => {
    const found = new Set();
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && found.size < 200) {
      const parent = walker.currentNode.parentElement;
      const text = plain(walker.currentNode.data);
      if (text && !parent.closest(NO_TEXT) && isVisible(parent) && !isInert(parent)) found.add(text);
    }
    return [...found];
  };

  // A text whose every occurrence is the label of another control.
  const impersonated = (place, within) => {
    const holder = (element) => element.closest("[data-control]");
    const own = occurrences(place, within)
      .map(holder)
      .filter((box) => box && shown(box) === plain(place.label));
    if (!own.length || own.some((box) => box.dataset.control === place.control)) return null;
    return { label: place.label, control: place.control, shown: own[0].dataset.control };
  };

  const see = (place) => {
    const within = root();
    if (!occurrences(place, within).length) return { status: "missing", nearby: texts(within) };
    const impostor = impersonated(place, within);
    return impostor ? { status: "wrong-control", ...impostor } : { status: "found" };
  };

  // Each occurrence of a result's label, with the text around it.
  const note = (elements) =>
    elements.map((element) => {
      const scope = scopeOf(element, document.body, element.parentElement || element);
      return { text: scope.textContent.replace(/\s+/gu, " ").trim(), row: rowHeader(element) };
    });
  const noteText = (place, all) =>
    note(occurrences(place, all ? document.body : root(), { inert: all }));
  const noteControls = (elements, all) =>
    note(elements.filter((element) => isVisible(element) && (all || root().contains(element))));
  const rows = () => [...document.querySelectorAll(ROW)].map(rowHeader);

  // The Navigation API tells when the document is about to be replaced.
  let leaving = false;
  if (window.navigation) {
    navigation.addEventListener("navigate", (event) => {
      const away = !event.destination.sameDocument && !event.hashChange;
      if (away && event.downloadRequest === null) leaving = true;
    });
    navigation.addEventListener("navigateerror", () => { leaving = false; });
  }

  window.__acquit = {
    find, see, noteText, noteControls, rows,
    mark: (id) => { window.__acquit.acted = id; },
    // Asked after a turn of the event loop: a form's navigation begins in a task of its own.
    state: async (id) => {
      await new Promise((done) => setTimeout(done, 0));
      await new Promise((done) => setTimeout(done, 0));
      if (window.__acquit.acted !== id) return "arrived";
      return leaving ? "leaving" : "here";
    },
  };
})();
