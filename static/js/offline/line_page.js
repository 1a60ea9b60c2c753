// The page on which a line is changed: what is typed is kept on the device until it is saved; without network, saving is a
// gesture kept for its visit like the others.
(() => {
  const page = self.symbioseOutbox;
  const store = self.symbioseStore;
  const form = document.querySelector("form[data-line-page]");
  if (!page || !form) return;
  const { values, fill } = self.symbioseFields;
  const visit = /^\/p\/[^/]+\/diagnostics\/\d+\/$/.test(form.dataset.back) ? form.dataset.back : "";
  const key = `page:${form.dataset.linePage}`;
  const ASIDE = new Set(["touched", "family_chip", "ewc_chip", "ewc_query", "naf_query", "photo"]);
  const version = form.elements.version.value;
  const base = values(form);
  let timer = null;

  async function keep(sent = false) {
    clearTimeout(timer);
    timer = null;
    await store.put(page.user, "drafts", { key, at: Date.now(), version, fields: values(form), sent }).catch(() => {});
  }
  const forget = () => store.remove(page.user, "drafts", key).catch(() => {});

  for (const name of ["input", "change"]) {
    form.addEventListener(name, () => { clearTimeout(timer); timer = setTimeout(keep, 600); });
  }
  window.addEventListener("pagehide", () => { if (timer) keep(); });
  window.addEventListener("pageshow", () => { delete form.dataset.leaves; });
  document.querySelector("[data-forget-draft]")?.addEventListener("click", () => { clearTimeout(timer); timer = null; forget(); });

  // Emptied fields and unticked boxes are values too.
  function changes() {
    const typed = values(form);
    if (typed.ewc_chip && !typed.ewc_code) typed.ewc_code = [typed.ewc_chip].flat()[0];
    const names = [...new Set([...Object.keys(base), ...Object.keys(typed)])].filter((name) => !ASIDE.has(name));
    const none = (name) => (Array.isArray(base[name]) || Array.isArray(typed[name]) ? [] : "");
    const pairs = names.map((name) => [name, { base: base[name] ?? none(name), value: typed[name] ?? none(name) }]);
    return Object.fromEntries(pairs.filter(([, change]) => !store.same(change.base, change.value)));
  }

  form.addEventListener("submit", async (event) => {
    if (form.dataset.leaves || !visit) { keep(true); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await page.reaches(visit)) {
      form.dataset.leaves = "1";
      form.requestSubmit();
      return;
    }
    const amount = [form.elements.quantity?.value, form.elements.unit?.selectedOptions[0]?.text].filter(Boolean).join("\u00a0");
    const gesture = { visit, target: "flow", key: form.dataset.linePage, waited: true, changes: changes(), shown: { amount } };
    if (!(await page.keep(gesture))) return;
    await forget();
    window.location.assign(visit);
  }, true);

  // Typed before, and never saved: it stands in the form again. One that was saved has made the line's version grow.
  (async () => {
    const draft = await store.get(page.user, "drafts", key).catch(() => null);
    if (!draft || form.querySelector("[aria-invalid]")) return;
    if (draft.sent && Number(version) > Number(draft.version)) { forget(); return; }
    fill(form, draft.fields);
    form.elements.version.value = draft.version;
  })();
})();
