/* The marks as this device knows them: what the server holds, and over it what waits to be sent. No rule of the sport:
   what is counted here is only what a judge is told is still missing; the server decides what may be handed in. */

import { randomId } from "./pad-store.js";

export class Sheet {
  constructor(store, data) {
    this.store = store;
    this.data = data;
    this.part = data.current;
    this.entries = new Map(data.entries.map((entry) => [entry.id, entry]));
    this.sheets = new Map(data.sheets.map((sheet) => [sheet.id, { ...sheet }]));
    this.cells = new Map();
    for (const [entry, part, value, last] of data.marks) this.cells.set(`${entry}:${part}`, { value, last });
  }

  get isRanking() {
    return this.data.kind === "place";
  }

  partInfo(part = this.part) {
    return this.data.parts.find((info) => info.id === part);
  }

  sheet(part = this.part) {
    return this.sheets.get(this.partInfo(part).sheet);
  }

  handIn(part = this.part) {
    return this.store.handIns().find((item) => item.sheet === this.sheet(part).id);
  }

  isLocked(part = this.part) {
    return this.sheet(part).status === "submitted" || Boolean(this.handIn(part));
  }

  dancing() {
    return this.data.entries.filter((entry) => entry.dancing);
  }

  /* The value and the operation that it comes from, waiting ones included. */
  cell(entry, part = this.part, waiting = this.store.pending()) {
    const own = waiting.filter((operation) => operation.entry === entry && operation.part === part);
    const last = own[own.length - 1];
    return last ? { value: last.value, last: last.id } : this.cells.get(`${entry}:${part}`) || { value: null, last: null };
  }

  values(part = this.part) {
    const waiting = this.store.pending();
    return new Map(this.data.entries.map((entry) => [entry.id, this.cell(entry.id, part, waiting).value]));
  }

  /* Set one cell; false when the device could not keep it. */
  set(entry, value, part = this.part) {
    const before = this.cell(entry, part);
    if ((before.value ?? null) === (value ?? null)) return true;
    return this.store.add({
      id: randomId(),
      seat: this.data.seat,
      sheet: this.partInfo(part).sheet,
      entry,
      part,
      value,
      base: before.last,
      made_at: new Date().toISOString(),
    });
  }

  /* Set several cells as one step that Undo takes back. */
  change(cells) {
    const part = this.part;
    const before = cells.map(([entry]) => [entry, this.cell(entry, part).value]);
    const kept = cells.every(([entry, value]) => this.set(entry, value, part));
    this.store.keepSteps(this.data.seat, [...this.store.steps(this.data.seat), { part, cells: before }]);
    return kept;
  }

  canUndo() {
    return !this.isLocked() && this.store.steps(this.data.seat).some((step) => step.part === this.part);
  }

  undo() {
    const steps = this.store.steps(this.data.seat);
    const index = steps.map((step) => step.part).lastIndexOf(this.part);
    if (index < 0) return true;
    const [step] = steps.splice(index, 1);
    this.store.keepSteps(this.data.seat, steps);
    return step.cells.every(([entry, value]) => this.set(entry, value));
  }

  /* What one dance still lacks: {given, low, high, lack, over, free}; whole when lack and over are 0. */
  progress(part = this.part) {
    const values = this.values(part);
    const given = this.dancing().map((entry) => values.get(entry.id)).filter((value) => value);
    const { low, high } = this.data;
    if (!this.isRanking) {
      return { given: given.length, low, high, lack: Math.max(0, low - given.length), over: Math.max(0, given.length - high) };
    }
    const places = Array.from({ length: high }, (_unused, index) => index + 1);
    const free = places.filter((place) => !given.includes(place));
    return { given: given.length, low, high, lack: free.length, over: 0, free: free[0], doubled: given.length !== new Set(given).size };
  }

  isWhole(part = this.part) {
    const { lack, over } = this.progress(part);
    return lack === 0 && over === 0;
  }

  partsOf(sheet) {
    return this.data.parts.filter((info) => info.sheet === sheet.id);
  }

  /* What is handed in, as the judge sees it. */
  marksOf(sheet) {
    return this.partsOf(sheet).flatMap((info) => [...this.values(info.id)].filter(([, value]) => value).map(([entry, value]) => [entry, info.id, value]));
  }

  countMarks() {
    return this.data.parts.reduce((sum, info) => sum + [...this.values(info.id).values()].filter((value) => value).length, 0);
  }

  /* How many of the marks the server holds as they are here. */
  countReceived() {
    return [...this.cells.values()].filter((cell) => cell.value).length;
  }

  /* What the server answered for a batch; returns the sentences that the judge must read. */
  takeReceipts(receipts, batch) {
    const told = [];
    for (const receipt of receipts) {
      const operation = batch.find((sent) => sent.id === receipt.id);
      if (!operation) continue;
      this.store.remove(receipt.id);
      const key = `${operation.entry}:${operation.part}`;
      if (receipt.outcome === "applied" || receipt.last) this.cells.set(key, { value: receipt.value, last: receipt.last });
      if (receipt.outcome === "conflict") {
        this.store.addConflict({ entry: operation.entry, part: operation.part, mine: operation.value, theirs: receipt.value });
      } else if (receipt.message) {
        told.push(receipt.message);
      }
    }
    return told;
  }

  /* How the server's sheets stand now. */
  takeSheets(sheets) {
    for (const { id, status, version, marks } of sheets) {
      const sheet = this.sheets.get(id);
      if (!sheet) continue;
      Object.assign(sheet, { status, version });
      for (const [entry, part, value, last] of marks) this.cells.set(`${entry}:${part}`, { value, last });
    }
  }
}
