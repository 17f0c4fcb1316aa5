/* The remote's keys: forward reveals, back opens the way to take the last place off. A key that is held down, or that bounces right
   after the page came, is not a press. */
const FORWARD = new Set([" ", "ArrowRight", "PageDown", "Enter"]);
const BACK = new Set(["ArrowLeft", "PageUp"]);
const BOUNCE = 400;
const came = performance.now();
let pressed = false;

const next = document.querySelector("[data-remote-next]");
const back = document.querySelector("[data-remote-back]");

document.addEventListener("submit", (event) => {
  if (pressed) event.preventDefault();
  pressed = true;
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const other = event.target.closest("a, summary, input, button");
  if (other && other !== next && (event.key === " " || event.key === "Enter")) return;
  if (BACK.has(event.key) && back) {
    event.preventDefault();
    back.open = true;
    back.querySelector("button").focus();
  }
  if (!FORWARD.has(event.key) || !next) return;
  event.preventDefault();
  if (event.repeat || pressed || performance.now() - came < BOUNCE) return;
  next.form.requestSubmit();
});
// A focused button is pressed by the browser on keyup of the space bar, too: once is enough.
document.addEventListener("keyup", (event) => {
  if (event.key === " " && event.target === next) event.preventDefault();
});
// The page from the back button's cache shows old places: ask again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
