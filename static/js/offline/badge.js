// The words on what is kept here: the state at the right of the tabs of a visit, the straw badge, a line on other pages.
(() => {
  const page = self.symbioseOutbox;
  if (!page) return;
  const { outbox, text, hour } = page;
  const visit = document.querySelector("[data-visit]");
  let said = "";

  const icon = (name) => document.getElementById("offline-icons")?.content.querySelector(`[data-icon="${name}"]`)?.firstElementChild?.cloneNode(true) || "";

  function show(place, name, words) {
    if (!place || place.textContent.trim() === words) return;
    const label = document.createElement("span");
    label.textContent = words;
    place.replaceChildren(icon(name), label);
  }

  // What the badge says: without network, after the session, or of what the device refuses to keep.
  function badgeWords() {
    const counts = page.counts();
    if (outbox.net !== "offline") return "";
    if (counts.lines) return text("kept", { n: counts.lines });
    return counts.all ? text("kept_here", { what: page.listed(counts) }) : text("offline");
  }

  function signIn(counts) {
    const next = encodeURIComponent(window.location.pathname + window.location.search);
    return { words: text("signin", { what: page.listed(counts) }), address: `/accounts/login/?next=${next}` };
  }

  function drawBadge() {
    const badge = document.querySelector("[data-offline-badge]");
    const words = badgeWords();
    if (!badge) return;
    badge.hidden = !words;
    show(badge, "wifi-off", words);
  }

  // One line at the top of the page, for what asks for a gesture.
  function drawLine() {
    const counts = page.counts();
    let line = document.querySelector("[data-offline-line]");
    let words = "";
    let address = "";
    if (outbox.fault) words = text(outbox.fault);
    else if (outbox.net === "signin" && counts.all) ({ words, address } = signIn(counts));
    else if (!visit && counts.all && !outbox.sending) words = text(outbox.net === "offline" ? "waiting_offline" : "waiting", { what: page.listed(counts) });
    if (!words) return line?.remove();
    if (!line) {
      line = document.createElement("div");
      line.className = "note-straw mb-3";
      line.dataset.offlineLine = "1";
      line.setAttribute("role", outbox.fault ? "alert" : "status");
      document.querySelector("main")?.prepend(line);
    }
    if (line.textContent === words) return undefined;
    const part = document.createElement(address ? "a" : "span");
    part.textContent = words;
    if (address) part.href = address;
    line.replaceChildren(part);
    return undefined;
  }

  // Read aloud when the minute or the matter changes, never at each key.
  let heard = "";
  function drawState() {
    const place = document.querySelector("[data-save-state]");
    if (!place || !visit) return;
    const { all } = page.counts();
    const passing = outbox.typing || outbox.sending;
    place.setAttribute("aria-live", passing || place.textContent.trim() === heard ? "off" : "polite");
    if (!passing) heard = place.textContent.trim();
    if (outbox.fault) show(place, "exclamation-circle-fill", text("not_saved"));
    else if (outbox.typing) show(place, "arrow-repeat", text("saving"));
    else if (all && outbox.sending && outbox.net === "online") show(place, "arrow-repeat", text("sending"));
    else if (all && outbox.savedAt) show(place, "check-circle-fill", text("saved_here", { hour: hour(outbox.savedAt) }));
    else if (!all && outbox.savedAt) show(place, "check-circle-fill", text("saved", { hour: hour(outbox.savedAt) }));
  }

  // « 3 lignes envoyées », once, where toasts stand.
  document.addEventListener("outbox-sent", (event) => {
    const lines = new Set(event.detail.sent.filter((op) => op.target === "flow" && op.waited).map((op) => op.key)).size;
    const parts = [["sent_lines", lines], ["sent_photos", event.detail.photos]].filter(([, n]) => n).map(([name, n]) => text(name, { n }));
    const words = parts.join(", ");
    if (words && words !== said) document.dispatchEvent(new CustomEvent("toast", { detail: { text: words } }));
    said = words;
    setTimeout(() => { said = ""; }, 3000);
  });

  const draw = () => { drawBadge(); drawLine(); drawState(); };
  document.addEventListener("outbox", draw);
  document.addEventListener("htmx:load", draw);
  document.addEventListener("DOMContentLoaded", draw);
})();
