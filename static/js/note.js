// Noter: key n or any [data-note-open]; what is recognised is highlighted as one types; Escape keeps the draft.
(() => {
  const DRAFT = "symbiose-note";
  const dialog = document.getElementById("note-dialog");

  function open() {
    const inPage = document.querySelector("main [data-note-text]");
    if (inPage) {
      inPage.scrollIntoView({ block: "center" });
      inPage.focus();
    } else if (dialog && !dialog.open) {
      window.symbioseOpenDialog(dialog);
      dialog.querySelector("[data-note-text]").focus();
    }
  }

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]") || !dialog) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-note-open]")) open(); });

  function highlight(form) {
    const text = form.querySelector("[data-note-text]").value;
    const found = form.querySelector("[data-entities]")?.dataset.entities.split("|").filter(Boolean) || [];
    const mirror = form.querySelector(".note-mirror");
    mirror.replaceChildren(text);
    found.forEach((words) => {
      for (const node of [...mirror.childNodes]) {
        const at = node.nodeType === Node.TEXT_NODE ? node.data.indexOf(words) : -1;
        if (at < 0) continue;
        const rest = node.splitText(at);
        rest.splitText(words.length);
        const mark = document.createElement("mark");
        mark.textContent = words;
        rest.replaceWith(mark);
      }
    });
  }

  function follow(form) {
    const preview = form.querySelector(".note-preview");
    form.querySelector("[data-note-default]").hidden = Boolean(preview.querySelector("button[type=submit]"));
    highlight(form);
  }

  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-note-text]")) return;
    if (event.target.closest("dialog")) sessionStorage.setItem(DRAFT, event.target.value);
    highlight(event.target.form);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const form = event.target.closest("[data-note]");
    if (form) follow(form);
  });
  // The server says the note is filed by the event "noted": the field is emptied, the dialog closes.
  // Its key is a new one, so that the next note is not taken for the same sent twice.
  document.addEventListener("noted", (event) => {
    const form = event.target.closest("[data-note]");
    if (!form) return;
    form.reset();
    form.querySelector("[data-note-key]").value = event.detail.key;
    form.querySelector(".note-preview").replaceChildren();
    follow(form);
    if (!dialog?.contains(form)) return;
    sessionStorage.removeItem(DRAFT);
    dialog.close();
  });

  const draft = sessionStorage.getItem(DRAFT);
  const field = dialog?.querySelector("[data-note-text]");
  if (draft && field) {
    field.value = draft;
    highlight(field.form);
  }
})();
