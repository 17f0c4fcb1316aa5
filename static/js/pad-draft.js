/* A mark while it is being turned: a held button, a dragged slider, an arrow key that repeats. It is shown as it moves and
   becomes a mark, once, when the finger or the key is lifted. */

const HOLD_MS = 450;
const REPEAT_MS = 80;

export class Draft {
  /* `read()` the stored value or null, `show(value)` paints, `commit(value)` stores; `low`, `high` and `start` in steps. */
  constructor({ low, high, start }, { read, show, commit }) {
    Object.assign(this, { low, high, start, read, show, commit, value: undefined });
  }

  get isMoving() {
    return this.value !== undefined;
  }

  put(value) {
    this.value = Math.min(this.high, Math.max(this.low, value));
    this.show(this.value);
  }

  /* From no mark the first step goes to the start and stays there, so that nothing is stored unseen. */
  move(delta) {
    const now = this.value === undefined ? this.read() : this.value;
    this.put(now === null ? this.start : now + delta);
  }

  settle() {
    const { value } = this;
    this.value = undefined;
    if (value !== undefined && value !== this.read()) this.commit(value);
    else this.show(this.read());
  }

  drop() {
    this.value = undefined;
    this.show(this.read());
  }
}

/* A button that moves the draft by `delta`: once by a press, again and again while it is held. */
export function repeatWhileHeld(button, draft, delta) {
  let timer = null;
  let wasHeld = false;
  const again = () => {
    wasHeld = true;
    draft.move(delta);
    timer = setTimeout(again, REPEAT_MS);
  };
  const end = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    if (draft.isMoving) draft.settle();
  };
  button.addEventListener("pointerdown", (event) => {
    if (event.button || button.disabled) return;
    wasHeld = false;
    timer = setTimeout(again, HOLD_MS);
  });
  for (const kind of ["pointerup", "pointercancel", "pointerleave"]) button.addEventListener(kind, end);
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  button.addEventListener("click", (event) => {
    // The click that ends a hold is no press of its own.
    if (wasHeld && event.detail) wasHeld = false;
    else {
      draft.move(delta);
      draft.settle();
    }
  });
}

/* Arrow keys on `target` move by `stride`, with Shift or Page keys by `leap`; the mark is stored when the key is lifted. */
export function moveByKeys(target, draft, { stride, leap }, isLocked) {
  const moves = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 1, PageDown: -1 };
  target.addEventListener("keydown", (event) => {
    const way = moves[event.key];
    if (!way || isLocked() || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    draft.move(way * (event.shiftKey || event.key.startsWith("Page") ? leap : stride));
  });
  target.addEventListener("keyup", (event) => moves[event.key] && draft.isMoving && draft.settle());
  target.addEventListener("blur", () => draft.isMoving && draft.settle());
}
