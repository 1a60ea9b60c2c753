// Lists: roles for tables that become cards, list and map that light up together, journal filters.
(() => {
  // A table laid out as blocks loses its semantics: they are given back.
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  function giveRoles(root) {
    root.querySelectorAll?.("table.table-cards").forEach((table) => {
      [table, ...table.querySelectorAll("thead, tbody, tr, td, th")].forEach((part) => {
        const role = ROLES[part.tagName] || (part.closest("thead") ? "columnheader" : "rowheader");
        part.setAttribute("role", role);
      });
    });
  }

  // [data-map-key]: a row and its point; the commune lights up too.
  function light(key, on) {
    const map = document.querySelector("[data-commune-map]");
    document.querySelectorAll(`[data-map-key="${CSS.escape(key)}"]`).forEach((part) => part.classList.toggle("lit", on));
    const point = map?.querySelector(`.map-point[data-map-key="${CSS.escape(key)}"]`);
    if (!point) return;
    const land = map.querySelector(`.commune[data-insee="${CSS.escape(point.dataset.insee)}"]`);
    land?.classList.toggle("lit", on);
    if (land && on) land.parentNode.append(land);
    const top = map.querySelector(".map-top");
    top.replaceChildren();
    if (!on) return;
    const label = point.querySelector(".map-label").cloneNode(true);
    const copy = document.createElementNS("http://www.w3.org/2000/svg", "g");
    copy.setAttribute("transform", point.getAttribute("transform"));
    copy.setAttribute("class", "map-point lit");
    copy.append(label);
    top.append(copy);
  }
  for (const [event, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(event, (e) => {
      const part = e.target.closest?.("[data-map-key]");
      if (part && !(e.relatedTarget && part.contains(e.relatedTarget))) light(part.dataset.mapKey, on);
    });
  }

  // [data-filter-group]: chips that show one group of a timeline.
  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-filter-group]");
    if (!chip) return;
    const group = chip.dataset.filterGroup;
    chip.closest(".chips").querySelectorAll("[data-filter-group]").forEach((c) => c.setAttribute("aria-pressed", String(c === chip)));
    document.querySelectorAll(`#${chip.dataset.filterTarget} [data-group]`).forEach((item) => {
      item.hidden = group !== "" && item.dataset.group !== group;
    });
  });

  // [data-chip-open]: the words of a filter in force open its choices again.
  document.addEventListener("click", (event) => {
    const name = event.target.closest("[data-chip-open]")?.dataset.chipOpen;
    const menu = name && document.querySelector(`.chip-menu[data-filter="${CSS.escape(name)}"]`);
    if (!menu) return;
    menu.open = true;
    menu.querySelector("input:checked, input")?.focus();
  });

  document.addEventListener("DOMContentLoaded", () => giveRoles(document));
  document.addEventListener("htmx:load", (event) => giveRoles(event.detail.elt.parentNode || document));
})();
