// Practice goes on where it was left: after a reload and in another language; on another help page
// and in a new tab the same sample account is signed in to. Where the browser keeps nothing for us,
// each sign-in makes a new one.
(() => {
  "use strict";
  const keep = (store, key, value) => {
    try { window[store].setItem(key, value); } catch { /* forbidden here */ }
  };
  const kept = (store, key) => {
    try { return window[store].getItem(key); } catch { return null; }
  };
  const forget = (store, key) => {
    try { window[store].removeItem(key); } catch { /* forbidden here */ }
  };
  // What we went back to is gone, or can't be opened any more: sign in again.
  const resumed = JSON.parse(kept("sessionStorage", "practice resumed") || "null");
  forget("sessionStorage", "practice resumed");
  if (resumed && document.body.dataset.error !== undefined) {
    forget("sessionStorage", resumed.placeKey);
    location.replace(resumed.entrance);
    return;
  }

  const bar = document.querySelector(".practice[data-account]");
  if (!bar) return;
  const { account } = bar.dataset; // the kind of sample account, and the role in it
  const tokenKey = `practice ${account}`;
  // `/fr/practice/<token>/billing/…`
  const [, locale, , token, ...rest] = location.pathname.split("/");
  const placeOf = (page) => `practice at ${page} ${account}`;

  if (document.body.dataset.start === undefined) {
    // Who follows somebody's link to an account doesn't sign in to it later.
    const isOwn = document.referrer.startsWith(`${location.origin}/`);
    if (isOwn) keep("localStorage", tokenKey, token);
    if (kept("localStorage", tokenKey) !== token) return;
    const place = `${[token, ...rest].join("/")}${location.search}`;
    keep("sessionStorage", placeOf(kept("sessionStorage", "practice page") || ""), place);
    return;
  }

  const asked = new URLSearchParams(location.search);
  const page = asked.get("page") ?? kept("sessionStorage", "practice page") ?? "";
  const placeKey = placeOf(page);
  keep("sessionStorage", "practice page", page);
  if (asked.has("new")) {
    forget("localStorage", tokenKey);
    forget("sessionStorage", placeKey);
  }
  // Signing in again opens the same account.
  const field = document.querySelector("input[name=token]");
  field.value = kept("localStorage", tokenKey) || "";
  const place = kept("sessionStorage", placeKey);
  if (!place || window.parent === window) return;
  delete document.body.dataset.start; // for the guide: nothing starts anew
  keep("sessionStorage", "practice resumed", JSON.stringify({ entrance: location.href, placeKey }));
  location.replace(`/${locale}/practice/${place}`);
})();
