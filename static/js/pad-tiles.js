/* The numbers as tiles, by heat: crosses are given by tapping them. */

import { element, icon } from "./pad-dom.js";

export class Tiles {
  /* `act`: change(cells) stores, turnTo(part, entry) goes, tell(sentence). Every face of a sheet takes the same. */
  constructor(sheet, words, act) {
    this.sheet = sheet;
    this.words = words;
    this.act = act;
    this.tiles = new Map();
    this.groupsOf = null;
    this.area = document.getElementById("pad-tiles");
    this.countBox = document.getElementById("pad-count");
  }

  paint() {
    this.paintCount();
    this.paintTiles();
  }

  /* What the foot says is missing in the open dance: {text} or null; `entry` and `part` where a tap leads. */
  lack() {
    const { lack, over } = this.sheet.progress();
    if (over) return { text: this.words.count("take_back", over) };
    return lack ? { text: this.words.count("choose", lack) } : null;
  }

  /* The lines of the summary for one dance. */
  lines(part) {
    return this.numbers(part, ([, value]) => value).map(([entry]) => this.number(entry));
  }

  numbers(part, isShown) {
    return [...this.sheet.values(part)].filter(isShown);
  }

  number(entry) {
    return this.sheet.entries.get(entry).number;
  }

  tap(entry) {
    this.act.change([[entry, this.sheet.cell(entry).value ? null : 1]]);
  }

  paintCount() {
    const { given, low, high, lack, over } = this.sheet.progress();
    const words = low === high ? this.words.say(lack || over ? "of_chosen" : "of_chosen_whole", { n: high }) : this.words.say("of_range", { low, high });
    this.countBox.querySelector("b").textContent = given;
    this.countBox.querySelector("p span").textContent = words;
    const pips = Array.from({ length: Math.max(high, given) }, (_unused, index) => element("i", { class: index >= high ? "is-over" : index < given ? "is-on" : false }));
    this.countBox.querySelector(".pips").replaceChildren(...pips);
  }

  paintTiles() {
    const values = this.sheet.values();
    const locked = this.sheet.isLocked();
    this.regroup();
    for (const [id, tile] of this.tiles) this.paintTile(tile, values.get(id), locked);
  }

  paintTile(tile, value, locked) {
    if (tile.tagName !== "BUTTON") return;
    tile.setAttribute("aria-pressed", String(Boolean(value)));
    tile.disabled = locked;
  }

  /* Tiles stand by heat; another dance may have other heats. */
  regroup() {
    const groups = this.sheet.data.heats[this.sheet.part] || [];
    const key = JSON.stringify(groups);
    if (this.groupsOf === key) return;
    this.groupsOf = key;
    this.area.replaceChildren(...this.groups(groups));
  }

  groups(groups) {
    return groups.flatMap((group) => [this.heatTitle(group), this.tileBox(group.entries)]);
  }

  heatTitle(group) {
    if (!group.number) return element("div", { class: "pad-gap" });
    return element("h2", { class: "pad-heat" }, element("b", {}, this.words.say("heat", { n: group.number })), ` ${group.note}`);
  }

  tileBox(ids) {
    return element("div", { class: "tiles" }, ...ids.map((id) => this.tile(id)));
  }

  tile(id) {
    if (!this.tiles.has(id)) {
      const entry = this.sheet.entries.get(id);
      this.tiles.set(id, entry.dancing ? this.makeTile(entry) : withdrawnTile(entry, this.words));
    }
    return this.tiles.get(id);
  }

  makeTile(entry) {
    const tile = element("button", { class: "tile", type: "button", "data-number": entry.number, "aria-pressed": "false" }, entry.number, element("span", { class: "tile-tick" }, icon("check")));
    tile.addEventListener("click", () => this.tap(entry.id));
    return tile;
  }
}

export function withdrawnTile(entry, words) {
  const note = element("span", { class: "tile-note" }, words.say("withdrawn"));
  return element("span", { class: "tile tile-withdrawn", role: "img", "aria-label": words.say("is_withdrawn", { n: entry.number }) }, entry.number, note);
}
