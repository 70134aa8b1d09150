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
  // An account that we went back to has expired: begin anew.
  const entrance = kept("sessionStorage", "practice resumed from");
  forget("sessionStorage", "practice resumed from");
  if (document.body.dataset.expired !== undefined && entrance) {
    location.replace(`${entrance}&new=1`);
    return;
  }

  const bar = document.querySelector(".practice[data-account]");
  if (!bar) return;
  const { account } = bar.dataset; // the kind of sample account, and the role in it
  const tokenKey = `practice ${account}`;
  // `/fr/practice/<token>/billing/…`
  const [, locale, , token, ...rest] = location.pathname.split("/");

  if (document.body.dataset.start === undefined) {
    const page = kept("sessionStorage", "practice page") || "";
    keep("localStorage", tokenKey, token);
    keep("sessionStorage", `practice at ${page}`, `${[token, ...rest].join("/")}${location.search}`);
    return;
  }

  const asked = new URLSearchParams(location.search);
  const page = `${asked.get("page") || ""} ${account}`;
  const placeKey = `practice at ${page}`;
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
  keep("sessionStorage", "practice resumed from", location.href);
  location.replace(`/${locale}/practice/${place}`);
})();
