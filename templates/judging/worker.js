/* The judge's pad comes back after a reload without network. Kept: its shell, which knows nobody, and its static files. */
const KEPT = {{ kept|safe }};
const NAME = `sahna-pad-${KEPT.version}`;
const PAGES = /^\/([a-z]{2})\/judge\/(sheets\/\d+\/)?$/;
const PATIENCE_MS = 4000;

addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(NAME).then((cache) => cache.addAll([...KEPT.assets, ...Object.values(KEPT.shells)])).then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("sahna-pad-") && name !== NAME;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => clients.claim()));
});

/* A page that was open before the worker is taken over when it asks. */
addEventListener("message", (event) => event.data === "claim" && event.waitUntil(clients.claim()));

/* The network first, but not for long: a hall's network often takes a request and never answers. */
function ask(request) {
  const late = new Promise((_resolve, reject) => setTimeout(() => reject(new Error("late")), PATIENCE_MS));
  return Promise.race([fetch(request), late]).then((response) => {
    if (response.status >= 500) throw new Error("broken");
    return response;
  });
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const page = request.mode === "navigate" && PAGES.exec(url.pathname);
  if (page && KEPT.shells[page[1]]) event.respondWith(ask(request).catch(() => caches.match(KEPT.shells[page[1]])));
  else if (KEPT.assets.includes(url.pathname)) event.respondWith(ask(request).catch(() => caches.match(url.pathname)));
});
