// In a window that a frame has opened: says to the frame what it waits for, and closes. Only a frame
// of this very host hears it.
(() => {
  "use strict";
  const { code } = document.body.dataset;
  const isLeft = new URLSearchParams(location.search).has("left");
  const message = code ? { type: "code", code } : { type: "returned", isLeft };
  if (!window.opener) return;
  window.opener.postMessage(message, location.origin);
  window.close();
})();
