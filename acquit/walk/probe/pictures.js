// What a picture is needed for: the words of one element, shown and then not painted.
// A highlight leaves the product's own document as it is.

const concealing = new CSSStyleSheet();
concealing.replaceSync(
  "::highlight(acquit-concealed) { color: transparent !important; text-shadow: none !important; " +
  "-webkit-text-fill-color: transparent !important; -webkit-text-stroke-color: transparent !important; }",
);

const conceal = (element) => {
  startMoment();
  const ranges = textsIn(element).map((text) => {
    const range = new Range();
    range.selectNodeContents(text);
    return range;
  });
  element.getRootNode().adoptedStyleSheets.push(concealing);
  CSS.highlights.set("acquit-concealed", new Highlight(...ranges));
  return textsIn(element).map((text) => text.data).join("").replace(/\s/gu, "").length;
};

const reveal = (element) => {
  CSS.highlights.delete("acquit-concealed");
  const root = element.getRootNode();
  root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== concealing);
};
