/* The marks as this device knows them: what the server holds, and over it what waits to be sent. */

import { Form } from "./pad-form.js";
import { lacksOf } from "./pad-lacks.js";
import { randomId } from "./pad-store.js";

const EMPTY = { value: null, last: null };

export class Sheet {
  constructor(store, data) {
    this.store = store;
    this.data = data;
    this.form = new Form(data.form);
    this.entries = new Map(data.entries.map((entry) => [entry.id, entry]));
    this.sheets = new Map(data.sheets.map((sheet) => [sheet.id, { ...sheet }]));
    this.cells = new Map();
    this.#takeMarks(data.marks);
    this.open(data);
  }

  /* --- where the judge is --- */

  /* Turn to what a page is about: its dance, and the entry that is asked for or that its sheet is of. */
  open({ current, entry, sheet }) {
    this.turnTo(current, entry ?? this.sheets.get(sheet)?.entries?.[0]);
  }

  turnTo(part, entry = null) {
    this.part = part;
    const ids = this.dancing().map(({ id }) => id);
    this.entry = [entry, this.entry].find((id) => ids.includes(id)) ?? ids[0] ?? null;
  }

  get address() {
    const one = this.form.showsOne ? `&entry=${this.entry}` : "";
    return `${this.data.urls.sheet.replace("/0/", `/${this.sheet().id}/`)}?dance=${this.part}${one}`;
  }

  get isRanking() {
    return this.form.kind === "place";
  }

  /* Whether each entry is handed in alone. */
  get isByEntry() {
    return this.data.sheets.some((sheet) => sheet.entries && !sheet.parts);
  }

  partInfo(part = this.part) {
    return this.data.parts.find((info) => info.id === part);
  }

  /* The sheet that a cell is handed in with. */
  sheet(part = this.part, entry = this.markedEntry(part)) {
    const rows = [...this.sheets.values()];
    return rows.find((row) => (!row.parts || row.parts.includes(part)) && (!row.entries || row.entries.includes(entry))) || rows[0];
  }

  /* The entry that a dance's marks stand on just now: of a battle always the red side. */
  markedEntry(part = this.part) {
    return this.partInfo(part)?.bout?.red?.id ?? this.entry;
  }

  handIn(part, entry) {
    return this.store.handIns().find((item) => item.sheet === this.sheet(part, entry).id);
  }

  isLocked(part, entry) {
    return this.sheet(part, entry).status === "submitted" || Boolean(this.handIn(part, entry));
  }

  dancing() {
    return this.data.entries.filter((entry) => entry.dancing);
  }

  /* --- cells --- */

  /* Every cell with its value and the operation that it comes from, waiting ones included. */
  known() {
    // One painting reads every cell many times: what was found holds until the running task ends or a mark changes.
    if (!this.found) {
      this.found = new Map(this.cells);
      for (const { id, seat, entry, part, criterion = "", value } of this.store.pending()) {
        if (seat === this.data.seat) this.found.set(cellKey(entry, part, criterion), { value, last: id });
      }
      queueMicrotask(() => (this.found = null));
    }
    return this.found;
  }

  cell(entry, part = this.part, criterion = "", cells = this.known()) {
    return cells.get(cellKey(entry, part, criterion)) || EMPTY;
  }

  value(entry, part, criterion, cells) {
    return this.cell(entry, part, criterion, cells).value ?? null;
  }

  /* The values of a dance with one mark a cell, by entry. */
  values(part = this.part) {
    const cells = this.known();
    return new Map(this.data.entries.map((entry) => [entry.id, this.cell(entry.id, part, "", cells).value]));
  }

  /* An entry's marks in the criteria's order, and what they come to: {marks, missing criteria, sum in small units}. */
  total(entry, part = this.part, cells = this.known()) {
    const marks = this.form.criteria.map((criterion) => this.value(entry, part, criterion, cells));
    const missing = this.form.criteria.filter((criterion, index) => marks[index] === null && !this.cell(entry, part, criterion, cells).isExcused);
    return { marks, missing, sum: this.form.total(marks) };
  }

