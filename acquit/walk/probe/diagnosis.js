// After a search that failed: where the label is all the same, and why it didn't count.

const raw = (element) => plain(textsIn(element).map((text) => text.data).join(" "));

const ROLES = [
  ["link", "a[href], [role=link]"], ["menuitem", "[role=menuitem]"], ["tab", "[role=tab]"],
  ["option", "option, [role=option]"],
  ["button", "button, summary, input[type=submit], input[type=button], input[type=reset], [role=button]"],
  ["switch", "[role=switch]"], ["checkbox", "input[type=checkbox], [role=checkbox]"],
  ["radio button", "input[type=radio], [role=radio]"], ["file field", "input[type=file]"],
  ["listbox", "select[multiple], [role=listbox]"], ["combobox", "select, [role=combobox], input[list]"],
  ["searchbox", "input[type=search], [role=searchbox]"],
  ["spinbutton", "input[type=number], [role=spinbutton]"],
  ["textbox", "input:not([type=hidden]), textarea, [role=textbox], [contenteditable=true]"],
  ["radiogroup", "[role=radiogroup], fieldset, [role=group]"], ["heading", HEADING],
];
const roleOf = (element) => ROLES.find(([role]) => role === element.getAttribute("role"))?.[0] ||
  ROLES.find(([, selector]) => element.matches(selector))?.[0] || "text";

// What a label belongs to: the control that it stands on or beside, else the text itself.
const bearerOf = (element) => {
  const control = closest(element, `option, [role=option], ${CONTROLS}, [role=radio]`);
  if (control) return control;
  const label = closest(element, "label");
  if (label?.control) return label.control;
  const id = [element, ...ancestorsOf(element)].slice(0, 3).map((at) => at.id).find(Boolean);
  const labelled = id && element.getRootNode().querySelector(`[aria-labelledby~="${CSS.escape(id)}"]`);
  if (labelled?.matches(FIELDS)) return labelled;
  const legend = closest(element, "legend");
  return legend ? parentOf(legend) : closest(element, HEADING) || element;
};

const spoken = (element) =>
  ["aria-label", "title", "alt", "placeholder"].map((name) => element.getAttribute(name))
    .concat(element.matches("input") ? element.value : []).filter(Boolean).map(plain);

// Everything that bears the label, hidden or not: first what says just this, then what has it within.
const bearers = (wanted) => {
  const saying = [];
  for (const text of textsIn(document.documentElement)) {
    if (!wanted.includes(plain(text.data)) && !plain(text.data).includes(wanted)) continue;
    for (let at = parentOf(text); at && raw(at).length <= wanted.length + 12; at = parentOf(at)) {
      if (!isSame(raw(at), wanted, withoutMark)) continue;
      saying.push({ bearer: bearerOf(at), sayer: at });
      break;
    }
  }
  for (const option of everywhere("option")) {
    if (plain(option.label) === wanted) saying.push({ bearer: option, sayer: option });
  }
  for (const element of everywhere("[aria-label], [title], [alt], [placeholder], input")) {
    if (spoken(element).includes(wanted)) saying.push({ bearer: element, sayer: element, isSpoken: true });
  }
  return saying;
};

const unseenOf = ({ bearer, sayer }) => {
  const words = textsIn(sayer);
  const reason = unreadWords(words);
  if (reason) note(sayer, reason);
  if (reason && reason.why !== "odd") return reason;
  return bearer.matches(CONTROLS) && !bearer.matches("option") && !isUsable(bearer) ? unseenBox(bearer) : null;
};

// Why one bearer wasn't what was looked for; the nearer to it, the higher the rank.
const reasonOf = (found, { kind, isText }) => {
  const { bearer } = found;
  const role = roleOf(bearer);
  const header = itemOf(bearer) ? headerOf(itemOf(bearer)) : "";
  const isKind = isText
    ? kind === "heading" || kind === "page" ? role === "heading" : role === "text" || role === "heading"
    : role === kind || (kind === "textbox" && role === "spinbutton") || (kind === "icon" && /link|button/u.test(role));
  const hidden = found.isSpoken || role === "option" ? null : unseenOf(found);
  const answer = { role, row: header };
  const by = hidden?.by ? snippet(hidden.by) : "";
  if (isKind && isInert(bearer)) return { rank: 5, ...answer, why: "inert" };
  if (isKind && !holds(root(), bearer)) return { rank: 4, ...answer, why: "behind" };
  if (isKind && hidden) return { rank: 5, ...answer, why: hidden.why, by };
  if (isKind && closest(bearer, "[aria-hidden=true]") && !isText) return { rank: 5, ...answer, why: "unspoken" };
  if (isKind && found.isSpoken) return { rank: 3, ...answer, why: "only-spoken" };
  const name = bearer.getAttribute("aria-label");
  if (isKind && name && !isText) return { rank: 5, ...answer, why: "named", name };
  if (isKind) return { rank: 4, ...answer, why: "elsewhere" };
  if (hidden) return { rank: 1, ...answer, why: hidden.why, by };
  return found.isSpoken ? { rank: 0, ...answer, why: "only-spoken" } : { rank: 2, ...answer, why: "kind" };
};

const diagnose = (query) => decide(() => whileSolid(() => {
  const reasons = bearers(plain(query.label)).map((found) => reasonOf(found, query));
  const [first] = reasons.sort((a, b) => b.rank - a.rank);
  const other = reasons.find(({ why }) => why === "kind");
  return first ? { ...first, also: other && other !== first ? other.role : null } : null;
}));

// The field for which the browser didn't send a form, and what it says of it.
const unsent = () => {
  const field = everywhere("input, select, textarea").find((element) => element.matches(":user-invalid"));
  if (!field) return null;
  return { label: visibleLabel(field), isEmpty: field.validity.valueMissing, message: field.validationMessage };
};

// What the product says is wrong, of a field or altogether. A few words are a badge's.
const LEAST_LENGTH = 20;
const MOST_SAID = 240;
const productMessage = () => {
  const invalid = everywhere("[aria-invalid=true]");
  const wrong = invalid.flatMap((field) => (
    `${field.getAttribute("aria-errormessage") || ""} ${field.getAttribute("aria-describedby") || ""}`
      .split(/\s+/u).filter(Boolean).map((id) => field.getRootNode().getElementById(id))
  ));
  const alerts = [...wrong, ...everywhere("[role=alert], [role=status]")].filter((e) => e?.checkVisibility());
  const texts = alerts.map((e) => e.innerText.replace(/\s+/gu, " ").trim()).filter((text) => text.length >= LEAST_LENGTH);
  const text = [...new Set(texts)].join(" / ");
  const marked = invalid.map((field) => field.dataset.control).filter(Boolean);
  return { text: text.length > MOST_SAID ? `${text.slice(0, MOST_SAID)}…` : text, marked: [...new Set(marked)] };
};
