// What a result's label says at one moment: where it stands, and with which value.

const MONEY = /\p{Sc}\s*[\d.,\s]*\d|\d[\d.,\s]*\p{Sc}|\b[A-Z]{3}\s?\d|\d\s?[A-Z]{3}\b/u;

// Of what stands under a heading, its value is an amount if there is one, else what is written
// largest, else what comes first: not the clock or the counter beside it.
const valueUnder = (heading) => {
  const scope = scopeOf(heading, document.body, document.body);
  const after = scope.after || heading;
  const below = seenTexts(scope.box).filter((text) =>
    !holds(heading, text) && inPageOrder(after, text) < 0 && isWithin(scope, parentOf(text)));
  const end = below.findIndex((text) => closest(parentOf(text), HEADING));
  const blocks = new Map();
  for (const text of end < 0 ? below : below.slice(0, end)) {
    const block = blockOf(parentOf(text), scope.box);
    blocks.set(block, [...(blocks.get(block) || []), text]);
  }
  const parts = [...blocks.values()].map((nodes) => ({
    nodes,
    text: joined(nodes, scope.box),
    size: Math.max(...nodes.map((node) => parseFloat(styleOf(parentOf(node)).fontSize))),
  }));
  const amounts = parts.filter(({ text }) => MONEY.test(text));
  const from = amounts.length ? amounts : parts;
  const largest = Math.max(0, ...from.map(({ size }) => size));
  return from.find(({ size }) => size === largest)?.nodes || [];
};

// The value that belongs to a text: what a heading, a term or the head of a row labels.
const valueTexts = (element, kind) => {
  if (kind === "status" || kind === "value") return [];
  const heading = closest(element, HEADING);
  if (heading) return valueUnder(heading);
  const cell = closest(element, "dt, th, td, [role=rowheader], [role=cell]");
  if (cell && shown(cell) === shown(element)) {
    for (let next = cell.nextElementSibling; next; next = next.nextElementSibling) {
      if (shown(next)) return seenTexts(next);
    }
  }
  if (kind !== "text") return [];
  const seen = new Set(seenTexts(element));
  return seenTexts(blockOf(element, document.body))
    .filter((text) => !seen.has(text) && !closest(parentOf(text), CONTROLS));
};

// A value, and of which sort it is: one that goes away, or becomes another sort, doesn't change.
const SORTS = { none: 0, words: 1, amount: 2 };
const valueOf = (element, kind, isRead) => {
  const nodes = valueTexts(element, kind);
  const value = joined(nodes, document.body);
  const reason = value && isRead ? unreadWords(nodes) : null;
  if (reason) note(element, reason);
  if (!value || reason) return { value: "", sort: SORTS.none };
  return { value, sort: MONEY.test(value) ? SORTS.amount : SORTS.words };
};

const rows = () => {
  startMoment();
  return items().map(headerOf);
};

// `row`: the header of the item that something was done in; only its like can belie it.
// `around`: the places in which the page says that it is seen.
const noted = (elements, place, row, isRead, around) => {
  const where = around.length ? scopes(around, root()) : null;
  const subject = row ? items().find((item) => headerOf(item) === row) : null;
  return elements.map((element) => {
    const item = itemOf(element);
    const header = item ? headerOf(item) : null;
    const isOfAnother = subject && place.kind !== "heading" && item && !holds(subject, element) && areAlike(item, subject);
    const isBelied = where ? !where.some((scope) => isWithin(scope, element)) : isOfAnother;
    const { value, sort } = valueOf(element, place.kind, isRead);
    return {
      text: [header || "", value].join(" | "),
      sort,
      row: header,
      elsewhere: isBelied ? header || "" : null,
      foreign: isForeign(element, place) ? ownControl(element, place.label) : null,
      href: element.matches("a[href]") ? [element.getAttribute("href"), element.href] : null,
    };
  });
};

// Notes of each result; `elements` are those of the kinds that aren't only read.
const notes = (results, all, row, known, around) => decide(() => {
  statuses = known;
  const readOne = ({ place, elements }) => {
    const there = elements
      ? elements.filter((element) => isUsable(element) && isMeant(element, place))
      : everyOccurrence(place, all ? document.body : root(), { inert: all });
    // What can't be read now is noted, too, so that it isn't new when it can.
    const found = all ? there : there.filter((element) => (elements
      ? holds(root(), element) && !isInert(element) && !unreadControl(element)
      : !keyEntryOf(element) && !unread(element)));
    return noted(found, place, row, !all, around);
  };
  return all ? results.map(readOne) : whileSolid(() => results.map(readOne));
});
