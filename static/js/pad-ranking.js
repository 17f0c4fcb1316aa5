/* Places: tapped in order, dragged to another place, or typed. */

import { element, icon } from "./pad-dom.js";
import { makeDraggable } from "./pad-drag.js";
import { Tiles } from "./pad-tiles.js";

export class Ranking extends Tiles {
  constructor(sheet, words, act) {
    super(sheet, words, act);
    this.slots = [];
    this.slotBox = document.getElementById("pad-slots");
    this.typed = document.getElementById("pad-typed");
    this.hint = document.getElementById("pad-hint");
    this.typed.addEventListener("toggle", () => this.fillTyped());
    this.typed.querySelector("form").addEventListener("submit", (event) => this.takeTyped(event));
    makeDraggable(this.slotBox, () => !sheet.isLocked(), (from, to) => this.drop(from, to));
  }

  paint() {
    this.hint.querySelector("span").textContent = `${this.sheet.partInfo().title}.`;
    // What is handed in takes no marks: nothing on the page may ask for them.
    for (const part of [this.hint.querySelector("[data-how]"), this.typed]) part.hidden = this.sheet.isLocked();
    this.paintSlots();
    this.paintTiles();
    this.area.querySelector("[data-unplaced]").hidden = this.free().length === 0;
  }

  lack() {
    const { lack, doubled } = this.sheet.progress();
    if (doubled && lack) return { text: this.words.say("doubled") };
    return lack ? { text: this.words.count("place", lack) } : null;
  }

  lines(part) {
    const placed = this.numbers(part, ([, value]) => value).sort(([, one], [, two]) => one - two);
    return placed.map(([entry, value]) => `${value}. ${this.number(entry)}`);
  }

  groups() {
    const title = element("h2", { class: "pad-heat", "data-unplaced": true }, this.words.say("unplaced"));
    return [title, this.tileBox(this.sheet.data.entries.map((entry) => entry.id))];
  }

  tap(entry) {
    const { free } = this.sheet.progress();
    if (!free) return;
    this.act.change([[entry, free]]);
    this.keepFocus(entry);
  }

  paintTile(tile, value, locked) {
    tile.hidden = Boolean(value);
    if (tile.tagName === "BUTTON") tile.disabled = locked;
  }

  free() {
    return [...this.tiles.values()].filter((tile) => !tile.hidden);
  }

  /* A placed number leaves the tiles: who works by keyboard goes on at the next one, or at the button when all are placed. */
  keepFocus(entry) {
    const tile = this.tiles.get(entry);
    const free = this.free().filter((other) => other.tagName === "BUTTON");
    const after = free.find((other) => tile.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
    (after || free[0] || document.getElementById("pad-main")).focus({ preventScroll: true });
  }

  tapSlot(place) {
    const standing = [...this.sheet.values()].filter(([, value]) => value === place);
    if (standing.length) this.act.change(standing.map(([entry]) => [entry, null]));
  }

  /* The moved number takes the place; those between move up or down by one. */
  drop(from, to) {
    const rows = Array.from({ length: Math.max(this.sheet.data.high, from, to) }, () => []);
    const before = this.sheet.values();
    for (const [entry, place] of before) if (place) (rows[place - 1] ??= []).push(entry);
    rows.splice(to - 1, 0, ...rows.splice(from - 1, 1));
    const cells = rows.flatMap((entries, index) => entries.map((entry) => [entry, index + 1]));
    this.act.change(cells.filter(([entry, place]) => before.get(entry) !== place));
  }

  paintSlots() {
    const held = new Map();
    for (const [id, place] of this.sheet.values()) {
      if (place) held.set(place, [...(held.get(place) || []), id]);
    }
    const places = Math.max(this.sheet.data.high, ...held.keys());
    this.slotBox.classList.toggle("is-many", this.sheet.data.high > 8);
    while (this.slots.length < places) this.addSlot();
    const { free } = this.sheet.progress();
    this.slots.forEach((slot, index) => this.paintSlot(slot, index + 1, held.get(index + 1) || [], free === index + 1));
  }

  addSlot() {
    if (!this.slots.length) this.slotBox.replaceChildren();
    const place = this.slots.length + 1;
    const slot = element("button", { class: "slot", type: "button", "data-place": place }, element("span", { class: "slot-place" }, String(place), element("sup", {}, this.words.ordinal(place))), element("span", { class: "slot-number" }), icon("grip"));
    slot.addEventListener("click", () => this.tapSlot(place));
    slot.addEventListener("keydown", (event) => this.moveByKey(event, place));
    this.slots.push(slot);
    this.slotBox.append(slot);
  }

  /* Alt with an arrow moves the number up or down, and the focus goes with it. */
  moveByKey(event, place) {
    const to = place + ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0);
    if (!event.altKey || to === place || to < 1 || to > this.slots.length) return;
    event.preventDefault();
    this.drop(place, to);
    this.slots[to - 1].focus();
  }

  paintSlot(slot, place, ids, isNext) {
    const isFilled = ids.length > 0;
    const locked = this.sheet.isLocked();
    slot.hidden = place > this.sheet.data.high && !isFilled;
    slot.className = `slot${isFilled ? (ids.length > 1 ? " slot-doubled" : "") : isNext && !locked ? " slot-next" : " slot-empty"}`;
    slot.disabled = !isFilled || locked;
    slot.querySelector(".slot-number").textContent = isFilled ? ids.map((id) => this.number(id)).join(" · ") : isNext && !locked ? this.words.say("next_hint") : "";
    slot.querySelector(".icon").toggleAttribute("hidden", !isFilled);
  }

  takeTyped(event) {
    event.preventDefault();
    const fields = [...event.target.querySelectorAll("input[type=number]")];
    const before = this.sheet.values();
    const cells = fields.map((field) => [Number(field.name.slice("place-".length)), field.value ? Number(field.value) : null]);
    const changed = cells.filter(([entry, place]) => (before.get(entry) ?? null) !== place);
    if (changed.length) this.act.change(changed);
    this.typed.open = false;
  }

  /* Opening the fields shows the places as they are now. */
  fillTyped() {
    const values = this.sheet.values();
    for (const field of this.typed.querySelectorAll("input[type=number]")) {
      field.value = values.get(Number(field.name.slice("place-".length))) ?? "";
    }
  }
}
