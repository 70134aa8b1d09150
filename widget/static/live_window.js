// In a window that a frame has opened: says to the frame what it waits for, and closes. Only a frame
// of this very host hears it. Where there is none the reader goes on here.
(() => {
  "use strict";
  const { code } = document.body.dataset;
  const { to } = document.currentScript.dataset;
  const isLeft = new URLSearchParams(location.search).has("left");
  if (window.opener) {
    window.opener.postMessage(code ? { type: "code", code } : { type: "returned", isLeft }, location.origin);
    window.close();
  } else if (to) location.replace(to);
  else document.querySelector("[data-alone]").hidden = false;
})();
