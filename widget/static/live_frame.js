// In a live frame: windows for what can't be framed, and presses that count only once their button
// has been in view for a moment. Nobody but our help sites can frame us; should one of them be
// broken into, a button that it hides or moves under a pointer pays nothing.
(() => {
  "use strict";
  const SEEN = 600; // milliseconds

  // --- a window, and what it says ---
  const button = document.querySelector("[data-window]");
  const form = document.querySelector("[data-takes-code]");
  const waiting = document.querySelector("[data-state]");
  const name = crypto.randomUUID(); // others could lead a window elsewhere whose name they know
  let isOver = false;
  const goBack = (isLeft) => {
    if (isOver) return;
    isOver = true;
    const address = new URL(waiting.dataset.back, location.href);
    if (isLeft) address.searchParams.set("left", "1");
    location.replace(address);
  };
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const opened = window.open(button.dataset.window, name, "popup,width=560,height=760");
      document.querySelector("[data-blocked]").hidden = Boolean(opened);
    });
    addEventListener("message", ({ origin, data }) => {
      if (origin !== location.origin || !data) return;
      if (form && data.type === "code") {
        form.elements.code.value = data.code;
        form.submit();
      }
      if (waiting && data.type === "returned") goBack(data.isLeft);
    });
  }

  // --- what becomes of a payment: some windows can't tell ---
  const FIRST = 3000, LAST = 30000; // milliseconds: each pause is longer than the one before
  let pause = FIRST, timer;
  const poll = async () => {
    clearTimeout(timer);
    if (isOver) return;
    const answer = document.hidden ? null : await fetch(waiting.dataset.state).catch(() => null);
    if (answer && (answer.redirected || (answer.status >= 400 && answer.status < 500))) return goBack(false);
    const { isOpen } = answer?.ok ? await answer.json() : { isOpen: true };
    if (!isOpen) return goBack(false);
    clearTimeout(timer);
    timer = setTimeout(poll, pause);
    pause = Math.min(pause * 1.2, LAST);
  };
  if (waiting) {
    poll();
    document.addEventListener("visibilitychange", () => { // its reader is back
      pause = FIRST;
      poll();
    });
  }

  // --- presses ---
  // A field of the form may be called `method`.
  const isSending = (e) => e?.form?.getAttribute("method") === "post";
  const buttons = [...document.querySelectorAll("button")].filter(isSending);
  const amounts = [...document.querySelectorAll("[data-amount]")]; // what a press confirms
  const watched = [...buttons, ...amounts];
  const since = new WeakMap(); // element → when it came into view, and where
  const placeOf = (e) => {
    const { x, y, width, height } = e.getBoundingClientRect();
    return [x, y, width, height].map(Math.round).join();
  };
  const forget = (e) => {
    since.delete(e);
    delete e.dataset.seen;
  };
  const watch = new IntersectionObserver((entries) => {
    for (const { target, time, intersectionRatio, isVisible } of entries) {
      const place = placeOf(target);
      // Browsers that can't tell what covers an element say nothing of it.
      if (intersectionRatio < 0.95 || isVisible === false) forget(target);
      else if (since.get(target)?.place !== place) {
        forget(target);
        since.set(target, { time, place });
      } else if (time - since.get(target).time >= SEEN) target.dataset.seen = "";
    }
  }, { threshold: [0.95], trackVisibility: true, delay: 100 });
  // Looked at again and again: not every change of what lies above is told.
  const look = () => {
    for (const each of watched) watch.unobserve(each);
    for (const each of watched) watch.observe(each);
  };
  if (buttons.length) setInterval(look, 200);
  for (const type of ["visibilitychange", "scroll", "resize"]) {
    addEventListener(type, () => watched.forEach(forget), true);
  }
  for (const each of buttons) each.dataset.guarded = ""; // the page around gives it no focus
  let focused = performance.now();
  addEventListener("focusin", () => { focused = performance.now(); }, true);
  const isSeen = (e) => "seen" in e.dataset && since.get(e).place === placeOf(e);
  // Before whoever else listens: for the guide nothing was used.
  addEventListener("click", (event) => {
    const pressed = event.target.closest?.("button");
    if (!isSending(pressed)) return;
    document.querySelector("[data-unseen]")?.remove();
    const isByKey = event.detail === 0; // of a key that was meant for what had the focus before?
    const isMeant = isByKey ? performance.now() - focused >= SEEN : event.detail === 1;
    if (isMeant && isSeen(pressed) && amounts.every(isSeen)) {
      const field = document.createElement("input");
      [field.type, field.name, field.value] = ["hidden", "pressed", "1"];
      pressed.form.append(field);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (pressed.form.dataset.sent) return; // by the first press of two
    forget(pressed);
    const message = document.querySelector(amounts.length ? "#unseen-amount" : "#unseen");
    const said = message.content.firstElementChild.cloneNode(true);
    said.dataset.unseen = "";
    pressed.after(said);
  }, true);
})();
