// Whether the document is about to be replaced: the Navigation API tells.

let leaving = false;
if (window.navigation) {
  navigation.addEventListener("navigate", (event) => {
    const away = !event.destination.sameDocument && !event.hashChange;
    if (away && event.downloadRequest === null) leaving = true;
  });
  navigation.addEventListener("navigateerror", () => { leaving = false; });
}

const LINGER_MS = 100;

// Asked after a turn of the event loop: a form's navigation begins in a task of its own.
const state = async (id) => {
  await new Promise((done) => setTimeout(done, 0));
  await new Promise((done) => setTimeout(done, 0));
  if (window.__acquit.acted !== id) return "arrived";
  if (!leaving) return "here";
  // Who asks is told by this document's end; but what is downloaded ends none.
  await new Promise((done) => setTimeout(done, LINGER_MS));
  return "leaving";
};
