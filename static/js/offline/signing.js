// Signing out: says what has not been sent, and takes this person's kept pages away. On the sign-in page: nobody is there.
(() => {
  const store = self.symbioseStore;
  const PAGES = "symbiose-pages-";

  async function leave(user) {
    await store.current("");
    if (!user) return;
    if ("caches" in window) await caches.delete(PAGES + user);
    for (const row of await store.all(user, "states")) await store.remove(user, "states", row.visit);
  }

  if (document.querySelector("[data-signed-out]")) {
    store.current("").catch(() => {});
    return;
  }

  const page = self.symbioseOutbox;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!page || form.dataset.leaving || !form.action.endsWith("/accounts/logout/")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await page.look().catch(() => {});
    const counts = page.counts();
    if (counts.all && !(await agreed(page.listed(counts), counts.all))) return;
    await leave(page.user).catch(() => {});
    form.dataset.leaving = "1";
    // Without network the kept pages close all the same; the session itself ends at the next sign-out.
    const reached = await fetch("/health/live", { cache: "no-store" }).then(() => true, () => false);
    if (reached) form.submit();
    else window.location.assign("/offline/");
  }, true);

  function agreed(what, n) {
    const dialog = document.getElementById("sign-out-dialog");
    if (!dialog?.showModal) return Promise.resolve(true);
    dialog.querySelector("[data-what]").textContent = page.text("leave", { n, what });
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "leave"), { once: true });
    });
  }
})();
