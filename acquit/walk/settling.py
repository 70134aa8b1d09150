"""A page at rest: its guide scrolls once the product's screen has come, and no click may meet it
while it moves."""

from playwright.sync_api import BrowserContext, Frame
from playwright.sync_api import Error as PlaywrightError

from acquit.walk.waiting import is_gone

#: Answers a frame once all that it has said before was heard, and what scrolled stands still.
_SCRIPT = """(() => {
  if (window.__acquitRest) return;
  const answers = new Map();
  let scrolled = -Infinity;
  const note = () => { scrolled = performance.now(); };
  addEventListener("scroll", note, { capture: true, passive: true });
  const rests = async () => {
    const frames = [...document.querySelectorAll("iframe")];
    const tops = () => String(frames.map((e) => e.getBoundingClientRect().top));
    for (let before = null; performance.now() - scrolled < 90;) {
      const now = tops();
      if (now === before) return;
      before = now;
      await new Promise((done) => { setTimeout(done, 15); });
    }
  };
  addEventListener("message", async ({ data, source }) => {
    if (!data) return;
    if (data.acquitAsks && source) {
      await rests();
      source.postMessage({ acquitAnswers: data.acquitAsks }, "*");
    }
    answers.get(data.acquitAnswers)?.();
  });
  window.__acquitRest = () => parent !== window && new Promise((done) => {
    const word = Math.random();
    answers.set(word, done);
    parent.postMessage({ acquitAsks: word }, "*");
    setTimeout(done, 10000);
  });
})()"""
#: Awaited by scripts of a frame before they look where something is.
REST = "window.__acquitRest && __acquitRest()"


def prepare(context: BrowserContext) -> None:
    """Let each document of a context say when it rests."""
    context.add_init_script(_SCRIPT)


def settle(frame: Frame) -> None:
    """Wait until the page around a frame has done what it does when a screen has come."""
    try:
        frame.evaluate(f"() => {REST}")
    except PlaywrightError as error:
        if not is_gone(error):
            raise  # else there is another document now, and the click will find that out
