// The portal's own conveniences; all of it works without them.
(() => {
  "use strict";
  // What has just come is read from its beginning, once the reader is here: not as a page loads.
  const isHere = document.hasFocus();
  const focus = (isHere || parent === window) && document.querySelector("[data-focus]")
    || isHere && document.querySelector("h1");
  if (focus && focus.tabIndex < 0) focus.tabIndex = -1;
  if (focus) focus.focus({ preventScroll: true });
  // Where it came to be is shown to who goes by the keyboard: not to who only types.
  const KEYS = "used by keyboard";
  const keep = (isUsed) => {
    try { sessionStorage.setItem(KEYS, isUsed); } catch { /* forbidden here */ }
  };
  try { document.body.toggleAttribute("data-keys", sessionStorage.getItem(KEYS) === "true"); } catch { /* no */ }
  document.addEventListener("keydown", ({ key }) => { if (key === "Tab") keep(true); }, true);
  document.addEventListener("pointerdown", () => keep(false), true);

  // Where little room is, practice's own controls take one line until they are asked for.
  const practice = document.querySelector("details.practice");
  if (practice && innerWidth < 832 && !practice.querySelector("[role=status]")) practice.open = false;

  // Escape closes the panel, as it would a dialog that a script has opened.
  document.addEventListener("keydown", (event) => {
    const close = document.querySelector("dialog[open] .close");
    if (event.key === "Escape" && close) close.click();
  });

  // In an open menu the arrows go from entry to entry, as they do in any menu.
  for (const menu of document.querySelectorAll("[popover][role=menu]")) {
    const entries = [...menu.querySelectorAll("[role=menuitem]")];
    menu.addEventListener("toggle", (event) => {
      if (event.newState === "open") entries[0].focus();
    });
    menu.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      // Its own button, pressed, closes it itself.
      const isPressed = to && to.getAttribute("popovertarget") === menu.id && to.matches(":active");
      if (to && !isPressed && !menu.contains(to)) menu.hidePopover();
    });
    menu.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const at = entries.indexOf(document.activeElement);
      entries[(at + step + entries.length) % entries.length].focus();
    });
  }

  // Enter on a choice chooses nothing: else it would press the form's first button, which may pay.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.("[type=radio], [type=checkbox]")) event.preventDefault();
  });

  // A second click while the first is under way sends nothing. The server guards itself as well:
  // so forms may be sent again once it is not certain any more that an answer will come.
  const PATIENCE = 15000;
  let timer = 0;
  let isForAnotherTab = false;
  const revive = () => {
    clearTimeout(timer);
    for (const form of document.forms) delete form.dataset.sent;
  };
  document.addEventListener("click", (event) => {
    isForAnotherTab = event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1;
  }, true);
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (isForAnotherTab) return; // this page stays, and gets no answer
    event.target.dataset.sent = "yes";
    clearTimeout(timer);
    timer = setTimeout(revive, PATIENCE);
  });
  // Escape stops what is being loaded. Chromium says so whoever stopped it, or what.
  document.addEventListener("keydown", (event) => {
    isForAnotherTab = false;
    if (event.key === "Escape") revive();
  });
  window.navigation?.addEventListener("navigateerror", revive);
  // Back from the browser's cache.
  window.addEventListener("pageshow", revive);
})();
