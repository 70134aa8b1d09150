// Shows writers what each text is: its message, where it is written, its state and notes.
// Pages name their messages (data-message, data-control). A product's screen is looked up by what
// it says. When a file changes, a page takes in the new text around the widget, which stays.
(() => {
  "use strict";
  const OWN = "/_acquit/";
  const data = document.getElementById("acquit-preview");
  let known = data ? JSON.parse(data.textContent) : {};
  const isPage = "messages" in known || "problems" in known; // else a screen of the product

  // Panel -----------------------------------------------------------------------------------------

  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; position: fixed; inset: 0; z-index: 2147483647;
      pointer-events: none; display: block;
      font: 13px/1.45 system-ui, sans-serif; color: #f2f6f7; }
    .box { position: absolute; box-sizing: border-box; max-width: min(36rem, calc(100vw - 1rem)); }
    .problems { right: 0.5rem; bottom: 0.5rem; max-height: 60vh; overflow: auto; pointer-events: auto; }
    .message { left: 0.5rem; }
    .box, .problem { padding: 0.5rem 0.75rem; margin-top: 0.4rem; border-radius: 0.5rem; background: #16232b;
      box-shadow: 0 2px 14px rgb(0 0 0 / 35%); overflow-wrap: anywhere; white-space: pre-line; }
    .problem { background: #8f1c28; }
    dl { margin: 0; display: grid; grid-template-columns: auto 1fr; gap: 0 0.7rem; }
    dt { color: #a9c3cb; } dd { margin: 0; }
    hr { border: 0; border-top: 1px solid #45565f; margin: 0.4rem 0; }
  `);
  const host = document.createElement("div");
  host.setAttribute("role", "status");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [style];
  document.body.append(host);

  const element = (name, ...children) => {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  };
  const box = (kind, ...children) => {
    const made = element("div", ...children);
    made.className = `box ${kind}`;
    return made;
  };
  const rows = (message) => [
    ["source", message.source],
    ["written in", (message.source_locations || []).join(", ")],
    ["translated in", message.location],
    ["state", message.state],
    ["was translated from", message.previous_source],
    ["control", message.context],
    ["note", message.note],
  ].filter(([, text]) => text);
  const described = (message) => element("dl",
    ...rows(message).flatMap(([name, text]) => [element("dt", name), element("dd", text)]));

  let pointedAt = [];
  // Below what is pointed at, or above it where there is no room: a frame may be taller than a window.
  const place = (shown, target) => {
    const at = target.getBoundingClientRect();
    const room = document.documentElement;
    const height = shown.offsetHeight;
    const below = at.bottom + 8;
    shown.style.top = `${below + height < innerHeight ? below : Math.max(at.top - height - 8, 0)}px`;
    shown.style.left = `${Math.max(8, Math.min(at.left, room.clientWidth - shown.offsetWidth - 8))}px`;
  };
  const show = (target) => {
    const problems = (known.problems || []).map((text) => {
      const made = element("div", text);
      made.className = "problem";
      return made;
    });
    const lines = pointedAt.flatMap((each, n) => n ? [element("hr"), described(each)] : [described(each)]);
    const message = lines.length ? [box("message", ...lines)] : [];
    root.replaceChildren(...(problems.length ? [box("problems", ...problems)] : []), ...message);
    if (message.length && target) place(message[0], target);
  };

  // What a text is --------------------------------------------------------------------------------

  const squeezed = (text) => text.replace(/\s+/g, " ").trim();
  const pattern = (text) => new RegExp("^" + squeezed(text)
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/%\\\(\w+\\\)[sd]/g, ".+").replace(/%%/g, "%") + "$");
  const fetched = async () => {
    const answer = await fetch(`${OWN}messages/${document.documentElement.lang}`);
    const messages = answer.ok ? await answer.json() : [];
    return messages.flatMap((message) => (message.texts || [message.source]).map((text) =>
      ({ message, text: squeezed(text), pattern: text.includes("%(") ? pattern(text) : null })));
  };
  let table = null;
  const lookUp = () => table ||= fetched().catch(() => {
    table = null; // asked for again at the next text
    return [];
  });
  const own = (target) => {
    const texts = [...target.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const said = texts.map((node) => squeezed(node.data)).filter(Boolean);
    const labels = [...target.labels || []].map((label) => squeezed(label.textContent));
    return [...said, ...labels, squeezed(target.textContent), target.getAttribute("aria-label") || ""];
  };
  const onScreen = async (target) => {
    const control = target.closest("[data-control]")?.dataset.control;
    const all = await lookUp();
    for (const said of own(target).filter(Boolean)) {
      const found = all.filter((each) => each.text === said || each.pattern?.test(said));
      const exact = found.filter((each) => each.message.context === control);
      const best = exact.length ? exact : found;
      if (best.length) return [...new Set(best.map((each) => each.message))];
    }
    return all.map((each) => each.message).filter((each) => control && each.context === control);
  };
  const onPage = (target) => {
    const label = target.closest("[data-control]");
    const block = target.closest("[data-message]");
    return [
      label && known.labels?.[label.dataset.control],
      block && known.messages?.[Number(block.dataset.message)],
    ].filter(Boolean);
  };
  let latest = null; // answers come in any order: only what was pointed at last is shown
  const point = async (target) => {
    latest = target;
    const found = isPage ? onPage(target) : await onScreen(target);
    if (latest !== target) return;
    pointedAt = found;
    show(target.closest("[data-control]") || target.closest("[data-message]") || target);
  };
  document.addEventListener("pointerover", (event) => {
    if (event.target instanceof Element) point(event.target);
  });
  document.addEventListener("focusin", (event) => {
    // A heading that a script gives the focus to is not what somebody went to.
    if (event.target instanceof HTMLElement && event.target.tabIndex >= 0) point(event.target);
  });
  document.documentElement.addEventListener("pointerleave", () => {
    latest = null;
    pointedAt = [];
    show();
  });

  // Changes ---------------------------------------------------------------------------------------

  const around = (old, fresh, kept) => {
    const stays = old.querySelector(`:scope > ${kept}`);
    const place = fresh.querySelector(`:scope > ${kept}`);
    for (const node of [...old.childNodes]) if (node !== stays) node.remove();
    let isAfter = false;
    for (const node of [...fresh.childNodes]) {
      if (node === place) isAfter = true;
      else if (isAfter) old.append(node);
      else stays.before(node);
    }
  };
  const takeIn = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const article = document.querySelector("article");
    const next = fresh.querySelector("article");
    const frame = (page) => page.querySelector(".acquit-widget iframe")?.getAttribute("src");
    if (!article || !next || frame(document) !== frame(fresh)) return location.reload();
    document.title = fresh.title;
    known = JSON.parse(fresh.getElementById("acquit-preview").textContent);
    const task = article.querySelector(":scope > .acquit-procedure");
    const freshTask = next.querySelector(":scope > .acquit-procedure");
    if (frame(document) && task && freshTask) {
      around(task, freshTask, ".acquit-widget");
      around(article, next, ".acquit-procedure");
    } else {
      article.replaceWith(next);
    }
    latest = null;
    pointedAt = [];
    show();
  };
  const renew = async () => {
    table = null;
    if (!isPage) {
      location.reload();
      return;
    }
    const answer = await fetch(location.href, { cache: "no-store" });
    takeIn(await answer.text());
  };
  // A browser keeps few connections to a server: a tab that nobody looks at gives its own back.
  let events = null;
  let seen = known.changes || 0;
  let last = Promise.resolve();
  const listen = () => {
    events?.close();
    events = new EventSource(`${OWN}events?since=${seen}`);
    events.addEventListener("message", (event) => {
      seen = Number(event.lastEventId);
      last = last.then(renew).catch(() => {});
    });
  };
  document.addEventListener("visibilitychange", () => document.hidden ? events.close() : listen());
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();
  show();
  const under = [...document.querySelectorAll(":hover")].pop(); // the pointer was there before us
  if (under) point(under);
})();
