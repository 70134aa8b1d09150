// What is painted where a reader looks: what lies over it, and whether its colour stands out.

// What the pictures told (see Screen): element → whether its words are there to be seen.
const judged = new Map();

const solid = new CSSStyleSheet();
solid.replaceSync("* { pointer-events: auto !important }");

// Does something while each element can be hit, also those that let the pointer through.
// Most screens have none, and a style sheet for nothing costs more than all else.
const whileSolid = (action) => {
  if (!everywhere("*").some((e) => getComputedStyle(e).pointerEvents === "none")) return action();
  const roots = [document, ...shadowRoots(document)];
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, solid];
  try {
    return action();
  } finally {
    for (const root of roots) {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== solid);
    }
  }
};

const boxed = (element) => {
  let at = element;
  while (styleOf(at).display === "contents") at = parentOf(at);
  return at;
};

// Whether something paints what its background colour doesn't tell.
const paintsMore = (element) => {
  const style = styleOf(element);
  if (style.backgroundImage !== "none" && !isCutOut(element)) return true;
  if (style.backdropFilter !== "none" || style.boxShadow.includes("inset")) return true;
  if (element.matches("img, video, canvas, iframe, object, embed, svg, svg *")) return true;
  return ["::before", "::after"].some((part) => {
    const own = getComputedStyle(element, part);
    return own.content !== "none" && own.position !== "static" &&
      (own.backgroundImage !== "none" || colour(own.backgroundColor).alpha > FAINT);
  });
};

const groundOf = (element) => {
  const { channels, alpha } = colour(styleOf(element).backgroundColor);
  return { channels, alpha: alpha * opacityOf(element) };
};

const paper = () => {
  const isDark = styleOf(document.documentElement).colorScheme.includes("dark") &&
    matchMedia("(prefers-color-scheme: dark)").matches;
  return isDark ? [18, 18, 18] : [255, 255, 255];
};

// The grounds that letters may stand on: one, or the colours of a gradient; null: a picture.
const groundsBelow = (elements) => {
  let grounds = [paper()];
  for (const element of elements) {
    const style = styleOf(element);
    const own = groundOf(element);
    grounds = grounds.map((ground) => mix(ground, own.channels, own.alpha));
    if (style.backgroundImage === "none" || isCutOut(element)) continue;
    if (style.backgroundImage.includes("url(")) return null;
    const colours = gradientColours(style.backgroundImage);
    grounds = grounds.flatMap((ground) =>
      colours.map(({ channels, alpha }) => mix(ground, channels, alpha * opacityOf(element))));
  }
  return grounds;
};

// What is painted at a point, from above, as seen from an element's own tree.
const stackAt = (element, x, y) => {
  const inner = (host) => {
    if (!host.shadowRoot || holds(host, element)) return [host];
    const within = host.shadowRoot.elementsFromPoint(x, y);
    return [...within.filter((e) => e.getRootNode() === host.shadowRoot).flatMap(inner), host];
  };
  return element.getRootNode().elementsFromPoint(x, y).flatMap(inner);
};

// What is inert can't be hit, and yet is painted: what floats may lie over anything.
const inertCovers = memo((element) =>
  allIn(element, "[inert]").flatMap((inert) => [inert, ...allIn(inert, "*")])
    .filter((at) => /^(?:fixed|absolute|sticky)$/u.test(styleOf(at).position)));
const inertCoverAt = (element, x, y) =>
  inertCovers(document.documentElement).find((cover) => {
    const { left, right, top, bottom } = cover.getBoundingClientRect();
    const isHere = left <= x && x < right && top <= y && y < bottom;
    return isHere && !holds(cover, element) && (groundOf(cover).alpha > FAINT || paintsMore(cover));
  });

// Looks at one point of some words (`isText`) or of a box.
const lookAt = (element, x, y, isText) => {
  const stack = stackAt(element, x, y);
  const depth = stack.indexOf(element);
  if (depth < 0) return { why: "cut", by: null };
  const inert = inertCoverAt(element, x, y);
  if (inert) return { why: "odd", by: inert };
  // What lies in a field is part of it.
  const covers = stack.slice(0, depth).reverse().filter((cover) => isText || !holds(element, cover));
  const top = covers.filter((cover) => groundOf(cover).alpha > FAINT || paintsMore(cover)).pop();
  const isUnsure = covers.some((cover) => opacityOf(cover) > FAINT && paintsMore(cover));
  if (isUnsure) return { why: "odd", by: top };
  const below = stack.slice(depth).reverse();
  const grounds = isText ? groundsBelow(below) : [[255, 255, 255]];
  if (!grounds) return { why: "odd", by: top };
  const inks = isText ? inkOf(element) : [{ channels: [0, 0, 0], alpha: 1 }];
  const veil = (under) => covers.map(groundOf).reduce((at, { channels, alpha }) => mix(at, channels, alpha), under);
  const isClear = ({ channels, alpha }) => grounds.every((ground) => {
    const ink = mix(ground, channels, alpha * opacityOf(element));
    return difference(veil(ground), veil(ink)) >= NOTICEABLE;
  });
  if (inks.some(isClear)) return null;
  if (top) return { why: "covered", by: top };
  return { why: hasShadow(element) || grounds.length > 1 ? "odd" : "blended" };
};

