// The line at the speed of speech: what the label says fills the other fields, until a hand changes one; « 60 kg » typed as
// a quantity sets its unit; the arrow down takes the proposed waste code. The server reads the label anew in any case.
(() => {
  const SCRIPT = "js";
  const SPOKEN = ["direction", "quantity", "unit", "period", "price", "available_from", "available_to"];
  const formOf = (node) => node.closest?.("form")?.querySelector("[data-spoken]")?.form;

  const touched = (form) => new Set(form.elements.touched.value.split(" ").slice(1));
  function touch(form, name) {
    const names = touched(form).add(name);
    form.elements.touched.value = [SCRIPT, ...names].join(" ");
  }

  const radios = (form, name) => [...form.querySelectorAll(`input[type=radio][name="${name}"]`)];
  function write(form, name, value) {
    const choices = radios(form, name);
    if (choices.length) return choices.forEach((choice) => { choice.checked = choice.value === value; });
    const field = form.elements[name];
    if (!field) return undefined;
    if (field.tagName === "SELECT" && value && ![...field.options].some((option) => option.value === value)) field.add(new Option(value, value));
    field.value = value;
    return undefined;
  }

  // What stood in a field before the label spoke of it, to come back when the label speaks of it no more.
  const before = new WeakMap();
  function standing(form, name) {
    const choices = radios(form, name);
    return choices.length ? choices.find((choice) => choice.defaultChecked)?.value || "" : "";
  }

  function fill(form) {
    const said = form.querySelector("[data-said]")?.dataset || {};
    const filled = before.get(form) || new Set();
    const byHand = touched(form);
    for (const name of SPOKEN) {
      if (byHand.has(name)) continue;
      if (said[name]) {
        write(form, name, said[name]);
        filled.add(name);
      } else if (filled.delete(name)) {
        write(form, name, standing(form, name));
      }
    }
    if (!byHand.has("months")) fillMonths(form, (said.months || "").split(" ").filter(Boolean), filled);
    before.set(form, filled);
  }

  function fillMonths(form, months, filled) {
    if (!months.length && !filled.delete("months")) return;
    form.querySelectorAll("input[name=months]").forEach((box) => { box.checked = months.includes(box.value); });
    if (months.length) filled.add("months");
  }

  // « 60 kg/an »: the letters after the number choose in the list; the server reads them too.
  const PERIODS = { an: "an", a: "an", mois: "mois", m: "mois", sem: "semaine", semaine: "semaine", s: "semaine", u: "ponctuel", 1: "ponctuel" };
  function readAmount(form, text) {
    const found = /^[\d\s.,\u00a0\u202f]+([^\W\d_][^\s/]*)?\s*(?:\/\s*(\w+))?\s*$/u.exec(text);
    if (!found) return;
    const [, letters, per] = found;
    if (letters) chooseUnit(form, letters.toLowerCase());
    if (per && PERIODS[per.toLowerCase()]) {
      write(form, "period", PERIODS[per.toLowerCase()]);
      touch(form, "period");
    }
  }

  function chooseUnit(form, letters) {
    const options = [...form.elements.unit.options].filter((option) => option.value);
    const same = (option) => [option.value, option.text].some((word) => word.toLowerCase() === letters);
    const begins = (option) => option.text.toLowerCase().startsWith(letters);
    const chosen = options.find(same) || options.find(begins);
    if (!chosen) return;
    form.elements.unit.value = chosen.value;
    touch(form, "unit");
  }

  for (const event of ["input", "change"]) {
    document.addEventListener(event, (happened) => {
      const form = happened.isTrusted && formOf(happened.target);
      const { name } = happened.target;
      if (!form || !form.elements.touched || !name) return;
      if (SPOKEN.includes(name) || name === "months") touch(form, name);
      if (name === "quantity") readAmount(form, happened.target.value);
      if (name === "label" && !form.elements.touched.value) form.elements.touched.value = SCRIPT;
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || event.altKey || event.ctrlKey || event.metaKey || !event.target.matches?.("#id_label")) return;
    const code = event.target.form.querySelector("[data-first-code]");
    if (!code) return;
    event.preventDefault();
    code.checked = !code.checked;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "suggestions") return;
    const form = formOf(event.target);
    if (form) fill(form);
  });

  // A line kept on the tablet keeps its photo there too: it follows the line when the network is back.
  async function keepPhoto(form) {
    const page = self.symbioseOutbox;
    const file = form.querySelector("[data-line-photo]")?.files[0];
    const key = form.elements.line_uuid?.value;
    const visit = document.querySelector("[data-visit]")?.dataset;
    if (!page || !visit || !file?.type.startsWith("image/") || !page.outbox.ops.some((op) => op.key === key && op.create)) return;
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
    if (!picture) return;
    const canvas = document.createElement("canvas");
    const scale = Math.min(1, 192 / Math.max(picture.width, picture.height));
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    page.keepPhoto({ id: crypto.randomUUID(), visit: visit.visit, address: visit.photos, place: "", fields: { flow: key }, name: file.name, blob: file, small: canvas.toDataURL("image/jpeg", 0.7) });
  }

  document.addEventListener("reset", (event) => {
    if (!formOf(event.target.firstElementChild || event.target)) return;
    keepPhoto(event.target);
    event.target.elements.touched.value = "";
    before.delete(event.target);
  });

  // Enter in a field of one line sends the line, from a choice too.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches?.("input[type=radio], input[type=checkbox], select")) return;
    const form = formOf(event.target);
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  });
})();
