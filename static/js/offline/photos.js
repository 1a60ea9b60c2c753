// Photos: made smaller before they are kept, which takes away where and with what they were taken; sent when there is network.
(() => {
  const page = self.symbioseOutbox;
  const store = self.symbioseStore;
  const visit = document.querySelector("[data-visit]")?.dataset;
  if (!page || !visit) return;
  const { outbox, text, user } = page;
  const LARGEST = 2048;
  const SMALL = 192;
  const QUALITY = 0.85;

  function drawn(picture, largest) {
    const scale = Math.min(1, largest / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas;
  }
  const jpeg = (canvas) => new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("blob"))), "image/jpeg", QUALITY);
  });

  const away = () => outbox.net !== "online" || !navigator.onLine;

  // Where a photo belongs, as the form of the page says it.
  function placeOf(form) {
    const named = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "uuid", "next"].includes(name));
    return { address: new URL(form.action, window.location.href).pathname, place: form.closest("section[id]")?.id || "", fields: Object.fromEntries(named) };
  }

  async function keep(file, place) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const photo = {
      id: crypto.randomUUID(),
      visit: visit.visit,
      ...place,
      name: `${file.name.replace(/\.[^.]*$/, "") || "photo"}.jpg`,
      blob: await jpeg(drawn(picture, LARGEST)),
      small: drawn(picture, SMALL).toDataURL("image/jpeg", 0.7),
    };
    picture.close();
    return page.keepPhoto(photo);
  }

  document.addEventListener("change", async (event) => {
    const input = event.target.closest?.("[data-photo-input]");
    if (!input?.files.length) return;
    const images = [...input.files].filter((file) => file.type.startsWith("image/"));
    if (images.length !== input.files.length && !away()) return;
    event.stopImmediatePropagation();
    const { form } = input;
    complain(form, images.length === input.files.length ? "" : text("document_offline"));
    for (const file of images) await keep(file, placeOf(form)).catch(() => complain(form, text("photo_odd")));
    input.value = "";
  }, true);

  // The camera of a line: of one that only the tablet knows, or without network.
  document.addEventListener("click", (event) => {
    const row = event.target.closest?.("[data-pending], [data-line]");
    if (!row || !event.target.closest(".line-camera") || (row.dataset.line && !away())) return;
    event.preventDefault();
    const input = Object.assign(document.createElement("input"), { type: "file", accept: "image/*" });
    input.addEventListener("change", async () => {
      const place = { address: visit.photos, place: "", fields: { flow: row.dataset.key || row.dataset.line } };
      for (const file of input.files) await keep(file, place).catch(() => {});
    });
    input.click();
  });

  function complain(form, words) {
    let place = form.querySelector("[data-photo-fault]");
    if (!words) return place?.remove();
    if (!place) {
      place = document.createElement("div");
      place.className = "field-error";
      place.dataset.photoFault = "1";
      place.setAttribute("role", "alert");
      form.append(place);
    }
    place.textContent = words;
    return undefined;
  }

  function draw(photo) {
    const figure = document.getElementById("offline-photo").content.firstElementChild.cloneNode(true);
    figure.dataset.photo = photo.id;
    figure.querySelector("img").src = photo.small;
    figure.querySelector("img").alt = photo.name;
    const fault = figure.querySelector('[data-slot="fault"]');
    fault.hidden = photo.status !== "refused";
    fault.textContent = photo.status === "refused" ? text("not_sent", { why: [Object.values(photo.errors || {})].flat().join(" ") }) : "";
    return figure;
  }

  // « 1 photo sur la tablette », under the line.
  function renderOnLines() {
    document.querySelectorAll("[data-line-photos]").forEach((note) => note.remove());
    const lines = new Map();
    for (const { fields } of outbox.photos) if (fields?.flow) lines.set(fields.flow, (lines.get(fields.flow) || 0) + 1);
    for (const [key, n] of lines) {
      const row = document.querySelector(`[data-line="${CSS.escape(key)}"], [data-pending][data-key="${CSS.escape(key)}"]`);
      const note = document.getElementById("offline-line").content.querySelector(".on-tablet").cloneNode(true);
      note.dataset.linePhotos = "1";
      note.lastElementChild.textContent = `${text("photos", { n })} ${text("on_tablet")}`;
      row?.querySelector(".row-text").append(note);
    }
  }

  function render() {
    renderOnLines();
    document.querySelectorAll("[data-kept-photos]").forEach((place) => place.remove());
    for (const photo of outbox.photos) {
      const section = photo.visit === visit.visit && document.getElementById(photo.place);
      if (!section) continue;
      let place = section.querySelector("[data-kept-photos]");
      if (!place) {
        place = document.createElement("div");
        place.className = "kept-photos";
        place.dataset.keptPhotos = "1";
        section.prepend(place);
      }
      place.append(draw(photo));
    }
  }

  document.addEventListener("click", async (event) => {
    const figure = event.target.closest?.("[data-photo-remove]")?.closest("[data-photo]");
    if (!figure) return;
    await store.remove(user, "photos", figure.dataset.photo);
    await page.look();
  });

  // Once sent, the strip is the server's.
  async function refresh() {
    const answer = await fetch(window.location.pathname, { headers: { "X-Symbiose-Keep": "1" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const section of document.querySelectorAll("section.photos[id]")) {
      const now = fresh.getElementById(section.id);
      if (!now) continue;
      const drawnNow = document.importNode(now, true);
      section.replaceWith(drawnNow);
      window.htmx?.process(drawnNow);
    }
    render();
  }

  document.addEventListener("outbox", render);
  document.addEventListener("outbox-sent", (event) => { if (event.detail.photos) refresh(); });
  render();
})();
