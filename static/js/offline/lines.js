// Lines kept on the tablet, shown among the others at once: new ones at the end, changed and removed ones in their place.
(() => {
  const page = self.symbioseOutbox;
  const visit = document.querySelector("[data-visit]")?.dataset;
  if (!page || !visit) return;
  const { outbox, text } = page;
  const piece = (id) => document.getElementById(id)?.content.firstElementChild.cloneNode(true);

  // All gestures of a line that wait, as one: {key, create, end, fields, shown, errors}.
  function pending() {
    const lines = new Map();
    for (const op of outbox.ops) {
      if (op.visit !== visit.visit || op.target !== "flow") continue;
      const line = lines.get(op.key) || { key: op.key, fields: {}, shown: {} };
      line.create ||= op.create;
      line.end ||= op.end;
      line.refused ||= op.status === "refused";
      line.gone ||= op.gone;
      Object.assign(line.shown, op.shown);
      for (const [field, change] of Object.entries(op.changes)) line.fields[field] = change.value;
      if (op.errors) line.errors = { ...line.errors, ...op.errors };
      lines.set(op.key, line);
    }
    return [...lines.values()];
  }

  // Why the server refused, in its own words where it gave some.
  function why(line) {
    const said = Object.values(line.errors || {}).join(" ");
    const known = /^\d{3}$/.test(said) ? text(["403", "404", "413"].includes(said) ? said : "other") : said;
    return text("not_sent", { why: line.gone ? text("gone") : known || text("other") });
  }

  function slot(row, name, value) {
    const place = row.querySelector(`[data-slot="${name}"]`);
    if (place) place.replaceChildren(value || "");
  }

  function draw(line) {
    const row = piece("offline-line");
    row.dataset.key = line.key;
    const direction = document.getElementById("offline-directions")?.content.querySelector(`[data-direction="${CSS.escape(line.fields.direction || "")}"]`);
    slot(row, "label", line.fields.label);
    slot(row, "family", line.shown.family);
    slot(row, "direction", direction?.firstElementChild.cloneNode(true));
    slot(row, "amount", line.shown.amount);
    mark(row, line);
    return row;
  }

  function mark(row, line) {
    const fault = row.querySelector('[data-slot="fault"]');
    if (!fault) return;
    fault.hidden = !line.refused;
    fault.textContent = line.refused ? why(line) : "";
  }

  // Where lines are listed: on their tab, and on the page that ends the visit, where they are only read.
  const ends = window.location.pathname === `${visit.visit}complete/`;
  const host = () => document.getElementById("lines") || (ends && document.querySelector("main"));

  // The list, made where the page shows that there is no line yet.
  function list() {
    const known = host().querySelector(".visit-lines");
    if (known) return known;
    const made = document.createElement("ul");
    made.className = "card card-flush rows visit-lines";
    made.dataset.made = "1";
    host().prepend(made);
    return made;
  }

  function change(row, line) {
    row.querySelectorAll("[data-on-tablet]").forEach((old) => old.remove());
    row.classList.toggle("is-ended", Boolean(line?.end));
    const title = row.querySelector(".row-title");
    const amount = row.querySelector(".visit-amount");
    title.dataset.stands ??= title.textContent;
    amount.dataset.stands ??= amount.textContent;
    title.textContent = line?.fields.label ?? title.dataset.stands;
    amount.textContent = line?.end ? text("removed") : line?.shown.amount ?? amount.dataset.stands;
    if (!line) return;
    const note = document.createElement("span");
    note.dataset.onTablet = "1";
    note.append(" ", piece("offline-line").querySelector(".on-tablet"));
    row.querySelector(".row-note").append(note);
    if (!line.refused) return;
    const fault = document.createElement("div");
    fault.className = "visit-hint";
    fault.dataset.onTablet = "1";
    fault.textContent = why(line);
    row.querySelector(".row-text").append(fault);
  }

  // On the page of questions a kept line stands above the form in which it was typed.
  function renderByQuestion(lines) {
    document.querySelectorAll("[data-kept-lines]").forEach((kept) => kept.remove());
    for (const line of lines.filter((known) => known.create && !known.end)) {
      const form = document.getElementById(line.shown.place)?.querySelector("form[data-line-form]");
      const place = form?.closest("details");
      if (!place) continue;
      const kept = place.previousElementSibling?.matches("[data-kept-lines]") ? place.previousElementSibling : document.createElement("ul");
      kept.className = "rows visit-lines";
      kept.dataset.keptLines = "1";
      kept.append(draw(line));
      kept.querySelectorAll("[data-line-edit]").forEach((pencil) => pencil.remove());
      place.before(kept);
    }
  }

  function render() {
    const lines = pending();
    const place = host();
    if (!place) return renderByQuestion(lines);
    const byKey = new Map(lines.map((line) => [line.key, line]));
    const served = new Set();
    place.querySelectorAll("[data-line]").forEach((row) => {
      served.add(row.dataset.line);
      change(row, byKey.get(row.dataset.line));
    });
    place.querySelectorAll("[data-pending]").forEach((row) => row.remove());
    const fresh = lines.filter((line) => line.create && !line.end && !served.has(line.key)).map(draw);
    if (ends) fresh.forEach((row) => row.querySelector("[data-line-edit]").remove());
    if (fresh.length) list().append(...fresh);
    place.querySelectorAll("[data-made]").forEach((made) => { if (!made.children.length) made.remove(); });
    const empty = place.querySelector(".card-hollow, :scope > .note-straw:not([data-offline-line])");
    if (empty) empty.hidden = Boolean(fresh.length);
    return undefined;
  }

  // The lines as the server has them now, once something was sent; the form that is being filled stays as it is.
  async function refresh() {
    if (!document.getElementById("lines")) return;
    const answer = await fetch(visit.visit, { headers: { "X-Symbiose-Keep": "1" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [now, before] = [fresh, document].map((root) => root.querySelector("#lines > .visit-lines, #lines > .card-hollow"));
    const drawn = now && document.importNode(now, true);
    if (drawn && before) before.replaceWith(drawn);
    else if (drawn) document.getElementById("lines").prepend(drawn);
    if (drawn) window.htmx?.process(drawn);
    render();
  }

  document.addEventListener("outbox", render);
  document.addEventListener("outbox-sent", (event) => { if (event.detail.sent.some((op) => op.visit === visit.visit && op.target === "flow")) refresh(); });
  document.addEventListener("htmx:afterSettle", render);

  self.symbioseLines = { pending, render, refresh };
})();
