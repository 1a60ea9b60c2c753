// On every page of somebody who is signed in: the worker, the sending of what waits, the sentence that says so.
(() => {
  const user = document.querySelector("meta[name=symbiose-user]")?.content;
  const store = self.symbioseStore;
  if (!user || !store || !("indexedDB" in window) || !navigator.locks) return;

  const texts = JSON.parse(document.getElementById("offline-texts").textContent);
  const plural = new Intl.PluralRules(document.documentElement.lang || "fr");
  const FIRST_DELAY = 2000;
  const LONGEST_DELAY = 30000;
  const outbox = { user, net: navigator.onLine ? "online" : "offline", sending: false, ops: [], photos: [], savedAt: null, fault: "" };
  let delay = FIRST_DELAY;
  let timer = null;

  // text("kept", 3) takes the form for three and writes the figure in it.
  function text(name, values = {}) {
    const said = texts[name];
    const form = typeof said === "string" ? said : said[plural.select(values.n) === "one" ? "one" : "other"];
    return form.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }
  const hour = (moment) => { const day = new Date(moment); return `${day.getHours()}\u00a0h\u00a0${String(day.getMinutes()).padStart(2, "0")}`; };

  const isLine = (op) => op.target === "flow";
  function counts() {
    const waiting = outbox.ops.filter((op) => op.status === "waiting");
    const lines = new Set(waiting.filter(isLine).map((op) => op.key)).size;
    const words = new Set(waiting.filter((op) => !isLine(op)).map((op) => op.key)).size;
    const photos = outbox.photos.filter((photo) => photo.status === "waiting").length;
    return { lines, words, photos, all: lines + words + photos, refused: outbox.ops.length - waiting.length };
  }
  // « 10 lignes et 1 photo »
  function listed({ lines, words, photos }) {
    const parts = [["lines", lines], ["words", words], ["photos", photos]].filter(([, n]) => n).map(([name, n]) => text(name, { n }));
    return new Intl.ListFormat(document.documentElement.lang || "fr").format(parts);
  }

  const tell = () => document.dispatchEvent(new CustomEvent("outbox", { detail: outbox }));

  async function look() {
    try {
      Object.assign(outbox, await store.waiting(user));
      outbox.savedAt ||= Math.max(0, ...[...outbox.ops, ...outbox.photos].map((row) => row.at)) || null;
    } catch (error) {
      fail(error);
    }
    tell();
  }

  function fail(error) {
    outbox.fault = error?.name === "QuotaExceededError" ? "full" : "refused";
    tell();
  }

  // Keeps a gesture on this device, then sends it. Gives false, and says so, when the device refused to keep it.
  async function keep(gesture) {
    try {
      const kept = await store.keep(user, gesture);
      outbox.fault = "";
      if (kept) outbox.savedAt = Date.now();
      navigator.storage?.persist?.();
      await look();
      send();
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  }
  async function keepPhoto(photo) {
    try {
      await store.put(user, "photos", { seq: store.sequence(), at: Date.now(), status: "waiting", ...photo });
      outbox.savedAt = Date.now();
      navigator.storage?.persist?.();
      await look();
      send();
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  }

  async function send() {
    clearTimeout(timer);
    if (outbox.sending) return again(500);
    if (!navigator.onLine) { outbox.net = "offline"; askTheSystem(); return tell(); }
    outbox.sending = true;
    if (counts().all) tell();
    const result = await self.symbioseSender.flush(user).catch((error) => { fail(error); return { status: "failed", sent: [], photos: 0 }; });
    outbox.sending = false;
    follow(result);
    await look();
    if (result.sent.length || result.photos) document.dispatchEvent(new CustomEvent("outbox-sent", { detail: result }));
    return result;
  }

  function follow({ status }) {
    if (["offline", "signin"].includes(status)) outbox.net = status;
    else if (status === "sent") outbox.net = "online";
    if (status === "sent") outbox.savedAt = Date.now();
    if (status === "sent" || status === "idle") { delay = FIRST_DELAY; return; }
    if (status === "offline") askTheSystem();
    if (status !== "signin") { again(delay); delay = Math.min(delay * 1.6, LONGEST_DELAY); }
  }
  function again(after) {
    clearTimeout(timer);
    timer = setTimeout(send, after);
  }
  async function askTheSystem() {
    const worker = await navigator.serviceWorker?.getRegistration();
    worker?.sync?.register("symbiose-send").catch(() => {});
  }

  // Before a form leaves the page: whether the server answers, to this very person.
  async function reaches(visit) {
    if (!navigator.onLine) return false;
    const found = await self.symbioseSender.state(user, visit).catch((error) => { if (error instanceof self.symbioseSender.Stop && error.message !== "failed") outbox.net = error.message; return null; });
    return Boolean(found);
  }

  window.addEventListener("online", () => { outbox.net = "online"; delay = FIRST_DELAY; send(); });
  window.addEventListener("offline", () => { outbox.net = "offline"; tell(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  window.addEventListener("pageshow", async (event) => {
    // A page brought back by « retour »: somebody else may have signed in meanwhile.
    if (event.persisted && (await store.current()) !== user) window.location.reload();
  });

  // Somebody else was here before: what they had read leaves this device; what they had not sent waits for them.
  async function closeOthers() {
    for (const name of await caches.keys()) if (name.startsWith("symbiose-pages-") && !name.endsWith(user)) await caches.delete(name);
    for (const { name } of (await indexedDB.databases?.()) || []) {
      if (!name.startsWith("symbiose-") || name.endsWith(user)) continue;
      const other = name.slice("symbiose-".length);
      for (const row of await store.all(other, "states")) await store.remove(other, "states", row.visit);
    }
  }

  async function start() {
    try {
      await store.current(user);
    } catch (error) {
      fail(error);
      return;
    }
    navigator.serviceWorker?.register("/sw.js").catch(() => {});
    if ("caches" in window) closeOthers().catch(() => {});
    await look();
    send();
  }

  self.symbioseOutbox = { user, outbox, text, hour, counts, listed, keep, keepPhoto, send, look, reaches, net: (value) => { if (outbox.net !== value) { outbox.net = value; tell(); } } };
  start();
})();
