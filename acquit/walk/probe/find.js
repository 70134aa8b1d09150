// Finding what a page names: decided at one moment.

// What only pictures can tell, gathered while a question is answered.
let unsettled = [];
const note = (element, { why, element: odd }) => {
  if (why === "odd") unsettled.push(odd || element);
};

// Answers a question; if it hangs on what the rules can't judge, says so instead.
const decide = (answer) => {
  startMoment();
  unsettled = [];
  const found = answer();
  return unsettled.length ? { status: "unsettled" } : found;
};

const HOLDERS = "input[type=checkbox], input[type=radio], input[type=file], [role=switch], [role=checkbox]";

// A box to tick, or a field for a file, is often drawn by its label.
const isUsable = (element) => {
  if (!unseenBox(element)) return true;
  return element.matches(HOLDERS) && [...(element.labels || [])].some((label) => !unseenBox(label));
};

const labelTexts = (element) =>
  labelsOf(element).flatMap((label) => textsWithout(label, (at) => isUnspoken(at) || isControl(at)));

// Why a control that is there can't be seen, with the words that it is known by.
const unreadControl = (element) => {
  if (!element.matches(FIELDS)) {
    const texts = textsWithout(element, isUnspoken);
    return texts.length ? unreadWords(texts) : unreadField(element);
  }
  const own = element.matches("fieldset, [role=group], [role=radiogroup]") || unseenBox(element)
    ? null : unreadField(element);
  return own || unreadWords(labelTexts(element));
};

