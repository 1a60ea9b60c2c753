// Two people wrote one field: the banner comes to both without anybody reloading, and goes when one of them has decided.
(() => {
  const page = self.symbioseOutbox;
  const visit = document.querySelector("[data-visit]")?.dataset;
  const tabs = document.querySelector(".visit-tabs");
  if (!page || !visit || !tabs) return;
  const banner = (root) => root.querySelector("[data-conflicts]");
  let shown = banner(document)?.querySelectorAll("li").length || 0;

  // The banner as the server draws it, with the small forms that its cards post.
  async function refresh() {
    const answer = await fetch(window.location.pathname, { headers: { "X-Symbiose-Keep": "1" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = banner(new DOMParser().parseFromString(await answer.text(), "text/html"));
    banner(document)?.remove();
    if (fresh) tabs.after(document.importNode(fresh, true));
    shown = fresh?.querySelectorAll("li").length || 0;
  }

  document.addEventListener("visit-state", (event) => {
    const open = event.detail.conflicts?.length || 0;
    if (open !== shown) { shown = open; refresh(); }
  });
  document.addEventListener("outbox-sent", (event) => { if (event.detail.conflicts) refresh(); });
})();
