// What a tablet keeps, in a database named after the person: gestures not yet sent, photos, drafts, the last state seen.
// Runs in pages and in the service worker.
(() => {
  const PREFIX = "symbiose-";
  const STORES = { ops: "id", photos: "id", drafts: "key", states: "visit", visits: "visit" };
  const open = new Map();

  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  function database(user) {
    if (!open.has(user)) open.set(user, connect(user).catch((error) => { open.delete(user); throw error; }));
    return open.get(user);
  }

  async function connect(user) {
    const request = indexedDB.open(PREFIX + user, 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath });
    };
    const base = await asked(request);
    base.onversionchange = () => { base.close(); open.delete(user); };
    base.onclose = () => open.delete(user);
    return base;
  }

  // Runs `work` in one transaction and waits until the disk has it: « enregistré » is said only then.
  async function within(user, names, mode, work) {
    const base = await database(user);
    const transaction = base.transaction(names, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error || new Error("abort"));
      transaction.onerror = () => reject(transaction.error);
    });
    done.catch(() => {});
    const result = await work(...[names].flat().map((name) => transaction.objectStore(name)));
    await done;
    return result;
  }

  const all = (user, name) => within(user, name, "readonly", (rows) => asked(rows.getAll()));
  const get = (user, name, key) => within(user, name, "readonly", (rows) => asked(rows.get(key)));
  const put = (user, name, row) => within(user, name, "readwrite", (rows) => asked(rows.put(row)));
  const remove = (user, name, key) => within(user, name, "readwrite", (rows) => asked(rows.delete(key)));

  // Changes one row under the eyes of nobody else; `change` gets it (or undefined) and returns it, or null to remove it.
  const update = (user, name, key, change) => within(user, name, "readwrite", async (rows) => {
    const row = change(await asked(rows.get(key)));
    if (row) await asked(rows.put(row));
    else if (row === null) await asked(rows.delete(key));
    return row;
  });

  const bySequence = (a, b) => a.seq - b.seq;
  let last = 0;
  // Grows with time, and never twice the same in one place.
  const sequence = () => { last = Math.max(Date.now(), last + 0.001); return last; };

  const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

  // One gesture joins the gesture that waits on the same thing, as long as that one was never sent.
  function merge(waiting, op) {
    for (const [field, change] of Object.entries(op.changes)) {
      const before = waiting.changes[field];
      waiting.changes[field] = { base: before ? before.base : change.base, value: change.value };
    }
    for (const name of ["end", "start", "complete"]) if (op[name]) waiting[name] = true;
    if (op.interests) waiting.interests = op.interests;
    waiting.at = op.at;
    waiting.shown = { ...waiting.shown, ...op.shown };
    return waiting;
  }

  // A field already sent but not answered for: the server will hold that value when this one arrives.
  function rebase(op, sent) {
    if (sent.length) op.create = false;
    for (const [field, change] of Object.entries(op.changes)) {
      for (const earlier of sent) if (earlier.changes[field]) change.base = earlier.changes[field].value;
    }
    return op;
  }

  // Keeps a gesture: {visit, target, key, create, end, changes: {field: {base, value}}, shown}.
  const keep = (user, gesture) => within(user, "ops", "readwrite", async (rows) => {
    const op = { id: crypto.randomUUID(), seq: sequence(), at: Date.now(), status: "waiting", changes: {}, ...gesture };
    const known = (await asked(rows.getAll())).sort(bySequence).filter((row) => row.visit === op.visit && row.target === op.target && row.key === op.key);
    // What the server refused never stood there: it is corrected as if it had not been sent.
    for (const [at, row] of known.entries()) {
      if (row.status !== "refused") continue;
      await asked(rows.delete(row.id));
      known[at] = { ...row, id: op.id, tries: 0, status: "waiting", errors: null };
    }
    const waiting = known.findLast((row) => row.status === "waiting" && !row.tries);
    const kept = waiting ? merge(waiting, op) : rebase(op, known.filter((row) => row.tries));
    if (kept.end && kept.create) {
      await asked(rows.delete(kept.id));
      return null;
    }
    const fields = Object.entries(kept.changes).filter(([, change]) => kept.create || !same(change.base, change.value));
    kept.changes = Object.fromEntries(fields);
    if (!kept.create && !kept.end && !kept.start && !kept.complete && !fields.length) {
      await asked(rows.delete(kept.id));
      return null;
    }
    await asked(rows.put(kept));
    return kept;
  });

  async function waiting(user, visit) {
    const [ops, photos] = await Promise.all([all(user, "ops"), all(user, "photos")]);
    const here = (row) => !visit || row.visit === visit;
    return { ops: ops.filter(here).sort(bySequence), photos: photos.filter(here).sort(bySequence) };
  }

  // Who may see this browser's kept pages now. Apart from every person's own database.
  async function shared() {
    const request = indexedDB.open("symbiose", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("now", { keyPath: "key" });
    return asked(request);
  }
  async function current(user) {
    const base = await shared();
    const rows = base.transaction("now", user === undefined ? "readonly" : "readwrite").objectStore("now");
    try {
      if (user === undefined) return (await asked(rows.get("user")))?.value || "";
      await asked(rows.put({ key: "user", value: user }));
      return user;
    } finally {
      base.close();
    }
  }

  self.symbioseStore = { all, get, put, remove, update, keep, waiting, current, sequence, same };
})();
