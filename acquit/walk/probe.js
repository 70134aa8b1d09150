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
    // What is a pixel small or lies before the page's beginning is there for no eye.
    const reachable = box.right + window.scrollX > 0 && box.bottom + window.scrollY > 0;
    return box.width > 1 && box.height > 1 && reachable;
  };
  // A box to tick is often drawn by its label.
  const isUsable = (element) =>
    isVisible(element) ||
    (element.matches("input[type=checkbox], input[type=radio]") &&
      [...element.labels].some(isVisible));
  const isInert = (element) => element.closest("[inert]") !== null;

  const shown = (element) => {
    if (element.matches("input, textarea, select")) return labelText(element);
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let text = "";
    let block = null;
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent.closest(NO_TEXT) || !isVisible(parent)) continue;
      // Words of different blocks stand apart; a word with a part underlined is one word.
      const own = blockOf(parent, element);
      text += (own === block ? "" : " ") + walker.currentNode.data;
      block = own;
    }
    return plain(text);
  };

  const blockOf = (element, within) => {
    let at = element;
    while (at !== within && getComputedStyle(at).display.startsWith("inline")) at = at.parentElement;
    return at;
  };

  // What stands beside a field or over a group, as a reader sees it.
  const labelText = (element) => {
    if (element.matches("input[type=submit], input[type=button]")) return plain(element.value);
    const ids = (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean);
    const parts = ids.map((id) => document.getElementById(id)).filter(Boolean);
    parts.push(...(element.labels || []));
    const legend = element.querySelector(":scope > legend");
    if (legend) parts.push(legend);
    const text = plain(parts.filter((part) => isVisible(part)).map(shown).join(" "));
    return text || (element.value ? "" : plain(element.placeholder || ""));
  };

  const visibleLabel = (element) =>
    element.matches("input, textarea, select, fieldset, [role=radiogroup], [role=group]")
      ? labelText(element)
      : shown(element);

  // Dialogs in the order in which they were opened; those of the first moment in page order.
  const opened = [];
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (opened.includes(target)) opened.splice(opened.indexOf(target), 1);
      if (target.hasAttribute("open")) opened.push(target);
    }
  }).observe(document, { attributes: true, attributeFilter: ["open"], subtree: true });

  const root = () => {
    const modal = [...document.querySelectorAll("dialog[open], [role=dialog], [role=alertdialog]")]
      .filter((dialog) => dialog.matches(":modal") || dialog.getAttribute("aria-modal") === "true")
      .filter(isVisible)
      .map((dialog) => ({ dialog, order: opened.indexOf(dialog) }))
      .sort((a, b) => a.order - b.order);  // a stable sort
    return modal.length ? modal[modal.length - 1].dialog : document.body;
  };

  // The control that an element is, by the product's own word, if it says just this label.
  const ownControl = (element, label) => {
    const holder = element.closest("[data-control]");
    return holder && shown(holder) === plain(label) ? holder.dataset.control : null;
  };
  const isForeign = (element, place) => {
    const own = ownControl(element, place.label);
    return own !== null && own !== place.control;
  };

  // The smallest elements below `within` that show exactly this text.
  const everyOccurrence = (place, within, { inert = false } = {}) => {
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

  // Those of them that aren't the label of another control.
  const occurrences = (place, within) =>
    everyOccurrence(place, within).filter((element) => !isForeign(element, place));

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
    const header = row.querySelector("th[scope=row], [role=rowheader]");
    if (header) return shown(header);
    // Without a header the first cell that says something stands for it.
    return [...row.children].map(shown).find(Boolean) || "";
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
  // `spent` places served an earlier control of the step: they lapse when they are gone.
  const find = (candidates, { label, control, places, spent }) => {
    const within = root();
    if (spent && !places.some((place) => everyOccurrence(place, within).length)) places = [];
    const visible = candidates
      .map((element, index) => ({ element, index }))
      .filter(({ element }) => within.contains(element) && isUsable(element))
      .filter(({ element }) => !isInert(element));
    const where = places.length ? scopes(places, within) : [within];
    if (!where.length) {
      const impostor = places.map((place) => impersonated(place, within)).find(Boolean);
      if (impostor) return { status: "wrong-place", ...impostor };
      return { status: "no-place", nearby: texts(within) };
    }
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

  // A text that is there, but only as the label of another control.
  const impersonated = (place, within) => {
    const [first] = everyOccurrence(place, within);
    if (!first || occurrences(place, within).length) return null;
    return { control: place.control, shown: ownControl(first, place.label) };
  };

  const see = (place) => {
    const within = root();
    if (occurrences(place, within).length) return { status: "found" };
    const impostor = impersonated(place, within);
    if (impostor) return { status: "wrong-control", ...impostor };
    return { status: "missing", nearby: texts(within) };
  };

  // Each occurrence of a result's label, with the text around it.
  const note = (elements, place) =>
    elements.map((element) => {
      const scope = scopeOf(element, document.body, element.parentElement || element);
      const foreign = isForeign(element, place) ? ownControl(element, place.label) : null;
      return { text: plain(scope.textContent), row: rowHeader(element), foreign };
    });
  const noteText = (place, all) =>
    note(everyOccurrence(place, all ? document.body : root(), { inert: all }), place);
  const noteControls = (elements, place, all) =>
    note(elements.filter((e) => isUsable(e) && (all || root().contains(e))), place);
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
    // A download leaves the document where it is.
    stay: () => { leaving = false; },
    // Asked after a turn of the event loop: a form's navigation begins in a task of its own.
    state: async (id) => {
      await new Promise((done) => setTimeout(done, 0));
      await new Promise((done) => setTimeout(done, 0));
      if (window.__acquit.acted !== id) return "arrived";
      return leaving ? "leaving" : "here";
    },
  };
})();
