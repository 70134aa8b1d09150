// Why a reader can't see something: the rules of style and geometry. null: nothing hides it.
// Whether anything lies over it, and what its colours do, is asked of paint.js.

const FAINT = 0.1;

// `filter` in numbers: how much it leaves to be seen, and whether a rule can judge it at all.
const filterOf = memo((element) => {
  const found = { opacity: 1, blur: 0, isOdd: false };
  for (const [, name, value] of styleOf(element).filter.matchAll(/([\w-]+)\(((?:[^()]|\([^()]*\))*)\)/gu)) {
    const amount = parseFloat(value);
    if (name === "opacity") found.opacity *= amount;
    else if (name === "blur") found.blur = Math.max(found.blur, amount);
    else if (name === "brightness" || name === "contrast") found.isOdd ||= amount < 0.5 || amount > 1.5;
    else if (!/^(?:saturate|hue-rotate|sepia|grayscale|drop-shadow)$/u.test(name)) found.isOdd = true;
  }
  return found;
});

const opacityOf = memo((element) => {
  const parent = parentOf(element);
  const own = Number(styleOf(element).opacity) * filterOf(element).opacity;
  return own * (parent && !isOnTop(element) ? opacityOf(parent) : 1);
});

// Whether something above an element changes its picture in a way that only the picture tells.
const isOdd = memo((element) => {
  const style = styleOf(element);
  if (style.maskImage !== "none" || style.mixBlendMode !== "normal" || filterOf(element).isOdd) return true;
  if (filterOf(element).blur >= 2) return true;
  const parent = parentOf(element);
  return Boolean(parent) && isOdd(parent);
});

// A clip path that leaves nothing, as those that hide from eyes do.
const isCutAway = (path) => {
  if (/^(?:circle|ellipse)\(0(?:px|%)?[\s)]/u.test(path)) return true;
  const inset = /^inset\(([^)]*?)(?: round[^)]*)?\)$/u.exec(path);
  if (!inset) return false;
  const sides = inset[1].split(" ").map((side) => (side.endsWith("%") ? parseFloat(side) : 0));
  const [top, right = top, bottom = top, left = right] = sides;
  return top + bottom >= 100 || left + right >= 100;
};

const cutAncestor = memo((element) => {
  if (isCutAway(styleOf(element).clipPath)) return element;
  const parent = parentOf(element);
  return parent && cutAncestor(parent);
});

const hiddenByStyle = memo((element) => {
  const style = styleOf(element);
  if (style.display === "contents" && style.visibility === "visible") return hiddenByStyle(parentOf(element));
  if (!element.checkVisibility({ visibilityProperty: true })) {
    const details = closest(element, "details:not([open])");
    const isFolded = details && !holds(details.querySelector(":scope > summary"), element);
    return { why: isFolded ? "folded" : "hidden" };
  }
  if (opacityOf(element) <= FAINT) return { why: "transparent" };
  const cut = cutAncestor(element);
  return cut ? { why: "cut", by: cut } : null;
});

const cutBy = (by) => {
  if (by === document.documentElement) return { why: "off-screen" };
  const box = by.getBoundingClientRect();
  return { why: box.width < 3 || box.height < 3 ? "folded" : "cut", by };
};

const linesOf = memo((text) => {
  const range = document.createRange();
  range.selectNodeContents(text);
  return [...range.getClientRects()].filter((line) => line.width || line.height);
}, memos.whereItIs);

const LETTERS = /[\p{L}\p{N}]/gu;

// Letters smaller than four pixels, or piled up on one another, are none.
const isTiny = (text) => {
  const lines = linesOf(text);
  const letters = (text.data.match(LETTERS) || []).length;
  if (!letters) return !lines.some((line) => line.width > 0 && line.height > 2);
  const [longest, length] = [
    Math.max(0, ...lines.map((line) => Math.max(line.width, line.height))),
    lines.reduce((sum, line) => sum + Math.max(line.width, line.height), 0),
  ];
  if (letters === 1) return longest < 4;
  const size = Math.max(0, ...lines.map((line) => Math.min(line.width, line.height)));
  return size < 4 || length / letters < 0.15 * size;
};

const isCutOut = (element) => styleOf(element).webkitBackgroundClip.includes("text");
const cutOutAncestor = memo((element) => {
  if (isCutOut(element)) return element;
  const parent = parentOf(element);
  return parent && cutOutAncestor(parent);
});

// The colours that letters are filled with: one, or those of the picture that they cut out.
const inkOf = memo((element) => {
  const clipped = cutOutAncestor(element);
  const fill = colour(styleOf(element).webkitTextFillColor);
  if (!clipped || fill.alpha > 0.5) return [fill];
  const { backgroundImage, backgroundColor } = styleOf(clipped);
  const colours = gradientColours(backgroundImage);
  return colours.length ? colours : [colour(backgroundColor)];
});

const hasShadow = (element) =>
  styleOf(element).textShadow !== "none" || parseFloat(styleOf(element).webkitTextStrokeWidth) > 0;

const unseenText = memo((text) => {
  const element = parentOf(text);
  const hidden = hiddenByStyle(element);
  if (hidden) return hidden;
  if (isTiny(text)) return { why: "tiny" };
  const around = clipsInside(element);
  const parts = linesOf(text).map((line) => [line.width * line.height, visiblePart(line, around)]);
  const whole = parts.reduce((sum, [size]) => sum + size, 0);
  const seen = parts.reduce((sum, [size, part]) => sum + size * Math.min(1, part.share), 0);
  if (seen < 0.5 * whole) return cutBy(parts.find(([, part]) => part.by)[1].by);
  const isClear = inkOf(element).every(({ alpha }) => alpha * opacityOf(element) <= FAINT);
  return isClear && !hasShadow(element) ? { why: "transparent" } : null;
});

const unseenBox = memo((element) => {
  const hidden = hiddenByStyle(element);
  if (hidden) return hidden;
  const box = element.getBoundingClientRect();
  if (box.width < 4 || box.height < 4) return { why: "tiny" };
  const part = visiblePart(box, clipsAround(element));
  const isEnough = part.width >= Math.min(box.width / 2, 8) && part.height >= Math.min(box.height / 2, 8);
  return isEnough ? null : cutBy(part.by || document.documentElement);
});
