// The service worker: pages of visits from the network first, else the copy of whoever is signed in; files of the house
// from their copy first. Nothing else is kept, and no page under a personal link is ever looked at.
(() => {
  const shell = self.symbioseShell;
  const store = self.symbioseStore;
  const FILES = `symbiose-files-${shell.version}`;
  const PAGES = "symbiose-pages-";
  const PATIENCE = 6000;
  const VISIT = /^\/p\/[^/]+\/diagnostics\/(\d+\/((questions|notes|photos|complete|lines)\/)?|lines\/\d+\/)?$/;
  const WORDS = /^\/p\/[^/]+\/diagnostics\/offline-words\.json$/;
  const APART = /^\/(e|accounts|public|ics|health|styleguide|invitations|media|sw\.js)(\/|$)/;

  self.addEventListener("install", (event) => event.waitUntil(install()));
  self.addEventListener("activate", (event) => event.waitUntil(activate()));

  async function install() {
    const files = await caches.open(FILES);
    const fetched = [...shell.files, shell.page].map((address) => files.add(new Request(address, { cache: "no-cache" })));
    await Promise.allSettled(fetched);
    await self.skipWaiting();
  }

  // A page kept yesterday asks for yesterday's files: those stay, the rest of the old ones goes.
  async function activate() {
    const names = await caches.keys();
    const files = await caches.open(FILES);
    const needed = new Set();
    for (const name of names.filter((key) => key.startsWith(PAGES))) {
      const pages = await caches.open(name);
      for (const request of await pages.keys()) (await filesOf(await pages.match(request))).forEach((file) => needed.add(file));
    }
    for (const name of names.filter((key) => key.startsWith("symbiose-files-") && key !== FILES)) {
      const old = await caches.open(name);
      for (const file of needed) {
        const copy = (await files.match(file)) ? null : await old.match(file);
        if (copy) await files.put(file, copy);
      }
      await caches.delete(name);
    }
    await self.clients.claim();
  }

  async function filesOf(response) {
    const text = await response.clone().text();
    return [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map((found) => found[1]).filter((address) => address.startsWith(shell.static));
  }

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin || APART.test(url.pathname)) return;
    if (url.pathname.startsWith(shell.static)) event.respondWith(file(request, url));
    else if (WORDS.test(url.pathname)) event.respondWith(words(request));
    else if (request.mode === "navigate") event.respondWith(VISIT.test(url.pathname) ? visit(event, url) : other(request));
    else if (request.headers.get("X-Symbiose-Keep") && VISIT.test(url.pathname)) event.respondWith(fetch(request).then((answer) => keep(event, url, answer)));
  });

  async function file(request, url) {
    const files = await caches.open(FILES);
    const known = await files.match(url.pathname);
    if (known) return known;
    const answer = await fetch(request);
    if (answer.status === 200) await files.put(url.pathname, answer.clone()).catch(() => {});
    return answer;
  }

  // The everyday words: their address changes with them.
  async function words(request) {
    const user = await store.current();
    const pages = user && await caches.open(PAGES + user);
    const bare = !new URL(request.url).search;
    const known = pages && await pages.match(request.url, { ignoreSearch: bare });
    if (known) return known;
    const answer = await fetch(request);
    if (pages && !bare && answer.status === 200 && !answer.redirected) {
      for (const old of await pages.keys()) if (WORDS.test(new URL(old.url).pathname)) await pages.delete(old);
      await pages.put(request.url, answer.clone()).catch(() => {});
    }
    return answer;
  }

  // A copy is filed under the person whom the page itself names; a page that names nobody is not kept.
  async function keep(event, url, answer) {
    const html = (answer.headers.get("Content-Type") || "").startsWith("text/html");
    if (url.search || answer.status !== 200 || answer.redirected || answer.type !== "basic" || !html) return answer;
    const copy = answer.clone();
    event.waitUntil((async () => {
      const text = await copy.clone().text();
      const user = /<meta name="symbiose-user" content="([0-9a-f]+)">/.exec(text)?.[1];
      if (!user) return;
      const pages = await caches.open(PAGES + user);
      await pages.put(url.pathname, copy);
      const files = await caches.open(FILES);
      for (const address of await filesOf(new Response(text))) if (!(await files.match(address))) await files.add(address).catch(() => {});
    })().catch(() => {}));
    return answer;
  }

  async function visit(event, url) {
    const network = fetch(event.request);
    const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE, "late"); });
    try {
      const answer = await Promise.race([network, late]);
      if (answer !== "late") return await keep(event, url, answer);
    } catch {
      return (await copyOf(url)) || offlinePage();
    }
    network.catch(() => {});
    return (await copyOf(url)) || network.then((answer) => keep(event, url, answer)).catch(offlinePage);
  }

  async function copyOf(url) {
    const user = await store.current();
    if (!user) return null;
    const pages = await caches.open(PAGES + user);
    return pages.match(url.pathname);
  }

  const other = (request) => fetch(request).catch(offlinePage);

  async function offlinePage() {
    const files = await caches.open(FILES);
    const page = await files.match(shell.page);
    if (!page) return Response.error();
    const rows = await keptVisits();
    const text = (await page.text())
      .replace(rows.length ? /<!--visits:none-->[^]*?<!--\/visits:none-->/ : /<!--visits:some-->[^]*?<!--\/visits:some-->/, "")
      .replace("<!--visits:list-->", () => rows.join(""));
    return new Response(text, { status: 200, headers: page.headers });
  }

  // The headings were escaped by the server and stay as it wrote them.
  async function keptVisits() {
    const user = await store.current();
    if (!user) return [];
    const pages = await caches.open(PAGES + user);
    const rows = [];
    for (const request of await pages.keys()) {
      const { pathname } = new URL(request.url);
      if (!/\/diagnostics\/\d+\/$/.test(pathname)) continue;
      const name = /<h1[^>]*>([^<]*)<\/h1>/.exec(await (await pages.match(request)).text())?.[1];
      if (name) rows.push(`<li class="row-line"><a class="row-title" href="${pathname}">${name}</a></li>`);
    }
    return rows;
  }

  // « sync »: the system says that the network is back, perhaps with every page closed.
  self.addEventListener("sync", (event) => {
    if (event.tag === "symbiose-send") event.waitUntil(send());
  });

  // A sending that fails is thrown, so that the system tries again later.
  async function send() {
    const user = await store.current();
    const { status } = user ? await self.symbioseSender.flush(user) : { status: "idle" };
    if (["offline", "failed", "busy"].includes(status)) throw new Error(status);
  }
})();
