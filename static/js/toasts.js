// Toasts: one at a time, 8 seconds, paused while pointed at or focused. Server messages and htmx "toast" events.
(() => {
  const DELAY = 8000;
  const host = () => document.querySelector("[data-toasts]");

  function start(toast) {
    if (!toast || toast.dataset.started) return;
    toast.dataset.started = "1";
    let left = DELAY;
    let since = Date.now();
    let timer = setTimeout(() => close(toast), left);
    const pause = () => { clearTimeout(timer); left -= Date.now() - since; };
    const resume = () => { since = Date.now(); clearTimeout(timer); timer = setTimeout(() => close(toast), Math.max(left, 1500)); };
    toast.addEventListener("pointerenter", pause);
    toast.addEventListener("pointerleave", resume);
    toast.addEventListener("focusin", pause);
    toast.addEventListener("focusout", resume);
  }

  function close(toast) {
    toast.remove();
    start(host()?.querySelector("[data-toast]"));
  }

  function show(text, undo) {
    const template = document.getElementById("toast-template");
    if (!template || !host()) return;
    const toast = template.content.firstElementChild.cloneNode(true);
    toast.querySelector(".toast-text").textContent = text;
    const form = toast.querySelector("form");
    if (undo) {
      form.action = undo;
      form.hidden = false;
    } else {
      form.remove();
    }
    host().replaceChildren(toast);
    start(toast);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-toast-close]");
    if (button) close(button.closest("[data-toast]"));
  });
  document.addEventListener("toast", (event) => show(event.detail.text, event.detail.undo));
  start(host()?.querySelector("[data-toast]"));
})();
