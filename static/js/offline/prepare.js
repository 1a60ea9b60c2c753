// Makes the visits to come ready while there is network, quietly, and says « prêt sans réseau » in the list.
(() => {
  const page = self.symbioseOutbox;
  if (!page || !("caches" in window) || !navigator.serviceWorker) return;
  const { user, text } = page;
  const PAGES = `symbiose-pages-${user}`;
  const OLD = 30 * 60 * 1000;
  const PAUSE = 300;
  const KEPT_FOR = 14 * 24 * 3600 * 1000;
  const store = self.symbioseStore;
  const rest = () => new Promise((resolve) => { setTimeout(resolve, PAUSE); });
  const programme = /^\/p\/[^/]+\//.exec(window.location.pathname)?.[0];
  const here = () => /^\/p\/[^/]+\/diagnostics\//.test(window.location.pathname);

  async function take(address, pages) {
    const known = await pages.match(address);
    if (known && Date.now() - Date.parse(known.headers.get("Date")) < OLD) return;
    await fetch(address, { headers: { "X-Symbiose-Keep": "1" } }).then((answer) => answer.text()).catch(() => {});
    await rest();
  }

  // The visit that is open is made ready with its other tabs, whosever it is.
  function openVisit() {
    const visit = document.querySelector("[data-visit]")?.dataset.visit;
    if (!visit) return [];
    const links = [...document.querySelectorAll(".visit-tabs a, .visit-end a, .visit-tabs + a")].map((link) => new URL(link.href).pathname);
    return [...new Set([visit, ...links.filter((address) => address.startsWith(visit))])];
  }

  // The worker keeps what passes through it: at a first visit it takes the page in hand a moment after it is active.
  async function inHand() {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => { navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }); });
  }

  async function prepare() {
    if (!programme || !here() || !navigator.onLine) return;
    await inHand();
    const answer = await fetch(`${programme}diagnostics/offline-visits.json`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const { visits, words } = await answer.json();
    const pages = await caches.open(PAGES);
    if (!(await pages.match(words))) await fetch(words).catch(() => {});
    for (const address of [`${programme}diagnostics/`, ...openVisit()]) await take(address, pages);
    for (const visit of visits) {
      for (const address of visit.pages) await take(address, pages);
      const known = await store.get(user, "states", visit.visit);
      if (!known || Date.now() - known.at > OLD) await self.symbioseSender.state(user, visit.visit).catch(() => {});
      await mark();
    }
    await forget(visits, pages);
  }

  // Copies of visits that ended or went to somebody else leave, save the one that is open here.
  async function forget(visits, pages) {
    const kept = new Set(visits.map((visit) => visit.visit));
    for (const request of await pages.keys()) {
      const own = /^\/p\/[^/]+\/diagnostics\/\d+\//.exec(new URL(request.url).pathname)?.[0];
      const answer = own && await pages.match(request);
      const age = answer ? Date.now() - Date.parse(answer.headers.get("Date")) : 0;
      if (own && own.startsWith(programme) && !kept.has(own) && age > KEPT_FOR) await pages.delete(request);
    }
    for (const row of await store.all(user, "states")) {
      if (!kept.has(row.visit) && Date.now() - row.at > KEPT_FOR) await store.remove(user, "states", row.visit);
    }
  }

  async function mark() {
    const pages = await caches.open(PAGES);
    for (const link of document.querySelectorAll("table a.cell-name[href*='/diagnostics/']")) {
      const address = new URL(link.href).pathname;
      const cell = link.parentNode;
      if (!/\/diagnostics\/\d+\/$/.test(address) || cell.querySelector("[data-ready-mark]") || !(await pages.match(address))) continue;
      const badge = document.createElement("span");
      badge.className = "cell-note on-tablet";
      badge.dataset.readyMark = "1";
      badge.textContent = text("ready");
      cell.append(badge);
    }
  }

  // Once something was sent, the kept copies of that visit are of yesterday.
  document.addEventListener("outbox-sent", async (event) => {
    const visits = new Set(event.detail.sent.map((op) => op.visit));
    const pages = await caches.open(PAGES);
    for (const request of await pages.keys()) {
      const { pathname } = new URL(request.url);
      if ([...visits].some((visit) => pathname.startsWith(visit)) && pathname !== window.location.pathname) await fetch(pathname, { headers: { "X-Symbiose-Keep": "1" } }).catch(() => {});
    }
  });

  document.addEventListener("htmx:afterSettle", () => mark().catch(() => {}));
  window.addEventListener("load", () => {
    mark().catch(() => {});
    setTimeout(() => prepare().catch(() => {}), 1500);
  });
})();
