"""A page at rest: its guide scrolls once the product's screen has come, and no click may meet it
while it moves."""

from playwright.sync_api import BrowserContext, Frame
from playwright.sync_api import Error as PlaywrightError

from acquit.walk.waiting import is_gone

#: Answers a frame's word, after all that the frame has said before; knows when it last scrolled.
_SCRIPT = """(() => {
  if (window.__acquitRest) return;
  const rest = window.__acquitRest = { at: -Infinity, answers: new Map() };
  const note = () => { rest.at = performance.now(); };
  addEventListener("scroll", note, { capture: true, passive: true });
  addEventListener("message", ({ data, source }) => {
    if (!data) return;
    if (data.acquitAsks && source) source.postMessage({ acquitAnswers: data.acquitAsks }, "*");
    rest.answers.get(data.acquitAnswers)?.();
  });
})()"""
#: Whether the page around has heard all that the frame has said, and the frame its answers.
_HEARD = """() => new Promise((done) => {
  const word = Math.random();
  window.__acquitRest.answers.set(word, done);
  parent.postMessage({ acquitAsks: word }, "*");
  setTimeout(done, 10000);
})"""
#: Whether frames stand still, where something has just scrolled.
_RESTS = """async () => {
  const frames = [...document.querySelectorAll("iframe")];
  const tops = () => String(frames.map((e) => e.getBoundingClientRect().top));
  for (let before = null; performance.now() - window.__acquitRest.at < 90;) {
    const now = tops();
    if (now === before) return;
    before = now;
    await new Promise((done) => { setTimeout(done, 15); });
  }
}"""


def prepare(context: BrowserContext) -> None:
    """Let each document of a context say when it rests."""
    context.add_init_script(_SCRIPT)


def settle(frame: Frame) -> None:
    """Wait until the page around a frame has done what it does when a screen has come."""
    parent = frame.parent_frame
    if parent is None:
        return
    try:
        frame.evaluate(_HEARD)
        parent.evaluate(_RESTS)
    except PlaywrightError as error:
        if not (is_gone(error) or "__acquitRest" in str(error)):
            raise  # else there is another document now, and the click will find that out
