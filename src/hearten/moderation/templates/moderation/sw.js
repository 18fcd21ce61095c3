// Keeps the crisis pages and the page for a moment readable without a connection, and nothing else: no answer, no upload.
const NAME = {{ ("help-" ~ version)|tojson }};
const KEEP = {{ keep|tojson }};
const PAGES = {{ pages|tojson }};
const WAIT = 4000;

const isHelp = (url) => url.origin === location.origin && url.pathname.startsWith(PAGES);
const isKept = (url) => url.origin === location.origin && KEEP.includes(url.pathname);
// Without cookies: what is kept is the page as anybody gets it. Asked anew each time: a number may have been corrected.
const plain = (address) => new Request(address, { credentials: "omit", cache: "no-cache" });

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(KEEP.map(plain))));
});

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forget(), keepOpenPages(), clients.claim()]));
});

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (isHelp(url)) event.respondWith(help(url.pathname));
  else if (isKept(url)) event.respondWith(freshOrKept(event.request, url.pathname));
});

/** Drops what an older version kept. */
async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("help-") && name !== NAME).map((name) => caches.delete(name)));
}

/** A crisis page that was open before this worker ran is kept too: one visit is enough. */
async function keepOpenPages() {
  const open = await clients.matchAll({ includeUncontrolled: true, type: "window" });
  const pages = open.map((client) => new URL(client.url)).filter(isHelp);
  const cache = await caches.open(NAME);
  await Promise.allSettled(pages.map((url) => cache.add(plain(url.pathname))));
}

/** The newest page when the server answers in time; else the kept one; else the first crisis page. */
async function help(path) {
  const cache = await caches.open(NAME);
  try {
    const page = await fetch(plain(path), { signal: AbortSignal.timeout(WAIT) });
    if (page.ok) await cache.put(path, page.clone());
    if (page.ok || page.status === 404) return page;
  } catch {
    // No connection, or a very slow one: the kept page is better than none.
  }
  return (await cache.match(path)) ?? (await cache.match(PAGES)) ?? Response.error();
}

/** As the server gives it, to this person; without a connection what was kept, which is as anybody gets it. */
async function freshOrKept(request, path) {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(WAIT) });
  } catch {
    return (await (await caches.open(NAME)).match(path)) ?? Response.error();
  }
}
