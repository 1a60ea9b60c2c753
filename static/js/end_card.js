// The end of a visit without network: lines that wait on the tablet join « Vous n’êtes pas seuls », from the counts that
// the page took along; the agreement is kept like the rest and leaves when the network is back.
(() => {
  const data = document.getElementById("visit-themes");
  const visit = document.querySelector("[data-visit]")?.dataset;
  const list = document.querySelector("#end-card .visit-themes");
  const model = document.getElementById("end-theme");
  if (!data || !visit || !list || !model) return;
  const known = JSON.parse(data.textContent);

  // As the lexicon writes words: no accents, no signs, no plural.
  const bare = (word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word);
  const key = (text) => ` ${text.replace(/œ/g, "oe").normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).map(bare).join(" ")} `;
  const themes = known.themes.map((theme) => ({ ...theme, keys: theme.words.map(key) }));
  const shown = () => new Set([...list.children].map((row) => `${row.dataset.direction}:${row.dataset.theme}`));

  // The most precise word decides, so that « formation incendie » is not any training.
  function subject(label) {
    const text = key(label);
    const found = themes.flatMap((theme) => theme.keys.filter((word) => text.includes(word)).map((word) => ({ label: theme.label, size: word.length })));
    return found.sort((a, b) => b.size - a.size)[0]?.label;
  }

  function add(theme, alike) {
    const row = model.content.firstElementChild.cloneNode(true);
    const number = list.children.length + 1;
    row.dataset.theme = theme.label;
    row.dataset.direction = theme.direction;
    row.querySelector("[data-count]").textContent = `${theme.companies}\u00a0entreprises`;
    row.querySelector("[data-sentence]").textContent = (alike ? theme.alike : theme.other).replace(/ ([:;!?])/g, "\u00a0$1");
    for (const [answer, value] of [["yes", theme.label], ["no", `no:${theme.label}`]]) {
      const input = row.querySelector(`[id$=-${answer}]`);
      const label = row.querySelector(`[for$=-${answer}]`);
      input.id = label.htmlFor = `theme-${number}-${answer}`;
      input.name = `interest-${number}`;
      input.value = value;
    }
    list.append(row);
    list.closest("[data-themes]").hidden = false;
  }

  function count(line) {
    const label = subject(line.label);
    for (const theme of themes) {
      if (theme.label !== label || list.children.length >= known.most) continue;
      if (!shown().has(`${theme.direction}:${theme.label}`)) add(theme, theme.direction === line.direction);
    }
  }

  document.addEventListener("outbox", (event) => {
    const mine = event.detail.ops.filter((op) => op.target === "flow" && op.visit === visit.visit && op.create && !op.end);
    for (const op of mine) {
      const label = op.changes.label?.value;
      if (label) count({ label, direction: op.changes.direction?.value });
    }
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const page = self.symbioseOutbox;
    if (!form.matches("[data-agreement]") || !page || (navigator.onLine && page.outbox.net === "online")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!form.reportValidity()) return;
    const values = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "agreement_uuid"].includes(name));
    const changes = Object.fromEntries(values.map(([name, value]) => [name, { base: "", value }]));
    const kept = await page.keep({ visit: visit.visit, target: "agreement", key: form.elements.agreement_uuid.value, create: true, changes });
    if (!kept) return;
    form.querySelector("[data-agreement-kept]").hidden = false;
    form.querySelector("button:not([type=button])").disabled = true;
  }, true);
})();
