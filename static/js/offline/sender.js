// Sends what waits, one sender at a time for all pages and the worker. Sending twice is harmless: the server knows each
// gesture by its id, each line and photo by its uuid. Runs in pages and in the service worker.
(() => {
  const store = self.symbioseStore;
  const BATCH = 50;
  const PATIENCE = 20000;
  const token = new Map();
  let reached = false;

  class Stop extends Error {}
  const stop = (reason) => { throw new Stop(reason); };

  const address = (path) => new URL(path, self.location.origin).href;

  async function ask(user, path, options = {}) {
    let answer;
    try {
      answer = await fetch(address(path), {
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
        ...options,
        headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest", "X-Symbiose-User": user, ...options.headers },
      });
    } catch {
      reached = false;
      stop("offline");
    }
    reached = true;
    if (answer.type === "opaqueredirect" || answer.status === 401) stop("signin");
    return answer;
  }

  // The state of a visit, and with it the token that a sending needs; it must be this person's.
  async function state(user, visit) {
    const answer = await ask(user, `${visit}state/`);
    if (!answer.ok) return answer.status >= 500 ? stop("failed") : null;
    const found = await read(answer);
    if (found.user && found.user !== user) stop("signin");
    token.set(user, found.csrf);
    await store.put(user, "states", { visit, at: Date.parse(answer.headers.get("Date")) || Date.now(), state: found });
    return found;
  }

  async function read(answer) {
    try {
      return await answer.json();
    } catch {
      return stop("failed");
    }
  }

  async function post(user, visit, path, body, headers = {}) {
    if (!token.get(user)) await state(user, visit);
    const send = () => ask(user, path, { method: "POST", body, headers: { ...headers, "X-CSRFToken": token.get(user) || "" } });
    let answer = await send();
    if (answer.status === 403) {
      if (!(await state(user, visit))) return answer;
      answer = await send();
    }
    if (answer.status >= 500 || answer.status === 429) stop("failed");
    return answer;
  }

  const asSent = ({ id, target, key, create, end, start, complete, interests, changes }) => ({ id, target, key, create: Boolean(create), end: Boolean(end), start: Boolean(start), complete: Boolean(complete), interests: interests || [], changes });

  async function sendGestures(user, visit, batch) {
    // After a silence, a question that changes nothing goes first: what never left may still be taken back.
    if (!reached) await state(user, visit);
    // Marked before it leaves: from now on the server may know it, whatever becomes of the answer.
    const marked = [];
    for (const op of batch) {
      const row = await store.update(user, "ops", op.id, (known) => known && { ...known, tries: (known.tries || 0) + 1 });
      if (row) marked.push(row);
    }
    const body = JSON.stringify({ operations: marked.map(asSent) });
    const answer = await post(user, visit, `${visit}sync/`, body, { "Content-Type": "application/json" });
    if (!answer.ok) return refuseAll(user, "ops", marked, answer);
    const said = await read(answer);
    if (said.csrf) token.set(user, said.csrf);
    const results = new Map((said.results || []).map((result) => [result.id, result]));
    for (const op of marked) await settle(user, op, results.get(op.id));
    if (said.state) await store.update(user, "states", visit, (known) => ({ visit, at: known?.at || 0, state: { ...known?.state, ...said.state } }));
    const settled = marked.filter((op) => results.has(op.id)).map((op) => ({ op, ...results.get(op.id) }));
    return { settled, sent: marked.filter((op) => ["done", "conflict"].includes(results.get(op.id)?.status)), conflicts: [...results.values()].some((result) => result.status === "conflict") };
  }

  // « conflict » is kept by the server with both texts: nothing is left to send.
  async function settle(user, op, result) {
    if (!result) return;
    if (result.status === "done" || result.status === "conflict") await store.remove(user, "ops", op.id);
    else await store.update(user, "ops", op.id, (row) => row && { ...row, status: "refused", gone: result.status === "gone", errors: result.errors || {} });
  }

  async function refuseAll(user, name, rows, answer) {
    for (const row of rows) await store.update(user, name, row.id, (known) => known && { ...known, status: "refused", gone: answer.status === 404, errors: { "": String(answer.status) } });
    return { settled: [], sent: [], conflicts: false };
  }

  async function sendPhoto(user, photo) {
    const body = new FormData();
    body.append("uuid", photo.id);
    body.append("file", photo.blob, photo.name);
    for (const [name, value] of Object.entries(photo.fields || {})) body.append(name, value);
    const answer = await post(user, photo.visit, photo.address, body);
    if (answer.ok || answer.status === 409) {
      await store.remove(user, "photos", photo.id);
      return true;
    }
    const said = await answer.json().catch(() => ({}));
    await store.update(user, "photos", photo.id, (row) => row && { ...row, status: "refused", errors: said.errors || { "": String(answer.status) } });
    return false;
  }

  async function drain(user) {
    const done = { settled: [], sent: [], photos: 0, conflicts: false };
    const tried = new Set();
    for (;;) {
      const { ops } = await store.waiting(user);
      const next = ops.filter((op) => op.status === "waiting" && !tried.has(op.id));
      if (!next.length) break;
      const { visit } = next[0];
      const batch = next.filter((op) => op.visit === visit).slice(0, BATCH);
      batch.forEach((op) => tried.add(op.id));
      const result = await sendGestures(user, visit, batch);
      done.settled.push(...result.settled);
      done.sent.push(...result.sent);
      done.conflicts ||= result.conflicts;
    }
    for (const visit of new Set(done.sent.map((op) => op.visit))) await state(user, visit).catch(() => {});
    const left = await store.waiting(user);
    for (const photo of left.photos) {
      const lineWaits = left.ops.some((op) => op.create && op.key === photo.fields?.flow);
      if (photo.status === "waiting" && !lineWaits && await sendPhoto(user, photo)) done.photos += 1;
    }
    return done;
  }

  // Gives {status: "idle" | "sent" | "busy" | "offline" | "signin" | "failed", sent, photos, conflicts}.
  async function flush(user) {
    const { ops, photos } = await store.waiting(user);
    if (![...ops, ...photos].some((row) => row.status === "waiting")) return { status: "idle", sent: [], photos: 0 };
    const work = async (lock) => {
      if (!lock) return { status: "busy", sent: [], photos: 0 };
      try {
        return { status: "sent", ...(await drain(user)) };
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
        return { status: error.message, sent: [], photos: 0 };
      }
    };
    return navigator.locks.request(`symbiose-send-${user}`, { ifAvailable: true }, work);
  }

  self.symbioseSender = { flush, state, Stop };
})();
