/* What the pad keeps on the device: one key for each waiting mark, so that two tabs never overwrite each other.
   A mark stops waiting only when the server has answered for it, and even then it is kept until the round's result is
   released: a server that was restored from a backup gets it again. */

const ID_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

export function randomId(length = 20) {
  // crypto.randomUUID does not exist on the plain http of a hall's network; getRandomValues does.
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join("");
}

const MERGE_AFTER = 40;

const LONG_UNUSED_MS = 30 * 24 * 3600 * 1000;

/* Take away what festivals of long ago left on the device, unless something of it still waits to be sent. */
export function tidy(disk, now) {
  const keys = Array.from({ length: disk.length }, (_unused, index) => disk.key(index));
  for (const key of keys.filter((name) => /^sahna-pad:\d+:\w+:used$/.test(name))) {
    const prefix = key.slice(0, -"used".length);
    const own = keys.filter((name) => name.startsWith(prefix));
    const waits = own.some((name) => /^(op|hand-in):/.test(name.slice(prefix.length)));
    if (!waits && now - Number(disk.getItem(key)) > LONG_UNUSED_MS) own.forEach((name) => disk.removeItem(name));
  }
}

export class Store {
  /* `key` is the appointment's own in this one database: marks of a rehearsal never reach another day's judge. */
  constructor(appointment, key, disk = localStorage) {
    this.appointment = appointment;
    this.key = key;
    this.disk = disk;
    this.prefix = `sahna-pad:${appointment}:${key}:`;
  }

  /* Whether the device keeps what is written. A private window or a full disk says no, and then nobody may judge. */
  works() {
    try {
      const probe = `${this.prefix}probe`;
      this.disk.setItem(probe, "x".repeat(4096));
      const kept = this.disk.getItem(probe) !== null;
      this.disk.removeItem(probe);
      return kept;
    } catch {
      return false;
    }
  }

  get device() {
    const key = "sahna-pad:device";
    let device = this.disk.getItem(key);
    if (!device) {
      device = `pad-${randomId(10)}`;
      this.disk.setItem(key, device);
    }
    return device;
  }

  /* Waiting marks of all the judge's sheets, in the order in which they were made. */
  pending() {
    return this.all("op:").sort((one, two) => one.order - two.order || (one.id < two.id ? -1 : 1));
  }

  /* Store a mark; false when the device could not keep it. */
  add(operation) {
    try {
      const last = Math.max(Number(this.read("count")) || 0, ...this.pending().map((op) => op.order));
      const stored = { ...operation, order: last + 1 };
      this.#makeRoom(() => this.write(`op:${stored.id}`, stored));
      this.write("count", stored.order);
      return true;
    } catch {
      return false;
    }
  }

  remove(id) {
    this.erase(`op:${id}`);
  }

  /* Marks that the server has stored, oldest first. */
  acknowledged() {
    const found = new Map(this.all("done:").flat().map((operation) => [operation.id, operation]));
    return [...found.values()].sort((one, two) => one.order - two.order || (one.id < two.id ? -1 : 1));
  }

  /* Keep what the server has stored. Keys are few and never rewritten by another tab: a merged one is written first. */
  keep(operations) {
    if (!operations.length) return;
    this.#keepIfRoom(`done:${operations[0].seat}:${operations[0].id}`, operations);
    this.newest = operations[operations.length - 1].id;
    const keys = this.keys(`done:${operations[0].seat}:`);
    if (keys.length < MERGE_AFTER) return;
    const merged = keys.flatMap((key) => this.read(key) || []);
    if (this.#keepIfRoom(`done:${operations[0].seat}:${randomId(8)}`, merged)) keys.forEach((key) => this.erase(key));
  }

  /* The id of the newest mark that the server is known to hold; a server that does not know it was restored. */
  knows() {
    if (this.newest === undefined) this.newest = this.acknowledged().pop()?.id ?? null;
    return this.newest;
  }

  /* The server was restored from a backup: everything that it had acknowledged waits again, in the order of its making. */
  sendAgain() {
    const keys = this.keys("done:");
    this.acknowledged().forEach((operation) => this.write(`op:${operation.id}`, operation));
    keys.forEach((key) => this.erase(key));
    this.newest = undefined;
  }

  /* The round's result is released: its marks need not be kept any longer. */
  forget(seat) {
    const keys = [...this.keys(`done:${seat}:`), ...this.keys(`handed:${seat}:`), ...this.keys(`known:${seat}`)];
    keys.forEach((key) => this.erase(key));
    if (keys.length) this.newest = undefined;
  }

  handIns() {
    return this.all("hand-in:");
  }

  addHandIn(item) {
    this.#makeRoom(() => this.write(`hand-in:${item.sheet}`, item));
  }

  removeHandIn(sheet) {
    this.erase(`hand-in:${sheet}`);
  }

  /* Sheets that the server has taken, with what it needs to take them once more. */
  handed() {
    return this.all("handed:");
  }

  keepHanded(item) {
    this.#keepIfRoom(`handed:${item.seat}:${item.sheet}`, item);
  }

  dropHanded(item) {
    this.erase(`handed:${item.seat}:${item.sheet}`);
  }

  /* Calls for the scrutineer: {id, seat, at?, state?}; one without `at` has not reached the server yet. */
  calls() {
    return this.all("call:");
  }

  waitingCalls() {
    return this.calls().filter((call) => !call.at).map(({ id, seat }) => ({ id, seat }));
  }

  keepCall(call) {
    this.#makeRoom(() => this.write(`call:${call.id}`, call));
  }

  dropCall(call) {
    this.erase(`call:${call.id}`);
  }

  conflicts() {
    return this.all("conflict:");
  }

  addConflict(item) {
    this.write(`conflict:${item.entry}:${item.part}:${item.criterion ?? ""}`, item);
  }

  removeConflict(item) {
    this.erase(`conflict:${item.entry}:${item.part}:${item.criterion ?? ""}`);
  }

  /* Steps that Undo takes back, oldest first; each is a list of cells with the values before. */
  steps(seat) {
    return this.read(`undo:${seat}`) || [];
  }

  keepSteps(seat, steps) {
    this.#keepIfRoom(`undo:${seat}`, steps.slice(-60));
  }

  /* Plain access under the judge's own prefix. */
  read(key) {
    const text = this.disk.getItem(this.prefix + key);
    return text === null ? null : JSON.parse(text);
  }

  write(key, value) {
    this.disk.setItem(this.prefix + key, JSON.stringify(value));
  }

  erase(key) {
    this.disk.removeItem(this.prefix + key);
  }

  keys(kind) {
    const found = [];
    for (let index = 0; index < this.disk.length; index += 1) {
      const key = this.disk.key(index);
      if (key.startsWith(this.prefix + kind)) found.push(key.slice(this.prefix.length));
    }
    return found;
  }

  all(kind) {
    return this.keys(kind).map((key) => this.read(key)).filter((value) => value !== null);
  }

  /* Marks come before pages held ahead: when the device is full, those go first. */
  #makeRoom(write) {
    try {
      write();
    } catch {
      this.keys("page:").forEach((key) => this.erase(key));
      write();
    }
  }

  /* What may be missing on a full device. */
  #keepIfRoom(key, value) {
    try {
      this.#makeRoom(() => this.write(key, value));
      return true;
    } catch {
      return false;
    }
  }
}