const THIRDS = [0.12, 0.5, 0.88];
const pointsOf = (box) => THIRDS.map((part) => [box.left + box.width * part, box.top + box.height / 2]);

// Where most points can be seen, the whole can.
const verdict = (points, look) => {
  const found = points.map(([x, y]) => look(x, y));
  const unseen = found.filter(Boolean);
  if (unseen.length * 2 <= found.length) return null;
  return unseen.find(({ why }) => why === "odd") || unseen[0];
};

const scrolledFrom = (element) =>
  [document.scrollingElement, ...ancestorsOf(element)].filter(Boolean)
    .map((at) => [at, at.scrollLeft, at.scrollTop]);
const scrollBack = (positions) => {
  for (const [at, left, top] of positions) {
    if (at.scrollLeft !== left || at.scrollTop !== top) at.scrollTo({ left, top, behavior: "instant" });
  }
};

// Looks where something is, and if that tells nothing good, where a reader scrolls it to.
const scrolling = (element, isMoved, look) => {
  const here = isMoved ? { why: "off-screen" } : look();
  if (!here || here.why === "odd") return here;
  const positions = scrolledFrom(element);
  let there = here;
  for (const where of ["center", "start"]) {
    element.scrollIntoView({ block: where, inline: where, behavior: "instant" });
    hasScrolled();
    there = look();
    if (!there || there.why === "odd") break;
  }
  scrollBack(positions);
  hasScrolled();
  return there;
};

const unreadText = (text) => {
  const element = boxed(parentOf(text));
  if (isInert(element)) return null;
  const around = clipsInside(element);
  const isMoved = linesOf(text).some((line) => visiblePart(line, around).moved);
  return scrolling(element, isMoved, () =>
    verdict(linesOf(text).slice(0, 3).flatMap(pointsOf), (x, y) => lookAt(element, x, y, true)));
};

const unreadBox = (element) => {
  if (isInert(element)) return null;
  const { moved } = visiblePart(element.getBoundingClientRect(), clipsAround(element));
  return scrolling(element, moved, () =>
    verdict(pointsOf(element.getBoundingClientRect()), (x, y) => lookAt(element, x, y, false)));
};

// What the rules can't tell is asked of pictures: `odd` until they have told.
const settled = (element, found) => {
  if (found && found.why !== "odd") return found;
  if (!found && !isOdd(element)) return null;
  if (!judged.has(element)) return { why: "odd", by: found?.by, element };
  if (judged.get(element)) return null;
  return found?.by ? { why: "covered", by: found.by } : { why: "blended" };
};

const first = (items, ask) => {
  for (const item of items) {
    const answer = ask(item);
    if (answer) return answer;
  }
  return null;
};

// Why these words can't be read, by the rules and by what is painted.
const unreadWords = (texts) =>
  first(texts, (text) => unseenText(text) || settled(parentOf(text), unreadText(text)));

const unreadField = (element) => unseenBox(element) || settled(element, unreadBox(element));

// Whether a pointer that goes to a control would reach it: null, or what is in the way.
const unreachable = (element) => {
  const targets = [element, ...(element.labels || [])];
  const isTarget = (hit) => hit && targets.some((target) => holds(target, hit));
  const found = first([targets.find((target) => !unseenBox(target)) || element], (target) => {
    if (styleOf(target).pointerEvents === "none") return { why: "no-clicks" };
    const { moved } = visiblePart(target.getBoundingClientRect(), clipsAround(target));
    const look = () => {
      const box = target.getBoundingClientRect();
      const hits = [...target.getClientRects(), box].flatMap(pointsOf)
        .map(([x, y]) => target.getRootNode().elementsFromPoint(x, y)[0]);
      return hits.some(isTarget) ? null : { why: "covered", by: hits.find(Boolean) };
    };
    return scrolling(target, moved, look);
  });
  return found;
};
