// Items: the rows of a table, the entries of a list, the cards of a board; and how each is known.

const ROW = "tr, [role=row]";
const ITEM = `${ROW}, li, [role=listitem], article, [role=article]`;
const HEADING = "h1, h2, h3, h4, h5, h6, [role=heading]";

// The words by which the page tells states apart: no item is known by one.
let statuses = [];

const hasStructureOf = (a, b) => {
  const [first, other] = [a.classList[0], b.classList[0]];
  const isOfClass = first === undefined ? other === undefined : [...a.classList].some((n) => b.classList.contains(n));
  return a !== b && a.localName === b.localName && isOfClass && a.childElementCount > 1 &&
    b.childElementCount > 1 && a.firstElementChild.localName === b.firstElementChild.localName;
};

// Boxes side by side of the same make.
const isCard = memo((element) => {
  const parent = parentOf(element);
  if (!parent || !/^(?:div|section|a|form|dl)$/u.test(element.localName)) return false;
  return [...parent.children].some((other) => hasStructureOf(element, other));
});

const itemOf = memo((element) => {
  for (let at = element; at && at !== document.body; at = parentOf(at)) {
    if (at.matches(ITEM) || isCard(at)) return at;
  }
  return null;
});

const items = () => [
  ...everywhere(ITEM),
  ...everywhere("div, section, a, form, dl").filter((element) => !element.matches(ITEM) && isCard(element)),
];

// What an item is known by: its row header, its heading, else the first words that are no status.
const headerOf = memo((item) => {
  const header = allIn(item, "th[scope=row], [role=rowheader]")[0] ||
    (item.matches(ROW) ? null : allIn(item, HEADING).find((heading) => shown(heading)));
  if (header) return shown(header);
  const parts = item.matches(ROW) ? [...item.children].map(shown)
    : seenTexts(item).filter((text) => !closest(parentOf(text), CONTROLS)).map((text) => plain(text.data));
  return parts.find((part) => part && !SIGN.test(part) && !statuses.includes(withoutSigns(part))) || "";
});

// Whether two items are entries of one list, or of two lists of the same make.
const areAlike = (a, b) =>
  parentOf(a) === parentOf(b) ||
  (a.localName === b.localName && a.childElementCount === b.childElementCount);

// A key explains signs: each of its entries is a label and no more, and no two are the same.
const KEY_ENTRY = "li, [role=listitem], tr, dt";
const keyEntryOf = (element) => {
  // In a line that is no item's, words side by side may be a key as well.
  const entry = closest(element, KEY_ENTRY) || (itemOf(element) ? null : element);
  if (!entry) return null;
  const entries = [...parentOf(entry).children].filter((other) => other.localName === entry.localName);
  const words = entries.map((other) => withoutSigns(shown(other)));
  const isBare = (text, n) =>
    text && !/\p{N}/u.test(text) && text.split(" ").length < 5 && !allIn(entries[n], CONTROLS).length;
  const named = words.filter((text) => statuses.includes(text));
  const isSigned = (other) => shown(other) !== withoutSigns(shown(other)) ||
    allIn(other, "svg, img, [aria-hidden=true], :empty").length > 0;
  const isList = named.length > 1 ||
    (named.length > 0 && (words.length > 2 || (words.length > 1 && entries.every(isSigned))));
  return isList && words.every(isBare) && new Set(words).size === words.length ? entry : null;
};
