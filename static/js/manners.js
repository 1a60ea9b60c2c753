// htmx manners: one sending at a time, a session that ended, a network or a server that fails.
(() => {
  const words = () => document.querySelector("[data-toasts]")?.dataset || {};

  // A form that is being sent is not sent again.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
    if (form.dataset.busy) event.preventDefault();
    else form.dataset.busy = "1";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt instanceof HTMLFormElement) delete event.detail.elt.dataset.busy;
    if (event.detail.successful) document.querySelector("[data-fault]")?.remove();
  });

  // A part that answers with the sign-in page: the whole page goes there, and comes back.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const address = event.detail.xhr.responseURL;
    if (!address || !new URL(address).pathname.startsWith("/accounts/login")) return;
    event.preventDefault();
    window.location.reload();
  });

  // Errors are never toasts: they stand at the top of the page and stay.
  function tell(text) {
    const main = document.querySelector("main");
    if (!main || !text) return;
    document.querySelector("[data-fault]")?.remove();
    const fault = document.createElement("div");
    fault.className = "form-message";
    fault.dataset.fault = "1";
    fault.setAttribute("role", "alert");
    fault.textContent = text;
    main.prepend(fault);
    fault.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    tell(status === 403 ? words().refused : status === 404 ? words().gone : words().failed);
  });
  document.addEventListener("htmx:sendError", () => tell(words().offline));
})();
