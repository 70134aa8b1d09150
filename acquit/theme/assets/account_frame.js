// Shows the reader's own account in the frame in practice's place, and practice again.
(() => {
  "use strict";
  const button = document.querySelector("[data-account-frame]");
  const aside = button && button.closest("aside");
  if (!aside) return;
  const frame = aside.querySelector("iframe[data-acquit-frame]");
  const link = aside.querySelector(".acquit-widget-bar a"); // to practice, in a tab of its own
  const bar = aside.querySelector(".acquit-widget-title");
  const { accountFrame, title, back } = button.dataset;
  const practice = {
    src: frame.src, title: frame.title, bar: bar.textContent, other: button.textContent,
  };
  const account = { src: accountFrame, title, bar: title, other: back };
  let isAccount = false;
  button.hidden = false;
  button.addEventListener("click", () => {
    isAccount = !isAccount;
    const shown = isAccount ? account : practice;
    frame.title = shown.title;
    frame.src = shown.src;
    bar.textContent = shown.bar;
    button.textContent = shown.other;
    link.hidden = isAccount;
  });
})();
