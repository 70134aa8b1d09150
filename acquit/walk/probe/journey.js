// Whether the document is about to be replaced: the Navigation API tells.

let leaving = false;
if (window.navigation) {
  navigation.addEventListener("navigate", (event) => {
    const away = !event.destination.sameDocument && !event.hashChange;
    if (away && event.downloadRequest === null) leaving = true;
  });
  navigation.addEventListener("navigateerror", () => { leaving = false; });
}

// Asked after a turn of the event loop: a form's navigation begins in a task of its own.
const state = async (id) => {
  await new Promise((done) => setTimeout(done, 0));
  await new Promise((done) => setTimeout(done, 0));
  if (window.__acquit.acted !== id) return "arrived";
  return leaving ? "leaving" : "here";
};
