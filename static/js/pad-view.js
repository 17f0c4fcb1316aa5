/* Paints the pad from the sheet's state. Elements are kept and repainted, so that focus and the finger stay where they are. */

const SVG = "http://www.w3.org/2000/svg";

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export class Words {
  constructor(words, language) {
    this.words = words;
    this.rules = new Intl.PluralRules(language);
  }

  say(key, values = {}) {
    return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), this.words[key]);
  }

  count(key, n, values = {}) {
    const forms = { one: 0, two: 1, few: 1, many: 2 };
    const form = this.words[key][forms[this.rules.select(n)] ?? 1];
    return Object.entries({ n, ...values }).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), form);
  }

  ordinal(place) {
    const digit = place % 10;
    const plain = digit < 1 || digit > 3 || [11, 12, 13].includes(place % 100);
    return this.words.ordinals[plain ? 3 : digit - 1];
  }
}

export class View {
  constructor(sheet, words, act) {
    this.sheet = sheet;
    this.words = words;
    this.act = act;
    this.tiles = new Map();
    this.slots = [];
    this.groupsOf = null;
    this.area = document.getElementById("pad-tiles");
    this.countBox = document.getElementById("pad-count");
    this.slotBox = document.getElementById("pad-slots");
    this.main = document.getElementById("pad-main");
    this.undo = document.getElementById("pad-undo");
  }

  paint() {
    this.paintTabs();
    if (this.sheet.isRanking) this.paintSlots();
    else this.paintCount();
    this.paintTiles();
    this.paintFoot();
  }

