// Notes and answers: each keystroke is on the device after 0.6 s, on the server right after, and comes back at reopening.
(() => {
  const page = self.symbioseOutbox;
  const store = self.symbioseStore;
  const visit = document.querySelector("[data-visit]")?.dataset;
  if (!page || !visit) return;
  const { outbox, user } = page;
  const { read } = self.symbioseFields;
  const DELAY = 600;
  const LONGEST = 1500;
  const bases = new WeakMap();
  const timers = new Map();
  let writing = false;

  const roots = () => document.querySelectorAll("[data-sync-target]:not([data-sync-target=flow])");
  const of = (root) => ({ target: root.dataset.syncTarget, key: root.dataset.syncKey, field: root.dataset.syncField || "value" });
  function base(root) {
    if (!bases.has(root)) {
      let said = null;
      try { said = JSON.parse(root.dataset.syncBase || "null"); } catch { said = root.dataset.syncBase; }
      bases.set(root, said);
    }
    return bases.get(root);
  }
  const same = (op, root) => op.visit === visit.visit && op.target === root.dataset.syncTarget && op.key === root.dataset.syncKey;
  const waits = (root) => outbox.ops.find((op) => same(op, root) && of(root).field in op.changes);

  // What depends on the answer follows; what is written here is no keystroke.
  function write(root, value) {
    writing = true;
    self.symbioseFields.write(root, value);
    writing = false;
  }

  async function keep(root) {
    clearTimeout(timers.get(root)?.timer);
    timers.delete(root);
    const { target, key, field } = of(root);
    outbox.typing = timers.size > 0;
    await page.keep({ visit: visit.visit, target, key, waited: outbox.net !== "online", changes: { [field]: { base: base(root), value: read(root) } } });
  }

  // Not at each key, and yet not later than a second and a half after the first.
  function soon(root) {
    const since = timers.get(root)?.since || Date.now();
    clearTimeout(timers.get(root)?.timer);
    const wait = Math.max(0, Math.min(DELAY, since + LONGEST - Date.now()));
    timers.set(root, { since, timer: setTimeout(keep, wait, root) });
    if (!outbox.typing) { outbox.typing = true; document.dispatchEvent(new CustomEvent("outbox", { detail: outbox })); }
  }
  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => {
      if (writing) return;
      const root = event.target.closest?.("[data-sync-target]:not([data-sync-target=flow])");
      if (root && event.target.type !== "file") soon(root);
    });
  }
  const now = () => [...timers.keys()].forEach(keep);
  document.addEventListener("visibilitychange", () => { if (document.hidden) now(); });
  window.addEventListener("pagehide", now);

  const keeps = (form) => Boolean(form.querySelector("[data-sync-target]") || (form.id && document.querySelector(`[form="${CSS.escape(form.id)}"]`)?.closest("[data-sync-target], [data-question]")));
  // « Enregistrer »: what is kept as it is typed needs no other sending, as long as the device keeps it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-line-form], [data-photo-form]") || !keeps(form) || outbox.fault) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (timers.size) now();
    else { outbox.savedAt ||= Date.now(); page.send(); }
  }, true);

  // What waits here stands in its field; what was refused says why beside it.
  function restore() {
    for (const root of roots()) {
      const op = waits(root);
      if (op && !timers.has(root) && !store.same(read(root), op.changes[of(root).field].value)) write(root, op.changes[of(root).field].value);
      fault(root, op?.status === "refused" ? op : null);
    }
  }
  function fault(root, op) {
    const words = op ? Object.values(op.errors || {}).join(" ") || page.text("other") : "";
    let place = root.parentNode.querySelector(":scope > [data-sync-fault]");
    if (!words) return place?.remove();
    if (!place) {
      place = document.createElement("div");
      place.className = "field-error";
      place.dataset.syncFault = "1";
      place.setAttribute("role", "status");
      root.after(place);
    }
    if (place.textContent !== words) place.textContent = words;
    return undefined;
  }

  // What stands on the server comes in where nobody is writing here.
  function standing(state, root) {
    const { target, key, field } = of(root);
    if (target === "visit") return state.visit?.fields && field in state.visit.fields ? state.visit.fields[field] : undefined;
    return state.answers ? state.answers[key] ?? null : undefined;
  }
  function apply(state) {
    for (const root of roots()) {
      const value = standing(state, root);
      if (value === undefined || store.same(value, base(root)) || waits(root) || timers.has(root)) continue;
      bases.set(root, value);
      if (!root.contains(document.activeElement)) write(root, value);
    }
  }

  document.addEventListener("outbox", restore);
  document.addEventListener("visit-state", (event) => apply(event.detail));
  document.addEventListener("outbox-sent", (event) => {
    for (const { op, current } of event.detail.settled || []) {
      for (const root of roots()) {
        const { field } = of(root);
        if (same(op, root) && current && field in current) bases.set(root, current[field]);
      }
    }
  });

  (async () => {
    await page.look();
    const kept = await store.get(user, "states", visit.visit).catch(() => null);
    const drawn = Date.parse(document.querySelector("[data-drawn-at]")?.dataset.drawnAt || "") || 0;
    if (kept?.state && kept.at > drawn) apply(kept.state);
    restore();
  })();
})();
