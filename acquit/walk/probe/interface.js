// What the walk may ask.

window.__acquit = {
  document,
  find, carried, see, seeControl, seeSides, isInOneItem, notes, rows, rowOf,
  diagnose, unsent, productMessage, conceal, reveal,
  // Elements to be judged by their pictures, and what was found.
  unsettled: () => unsettled,
  judge: (element, isSeen) => { judged.set(element, isSeen); },
  forget: () => judged.clear(),
  mark: (id) => { window.__acquit.acted = id; },
  // A download leaves the document where it is.
  stay: () => { leaving = false; },
  state,
};
