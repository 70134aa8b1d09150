// Which part of a box is left when all that clips it has done so, and a reader has scrolled to it.

const holdsFixed = (style) =>
  [style.transform, style.translate, style.rotate, style.scale, style.perspective, style.filter,
    style.backdropFilter].some((value) => value && value !== "none") ||
  /paint|layout|strict|content/u.test(style.contain) ||
  /transform|perspective|filter/u.test(style.willChange);

const isOnTop = (element) => element.matches(":modal, :popover-open");

// The box that an element is laid out in; null: the window.
const blockAround = (element) => {
  const { position } = styleOf(element);
  if (isOnTop(element)) return null;
  if (position !== "fixed" && position !== "absolute") return parentOf(element);
  const isBlock = (at) => holdsFixed(styleOf(at)) ||
    (position === "absolute" && styleOf(at).position !== "static");
  return ancestorsOf(element).find(isBlock) || null;
};

// What clips an element's box, the nearest first; `isFixed`: the window doesn't scroll it.
const clipsAround = memo((element) => {
  if (element === document.documentElement) return { clips: [], isFixed: false };
  const block = blockAround(element);
  if (block) return clipsInside(block);
  return { clips: [], isFixed: styleOf(element).position === "fixed" };
}, memos.whereItIs);

const clipsInside = memo((element) => {
  const { clips, isFixed } = clipsAround(element);
  const style = styleOf(element);
  const isWindows = element === document.documentElement || element === document.body;
  const cuts = style.overflowX !== "visible" || style.overflowY !== "visible" ||
    /paint|strict|content/u.test(style.contain);
  const own = [];
  if (cuts && !isWindows && style.display !== "inline") own.push({ element, ...paddingBox(element, style) });
  const cut = clipRectangle(element, style);
  if (cut) own.push({ element, ...cut });
  return { clips: [...own, ...clips], isFixed };
}, memos.whereItIs);

const paddingBox = (element, style) => {
  const box = element.getBoundingClientRect();
  const scale = {
    x: element.offsetWidth ? box.width / element.offsetWidth : 1,
    y: element.offsetHeight ? box.height / element.offsetHeight : 1,
  };
  const along = (start, border, size, offset, whole, overflow, factor, isReversed) => {
    const from = start + border * factor;
    const to = from + size * factor;
    if (!/auto|scroll/u.test(overflow)) {
      return overflow === "visible" ? { from: -Infinity, to: Infinity } : { from, to };
    }
    const first = isReversed ? to - (whole + offset) * factor : from - offset * factor;
    return { from, to, reach: { from: first, to: first + whole * factor } };
  };
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = element;
  return {
    x: along(box.left, element.clientLeft, element.clientWidth, scrollLeft, scrollWidth,
      style.overflowX, scale.x, style.direction === "rtl"),
    y: along(box.top, element.clientTop, element.clientHeight, scrollTop, scrollHeight,
      style.overflowY, scale.y, false),
  };
};

// The old property `clip`, which only absolutely positioned boxes know.
const clipRectangle = (element, style) => {
  if (!style.clip.startsWith("rect") || !/absolute|fixed/u.test(style.position)) return null;
  const box = element.getBoundingClientRect();
  const side = (text, otherwise) => (text === "auto" ? otherwise : parseFloat(text));
  const [top, right, bottom, left] = style.clip.slice(5, -1).split(/,?\s+/u);
  return {
    x: { from: box.left + side(left, 0), to: box.left + side(right, box.width) },
    y: { from: box.top + side(top, 0), to: box.top + side(bottom, box.height) },
  };
};

const windowClip = memo((isFixed) => {
  const root = document.documentElement;
  const [outer, inner] = [styleOf(root), document.body ? styleOf(document.body) : styleOf(root)];
  const along = (size, offset, whole, property, isReversed) => {
    const overflow = outer[property] === "visible" ? inner[property] : outer[property];
    if (isFixed || /hidden|clip/u.test(overflow)) return { from: 0, to: size };
    const first = isReversed ? size - offset - whole : -offset;
    return { from: 0, to: size, reach: { from: first, to: first + whole } };
  };
  const isReversed = outer.direction === "rtl" || inner.direction === "rtl";
  return {
    element: root,
    x: along(root.clientWidth, scrollX, root.scrollWidth, "overflowX", isReversed && scrollX <= 0),
    y: along(Math.min(innerHeight, root.clientHeight || innerHeight), scrollY, root.scrollHeight, "overflowY", false),
  };
}, memos.whereItIs);

// A stretch seen through an opening: cut where no scrolling reaches, else moved into it.
const through = (stretch, { from, to, reach }) => {
  if (!reach) return { from: Math.max(stretch.from, from), to: Math.min(stretch.to, to), moved: stretch.moved };
  const [low, high] = [Math.max(stretch.from, reach.from), Math.min(stretch.to, reach.to)];
  if (low >= from && high <= to) return { from: low, to: high, moved: stretch.moved };
  const size = Math.max(0, Math.min(high - low, to - from));
  const start = Math.min(Math.max(low, from), to - size);
  return { from: start, to: start + size, moved: true };
};

// `share`: how much of the box can be seen; `moved`: whether it must be scrolled to;
// `by`: what cuts away the rest (the root: the window).
const visiblePart = (box, { clips, isFixed }) => {
  let [x, y] = [{ from: box.left, to: box.right }, { from: box.top, to: box.bottom }];
  let [by, left] = [null, 1];
  const size = (stretch) => Math.max(0, stretch.to - stretch.from);
  const whole = Math.max(box.width * box.height, 0.01);
  for (const clip of [...clips, windowClip(isFixed)]) {
    [x, y] = [through(x, clip.x), through(y, clip.y)];
    const share = (size(x) * size(y)) / whole;
    if (share < 0.5 && left >= 0.5) by = clip.element;
    left = share;
  }
  return { width: size(x), height: size(y), share: left, moved: Boolean(x.moved || y.moved), by };
};
