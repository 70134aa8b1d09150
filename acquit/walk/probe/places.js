// Where a text stands, and what it places: what it labels, else the smallest thing it stands in.

const SMALLEST = [
  ITEM, "fieldset", "[role=group]", "[role=radiogroup]",
  "section[aria-label]", "section[aria-labelledby]", "[role=region]",
  "nav", "[role=navigation]", "dialog", "[role=dialog]", "[role=alertdialog]",
].join(", ");
const TEXT_SKIPS = "option, a, button, summary, [role=button], [role=link], [role=option], " +
  "[role=menuitem], [role=tab]";

// Dialogs in the order in which they were opened; those of the first moment in page order.
const opened = [];
new MutationObserver((changes) => {
  for (const { target } of changes) {
    if (opened.includes(target)) opened.splice(opened.indexOf(target), 1);
    if (target.hasAttribute("open")) opened.push(target);
  }
}).observe(document, { attributes: true, attributeFilter: ["open"], subtree: true });

const root = () => {
  const modal = everywhere("dialog[open], [role=dialog], [role=alertdialog]")
    .filter((dialog) => dialog.matches(":modal") || dialog.getAttribute("aria-modal") === "true")
    .filter((dialog) => !unseenBox(dialog))
    .map((dialog) => ({ dialog, order: opened.indexOf(dialog) }))
    .sort((a, b) => a.order - b.order);  // a stable sort
  return modal.length ? modal[modal.length - 1].dialog : document.body;
};

// The control that an element is, by the product's own word, if it says just this label.
const ownControl = (element, label) => {
  const holder = closest(element, "[data-control]");
  return holder && says(holder, plain(label)) ? holder.dataset.control : null;
};
const isForeign = (element, place) => {
  const own = ownControl(element, place.label);
  return own !== null && own !== place.control;
};

const levelOf = (heading) =>
  Number(heading.getAttribute("aria-level") || /^h([1-6])$/u.exec(heading.localName)?.[1] || 2);

// The smallest element around a text that says the label, or holds the value.
const sayerOf = (text, wanted, isValue, within) => {
  for (let at = parentOf(text); at; at = parentOf(at)) {
    if (isValue ? holdsValue(shown(at), wanted) : says(at, wanted)) return at;
    const shortest = readings([at], [isUnspoken, isBadge, isControl]).pop() || "";
    if (at === within || shortest.length > wanted.length + (isValue ? 200 : 3)) return null;
  }
  return null;
};

// Every element below `within` that shows this text, readable or not (`unread` tells).
const everyOccurrence = (place, within, { inert = false } = {}) => {
  const wanted = plain(place.label);
  const isValue = place.kind === "value";
  const bare = withoutSigns(wanted);
  const isPart = isValue ? (piece) => piece.includes(wanted) || wanted.includes(piece)
    : (piece) => wanted.includes(piece) || bare === withoutColon(withoutSigns(piece));
  const found = new Set();
  for (const text of textsIn(within)) {
    const piece = wordsOf(text);
    if (!piece || !isPart(piece) || unseenText(text)) continue;
    const element = sayerOf(text, wanted, isValue, within);
    if (!element || (!inert && isInert(element))) continue;
    if (place.kind === "heading" || place.kind === "page") {
      const heading = closest(element, HEADING);
      if (!heading || !says(heading, wanted)) continue;
    } else if (closest(element, isValue ? "option, [role=option]" : TEXT_SKIPS)) continue;
    found.add(element);
  }
  return [...found];
};

const textsSaid = (element) => textsWithout(element, (at) => isUnspoken(at) || isControl(at));

// Those of them that can be read, and aren't the label of another control.
const readable = (place, within) => everyOccurrence(place, within).filter((e) => !unread(e));
const unread = (element) => {
  const answer = unreadWords(textsSaid(element).length ? textsSaid(element) : seenTexts(element));
  if (answer) note(element, answer);
  return answer;
};
const occurrences = (place, within) =>
  readable(place, within).filter((element) => !isForeign(element, place));

// A scope is a box, or what follows a heading in a box, up to the next heading of its rank.
const isWithin = (scope, element) => {
  if (!holds(scope.box, element)) return false;
  if (!scope.after) return true;
  if (inPageOrder(scope.after, element) >= 0) return false;
  return !scope.until || inPageOrder(element, scope.until) < 0;
};

const scopeOf = (element, within, otherwise) => {
  for (let at = element; at && at !== within; at = parentOf(at)) {
    if (at !== element && shown(at) !== shown(element)) break;
    if (at.id) {
      const labelled = at.getRootNode().querySelector(`[aria-labelledby~="${CSS.escape(at.id)}"]`);
      if (labelled && holds(within, labelled)) return { box: labelled };
    }
    if (at.matches("legend, caption, figcaption")) return { box: parentOf(at) };
  }
  const term = closest(element, "dt");
  if (term && holds(within, term)) return scopeOfTerm(term);
  const small = [element, ...ancestorsOf(element)].find((at) => at.matches(SMALLEST) || isCard(at));
  const box = small && holds(within, small) && small !== within ? small : null;
  const heading = closest(element, HEADING);
  if (!heading) return { box: box || otherwise };
  const headings = allIn(box || within, HEADING).filter((other) => !unseenBox(other));
  if (box && headings[0] === heading) return { box };
  const until = headings.slice(headings.indexOf(heading) + 1)
    .find((other) => levelOf(other) <= levelOf(heading));
  return { box: box || within, after: heading, until };
};

// A term places what describes it, as a heading does.
const scopeOfTerm = (term) => {
  const after = [...parentOf(term).children];
  const until = after.slice(after.indexOf(term) + 1).find((other) => other.localName === "dt");
  return { box: parentOf(term), after: term, until };
};

const isSameScope = (a, b) => a.box === b.box && a.after === b.after;
const isInside = (inner, outer) => !isSameScope(inner, outer) && isWithin(outer, inner.after || inner.box);

// The scopes of one place: no key's, and none that holds the scope of another occurrence.
const scopesOfPlace = (place, within) => {
  const texts = occurrences(place, within);
  const plainTexts = texts.filter((text) => !keyEntryOf(text));
  const found = [];
  for (const text of plainTexts.length ? plainTexts : texts) {
    const entry = keyEntryOf(text);
    const scope = { ...(entry ? { box: entry } : scopeOf(text, within, within)), place };
    if (!found.some((other) => isSameScope(scope, other))) found.push(scope);
  }
  return found.filter((scope) => !found.some((other) => isInside(other, scope)));
};

const scopes = (places, within) => {
  let where = [];
  for (const place of places) {
    const here = scopesOfPlace(place, within);
    const inner = here.filter((scope) => where.some((outer) => isInside(scope, outer)));
    const added = here.filter((scope) => !where.some((other) => isSameScope(scope, other)));
    where = inner.length ? inner : [...where, ...added];
  }
  return where;
};
