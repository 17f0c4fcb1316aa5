/* A sheet to try: the same pad on a store that forgets and a sender that sends nothing. */

export class MemoryDisk {
  #rows = new Map();

  get length() {
    return this.#rows.size;
  }

  key(index) {
    return [...this.#rows.keys()][index] ?? null;
  }

  getItem(key) {
    return this.#rows.get(key) ?? null;
  }

  setItem(key, value) {
    this.#rows.set(key, String(value));
  }

  removeItem(key) {
    this.#rows.delete(key);
  }
}

/* Answers itself what a server would, at once. */
export class PracticeSender {
  isAway = false;
  isSignedOut = false;
  lastAt = "";

  constructor(store, on) {
    this.store = store;
    this.on = on;
  }

  hurry() {
    const batch = this.store.pending();
    const receipts = batch.map(({ id, value }) => ({ id, outcome: "applied", message: "", value, last: id }));
    if (batch.length) this.on.answered({ receipts }, batch);
    for (const item of this.store.handIns()) {
      this.store.removeHandIn(item.sheet);
      this.on.handedIn({ status: "submitted", version: item.after_version + 1, at: "" }, item);
    }
    this.on.changed();
  }
}
