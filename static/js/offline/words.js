// Family and waste code of a label without network: the longest known phrase, as symbiose/lexicon/phrases.py finds it, and
// what diagnostics/offline/words.py says of it. The page's own proposals come from the server when it answers.
(() => {
  const page = self.symbioseOutbox;
  const visit = document.querySelector("[data-visit]")?.dataset;
  if (!page || !visit) return;
  const LONGEST = 5;
  const WASTE = "dechet";
  const MATERIAL = "matiere";
  let words = null;
  let stop = new Set();

  async function load() {
    if (words) return words;
    const answer = await fetch(visit.words).catch(() => null);
    if (!answer?.ok || answer.redirected) return null;
    words = await answer.json().catch(() => null);
    stop = new Set(words?.stop);
    return words;
  }

  const fold = (text) => text.replace(/œ/gi, "oe").replace(/æ/gi, "ae").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  function singular(word) {
    const trade = word.length >= 7 ? word.replace(/(euse|trice)s?$/, (found) => (found.startsWith("trice") ? "teur" : "eur")) : word;
    return trade.length > 3 && /[sx]$/.test(trade) ? trade.slice(0, -1) : trade;
  }
  function contentWords(text) {
    const plain = fold(text.replace(/[’ʼ]/g, "'")).replace(/\b(?:qu|jusqu|lorsqu|puisqu|quelqu|[cdjlmnst])'/g, " ");
    return (plain.match(/[\p{L}\p{N}]+/gu) || []).filter((word) => !stop.has(word)).map(singular);
  }

  function firstPhrase(found) {
    for (let start = 0; start < found.length; start += 1) {
      for (let length = Math.min(LONGEST, found.length - start); length > 0; length -= 1) {
        const number = words.phrases[found.slice(start, start + length).join(" ")];
        if (number !== undefined) return words.meanings[number];
      }
    }
    return null;
  }

  function suggest(label, direction) {
    if (!words || !label || label.trim().length < 3) return null;
    const found = contentWords(label);
    const cue = found.map((word) => words.cues[word]).find(Boolean);
    const [known, code, theme] = firstPhrase(found) || ["", "", ""];
    let family = known || cue || "";
    if (family === MATERIAL && found.some((word) => words.cues[word] === WASTE)) family = WASTE;
    if (family === WASTE && direction !== words.proposed) family = MATERIAL;
    if (!family) return null;
    const coded = code && direction === words.proposed && words.coded.includes(family);
    return { family, familyLabel: words.families[family], code: coded ? code : "", codeLabel: coded ? words.codes[code] : "", theme };
  }

  function chip(type, name, value, label) {
    const made = document.getElementById("offline-chip").content.firstElementChild.cloneNode(true);
    const input = made.querySelector("input");
    Object.assign(input, { type, name, value });
    made.querySelector("span").textContent = label;
    return [made, input];
  }

  async function propose(field) {
    const place = document.getElementById("suggestions");
    const form = field.form;
    if (!place || field.name !== "label" || !(await load())) return;
    const direction = new FormData(form).get("direction");
    const found = suggest(field.value, direction);
    if (!found) { place.replaceChildren(); return; }
    const [proposed, other] = document.getElementById("offline-other").content.cloneNode(true).children;
    const [family, box] = chip("radio", "family_chip", found.family, found.familyLabel);
    box.checked = true;
    const code = found.code ? [chip("checkbox", "ewc_chip", found.code, `${found.code}, ${found.codeLabel}`)[0]] : [];
    place.replaceChildren(proposed, family, ...code, other);
  }

  // Without network the server is not even asked.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const field = event.detail.elt;
    if (!(field instanceof HTMLInputElement) || !field.form?.matches("[data-line-form]") || !self.symbioseLineForm?.away()) return;
    event.preventDefault();
    event.stopPropagation();
    propose(field);
  }, true);
  document.addEventListener("offline-suggest", (event) => propose(event.detail));

  document.addEventListener("outbox", () => { if (page.outbox.net !== "online") load(); });
  self.symbioseWords = { suggest, load, contentWords };
})();