  paintTabs() {
    for (const link of document.querySelectorAll("#pad-dances a")) {
      const part = Number(link.dataset.part);
      const isIn = this.sheet.isLocked(part);
      link.classList.toggle("is-in", isIn);
      link.querySelector(".tab-tick").hidden = !isIn;
      if (part === this.sheet.part) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const hint = document.querySelector("#pad-hint span");
    if (hint) hint.textContent = `${this.sheet.partInfo().title}.`;
    // What is handed in takes no marks: nothing on the page may ask for them.
    for (const part of document.querySelectorAll("#pad-hint [data-how], #pad-typed")) part.hidden = this.sheet.isLocked();
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
    this.regroup();
    for (const [id, tile] of this.tiles) {
      const value = values.get(id);
      const isHidden = this.sheet.isRanking && Boolean(value);
      tile.hidden = isHidden;
      if (tile.tagName !== "BUTTON") continue;
      tile.setAttribute("aria-pressed", String(!this.sheet.isRanking && Boolean(value)));
      tile.disabled = this.sheet.isLocked();
    }
    const title = this.area.querySelector("[data-unplaced]");
    if (title) title.hidden = ![...this.tiles.values()].some((tile) => !tile.hidden);
  }

  /* A placed number leaves the tiles: who works by keyboard goes on at the next one, or at the button when all are placed. */
  keepFocus(entry) {
    const tile = this.tiles.get(entry);
    const free = [...this.tiles.values()].filter((other) => !other.hidden && other.tagName === "BUTTON");
    const after = free.find((other) => tile.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
    (after || free[0] || this.main).focus({ preventScroll: true });
  }

  /* Tiles stand by heat; another dance may have other heats. */
  regroup() {
    const groups = this.sheet.data.heats[this.sheet.part] || [];
    const key = JSON.stringify(groups);
    if (this.groupsOf === key) return;
    this.groupsOf = key;
    const parts = this.sheet.isRanking
      ? [element("h2", { class: "pad-heat", "data-unplaced": true }, this.words.say("unplaced")), this.tileBox(this.sheet.data.entries.map((entry) => entry.id))]
      : groups.flatMap((group) => [this.heatTitle(group), this.tileBox(group.entries)]);
    this.area.replaceChildren(...parts);
  }

  heatTitle(group) {
    if (!group.number) return element("div", { class: "pad-gap" });
    return element("h2", { class: "pad-heat" }, element("b", {}, this.words.say("heat", { n: group.number })), ` ${group.note}`);
  }

  tileBox(ids) {
    return element("div", { class: "tiles" }, ...ids.map((id) => this.tile(id)));
  }

  tile(id) {
    if (!this.tiles.has(id)) this.tiles.set(id, this.makeTile(this.sheet.entries.get(id)));
    return this.tiles.get(id);
  }

  makeTile(entry) {
    if (!entry.dancing) {
      const note = element("span", { class: "tile-note" }, this.words.say("withdrawn"));
      return element("span", { class: "tile tile-withdrawn", role: "img", "aria-label": this.words.say("is_withdrawn", { n: entry.number }) }, entry.number, note);
    }
    const tile = element("button", { class: "tile", type: "button", "data-number": entry.number, "aria-pressed": "false" }, entry.number, element("span", { class: "tile-tick" }, icon("check")));
    tile.addEventListener("click", () => this.act.tapTile(entry.id));
    return tile;
  }

  paintSlots() {
    const held = new Map();
    for (const [id, place] of this.sheet.values()) {
      if (place) held.set(place, [...(held.get(place) || []), id]);
    }
    const places = Math.max(this.sheet.data.high, ...held.keys());
    while (this.slots.length < places) this.addSlot();
    const { free } = this.sheet.progress();
    this.slots.forEach((slot, index) => this.paintSlot(slot, index + 1, held.get(index + 1) || [], free === index + 1));
  }

  addSlot() {
    if (!this.slots.length) this.slotBox.replaceChildren();
    const place = this.slots.length + 1;
    const slot = element("button", { class: "slot", type: "button", "data-place": place }, element("span", { class: "slot-place" }, String(place), element("sup", {}, this.words.ordinal(place))), element("span", { class: "slot-number" }), icon("grip"));
    slot.addEventListener("click", () => this.act.tapSlot(place));
    this.slots.push(slot);
    this.slotBox.append(slot);
  }

  paintSlot(slot, place, ids, isNext) {
    const isFilled = ids.length > 0;
    const locked = this.sheet.isLocked();
    slot.hidden = place > this.sheet.data.high && !isFilled;
    slot.className = `slot${isFilled ? (ids.length > 1 ? " slot-doubled" : "") : isNext && !locked ? " slot-next" : " slot-empty"}`;
    slot.disabled = !isFilled || locked;
    slot.querySelector(".slot-number").textContent = isFilled ? ids.map((id) => this.sheet.entries.get(id).number).join(" · ") : isNext && !locked ? this.words.say("next_hint") : "";
    slot.querySelector(".icon").toggleAttribute("hidden", !isFilled);
  }

  /* The foot says what is missing; it is gold only when the whole sheet is. */
  paintFoot() {
    const sheet = this.sheet.sheet();
    this.undo.disabled = !this.sheet.canUndo();
    const { lack, over } = this.sheet.progress();
    const other = this.sheet.partsOf(sheet).find((info) => !this.sheet.isWhole(info.id));
    if (this.sheet.isLocked()) this.footAfter();
    else if (over) this.setMain(this.words.count("take_back", over), "waiting");
    else if (lack) this.setMain(this.words.count(this.sheet.isRanking ? "place" : "choose", lack), "waiting");
    else if (other) this.setMain(this.words.say("go_on", { dance: other.title }), "plain", { part: other.id });
    else this.setMain(this.words.say("review"), "gold", { review: true });
  }

  /* After handing in, the way on: the next dance that is still to judge, or the list. */
  footAfter() {
    const { parts } = this.sheet.data;
    const here = parts.findIndex((info) => info.id === this.sheet.part);
    const next = [...parts.slice(here + 1), ...parts.slice(0, here)].find((info) => !this.sheet.isLocked(info.id));
    if (next) this.setMain(this.words.say("go_on", { dance: next.title }), "plain", { part: next.id });
    else {
      // The round is done here: on to what the running order brings next.
      const round = this.act.next?.();
      this.setMain(round?.text ?? this.words.say("to_rounds"), "plain", round ? { go: round.go } : { list: true });
    }
  }

  setMain(text, look, act = {}) {
    this.main.textContent = text;
    this.main.className = `pad-button pad-button-main${look === "plain" ? "" : ` pad-button-${look}`}`;
    this.main.toggleAttribute("aria-disabled", look === "waiting");
    this.main.setAttribute("role", "button");
    this.main.tabIndex = look === "waiting" ? -1 : 0;
    this.mainAct = act;
  }
}
