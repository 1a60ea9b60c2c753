// The questions of a visit as they are answered: what depends on an answer appears, progress follows, tables grow, and a
// way out (« ne sait pas », « passer », « rien de tout cela ») and a value put each other out.
(() => {
  const sections = [...document.querySelectorAll("[data-question-section]")];
  const questions = new Map([...document.querySelectorAll("[data-question]")].map((root) => [root.dataset.question, root]));
  if (!questions.size) return; // a visit that is over is only read
  const ways = (root) => [...root.querySelectorAll("[data-way]")];
  const values = (root) => [...root.querySelectorAll("input:not([type=hidden]):not([data-way]), textarea, select")].filter((field) => field.closest("[data-sync-target]"));

  function answersOf(root) {
    if (ways(root).some((way) => way.checked)) return [];
    return values(root).filter((field) => field.type === "radio" || field.type === "checkbox" ? field.checked : field.value.trim()).map((field) => field.value);
  }

  function applies(root, seen = new Set()) {
    const { if: on, among } = root.dataset;
    if (!on || seen.has(on)) return true;
    const other = questions.get(on);
    if (!other || !applies(other, seen.add(on))) return false;
    return answersOf(other).some((value) => JSON.parse(among).includes(value));
  }

  const settled = (root) => {
    if (root.dataset.kind === "file") return Boolean(root.querySelector(".photo"));
    return answersOf(root).length > 0 || ways(root).some((way) => way.checked);
  };

  function words(place, done, all) {
    if (place) place.textContent = place.textContent.replace(/\d+(\D+)\d+/, (whole, between) => `${done}${between}${all}`);
  }

  function draw() {
    let done = 0;
    let all = 0;
    for (const root of questions.values()) root.hidden = !applies(root);
    for (const section of sections) {
      const asked = [...section.querySelectorAll("[data-question]")].filter((root) => !root.hidden);
      const answered = asked.filter(settled).length;
      words(section.querySelector("[data-progress]"), answered, asked.length);
      section.toggleAttribute("data-done", answered === asked.length);
      done += answered;
      all += asked.length;
    }
    words(document.querySelector("[data-progress-all]"), done, all);
  }

  // A way out empties nothing: what was typed comes back when it is taken off again.
  function settle(target) {
    const root = target.closest("[data-question]");
    if (!root) return;
    if (target.matches("[data-way]")) {
      if (target.checked) ways(root).forEach((way) => { way.checked = way === target; });
    } else if (target.matches("[data-none]")) {
      if (target.checked) values(root).forEach((field) => { if (field !== target) field.checked = false; });
      if (target.checked) ways(root).forEach((way) => { way.checked = false; });
    } else if (target.closest("[data-sync-target]")) {
      ways(root).forEach((way) => { way.checked = false; });
      root.querySelectorAll("input[type=checkbox][data-none]").forEach((none) => { none.checked = false; });
    }
  }

  function addRow(button) {
    const table = button.closest(".asked-table");
    const rows = table.querySelectorAll("[data-row]");
    const last = rows[rows.length - 1];
    if (rows.length >= Number(button.dataset.most)) { button.disabled = true; return; }
    const row = last.cloneNode(true);
    row.dataset.row = `r-${crypto.randomUUID().slice(0, 8)}`;
    row.setAttribute("aria-label", last.getAttribute("aria-label").replace(/\d+/, rows.length + 1));
    row.querySelectorAll(".field-error").forEach((fault) => fault.remove());
    for (const field of row.querySelectorAll("input, select")) {
      field.name = field.name.replace(/-\d+-([^-]*)$/, `-${rows.length}-$1`);
      field.value = field.name.endsWith("-row") ? row.dataset.row : "";
      field.removeAttribute("aria-invalid");
      field.classList.remove("is-invalid");
    }
    last.after(row);
    row.querySelector("input:not([type=hidden]), select")?.focus();
  }

  // Before the script that keeps what is typed reads it: this one listens in the capture phase.
  for (const name of ["input", "change"]) document.addEventListener(name, (event) => { settle(event.target); draw(); }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-add-row]");
    if (button) addRow(button);
  });
  document.addEventListener("visit-state", () => setTimeout(draw));
  document.addEventListener("outbox", () => setTimeout(draw));
  draw();
})();
