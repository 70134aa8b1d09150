// The tree as it is painted: an open shadow root stands for its host's children.

const parentOf = (node) =>
  node.assignedSlot || (node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentElement);

const childrenOf = (node) => {
  if (node.shadowRoot) return [...node.shadowRoot.childNodes];
  if (node.localName === "slot") {
    const assigned = node.assignedNodes();
    if (assigned.length) return assigned;
  }
  return [...node.childNodes];
};

const ancestorsOf = (node) => {
  const found = [];
  for (let at = parentOf(node); at; at = parentOf(at)) found.push(at);
  return found;
};

const closest = (element, selector) => {
  for (let at = element; at; at = parentOf(at)) if (at.matches(selector)) return at;
  return null;
};

const holds = (outer, node) => {
  for (let at = node; at; at = parentOf(at)) if (at === outer) return true;
  return false;
};

const inPageOrder = (a, b) => {
  const [above, below] = [[a, ...ancestorsOf(a)].reverse(), [b, ...ancestorsOf(b)].reverse()];
  let depth = 0;
  while (depth < above.length && above[depth] === below[depth]) depth += 1;
  if (depth === above.length || depth === below.length) return above.length - below.length;
  const children = childrenOf(above[depth - 1]);
  return children.indexOf(above[depth]) - children.indexOf(below[depth]);
};

// What is found out at one moment is asked for once; the next moment starts anew. Scrolling
// changes only where things are.
const memos = { whatIsSo: [], whereItIs: [] };
const memo = (ask, of = memos.whatIsSo) => {
  let known = new Map();
  of.push(() => { known = new Map(); });
  return (key) => {
    if (!known.has(key)) known.set(key, ask(key));
    return known.get(key);
  };
};
const hasScrolled = () => memos.whereItIs.forEach((forget) => forget());
const startMoment = () => {
  memos.whatIsSo.forEach((forget) => forget());
  hasScrolled();
};

const styleOf = memo((element) => getComputedStyle(element));

const shadowRoots = memo((root) => {
  const own = [...root.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean);
  return own.flatMap((inner) => [inner, ...shadowRoots(inner)]);
});

// All elements of the document that match, in open shadow roots too.
const everywhere = (selector) =>
  [document, ...shadowRoots(document)].flatMap((root) => [...root.querySelectorAll(selector)]);

const allIn = (within, selector) => {
  if (!shadowRoots(document).length) return [...within.querySelectorAll(selector)];
  return everywhere(selector).filter((e) => e !== within && holds(within, e)).sort(inPageOrder);
};

// What holds no words of its own that a reader reads there.
const NO_TEXT = "script, style, template, noscript, title, textarea, select, datalist, iframe, object";

const textsIn = memo((node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? [node] : [];
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(NO_TEXT)) return [];
  return childrenOf(node).flatMap(textsIn);
});

const isInert = (element) => closest(element, "[inert]") !== null;

// An element for a message: no attribute that could hold an address or a secret.
const snippet = (element) => {
  const names = [...element.classList].slice(0, 3).join(" ");
  const role = element.getAttribute("role");
  const attributes = (element.id ? ` id="${element.id}"` : "") + (names ? ` class="${names}"` : "") +
    (role ? ` role="${role}"` : "");
  return `<${element.localName}${attributes}>`;
};
