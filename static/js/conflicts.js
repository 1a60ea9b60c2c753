// What two people wrote differently comes to an open page by itself: the banner is drawn anew when the server knows more.
(() => {
  const place = document.getElementById("conflicts");
  if (!place) return;
  const shown = () => [...place.querySelectorAll("[data-conflict]")].map((item) => item.dataset.conflict).join();

  async function renew() {
    try {
      const answer = await fetch(place.dataset.address, { credentials: "same-origin", redirect: "manual" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...(page.getElementById("conflicts")?.childNodes || []));
      place.querySelectorAll("input[name=tab]").forEach((input) => { input.value = place.dataset.tab; });
    } catch {
      // Without network nothing is new here.
    }
  }

  document.addEventListener("visit-state", ({ detail }) => {
    const known = (detail.conflicts || []).map((conflict) => String(conflict.id)).join();
    if (known !== shown()) renew();
  });
  document.addEventListener("outbox-sent", ({ detail }) => { if (detail.conflicts) renew(); });
})();
