// Native dialogs: [data-dialog="id"] opens, [data-dialog-close] closes; focus returns to the opener.
(() => {
  let opener = null;

  function open(dialog) {
    if (!dialog || dialog.open) return;
    opener = document.activeElement;
    dialog.showModal();
    const first = dialog.querySelector("[autofocus], input:not([type=hidden]), textarea, select, button");
    if (first) first.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dialog]");
    if (button) {
      const dialog = document.getElementById(button.dataset.dialog);
      if (dialog) {
        event.preventDefault();
        open(dialog);
      }
      return;
    }
    if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog").close();
    if (event.target.matches("dialog[open]")) event.target.close();
  });

  document.addEventListener("close", (event) => {
    if (event.target.matches("dialog") && opener && document.contains(opener)) opener.focus();
  }, true);

  // A dialog that comes with an htmx part, or that the server re-renders with errors, opens by itself.
  function openNew(root) {
    if (root.matches?.("dialog[data-dialog-auto]")) open(root);
    root.querySelectorAll?.("dialog[data-dialog-auto]").forEach(open);
  }
  document.addEventListener("htmx:load", (event) => openNew(event.detail.elt));
  document.addEventListener("DOMContentLoaded", () => openNew(document.body));
  window.symbioseOpenDialog = open;
})();
