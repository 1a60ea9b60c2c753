// The page of a visit: asks what stands on the server now and then, keeps its token fresh, and what was done elsewhere
// appears. Starting and ending a visit without network are kept like the rest.
(() => {
  const page = self.symbioseOutbox;
  const store = self.symbioseStore;
  const visit = document.querySelector("[data-visit]")?.dataset;
  if (!page || !visit) return;
  const { outbox, user } = page;
  const EVERY = 15000;
  let seen = null;
  let timer = null;

  async function look() {
    clearTimeout(timer);
    timer = setTimeout(look, EVERY);
    if (document.hidden || !navigator.onLine) return;
    try {
      const state = await self.symbioseSender.state(user, visit.visit);
      if (!state) return;
      page.net("online");
      renew(state.csrf);
      compare(state);
      document.dispatchEvent(new CustomEvent("visit-state", { detail: state }));
      if (outbox.ops.length || outbox.photos.length) page.send();
    } catch (error) {
      if (error instanceof self.symbioseSender.Stop && error.message !== "failed") page.net(error.message);
    }
  }

  // A page from yesterday posts with the token of today.
  function renew(token) {
    if (!token) return;
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  }

  // Lines that somebody else changed meanwhile come in by themselves.
  function compare(state) {
    const print = JSON.stringify([state.lines?.map((line) => [line.uuid, line.version]), state.conflicts?.length]);
    const shown = new Set([...document.querySelectorAll("#lines [data-line]")].map((row) => row.dataset.line));
    const lacking = state.lines?.some((line) => !shown.has(line.uuid)) || shown.size > (state.lines?.length ?? 0);
    if (document.getElementById("lines") && ((seen && seen !== print) || lacking) && !state.lines_left_off) self.symbioseLines.refresh();
    seen = print;
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const path = new URL(form.action, window.location.href).pathname;
    const ends = path === `${visit.visit}complete/`;
    if (form.method !== "post" || form.dataset.leaves || (!ends && path !== `${visit.visit}start/`)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!outbox.ops.length && await page.reaches(visit.visit)) {
      form.dataset.leaves = "1";
      form.requestSubmit();
      return;
    }
    const interests = ends ? [...new FormData(form)].filter(([name, value]) => name.startsWith("interest-") && value).map(([, value]) => value) : [];
    const gesture = { visit: visit.visit, target: "visit", key: visit.visitUuid, changes: {}, [ends ? "complete" : "start"]: true, interests, waited: true };
    if (!(await page.keep(gesture))) return;
    if (ends) document.dispatchEvent(new CustomEvent("toast", { detail: { text: page.text("complete_kept") } }));
    form.querySelectorAll("button").forEach((button) => { button.disabled = ends; });
  }, true);
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-leaves]").forEach((form) => { delete form.dataset.leaves; }));

  // Once the end of the visit has arrived, the page says so itself.
  document.addEventListener("outbox-sent", (event) => {
    if (event.detail.sent.some((op) => op.visit === visit.visit && op.complete)) window.location.assign(visit.visit);
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  window.addEventListener("online", look);

  page.look();
  look();
})();
