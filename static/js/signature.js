// Draws a signature with a finger, a pen or a mouse: strokes of [x, y] in thousandths of the frame's width, written
// into the hidden field beside it. Without script the frame is not shown: the typed name is enough.
(() => {
  const UNITS = 1000;
  const MOST_STROKES = 60;
  const MOST_POINTS = 4000;
  const STEP = 4;

  for (const pad of document.querySelectorAll("[data-signature-pad]")) {
    const canvas = pad.querySelector("canvas");
    const field = pad.parentElement.querySelector("[data-signature]");
    const pen = canvas.getContext("2d");
    const scale = canvas.width / UNITS;
    const highest = Math.round(canvas.height / scale);
    const ink = getComputedStyle(canvas).color;
    let strokes = [];
    let points = 0;

    const clip = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
    function place(event) {
      const box = canvas.getBoundingClientRect();
      return [clip(((event.clientX - box.left) / box.width) * UNITS, UNITS), clip(((event.clientY - box.top) / box.height) * highest, highest)];
    }
    function draw() {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.strokeStyle = ink;
      pen.lineWidth = 3;
      pen.lineCap = pen.lineJoin = "round";
      for (const stroke of strokes) {
        pen.beginPath();
        pen.moveTo(stroke[0][0] * scale, stroke[0][1] * scale);
        for (const [x, y] of stroke.length > 1 ? stroke.slice(1) : [[stroke[0][0] + 1, stroke[0][1]]]) pen.lineTo(x * scale, y * scale);
        pen.stroke();
      }
    }
    const keep = () => { field.value = strokes.length ? JSON.stringify(strokes) : ""; };
    const current = () => strokes.at(-1);

    canvas.addEventListener("pointerdown", (event) => {
      if (strokes.length >= MOST_STROKES || points >= MOST_POINTS) return;
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      strokes.push([place(event)]);
      points += 1;
      draw();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!canvas.hasPointerCapture(event.pointerId) || points >= MOST_POINTS) return;
      const [x, y] = place(event);
      const [a, b] = current().at(-1);
      if (Math.abs(x - a) + Math.abs(y - b) < STEP) return;
      current().push([x, y]);
      points += 1;
      draw();
    });
    canvas.addEventListener("pointerup", keep);
    canvas.addEventListener("pointercancel", keep);
    pad.querySelector("[data-signature-clear]").addEventListener("click", () => { strokes = []; points = 0; draw(); keep(); });

    try {
      strokes = field.value ? JSON.parse(field.value) : [];
    } catch {
      strokes = [];
    }
    points = strokes.flat().length;
    pad.hidden = false;
    draw();
  }
})();
