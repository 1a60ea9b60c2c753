// A chosen photo is sent at once. The offline script may take the form's submit event before the network does.
(() => {
  document.addEventListener("change", (event) => {
    const input = event.target.closest("[data-photo-input]");
    if (!input?.files.length) return;
    const form = input.form;
    form.classList.add("is-sending");
    form.requestSubmit();
  });
  const done = (event) => event.target.closest?.("[data-photo-form]")?.classList.remove("is-sending");
  document.addEventListener("htmx:afterRequest", done);
})();
