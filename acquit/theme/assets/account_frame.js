// Shows the reader's own account in the frame in practice's place, and practice again. The browser's
// own way back may do so, too: what speaks in the frame says which of the two it is.
(() => {
  "use strict";
  const button = document.querySelector("[data-account-frame]");
  const aside = button && button.closest("aside");
  if (!aside) return;
  const frame = aside.querySelector("iframe[data-acquit-frame]");
  const bar = aside.querySelector(".acquit-widget-title");
  const link = aside.querySelector(".acquit-widget-bar a"); // to practice, in a tab of its own
  const { accountFrame, title, back } = button.dataset;
  const practice = {
    address: frame.src, title: frame.title, bar: bar.textContent, other: button.textContent,
  };
  const account = { address: accountFrame, title, bar: title, other: back };
  const originOf = ({ address }) => new URL(address, location.href).origin;
  let shown = practice;
  const say = (now) => {
    shown = now;
    frame.dataset.address = shown.address;
    frame.title = shown.title;
    bar.textContent = shown.bar;
    button.textContent = shown.other;
    button.toggleAttribute("data-is-account", shown === account);
    link.hidden = shown === account;
    frame.dispatchEvent(new Event("anew")); // the guide begins anew
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    say(shown === account ? practice : account);
    frame.contentWindow.location.replace(shown.address);
  });
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || !data || data.type !== "screen") return;
    const speaks = [practice, account].find((each) => originOf(each) === origin);
    if (!speaks || speaks === shown) return;
    say(speaks);
    source.postMessage({ acquit: data.acquit, type: "hello" }, origin);
  });
})();
