/* What the pad keeps on the device: one key for each waiting mark, so that two tabs never overwrite each other.
   A mark leaves the store only when the server has answered for it. */

const ID_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

export function randomId(length = 20) {
  // crypto.randomUUID does not exist on the plain http of a hall's network; getRandomValues does.
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join("");
}

export class Store {
  constructor(appointment) {
    this.prefix = `sahna-pad:${appointment}:`;
  }

  /* Whether the device keeps what is written. A private window or a full disk says no, and then nobody may judge. */
  works() {
    try {
      const probe = `${this.prefix}probe`;
      localStorage.setItem(probe, "x".repeat(4096));
      const kept = localStorage.getItem(probe) !== null;
      localStorage.removeItem(probe);
      return kept;
    } catch {
      return false;
    }
  }

  get device() {
    const key = "sahna-pad:device";
    let device = localStorage.getItem(key);
    if (!device) {
      device = `pad-${randomId(10)}`;
      localStorage.setItem(key, device);
    }
    return device;
  }

  /* Waiting marks of all the judge's sheets, in the order in which they were made. */
  pending() {
    return this.#read("op:").sort((one, two) => one.order - two.order || (one.id < two.id ? -1 : 1));
  }

  /* Store a mark; false when the device could not keep it. */
  add(operation) {
    try {
      const last = Math.max(Number(localStorage.getItem(`${this.prefix}count`)) || 0, ...this.pending().map((op) => op.order));
      const stored = { ...operation, order: last + 1 };
      localStorage.setItem(`${this.prefix}op:${stored.id}`, JSON.stringify(stored));
      localStorage.setItem(`${this.prefix}count`, String(stored.order));
      return true;
    } catch {
      return false;
    }
  }

  remove(id) {
    localStorage.removeItem(`${this.prefix}op:${id}`);
  }

  handIns() {
    return this.#read("hand-in:");
  }

  addHandIn(item) {
    localStorage.setItem(`${this.prefix}hand-in:${item.sheet}`, JSON.stringify(item));
  }

  removeHandIn(sheet) {
    localStorage.removeItem(`${this.prefix}hand-in:${sheet}`);
  }

  conflicts() {
    return this.#read("conflict:");
  }

  addConflict(item) {
    localStorage.setItem(`${this.prefix}conflict:${item.entry}:${item.part}`, JSON.stringify(item));
  }

  removeConflict(item) {
    localStorage.removeItem(`${this.prefix}conflict:${item.entry}:${item.part}`);
  }

  /* Steps that Undo takes back, oldest first; each is a list of cells with the values before. */
  steps(seat) {
    return JSON.parse(localStorage.getItem(`${this.prefix}undo:${seat}`) || "[]");
  }

  keepSteps(seat, steps) {
    localStorage.setItem(`${this.prefix}undo:${seat}`, JSON.stringify(steps.slice(-60)));
  }

  #read(kind) {
    const found = [];
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      if (key.startsWith(this.prefix + kind)) found.push(JSON.parse(localStorage.getItem(key)));
    }
    return found;
  }
}
