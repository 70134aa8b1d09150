// In a live frame: windows for what can't be framed, and presses that count only once their button
// has been in view for a moment. Nobody but our help sites can frame us; should one of them be
// broken into, a button that it hides or moves under a pointer pays nothing.
(() => {
  "use strict";
  const SEEN = 600, EVERY = 3000; // milliseconds

  // --- a window, and what it says ---
  const button = document.querySelector("[data-window]");
  const form = document.querySelector("[data-takes-code]");
  const waiting = document.querySelector("[data-state]");
  const goBack = (isLeft) => {
    const address = new URL(waiting.dataset.back, location.href);
    if (isLeft) address.searchParams.set("left", "1");
    location.replace(address);
  };
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const opened = window.open(button.dataset.window, "acquit", "popup,width=560,height=760");
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
  const ask = async () => {
    try {
      const answer = await fetch(waiting.dataset.state);
      if (answer.redirected || !(await answer.json()).isOpen) goBack(false);
    } catch { /* asked again */ }
    setTimeout(ask, EVERY);
  };
  if (waiting) ask();

  // --- presses ---
  // A field of the form may be called `method`.
  const isSending = (e) => e?.form?.getAttribute("method") === "post";
  const buttons = [...document.querySelectorAll("button")].filter(isSending);
  const since = new WeakMap(); // button → when it came into view
  const watch = new IntersectionObserver((entries) => {
    for (const { target, time, intersectionRatio, isVisible } of entries) {
      // Browsers that can't tell what covers a button say nothing of it.
      if (intersectionRatio < 0.95 || isVisible === false) {
        since.delete(target);
        delete target.dataset.seen;
      } else if (!since.has(target)) since.set(target, time);
      else if (time - since.get(target) >= SEEN) target.dataset.seen = "";
    }
  }, { threshold: [0.95], trackVisibility: true, delay: 100 });
  // Looked at again and again: not every change of what lies above is told.
  const look = () => {
    for (const each of buttons) watch.unobserve(each);
    for (const each of buttons) watch.observe(each);
  };
  if (buttons.length) setInterval(look, 200);
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    const isByKey = event.detail === 0; // nobody moves a key under a finger
    if (!isSending(pressed)) return;
    document.querySelector("[data-unseen]")?.remove();
    if (isByKey || "seen" in pressed.dataset) return;
    event.preventDefault();
    event.stopPropagation();
    const said = document.querySelector("#unseen").content.firstElementChild.cloneNode(true);
    said.dataset.unseen = "";
    pressed.after(said);
  }, true);
})();
