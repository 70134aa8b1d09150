// On which side of the screen a control is.

// Narrower than this, what stands side by side elsewhere is one above the other.
const BESIDE = 480;

// The side on which a page says that a control is, though all of it is in the other half; null where
// it may be there.
const contradicted = (element, sides) => {
  const { documentElement: page } = document;
  const isMirrored = getComputedStyle(page).direction === "rtl";
  if (page.clientWidth < BESIDE || isMirrored || closest(element, "dialog[open]")) return null;
  const box = element.getBoundingClientRect();
  const [middle, half] = [page.clientWidth / 2, innerHeight / 2];
  const down = page.scrollHeight / 2 - scrollY;
  const isElsewhere = {
    left: box.left >= middle, right: box.right <= middle,
    top: box.top >= Math.max(half, down), bottom: box.bottom <= Math.min(half, down),
  };
  return sides.find((side) => isElsewhere[side]) || null;
};
