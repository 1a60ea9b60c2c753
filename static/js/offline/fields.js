// Reads and writes inputs: one kept thing (a value, ticked boxes, the rows of a table: docs/adr/0017), or a line's form.
(() => {
  const ticked = (root) => [...root.querySelectorAll("input[type=checkbox]:checked:not([data-sync-whole])")].map((box) => box.value);
  const inputs = (root) => (root.matches("input, textarea, select") ? [root] : [...root.querySelectorAll("input, textarea, select")]);

  function rows(root) {
    const found = [];
    for (const row of root.querySelectorAll("[data-row]")) {
      const cells = {};
      for (const cell of row.querySelectorAll("[data-column]")) {
        const value = cell.type === "checkbox" || cell.type === "radio" ? (cell.checked ? cell.value : "") : cell.value;
        if (value.trim()) cells[cell.dataset.column] = value;
      }
      if (!Object.keys(cells).length) continue;
      found.push(row.dataset.row ? { ...cells, row: row.dataset.row } : cells);
    }
    return found;
  }

  function one(root) {
    const all = inputs(root).filter((input) => !("syncWhole" in input.dataset));
    const radios = all.filter((input) => input.type === "radio");
    if (radios.length) return radios.find((radio) => radio.checked)?.value ?? "";
    return all[0]?.value ?? "";
  }

  function read(root) {
    const whole = [...root.querySelectorAll("[data-sync-whole]")].find((input) => input.checked);
    if (whole) return JSON.parse(whole.dataset.syncWhole);
    const shape = root.dataset.syncShape;
    return shape === "list" ? ticked(root) : shape === "table" ? rows(root) : one(root);
  }

  function writeRows(root, value) {
    const lines = [...root.querySelectorAll("[data-row]")];
    const named = new Map(lines.map((row) => [row.dataset.row, row]));
    const missing = [value].flat().length - lines.length;
    for (let n = 0; n < missing; n += 1) root.querySelector("[data-add-row]")?.click();
    lines.splice(0, lines.length, ...root.querySelectorAll("[data-row]"));
    lines.forEach((row) => row.querySelectorAll("[data-column]").forEach((cell) => setCell(cell, "")));
    [value].flat().forEach((cells, index) => {
      const row = named.get(String(cells?.row)) || lines[index];
      row?.querySelectorAll("[data-column]").forEach((cell) => setCell(cell, cells?.[cell.dataset.column] ?? ""));
    });
  }
  // A stored value as an input says it: « oui », 1,5.
  function said(value) {
    if (typeof value === "boolean") return value ? "yes" : "no";
    return typeof value === "number" ? String(value).replace(".", ",") : String(value ?? "");
  }
  function setCell(cell, value) {
    if (cell.type === "checkbox" || cell.type === "radio") cell.checked = cell.value === said(value);
    else cell.value = said(value);
  }

  function write(root, value) {
    const given = value && typeof value === "object" && !Array.isArray(value) && "status" in value;
    root.querySelectorAll("[data-sync-whole]").forEach((input) => {
      const whole = JSON.parse(input.dataset.syncWhole);
      const plainStatus = given && whole.status === value.status && (value.value ?? null) === null;
      input.checked = plainStatus || JSON.stringify(whole) === JSON.stringify(value);
    });
    const stored = given ? value.value ?? "" : value ?? "";
    const plain = typeof stored === "boolean" ? (stored ? "yes" : "no") : stored;
    if (root.dataset.syncShape === "table") return writeRows(root, plain);
    const wanted = [plain].flat().map(said);
    for (const input of inputs(root)) {
      if ("syncWhole" in input.dataset) continue;
      if (input.type === "radio" || input.type === "checkbox") input.checked = wanted.includes(input.value);
      else input.value = wanted[0] ?? "";
      if (input.matches("textarea[data-grow]")) input.dispatchEvent(new Event("grow"));
    }
    return undefined;
  }

  // The form of a line, as it would be posted; what only the form itself needs is left out.
  const OWN = new Set(["csrfmiddlewaretoken", "line_uuid", "version", "submission_key", "tab", "section", "next"]);
  function values(form) {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (OWN.has(name) || value instanceof File) continue;
      const many = form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]`).length > 1;
      if (many || name in found) found[name] = [...[found[name] ?? []].flat(), value];
      else found[name] = value;
    }
    return found;
  }
  function fill(form, fields) {
    for (const control of form.elements) {
      if (!control.name || OWN.has(control.name) || control.type === "file" || !(control.name in fields)) continue;
      const wanted = [fields[control.name] ?? ""].flat().map(String);
      if (control.type === "checkbox" || control.type === "radio") control.checked = wanted.includes(control.value);
      else control.value = wanted[0] ?? "";
    }
  }

  self.symbioseFields = { read, write, values, fill };
})();
