// Returns each text that is cut, or leaves its box or the window, and by what.
() => {
  const root = document.documentElement;
  const width = root.clientWidth;
  const found = [];

  const name = (e) => {
    const first = String(e.className).split(" ")[0];
    return e.tagName.toLowerCase() + (first ? `.${first}` : "");
  };
  const isForEars = (e) => getComputedStyle(e).clipPath.startsWith("inset(50%") ||
    e.offsetWidth <= 1 && e.offsetHeight <= 1;
  const isHidden = (e) => isForEars(e) ||
    !e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const ancestors = (e) => e && e !== document.body ? [e, ...ancestors(e.parentElement)] : [];
  const bounds = (rects) => ({
    left: Math.min(...rects.map((r) => r.left)),
    right: Math.max(...rects.map((r) => r.right)),
    top: Math.min(...rects.map((r) => r.top)),
    bottom: Math.max(...rects.map((r) => r.bottom)),
  });
  // What is folded beside the window (a drawer) lies wholly outside.
  const isBeside = (box) => box.right <= 0 || box.left >= width;
  const leaves = (box) => box.left < -1 || box.right > width + 1;

  const wrong = (text, parents) => {
    if (leaves(text)) return "leaves the window";
    let isNearest = true;
    for (const e of parents) {
      const style = getComputedStyle(e);
      if (["inline", "contents"].includes(style.display)) continue;
      const box = e.getBoundingClientRect();
      const isCut = style.overflowX !== "visible";
      if ((isNearest || isCut) && (text.left < box.left - 1 || text.right > box.right + 1)) {
        return `${isCut ? "is cut by" : "runs out of"} ${name(e)}`;
      }
      const isFolded = ["hidden", "clip"].includes(style.overflowY);
      if (isFolded && (text.top < box.top - 2 || text.bottom > box.bottom + 2)) {
        return `is cut below by ${name(e)}`;
      }
      isNearest = false;
      if (style.position === "fixed") break;
    }
    return "";
  };

  if (root.scrollWidth > width) found.push(`the page is ${root.scrollWidth} wide`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const says = text.data.trim();
    if (!says || text.parentElement.closest("script, style, noscript, option")) continue;
    const parents = ancestors(text.parentElement);
    if (parents.some(isHidden)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const rects = [...range.getClientRects()].filter((r) => r.width > 0 && r.height > 0);
    if (!rects.length || isBeside(bounds(rects))) continue;
    const why = wrong(bounds(rects), parents);
    if (why) found.push(`${says.slice(0, 60)}: ${why}`);
  }
  for (const e of document.querySelectorAll("button, input, select, textarea, img")) {
    const box = e.getBoundingClientRect();
    if (!isHidden(e) && !isBeside(box) && leaves(box)) found.push(`${name(e)} leaves the window`);
  }
  return found;
}
