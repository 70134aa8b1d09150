// The words that a reader sees, and what remains of them when decoration is taken away.

const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, " +
  "[role=button], [role=link], [role=menuitem], [role=tab], [role=radiogroup], [role=option], " +
  "[role=checkbox], [role=switch], [role=combobox], [role=textbox], [role=searchbox], " +
  "[role=spinbutton], [role=listbox]";
const FIELDS = "input:not([type=submit], [type=button], [type=reset], [type=image]), textarea, select, " +
  "fieldset, [role=radiogroup], [role=group], [role=combobox], [role=listbox], [role=textbox], " +
  "[role=searchbox], [role=spinbutton], [contenteditable=true]";

// Soft hyphens, joiners, marks of direction, variants of signs: no eye sees them.
const INVISIBLE = /[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/gu;
const plain = (text) => text.normalize("NFC").replace(INVISIBLE, "").replace(/\s+/gu, " ").trim();

// Signs that stand beside words by themselves: ●, ★, →, ▾, ✓, ×, icon fonts' own characters.
const SIGN = /^[\p{So}\p{Sm}\p{Sk}\p{Co}*•·‣›‹]+$/u;
const withoutSigns = (text) => {
  const words = text.split(" ");
  while (words.length > 1 && SIGN.test(words[0])) words.shift();
  while (words.length > 1 && SIGN.test(words[words.length - 1])) words.pop();
  return words.join(" ");
};
// Punctuation between a label and what it labels.
const withoutColon = (text) => text.replace(/\s*[:：]$/u, "");
const withoutMark = (text) => text.replace(/^[*＊]\s*|[\s:：*＊]+$/gu, "");

const wordsOf = memo((text) => plain(text.data));

const blockOf = (element, within) => {
  let at = element;
  while (at !== within && /^(?:inline|contents|ruby)/u.test(styleOf(at).display)) at = parentOf(at);
  return at;
};

// Words of different blocks stand apart; a word with a part underlined is one word.
const joined = (texts, within) => {
  let [text, block] = ["", null];
  for (const node of texts) {
    const own = blockOf(parentOf(node), within);
    text += (own === block ? "" : " ") + node.data;
    block = own;
  }
  return plain(text);
};

const seenTexts = memo((element) => textsIn(element).filter((text) => !unseenText(text)));
const shown = memo((element) => joined(seenTexts(element), element));

// What an element holds that isn't its words.
const isUnspoken = (element) =>
  element.getAttribute("aria-hidden") === "true" || element.matches("svg, [role=img], [role=presentation]");
const isBadge = (element) => /^[(\p{N}\s.,+)]+$/u.test(shown(element));
const isControl = (element) => element.matches(CONTROLS);

// The visible texts of an element without those that stand in something left out.
const textsWithout = (element, isLeftOut) =>
  seenTexts(element).filter((text) => {
    for (let at = parentOf(text); at && at !== element; at = parentOf(at)) if (isLeftOut(at)) return false;
    return true;
  });

// The ways to read some elements' words as one label, the fullest first.
const readings = (elements, leftOut) => {
  const read = (isLeftOut) =>
    plain(elements.map((e) => joined(textsWithout(e, isLeftOut), e)).join(" "));
  const full = plain(elements.map(shown).join(" "));
  const ways = [full, ...leftOut.map(read), read((e) => leftOut.some((isLeftOut) => isLeftOut(e)))];
  return [...new Set(ways)].filter(Boolean);
};

const isSame = (text, label, trim = (words) => words) => {
  if (text === label) return true;
  const bare = trim(withoutSigns(text));
  return bare !== "" && bare === trim(withoutSigns(label));
};

// What stands beside a field or over a group, as a reader sees it.
const labelsOf = (element) => {
  const ids = (element.getAttribute("aria-labelledby") || "").split(/\s+/u).filter(Boolean);
  const root = element.getRootNode();
  const parts = ids.map((id) => root.getElementById(id)).filter(Boolean);
  parts.push(...(element.labels || []));
  const legend = element.querySelector(":scope > legend");
  if (legend) parts.push(legend);
  return [...new Set(parts)];
};

const placeholderOf = (element) => (element.value ? "" : plain(element.placeholder || ""));

// The words on a control, or beside a field.
const visibleLabel = (element) => {
  if (element.matches("input[type=submit], input[type=button], input[type=reset]")) return plain(element.value);
  if (!element.matches(FIELDS)) return shown(element);
  const parts = labelsOf(element);
  const text = readings(parts, [isControl])[0] || "";
  return text || placeholderOf(element);
};

// Whether a control bears a label.
const bears = (element, label) => {
  const wanted = plain(label);
  if (element.matches("input[type=submit], input[type=button], input[type=reset]")) {
    return isSame(plain(element.value), wanted);
  }
  if (!element.matches(FIELDS)) {
    return readings([element], [isUnspoken, isBadge]).some((text) => isSame(text, wanted));
  }
  const texts = readings(labelsOf(element), [isUnspoken, isControl]);
  if (!texts.length) texts.push(placeholderOf(element));
  return texts.some((text) => isSame(text, wanted, withoutMark));
};

// Whether a text says just this: what can be pressed in it, as to close it, is none of its words.
const says = (element, wanted) =>
  readings([element], [isUnspoken, isBadge, isControl]).some((text) => isSame(text, wanted, withoutColon));

// Whether a text holds a value as whole words; 5 is no word of 5.00, nor of 15.
const holdsValue = (text, value) => {
  const words = value.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}]|\\p{N}[.,])${words}(?![\\p{L}\\p{N}]|[.,]\\p{N})`, "u").test(text);
};
