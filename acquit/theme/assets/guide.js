// The guide: while the reader works in the frame, the page ticks its steps off and shows the
// current one. What is said between page and frame: docs/project/frame-protocol.md.
(() => {
  "use strict";
  const VERSION = 2;
  const article = document.querySelector("[data-procedure]");
  const frame = article && article.querySelector("iframe[data-acquit-frame]");
  if (!frame) return;
  // What stands in the frame, should another script have put something else there.
  const address = () => new URL(frame.dataset.address || frame.src);
  const origin = () => address().origin;
  const aside = frame.closest("aside");
  const part = (name) => aside.querySelector(`[data-guide="${name}"]`);
  const say = JSON.parse(aside.dataset.says);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // --- the steps, as the page says them ---
  const stepOf = (e) => e.closest("[data-step]");
  // Letters number ways: “a” is a tab that holds all steps, “a.1” its first, “2.b” a way of step 2.
  const steps = [...article.querySelectorAll("[data-step]")].map((element) => ({
    element, number: element.dataset.step.replace(/^[a-z]\./, ""), acts: [], children: [],
    isOutside: "outside" in element.dataset,
    isFree: "optional" in element.dataset || "conditional" in element.dataset,
    isAlternative: "alternative" in element.dataset,
  }));
  const byElement = new Map(steps.map((step) => [step.element, step]));
  for (const step of steps) {
    step.parent = byElement.get(stepOf(step.element.parentElement));
    if (step.parent) step.parent.children.push(step);
  }
  const acts = [], results = [];
  let places = [];
  // A translation may name controls in another order: their numbers are the source's.
  const labels = [...article.querySelectorAll("strong[data-n]")];
  labels.sort((one, other) => one.dataset.n - other.dataset.n);
  for (const label of labels) {
    const { control, kind, use, n, key } = label.dataset;
    const step = byElement.get(stepOf(label));
    const reference = { label, control, kind, key, step, n: Number(n), or: "or" in label.dataset };
    const isGone = use === "gone";
    if (!/\d/.test(step?.number) && (isGone || use === "result")) {
      results.push({ ...reference, isGone, element: label.closest("p"), children: [] });
    }
    if (use === "place") places.push(reference);
    if (use !== "act") continue;
    const isWithin = (other) => other.element.contains(step.element);
    const before = step.acts.at(-1);
    acts.push({ ...reference, before, places: places.filter((place) => isWithin(place.step)) });
    step.acts.push(acts.at(-1));
    places = places.filter((place) => place.step !== step);
  }
  const below = (step) => [step, ...step.children.flatMap(below)];
  const has = (step, isMeant) => below(step).some(({ acts }) => acts.some(isMeant));
  const isUsed = (act) => done.has(act.n);
  const isChoice = (step) => step.children.some((child) => child.isAlternative);
  // What is shown at once: a step, with its alternatives, but without numbered substeps.
  const every = steps.filter((step) =>
    /^[\d.]+$/.test(step.number) && (!step.children.length || isChoice(step)));
  // Those of the way that the reader has chosen: of tabs the one that is open.
  let units;
  const isOpen = ({ element, label }) => (element || label).checkVisibility();
  const unitOf = (step) => every.find((unit) => below(unit).includes(step)) ||
    every.find((unit) => below(step).includes(unit));

  // --- what was done: references by their number ---
  const store = `acquit ${article.dataset.procedure} ${article.dataset.references}`;
  let done, last, isProven, isLeading = false;
  // What the reader leafs to, as a number among the units; null: what comes next.
  let leafed = null;
  // Who goes back in the product is shown what can be done there, likewise as a number.
  let returned = null;
  // Whether the product is in the frame: it says so of each of its documents.
  // The control that was used last, whether the page names it or not.
  let latest = "";
  let screen = null, isSpeaking = false, arrivals = 0, counted = 0;
  const reset = (kept = []) => {
    [done, last = 0, isProven = false] = kept;
    done = new Set(done);
    leafed = returned = null;
  };
  const recall = () => {
    try { reset(JSON.parse(sessionStorage.getItem(store)) || []); } catch { /* forbidden */ }
  };
  const remember = () => {
    try {
      sessionStorage.setItem(store, JSON.stringify([[...done], last, isProven]));
    } catch { /* full, or forbidden */ }
  };
  reset();
  const isDone = (step) => {
    if (step.isOutside || !step.acts.every(isUsed)) return false;
    const counted = step.children.filter((child) => !child.isOutside);
    if (!counted.length) return step.acts.length > 0;
    if (isChoice(step)) return counted.some(isDone);
    return counted.some(isDone) && counted.every((child) => child.isFree || isDone(child));
  };
  const isPassed = (step) => isDone(step) || step.isOutside || !has(step, Boolean);
  const current = () => {
    const touched = acts.find((act) => act.n === last);
    const from = touched ? units.indexOf(unitOf(touched.step)) : 0;
    return units.find((unit, at) => at >= from && !isPassed(unit));
  };

  // Whether a control was used in one of its places; an item's status stands in the item.
  const stands = ({ places: wanted }, { beside, under }) => !wanted.length ||
    wanted.some(({ kind, control }) => beside?.includes(control) ||
      (under.includes(control) && !(beside && kind === "status")));
  const take = (act) => {
    done.add(act.n);
    last = act.n;
    // The browser's own dialog is no control of the frame's: it belongs to what raises it.
    const next = acts[acts.indexOf(act) + 1];
    if (next && next.kind === "dialog" && next.step === act.step) take(next);
  };
  // What the page says to switch off, or to empty, is used when it is cleared.
  const values = JSON.parse(article.dataset.values);
  const isCleared = (control) => values[control] === "off" || values[control] === "";
  const use = (message) => {
    const fits = (act) => act.kind !== "page" && (message.key
      ? act.key === message.key && act.before && act.before.control === message.control
      : act.control === message.control && stands(act, message));
    const fitting = acts.filter(fits);
    const visible = fitting.filter(isOpen);
    const found = visible.length ? visible : fitting;
    const open = found.filter((act) => !isUsed(act));
    const act = open.find((each) => each.n > last) || open[0];
    const again = found.find((each) => each.n === last);
    // A key may come before the browser says that its field has changed: the field comes first.
    if (act && act.key && !done.has(act.before.n)) { done.add(act.n); return; }
    // Used twice in an alternative, it isn't the other alternative's.
    const isOther = again && act && again.step !== act.step && again.step.parent === act.step.parent;
    if (act && !(isOther && act.step.isAlternative)) take(act);
    else if (found.length && !again) last = found[0].n; // done before
  };
  // What was refused, or taken back, isn't done; nor is what was done after it in its step.
  const undo = (isUndone) => {
    for (const { n, step } of acts.filter(isUndone)) {
      for (const later of step.acts) if (later.n >= n) done.delete(later.n);
      isProven = false;
    }
  };
  const isThere = (result) => screen.controls.includes(result.control) !== result.isGone;
  const proven = (own) => own.length > 0 && own.every((result, at) =>
    isThere(result) || (result.or && isThere(own[at - 1] || result)) ||
    (own[at + 1]?.or && isThere(own[at + 1])));
  const look = (message) => {
    const before = screen;
    screen = message;
    if (message.isStart) reset(); else if (!before) recall();
    const isRefused = message.isNew && message.isRefused;
    // A field that is sent by a button of the product's has been sent, as Enter would have.
    const sent = message.isNew && !isRefused &&
      acts.find((act) => act.key === "Enter" && act.before?.n === last && act.before.control === latest);
    if (sent) done.add(sent.n);
    undo((act) => message.invalid.includes(act.control) || (isRefused && act.n === last));
    // Who was refused goes on from what was done last.
    if (!done.has(last)) last = Math.max(0, ...[...done].filter((n) => n < last));
    // The way that led there is open again, unless the product marks what is wrong.
    const way = acts.find((act) => act.n === last)?.step;
    const unit = way && unitOf(way);
    const isWay = ({ step }) => step !== unit && below(unit).includes(step);
    if (isRefused && way !== unit && !message.invalid.length) undo(isWay);
    // Somebody else's page was completed if the product says so.
    const left = acts.find((act) => act.kind === "page" && act.before && act.before.n === last);
    if (left && message.completed.includes(left.control)) take(left);
    isSpeaking = true;
    if (message.isNew || !before) arrivals += 1;
  };
  const isFree = (step) => step.isFree || Boolean(step.parent && isFree(step.parent));
  const isAllDone = () => units.every((unit) => isPassed(unit) || isFree(unit));

  // --- what the reader sees ---
  const post = (message) => frame.contentWindow.postMessage({ acquit: VERSION, ...message }, origin());
  const send = (message) => { if (isSpeaking) post(message); };
  const targets = (unit) => {
    const open = below(unit).filter((step) => !isDone(step));
    const own = (open.length ? open : below(unit)).map((step) =>
      step.acts.find((act) => !isUsed(act)) || step.acts[0]);
    const first = own.find((act) => act && act.step === unit);
    return (first ? [first] : own.filter(Boolean)).filter((act) => act.kind !== "page");
  };
  const isOnScreen = (act) => screen.controls.includes(act.control);
  const position = () => {
    const now = !isProven && current();
    return leafed ?? returned ?? (now ? units.indexOf(now) : units.length);
  };
  const goBack = () => {
    const now = current(), at = units.indexOf(now);
    const isElsewhere = now && !isFree(now) && targets(now)[0] && !targets(now).some(isOnScreen);
    const back = units.findLastIndex((unit, n) => n < at && has(unit, isOnScreen));
    returned = isElsewhere && back >= 0 ? back : null;
  };
  const point = (found, more) => send({
    type: "point", ...more,
    targets: found.map((act) => ({
      control: act.control, places: act.places.map((place) => place.control),
    })),
  });
  const strip = (e, ...names) => names.forEach((name) => e.removeAttribute(name));
  const textOf = (step) => {
    const copy = step.element.cloneNode(true);
    for (const e of copy.querySelectorAll(".acquit-done, .admonition, ol, input")) e.remove();
    // Of its ways those that the reader has begun to go.
    const ways = copy.querySelectorAll("[data-alternative]");
    const begun = step.children.map((child) => has(child, isUsed));
    if ((leafed ?? returned) === null && begun.some(Boolean)) ways.forEach((way, n) => begun[n] || way.remove());
    for (const e of copy.querySelectorAll("*")) {
      strip(e, "id", "tabindex", "role", "aria-label", "data-n", "data-step");
    }
    return copy.childNodes;
  };
  // Said once nothing more happens: what is clicked may be refused at once. The page moves as a new
  // screen comes; else only if the step can't be seen and the frame stays under the reader's hand.
  let saying;
  const isNarrow = () => getComputedStyle(part("bar")).display !== "none";
  const isInFrame = () => document.activeElement === frame; // else the reader is elsewhere on the page
  const light = (control) => {
    for (const label of article.querySelectorAll("strong[data-control]")) {
      label.toggleAttribute("data-lit", label.dataset.control === control);
    }
  };
  const top = () => frame.getBoundingClientRect().top;
  const view = ({ element }) => {
    if (!isNarrow()) element?.scrollIntoView({ block: "nearest", behavior: "instant" });
  };
  const tell = (text, unit) => {
    clearTimeout(saying);
    saying = setTimeout(() => {
      part("said").textContent = text.replace(/\s+/g, " ");
      const box = unit?.element.getBoundingClientRect();
      if (!box || (box.bottom >= 0 && box.top <= innerHeight)) return;
      const y = scrollY, before = top();
      view(unit);
      if (top() !== before) scrollTo({ top: y, behavior: "instant" });
    }, 600);
  };
  let shown; // a step, or whether all is proven
  const show = () => {
    units = every.filter(isOpen);
    if (screen) remember();
    // What has come of it stays so, wherever the reader looks then. Steps may have been passed over.
    const end = units.at(-1), wanted = results.filter(isOpen);
    isProven ||= Boolean(end) && (isAllDone() || (!current() && isDone(end))) && proven(wanted);
    for (const step of steps) {
      const { element } = step, is = isDone(step);
      if (is === element.hasAttribute("data-done")) continue;
      element.toggleAttribute("data-done", is);
      element.querySelector(":scope > .acquit-done")?.remove();
      if (is) {
        const word = document.createElement("span");
        word.className = "acquit-done acquit-unseen";
        word.textContent = `${say.done} `;
        element.prepend(word);
      }
    }
    article.toggleAttribute("data-proven", isProven);
    const at = position();
    const unit = units[at] || null;
    // What who went back is shown is to be done again.
    const isTicked = unit && isDone(unit) && (leafed !== null || returned === null);
    const text = unit ? `${isTicked ? "✓ " : ""}${fill(say.step, { number: unit.number, count: parseInt(end.number) })}`
      : isProven ? `✓ ${say.finished}` : say.end;
    part("count").textContent = text;
    // After the last step: what comes of it, and where.
    const box = part("text"), said = unit || wanted[0];
    box.replaceChildren(...(said ? textOf(said) : []));
    // Of a step that is longer than the bar, what comes next is in view.
    const next = unit && targets(unit)[0];
    const down = box.querySelector(`[data-control="${next?.control}"]`)?.offsetTop || 0;
    box.scrollTop = down > 0.6 * box.clientHeight ? down - box.clientHeight / 2 : 0;
    part("back").disabled = at <= 0;
    part("next").disabled = at >= units.length - !isAllDone();
    if ((unit || isProven) === shown) return;
    for (const step of steps) step.element.ariaCurrent = step === unit ? "step" : null;
    for (const { label } of acts) strip(label, "tabindex", "role", "aria-label");
    for (const act of unit ? below(unit).flatMap((step) => step.acts) : []) {
      if (act.key) continue; // which is on the keyboard, not on the screen
      act.label.tabIndex = 0;
      act.label.role = "button";
      act.label.ariaLabel = fill(say.show, { label: act.label.textContent });
    }
    if (shown !== undefined) {
      tell(`${text}. ${box.textContent}`, unit);
    }
    shown = unit || isProven;
  };
  const lead = (more) => {
    const unit = units[position()];
    if (isLeading && unit) point(targets(unit), { isShown: true, ...more });
  };

  // --- what frame and reader say ---
  const isNames = (names) => Array.isArray(names) && names.every((name) => typeof name === "string");
  addEventListener("message", ({ source, origin: from, data }) => {
    // The frame may show a bank for a while; only the product's own word counts.
    // A document that has left meanwhile has no window any more: its last word still counts.
    if ((source && source !== frame.contentWindow) || data?.acquit !== VERSION) return;
    // How high it is a bank's page may say, too.
    if (from !== origin() && !(source && data.type === "height")) return;
    const { type, controls, invalid, completed, beside, under } = data;
    if (type === "height" && data.height > 0) {
      aside.style.setProperty("--acquit-height", `${data.height}px`);
    } else if (type === "screen" && [controls, invalid, completed].every(isNames)) {
      aside.dataset.follows = "";
      look(data);
      goBack();
      show();
      lead();
      if (data.isNew && shown) view(shown);
      if (data.isNew && isNarrow() && isInFrame()) { // what has come stands right below the bar
        const above = part("bar").offsetHeight + parseFloat(getComputedStyle(aside).scrollMarginTop);
        scrollBy({ top: top() + (data.top || 0) - above });
        const unit = units[position()];
        if (unit && data.top === null) point(targets(unit), { isShown: true });
        if (!isLeading) send({ type: "clear" });
      }
    } else if (["used", "cleared"].includes(type) && isNames(under) && isNames(beside || [])) {
      leafed = returned = null;
      latest = data.control;
      const isMeant = data.key || isCleared(data.control) === (type === "cleared");
      if (isMeant) use(data); else undo((act) => act.control === data.control);
      // The word of a document that has left may come after the refusal that it led to.
      if (!source && screen?.isRefused) undo((act) => act.n === last);
      show();
      lead();
    } else if (type === "over") {
      light(data.control);
    }
  });
  frame.addEventListener("load", () => {
    light();
    const heard = arrivals, isOurs = heard > counted;
    counted = heard;
    if (isOurs) return;
    setTimeout(() => { // its word may come a little later
      if (arrivals > heard) {
        counted = arrivals;
        return;
      }
      isSpeaking = false;
      if (isInFrame() && top() < 0) aside.scrollIntoView();
    }, 300);
  });

  const actOf = (e) => {
    const label = e.closest?.("strong[data-control]");
    const isCopy = label && part("bar").contains(label);
    return acts.find((act) => (isCopy ? act.control === label.dataset.control : act.label === label));
  };
  for (const [begin, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    article.addEventListener(begin, ({ target }) => {
      if (actOf(target)) point([actOf(target)]);
    });
    article.addEventListener(end, ({ target }) => {
      if (!actOf(target)) return;
      send({ type: "clear" });
      lead();
    });
  }
  const goTo = (event) => {
    const act = actOf(event.target);
    // It may have opened another tab.
    if (!act || (event.type === "keydown" && !["Enter", " "].includes(event.key))) return show();
    event.preventDefault();
    if (screen && !isOnScreen(act)) {
      tell(fill(say.absent, { label: act.label.textContent }));
      return;
    }
    frame.scrollIntoView({ block: "nearest" });
    frame.focus();
    point([act], { isShown: true, isFocused: true });
  };
  article.addEventListener("click", goTo);
  article.addEventListener("keydown", goTo);
  for (const [name, by] of [["back", -1], ["next", 1]]) {
    part(name).addEventListener("click", () => {
      leafed = position() + by;
      show();
    });
  }
  part("lead").addEventListener("click", ({ currentTarget }) => {
    isLeading = !isLeading;
    currentTarget.ariaPressed = isLeading;
    if (!isLeading) send({ type: "clear" });
    else {
      frame.focus();
      lead({ isFocused: true });
    }
  });
  const begin = () => {
    reset();
    remember();
    show();
  };
  frame.addEventListener("anew", begin);
  part("again").addEventListener("click", () => {
    if (done.size && !confirm(say.again)) return;
    begin();
    const anew = address();
    anew.searchParams.set("new", "1");
    frame.src = anew;
  });
  for (const e of aside.querySelectorAll("[data-guide]")) e.hidden = false;
  show();
  // The frame may have spoken before we listened; an empty one says nothing yet.
  if (frame.contentDocument?.URL !== "about:blank") post({ type: "hello" });
})();