// A picture instead of words: drawn, or put there by the style sheet.
const isIcon = (element) => {
  if (/[\p{L}\p{N}]/u.test(shown(element))) return false;
  const isStyled = [null, "::before", "::after"].map((part) => getComputedStyle(element, part))
    .some((style) => [style.backgroundImage, style.maskImage].some((image) => image !== "none") ||
      /^["']/u.test(style.content));
  return Boolean(shown(element)) || isStyled || element.matches("input[type=image]") ||
    allIn(element, "svg, img, canvas, i, span, [role=img]").some((part) => !unseenBox(part));
};

const isMeant = (element, { label, kind }) => {
  if (kind === "icon") return isIcon(element);
  return bears(element, label);
};

const nearby = (scope) => {
  const names = allIn(scope.box, CONTROLS)
    .filter((element) => isWithin(scope, element) && !unseenBox(element) && !isInert(element))
    .map((element) => visibleLabel(element));
  return [...new Set(names.filter(Boolean))].slice(0, 60);
};

const mismatch = (element, control) => {
  const own = element.getAttribute("data-control");
  return own !== null && own !== control ? own : null;
};

const TYPED_INTO = "input, textarea, [role=textbox], [role=searchbox], [role=spinbutton]";
const unusable = (element, kind) => {
  if (element.matches(":disabled") || closest(element, "[aria-disabled=true]")) return "disabled";
  const isReadOnly = element.readOnly || element.getAttribute("aria-readonly") === "true";
  const isTyped = /^(?:textbox|searchbox|spinbutton)$/u.test(kind) && element.matches(TYPED_INTO);
  return isTyped && isReadOnly ? "read-only" : null;
};

// The row of a control counts. Another item does if the place that led to it stands in it; one
// that a heading named must be one of several with the same control, else it is just a section.
const subjectOf = (element, scope, label) => {
  const item = itemOf(element);
  if (!item) return null;
  if (item.matches(ROW)) return headerOf(item);
  if (!scope.place || scope.after || !holds(item, scope.box)) return null;
  const hasControl = (other) => allIn(other, CONTROLS).some((control) => bears(control, label));
  const isOneOfSeveral = () => items().some((other) => other !== item && areAlike(other, item) && hasControl(other));
  return scope.place.kind !== "heading" || isOneOfSeveral() ? headerOf(item) : null;
};

// Scopes of a place that lack the control, and are no entries like those that have it: a key's.
const withoutOthers = (found) =>
  found.filter(({ scope, matches }) => matches.length ||
    !found.some((other) => other.matches.length && other.scope.place === scope.place &&
      !areAlike(scope.box, other.scope.box)));

const headersOf = (elements) =>
  [...new Set(elements.map((e) => itemOf(e)).filter(Boolean).map(headerOf).filter(Boolean))];

// What the product marks in the items of elements, and nobody presses: it can be a place.
const besideOf = (elements) => {
  const within = elements.map((e) => itemOf(e)).filter(Boolean);
  const marked = within.flatMap((item) => allIn(item, "[data-control]").filter((e) => !e.matches(CONTROLS)));
  return [...new Set(marked.map(shown).filter(Boolean))].slice(0, 5);
};

// Whether each stands in an item of its own, and these are alike: as the rows of a table.
const areInLikeItems = (matches) => {
  const within = matches.map(({ element }) => itemOf(element));
  return within.every((item, n) => item && within.indexOf(item) === n && areAlike(item, within[0]));
};

// Candidates have the kind already, and the label in their accessible names.
// `spent` places served an earlier control of the step: they lapse when they are gone.
const findNow = (candidates, query) => {
  let { places } = query;
  statuses = query.statuses;
  const within = root();
  if (query.spent && !places.some((place) => everyOccurrence(place, within).length)) places = [];
  const where = places.length ? scopes(places, within) : [{ box: within }];
  if (!where.length) {
    const impostor = places.map((place) => impersonated(place, within)).find(Boolean);
    if (impostor) return { status: "wrong-place", ...impostor };
    return { status: "no-place", nearby: texts(within, places) };
  }
  const usable = candidates.map((element, index) => ({ element, index }))
    .filter(({ element }) => holds(within, element) && isUsable(element) && !isInert(element));
  const meant = usable.filter(({ element }) => isMeant(element, query)).filter(({ element }) => {
    const answer = unreadControl(element);
    if (answer) note(element, answer);
    return !answer;
  });
  const found = withoutOthers(where.map((scope) =>
    ({ scope, matches: meant.filter(({ element }) => isWithin(scope, element)) })));
  const matches = [];
  for (const { scope, matches: here } of found) {
    if (here.length > 1 && !(query.isAny && areInLikeItems(here))) {
      const elements = here.map(({ element }) => element);
      const answer = { status: "ambiguous", count: here.length };
      return { ...answer, rows: headersOf(elements), beside: besideOf(elements) };
    }
    if (!here.length) return misnamed(usable, scope, query) || { status: "missing", nearby: nearby(scope) };
    matches.push({ ...here[0], scope });
  }
  matches.sort((a, b) => inPageOrder(a.element, b.element));
  const seen = places.filter((place) => occurrences(place, within).length);
  return { ...matches[0], seen: seen.map(({ control: name }) => name), status: "found" };
};

// A control that is only said to be called so.
const misnamed = (usable, scope, { label, kind }) => {
  const other = usable.map(({ element }) => element).filter((element) => isWithin(scope, element))
    .find((element) => kind === "icon" || !visibleLabel(element).includes(plain(label)));
  return other ? { status: "not-shown", shown: visibleLabel(other) } : null;
};

// The controls that the document carries, by the product's own names.
const carried = () => [...new Set([...document.querySelectorAll("[data-control]")].map((e) => e.dataset.control))];

const find = (candidates, query) => {
  const found = decide(() => whileSolid(() => findNow(candidates, query)));
  if (found.status !== "found") return found;
  const { element, index, scope, seen } = found;
  const other = mismatch(element, query.control);
  if (other) return { status: "wrong-control", shown: other };
  const reason = unusable(element, query.kind);
  if (reason) return { status: "disabled", reason };
  const barred = element.matches("fieldset, [role=group], [role=radiogroup]") ? null : unreachable(element);
  if (barred?.why === "no-clicks") return { status: "disabled", reason: "no-clicks" };
  if (barred) return { status: "covered", by: barred.by && snippet(barred.by) };
  const side = contradicted(element, query.sides);
  if (side) return { status: "other-side", side };
  return {
    status: "found", index, row: subjectOf(element, scope, query.label),
    control: element.getAttribute("data-control"), places: seen,
    carried: carried(),
  };
};

// What can be read, the headings first where one is missing.
const texts = (within, [missing]) => {
  const found = textsIn(within).filter((text) => !unseenText(text) && !isInert(parentOf(text)));
  const isLike = (text) => missing.kind === "heading" && closest(parentOf(text), HEADING) !== null;
  found.sort((one, other) => isLike(other) - isLike(one));
  return [...new Set(found.map(wordsOf).filter(Boolean))].slice(0, 200);
};

// A text that is there, but only as the label of another control.
const impersonated = (place, within) => {
  const [first] = everyOccurrence(place, within);
  if (!first || occurrences(place, within).length) return null;
  const shown = ownControl(first, place.label);
  return shown !== null && shown !== place.control ? { control: place.control, shown } : null;
};

// What stands `around` it the page says; null where it isn't on the screen.
const whereSeen = (around, within) => {
  const where = around.length ? scopes(around, within) : [{ box: within }];
  return where.length ? (element) => where.some((scope) => isWithin(scope, element)) : null;
};
const seenThere = (found, isThere) => {
  if (found.some(isThere)) return { status: "found" };
  return found.length ? { status: "elsewhere", rows: headersOf(found) } : null;
};

// The header of the item that stands around what is looked at.
const rowOf = (around) => {
  startMoment();
  const item = scopes(around, root()).map(({ box, after }) => itemOf(after || box)).find(Boolean);
  return item ? headerOf(item) : "";
};

const see = (place, around, known) => decide(() => whileSolid(() => {
  statuses = known;
  const within = root();
  const isThere = whereSeen(around, within);
  if (!isThere) return { status: "no-place", nearby: texts(within, around) };
  const found = seenThere(occurrences(place, within), isThere);
  if (found) return found;
  const impostor = impersonated(place, within);
  if (impostor) return { status: "wrong-control", ...impostor };
  return { status: "missing", nearby: texts(within, [place]) };
}));

// Whether all that say it stand in items, and others like those don't say it.
const isInOneItem = (place, known) => {
  startMoment();
  statuses = known;
  const found = occurrences(place, root());
  const within = found.map(itemOf);
  return within.length > 0 && within.every((item) => item && items().some((other) =>
    areAlike(other, item) && !found.some((element) => holds(other, element))));
};

// Whether a text, which may be there more than once, is on the sides that a page says.
const seeSides = (place, sides) => decide(() => whileSolid(() => {
  const found = occurrences(place, root()).map((element) => contradicted(element, sides));
  const isThere = !found.length || found.includes(null);
  return isThere ? { status: "found" } : { status: "other-side", side: found[0] };
}));

// Whether a control can be seen, for what is only looked at.
const seeControl = (candidates, query, around, known) => decide(() => whileSolid(() => {
  statuses = known;
  const within = root();
  const isThere = whereSeen(around, within);
  if (!isThere) return { status: "no-place", nearby: texts(within, around) };
  const controls = candidates.filter((element) => holds(within, element) && isUsable(element) &&
    !isInert(element) && isMeant(element, query) && !unreadControl(element));
  return seenThere(controls, isThere) || { status: "missing", nearby: nearby({ box: within }) };
}));
