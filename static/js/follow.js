/* A page that follows: fetches itself again and again and puts in the part marked data-follow where it has changed.
   The answer comes from published bytes; an unchanged one is a 304 without a body. Without a script the page reloads itself. */
const INTERVAL = 800;
const SLOWEST = 15000;
let wait = INTERVAL;
let before = null;

const part = (page) => page.querySelector("[data-follow]");

async function look() {
  const answer = await fetch(location.href, { cache: "no-cache", credentials: "omit" });
  if (answer.status === 404) return location.reload();
  if (!answer.ok) throw new Error(String(answer.status));
  const text = await answer.text();
  if (text === before) return undefined;
  const fresh = part(new DOMParser().parseFromString(text, "text/html"));
  if (!fresh) return location.reload();
  const now = part(document);
  if (before !== null || fresh.innerHTML !== now.innerHTML) {
    now.replaceWith(document.adoptNode(fresh));
    document.dispatchEvent(new CustomEvent("follow:changed"));
  }
  before = text;
  return undefined;
}

async function follow() {
  try {
    if (!document.hidden) await look();
    wait = INTERVAL;
  } catch {
    // The network is gone or the server is busy: what is shown stays, and the next look waits longer.
    wait = Math.min(SLOWEST, wait * 2);
  }
  setTimeout(follow, wait + Math.random() * 200);
}

setTimeout(follow, INTERVAL);
