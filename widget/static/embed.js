// For help pages: gives each embedded widget the height its content asks for.
(() => {
  "use strict";
  const own = new URL(document.currentScript.src).origin;
  const LEAST = 240;
  const MOST = 4000;

  window.addEventListener("message", (event) => {
    const frames = [...document.querySelectorAll("iframe[data-acquit-frame]")];
    const frame = frames.find((candidate) => candidate.contentWindow === event.source);
    if (!frame) return;
    // The frame may show the bank for a while; only the widget's own word counts.
    if (event.origin !== own) return;
    const message = event.data;
    if (!message || message.acquit !== 1 || message.type !== "height") return;
    if (!Number.isFinite(message.height)) return;
    frame.style.height = `${Math.min(Math.max(message.height, LEAST), MOST)}px`;
  });
})();
