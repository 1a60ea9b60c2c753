// Forms: one submission at a time, filters that apply at once, an error summary that takes the focus.
(() => {
  // [data-once] or any POST form: a double click sends once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 5000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  // form[data-autosubmit]: the result changes at once, the address too (GET forms).
  let timer = null;
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.hasAttribute("data-autosubmit")) form.requestSubmit();
  });
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.hasAttribute("data-autosubmit") || event.target.type !== "search") return;
    clearTimeout(timer);
    timer = setTimeout(() => form.requestSubmit(), 350);
  });

  // Text areas grow with their text.
  const grow = (area) => { area.style.height = "auto"; area.style.height = `${area.scrollHeight}px`; };
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-grow], textarea[data-note-text]")) grow(event.target);
  });

  // [data-fill] puts its value in a field: a proposed family, a waste code, a company found.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    const field = document.getElementById(button.dataset.fill);
    if (!field) return;
    field.value = button.dataset.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  });

  // [data-check-all="name"] ticks every box of that name in its form.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-check-all]");
    if (!button) return;
    const boxes = [...button.closest("form").querySelectorAll(`input[type=checkbox][name="${CSS.escape(button.dataset.checkAll)}"]`)];
    const all = boxes.every((box) => box.checked);
    boxes.forEach((box) => { box.checked = !all; });
    boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  });

  const focusFault = (root) => root.querySelector?.("main:not(.styleguide) .error-summary, main:not(.styleguide) [aria-invalid=true]")?.focus();
  document.addEventListener("DOMContentLoaded", () => focusFault(document));
  document.addEventListener("htmx:load", (event) => focusFault(event.detail.elt));
})();
