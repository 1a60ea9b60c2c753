// The form of a line: with the network it goes through htmx as ever; without it, or when the answer does not come, the line
// is kept on the tablet under the same uuid. What is being typed is kept too.
(() => {
  const page = self.symbioseOutbox;
  const store = self.symbioseStore;
  const visit = document.querySelector("[data-visit]")?.dataset;
  if (!page || !visit) return;
  const { outbox, text, user } = page;
  const { values, fill } = self.symbioseFields;
  const forms = () => [...document.querySelectorAll("form[data-line-form]")];
  const form = () => document.querySelector("#lines form[data-line-form]");
  const placeOf = (from) => from.id || from.closest("[id]")?.id || "";
  const draftKey = (from) => `line:${visit.visit}:${placeOf(from)}`;
  const away = () => outbox.net !== "online" || !navigator.onLine;
  const SOUGHT = /^\s*(re)?cherche|^\s*besoin/i; // as the server reads a line said in one breath
  let editing = null;
  let restored = false;

  const chosen = (from, name) => {
    const control = from.elements[name];
    if (control instanceof RadioNodeList) return [...control].find((radio) => radio.checked);
    return control;
  };

  // What the list shows of a line: its amount and family in words.
  function shown(from, fields) {
    const unit = from.elements.unit?.selectedOptions?.[0]?.text || "";
    const per = { an: "/an", mois: "/mois", semaine: "/semaine" }[fields.period] || "";
    const until = fields.available_to ? `, avant le ${fields.available_to.split("-").reverse().slice(0, 2).join("/")}` : "";
    const family = from.elements.family?.value ? from.elements.family.selectedOptions[0].text : chosen(from, "family_chip")?.closest("label")?.textContent.trim() || self.symbioseWords?.suggest(fields.label, fields.direction)?.familyLabel || "";
    const amount = fields.quantity ? `${fields.quantity}\u00a0${fields.unit ? unit : ""}`.trim() + per : "";
    return { family: family.toLowerCase(), amount: amount + (amount ? until : until.slice(2)) };
  }

  function changesFrom(fields, base) {
    const names = Object.keys(fields).filter((name) => !base || name in base);
    return Object.fromEntries(names.map((name) => [name, { base: base ? base[name] ?? "" : null, value: fields[name] }]));
  }

  // Unticked boxes and emptied fields are values too.
  function withEmpty(from, fields, base) {
    const whole = { ...fields };
    for (const name of Object.keys(base || {})) if (!(name in whole) && from.elements[name]) whole[name] = Array.isArray(base[name]) ? [] : "";
    if (!whole.family && (whole.family_chip || !base)) whole.family = whole.family_chip || self.symbioseWords?.suggest(whole.label, whole.direction)?.family || "";
    if (base && !whole.family) delete whole.family;
    if (base && !whole.ewc_code && whole.ewc_chip) whole.ewc_code = [whole.ewc_chip].flat()[0];
    return whole;
  }

  async function keep(from) {
    const key = from.dataset.editing || from.elements.line_uuid.value;
    const line = from.dataset.editing ? editing : null;
    const fields = withEmpty(from, values(from), line?.base);
    if (!fields.label?.trim()) return lacks(from);
    if (!line && SOUGHT.test(fields.label) && !/\bdirection\b/.test(fields.touched || "")) fields.direction = "besoin";
    const gesture = { visit: visit.visit, target: "flow", key, create: !line || line.create, waited: true, changes: changesFrom(fields, line?.base), shown: { ...shown(from, fields), place: placeOf(from) } };
    if (!(await page.keep(gesture))) return undefined;
    await afresh(from);
    return undefined;
  }

  function lacks(from) {
    const field = from.elements.label;
    let fault = from.querySelector("[data-lacks]");
    if (!fault) {
      fault = document.createElement("div");
      fault.className = "field-error";
      fault.id = "lacks-label";
      fault.dataset.lacks = "1";
      field.after(fault);
    }
    fault.textContent = text("without_name");
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", fault.id);
    field.focus();
  }

  async function afresh(from) {
    leaveEditing(from);
    from.reset();
    from.elements.label.value = "";
    from.elements.line_uuid.value = crypto.randomUUID();
    from.querySelectorAll("[data-lacks], .field-error, .error-summary").forEach((fault) => fault.remove());
    from.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    from.querySelector("#suggestions")?.replaceChildren();
    await store.remove(user, "drafts", draftKey(from)).catch(() => {});
    from.elements.label.focus();
  }

  // htmx asks before it sends: without network the line is kept here instead.
  document.addEventListener("submit", (event) => {
    const from = event.target.closest?.("form[data-line-form]");
    if (!from || (!from.dataset.editing && !away())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keep(from);
  }, true);

  // The answer did not come, or it was the sign-in page: the line may be there or not, its uuid makes it one.
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:beforeSwap", "htmx:responseError"]) {
    document.addEventListener(name, (event) => {
      const from = event.detail.requestConfig?.elt || event.detail.elt;
      const silent = from instanceof HTMLInputElement && from.closest("form");
      const lost = name === "htmx:sendError" || name === "htmx:timeout" || (event.detail.xhr?.status || 0) >= 500;
      const signIn = name === "htmx:beforeSwap" && new URL(event.detail.xhr.responseURL || window.location.href).pathname.startsWith("/accounts/");
      if (!lost && !signIn) return;
      if (!(from instanceof HTMLFormElement && from.matches("[data-line-form]")) && !silent) return;
      event.preventDefault();
      event.stopPropagation();
      page.net(signIn ? "signin" : "offline");
      if (silent) document.dispatchEvent(new CustomEvent("offline-suggest", { detail: from }));
      else { delete from.dataset.busy; keep(from); }
    }, true);
  }

  // The draft of each line that is being typed.
  const timers = new Map();
  async function keepDraft(from, sent = false) {
    timers.delete(from);
    if (from.dataset.editing) return;
    const fields = values(from);
    try {
      if (fields.label?.trim() || fields.quantity) await store.put(user, "drafts", { key: draftKey(from), at: Date.now(), uuid: from.elements.line_uuid.value, fields, sent });
      else await store.remove(user, "drafts", draftKey(from));
    } catch {
      outbox.fault = outbox.fault || "refused";
    }
  }
  const soon = (event) => {
    const from = event.target.closest?.("form[data-line-form]");
    if (!from) return;
    clearTimeout(timers.get(from));
    timers.set(from, setTimeout(keepDraft, 600, from));
  };
  document.addEventListener("input", soon);
  document.addEventListener("change", soon);
  window.addEventListener("pagehide", () => [...timers.keys()].forEach((from) => keepDraft(from)));
  // A form that leaves the page: its draft goes once the server shows the line.
  document.addEventListener("submit", (event) => {
    const from = event.target;
    if (from.matches("[data-line-form]:not([hx-post])") && !event.defaultPrevented) keepDraft(from, true);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const from = event.detail.elt;
    if (!from.matches?.("[data-line-form]") || !event.detail.successful) return;
    clearTimeout(timers.get(from));
    store.remove(user, "drafts", draftKey(from)).catch(() => {});
  });

  async function restoreDraft(from, lines) {
    const draft = await store.get(user, "drafts", draftKey(from)).catch(() => null);
    if (!draft || from.elements.label.value) return;
    if (lines?.some((line) => line.uuid === draft.uuid)) { await store.remove(user, "drafts", draft.key); return; }
    if (draft.sent && !lines && !away()) return;
    fill(from, draft.fields);
    from.elements.line_uuid.value = draft.uuid;
    const folded = from.closest("details");
    if (folded) folded.open = true;
  }
  document.addEventListener("visit-state", (event) => {
    if (!restored) { restored = true; forms().forEach((from) => restoreDraft(from, event.detail.lines)); }
  });

  // The pencil: a line of the tablet is changed here; one of the server too, when its page cannot be reached.
  document.addEventListener("click", async (event) => {
    const row = event.target.closest?.("[data-pending], [data-line]");
    const pencil = row && event.target.closest("[data-line-edit], a[href*='/lines/']:not(.line-camera)");
    if (!pencil || !form()) return;
    if (row.dataset.line && !away() && !self.symbioseLines.pending().some((line) => line.key === row.dataset.line)) return;
    event.preventDefault();
    const key = row.dataset.key || row.dataset.line;
    const waiting = self.symbioseLines.pending().find((line) => line.key === key);
    const state = (await store.get(user, "states", visit.visit).catch(() => null))?.state;
    const stands = state?.lines?.find((line) => line.uuid === key)?.fields;
    if (!waiting && !stands) return;
    startEditing({ key, create: waiting?.create, base: waiting?.create ? null : { ...stands, ...waiting?.fields }, fields: { ...stands, ...waiting?.fields } });
  });

  function startEditing(line) {
    const from = form();
    leaveEditing(from);
    editing = line;
    from.reset();
    fill(from, line.fields);
    from.dataset.editing = line.key;
    const heading = from.querySelector("h2");
    const button = from.querySelector(".visit-form-foot > .btn-primary, button.btn-primary");
    heading.dataset.was ??= heading.textContent;
    button.dataset.was ??= button.textContent;
    heading.textContent = text("edit_line");
    button.textContent = text("save_line");
    from.querySelector(".visit-form-foot")?.append(document.getElementById("offline-editing").content.firstElementChild.cloneNode(true));
    from.scrollIntoView({ block: "nearest" });
    from.elements.label.focus();
  }

  function leaveEditing(from) {
    if (from.dataset.editing) editing = null;
    delete from.dataset.editing;
    from.querySelectorAll("[data-editing-tools]").forEach((tools) => tools.remove());
    from.querySelectorAll("[data-was]").forEach((part) => { part.textContent = part.dataset.was; delete part.dataset.was; });
  }

  document.addEventListener("click", async (event) => {
    const from = form();
    if (!from || !editing) return;
    if (event.target.closest("[data-line-cancel]")) await afresh(from);
    if (!event.target.closest("[data-line-remove]")) return;
    const { key, create } = editing;
    await page.keep({ visit: visit.visit, target: "flow", key, create, end: true, waited: true, changes: {}, shown: {} });
    await afresh(from);
  });

  // The copy of a page bears the same uuid each time it is opened: a line that was kept from it has taken that one.
  forms().forEach((from) => {
    from.elements.line_uuid.value = crypto.randomUUID();
    restoreDraft(from, null);
  });
  self.symbioseLineForm = { away };
})();
