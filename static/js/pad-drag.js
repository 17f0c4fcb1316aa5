/* Dragging a placed number to another place. The grip takes a finger, the whole row takes a mouse; a short press is a tap. */

const SLACK = 8;

/* `drop(from, to)` is called with two places; `isOpen()` says whether rows may move now. */
export function makeDraggable(box, isOpen, drop) {
  let held = null;

  box.addEventListener("pointerdown", (event) => {
    const row = event.target.closest(".slot");
    const onGrip = event.target.closest(".icon");
    if (!row || row.disabled || !isOpen() || (event.pointerType !== "mouse" && !onGrip)) return;
    held = { row, x: event.clientX, y: event.clientY, moved: false };
  });

  addEventListener("pointermove", (event) => {
    if (!held || (!held.moved && Math.hypot(event.clientX - held.x, event.clientY - held.y) < SLACK)) return;
    held.moved = true;
    held.row.classList.add("slot-dragged");
    const over = rowAt(box, event.clientX, event.clientY);
    box.querySelectorAll(".slot-target").forEach((row) => row !== over && row.classList.remove("slot-target"));
    if (over && over !== held.row) over.classList.add("slot-target");
  });

  const end = (event) => {
    if (!held) return;
    const { row, moved } = held;
    held = null;
    row.classList.remove("slot-dragged");
    box.querySelectorAll(".slot-target").forEach((other) => other.classList.remove("slot-target"));
    if (!moved || event.type === "pointercancel") return;
    // The click that follows a drag is not a tap.
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
    const over = rowAt(box, event.clientX, event.clientY);
    if (over && over !== row) drop(Number(row.dataset.place), Number(over.dataset.place));
  };
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

function rowAt(box, x, y) {
  return [...box.querySelectorAll(".slot")].find((row) => {
    const { top, bottom, left, right } = row.getBoundingClientRect();
    // Rows in one column take a finger that has slid off sideways.
    const isBeside = box.classList.contains("is-many") && (x < left || x > right);
    return !row.hidden && !isBeside && y >= top && y <= bottom;
  });
}