  /* Set one cell; false when the device could not keep it. */
  set(entry, value, part = this.part, criterion = "") {
    const before = this.cell(entry, part, criterion);
    if ((before.value ?? null) === (value ?? null)) return true;
    this.found = null;
    return this.store.add({
      id: randomId(),
      seat: this.data.seat,
      sheet: this.sheet(part, entry).id,
      entry,
      part,
      criterion,
      value,
      base: before.last,
      made_at: new Date().toISOString(),
    });
  }

  /* Set several cells, [entry, value, criterion], as one step that Undo takes back. */
  change(cells) {
    const part = this.part;
    const before = cells.map(([entry, , criterion = ""]) => [entry, this.cell(entry, part, criterion).value, criterion]);
    const kept = cells.every(([entry, value, criterion]) => this.set(entry, value, part, criterion));
    this.store.keepSteps(this.data.seat, [...this.store.steps(this.data.seat), { part, cells: before }]);
    return kept;
  }

  canUndo() {
    return !this.isLocked() && this.store.steps(this.data.seat).some((step) => this.#isHere(step));
  }

  undo() {
    const steps = this.store.steps(this.data.seat);
    const index = steps.findLastIndex((step) => this.#isHere(step));
    if (index < 0) return true;
    const [step] = steps.splice(index, 1);
    this.store.keepSteps(this.data.seat, steps);
    if (this.form.showsOne) this.turnTo(step.part, step.cells[0][0]);
    return step.cells.every(([entry, value, criterion]) => this.set(entry, value, step.part, criterion));
  }

  #isHere(step) {
    return step.part === this.part && step.cells.every(([entry]) => this.sheet(step.part, entry) === this.sheet());
  }

  /* --- what a sheet covers, and what it lacks --- */

  partsOf(sheet) {
    return this.data.parts.filter((info) => !sheet.parts || sheet.parts.includes(info.id));
  }

  /* The entries whose marks a sheet holds in a dance: of a battle the red side alone. */
  entriesOf(sheet, part = this.part) {
    const red = this.partInfo(part)?.bout?.red;
    const ids = this.data.entries.map(({ id }) => id);
    if (red) return ids.filter((id) => id === red.id);
    return sheet.entries ? ids.filter((id) => sheet.entries.includes(id)) : ids;
  }

  progress(part = this.part, sheet = this.sheet(part), cells = this.known()) {
    return lacksOf(this, part, this.entriesOf(sheet, part).filter((id) => this.entries.get(id).dancing), cells);
  }

  isWhole(part = this.part, sheet = this.sheet(part)) {
    const { lack, over, spare = [] } = this.progress(part, sheet);
    return lack === 0 && over === 0 && !spare.length;
  }

  /* What is handed in, as the judge sees it. */
  marksOf(sheet) {
    const cells = this.known();
    return this.partsOf(sheet).flatMap(({ id: part }) =>
      this.entriesOf(sheet, part).flatMap((entry) =>
        this.form.criteria.map((criterion) => [entry, part, this.value(entry, part, criterion, cells), criterion]).filter(([, , value]) => this.form.isGiven(value)),
      ),
    );
  }

  countMarks() {
    return [...this.known().values()].filter(({ value }) => this.form.isGiven(value)).length;
  }

  /* How many of the marks the server holds as they are here. */
  countReceived() {
    return [...this.cells.values()].filter(({ value }) => this.form.isGiven(value)).length;
  }

  /* --- what the server told --- */

  /* What the server answered for a batch; returns the sentences that the judge must read. */
  takeReceipts(receipts, batch) {
    const told = [];
    this.found = null;
    for (const receipt of receipts) {
      const operation = batch.find((sent) => sent.id === receipt.id);
      if (!operation) continue;
      this.store.remove(receipt.id);
      const { entry, part, criterion = "" } = operation;
      if (receipt.outcome === "applied" || receipt.last) this.cells.set(cellKey(entry, part, criterion), { value: receipt.value, last: receipt.last });
      if (receipt.outcome === "conflict") {
        this.store.addConflict({ entry, part, criterion, mine: operation.value, theirs: receipt.value });
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
      this.#takeMarks(marks);
    }
  }

  #takeMarks(marks) {
    this.found = null;
    for (const [entry, part, value, last, criterion, isExcused] of marks) this.cells.set(cellKey(entry, part, criterion), { value, last, isExcused });
  }
}

function cellKey(entry, part, criterion = "") {
  return `${entry}:${part}:${criterion}`;
}
