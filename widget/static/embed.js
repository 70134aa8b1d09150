// For help pages: gives each embedded widget the height its content asks for, and shows the
// beginning of each new page in it, as a browser does at top level.
(() => {
  "use strict";
  const own = new URL(document.currentScript.src).origin;
  const LEAST = 240;
  const MOST = 4000;

  const frames = () => [...document.querySelectorAll("iframe[data-acquit-frame]")];
  for (const frame of frames()) {
    frame.addEventListener("load", () => {
      if (frame.getBoundingClientRect().top < 0) frame.scrollIntoView({ block: "start" });
    });
  }

  window.addEventListener("message", (event) => {
    const frame = frames().find((candidate) => candidate.contentWindow === event.source);
    if (!frame) return;
    // The frame may show the bank for a while; only the widget's own word counts.
    if (event.origin !== own) return;
    const message = event.data;
    if (!message || message.acquit !== 1 || message.type !== "height") return;
    if (!Number.isFinite(message.height)) return;
    frame.style.height = `${Math.min(Math.max(message.height, LEAST), MOST)}px`;
  });
})();
