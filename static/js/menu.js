// Menus made of <details>: one open at a time, closed by Escape, by a click elsewhere, or when focus leaves.
(() => {
  const menus = () => document.querySelectorAll("details[data-menu][open], details.chip-menu[open], details.more[open]");
  const closeOthers = (kept) => menus().forEach((menu) => { if (menu !== kept) menu.open = false; });

  document.addEventListener("click", (event) => {
    closeOthers(event.target.closest("details[data-menu], details.chip-menu, details.more"));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    });
  });

  // [data-disclose="id"]: a button that unfolds a panel elsewhere in its row.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-disclose]");
    if (!button) return;
    const panel = document.getElementById(button.dataset.disclose);
    if (!panel) return;
    const open = !panel.hasAttribute("data-open");
    panel.toggleAttribute("data-open", open);
    button.setAttribute("aria-expanded", String(open));
  });
})();
