/* A slider for fingers: a sideways drag or a tap moves it, a drag up or down scrolls the page and changes nothing. */

import { drawn, element } from "./pad-dom.js";

const SLACK = 6;

/* `scale` with low, high and stride, `draft` (pad-draft.js). From the middle outwards when it has two sides. */
export function makeTrack(scale, draft, isLocked, attributes) {
  const fill = drawn("rect", { class: "track-fill", y: "0", height: "100%", rx: "7" });
  const middle = drawn("rect", { class: "track-middle", x: "50%", width: "2", y: "-8", height: "30" });
  const thumb = drawn("circle", { class: "track-thumb", cy: "7", r: "17" });
  const line = drawn("rect", { class: "track-line", width: "100%", height: "100%", rx: "7" });
  const drawing = drawn("svg", { class: "track-drawing", "aria-hidden": "true" }, line, ...(scale.low < 0 ? [middle] : []), fill, thumb);
  const track = element("div", { class: "track", ...attributes }, drawing);
  let from = null;

  const valueAt = (x) => {
    const { left, width } = drawing.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (x - left) / width));
    const grid = scale.stride;
    return Math.round((scale.low + share * (scale.high - scale.low)) / grid) * grid;
  };

  track.addEventListener("pointerdown", (event) => {
    if (event.button || isLocked()) return;
    from = { x: event.clientX, y: event.clientY, isDrag: false };
    track.setPointerCapture(event.pointerId);
  });
  track.addEventListener("pointermove", (event) => {
    if (!from) return;
    from.isDrag = from.isDrag || Math.abs(event.clientX - from.x) > SLACK;
    if (from.isDrag) draft.put(valueAt(event.clientX));
  });
  track.addEventListener("pointerup", (event) => {
    if (!from) return;
    if (from.isDrag || Math.abs(event.clientY - from.y) <= SLACK) {
      draft.put(valueAt(event.clientX));
      draft.settle();
    }
    from = null;
  });
  track.addEventListener("pointercancel", () => {
    if (from?.isDrag) draft.drop();
    from = null;
  });

  const show = (value) => {
    const share = (steps) => ((steps - scale.low) / (scale.high - scale.low)) * 100;
    const here = share(value ?? scale.start);
    const zero = scale.low < 0 ? 50 : 0;
    fill.setAttribute("x", `${Math.min(here, zero)}%`);
    fill.setAttribute("width", `${value === null ? 0 : Math.abs(here - zero)}%`);
    thumb.setAttribute("cx", `${here}%`);
    track.classList.toggle("is-empty", value === null);
    track.classList.toggle("is-low", scale.low < 0 && value < 0);
  };
  return { track, show };
}
