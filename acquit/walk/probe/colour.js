// Colours as numbers, and whether an eye can tell two of them apart.

// By how much (of 255) a channel must differ: black at a tenth of its strength on white doesn't.
const NOTICEABLE = 28;
const COLOURS = /(?:rgba?|color|oklch|oklab|lab|lch|hsla?|hwb)\([^()]*\)|#[0-9a-f]{3,8}\b/giu;

const knownColours = new Map();
const brush = () => new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
let canvas = null;

const colour = (text) => {
  if (!knownColours.has(text)) knownColours.set(text, readColour(text));
  return knownColours.get(text);
};

const readColour = (text) => {
  const rgb = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/u.exec(text);
  if (rgb) return { channels: rgb.slice(1, 4).map(Number), alpha: rgb[4] === undefined ? 1 : Number(rgb[4]) };
  canvas = canvas || brush();
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = text;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  return { channels: [red, green, blue], alpha: alpha / 255 };
};

const gradientColours = (image) => (image.match(COLOURS) || []).map(colour);

// `over` painted on `under`, which is opaque.
const mix = (under, over, alpha) => under.map((channel, n) => channel + (over[n] - channel) * alpha);

const difference = (a, b) => Math.max(...a.map((channel, n) => Math.abs(channel - b[n])));
