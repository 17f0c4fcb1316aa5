/* A battle by sliders: one for each criterion from red at the left to blue at the right, and what they come to. */

import { Battle } from "./pad-battle.js";
import { element } from "./pad-dom.js";
import { Draft, moveByKeys } from "./pad-draft.js";
import { decimal } from "./pad-form.js";
import { makeTrack } from "./pad-track.js";

export class Sliders extends Battle {
  constructor(sheet, words, act) {
    super(sheet, words, act);
    this.red = element("p", { class: "corner corner-red" });
    this.blue = element("p", { class: "corner corner-blue" });
    this.sum = element("output", { class: "slider-sum", role: "status" });
    this.rows = sheet.form.scales.map((scale) => this.#row(scale));
    const head = element("div", { class: "corners" }, this.red, this.sum, this.blue);
    this.area.replaceChildren(head, element("div", { class: "slider-rows" }, ...this.rows.map(({ box }) => box)), this.ownBox());
  }

  paint() {
    for (const [corner, side, word] of [[this.red, this.bout.red, "red"], [this.blue, this.bout.blue, "blue"]]) {
      if (corner.dataset.number !== side.number) {
        corner.dataset.number = side.number;
        corner.replaceChildren(element("span", {}, this.words.say(word)), element("b", {}, side.number));
      }
    }
    this.rows.forEach(({ draft, read, show }) => draft.isMoving || show(read()));
    this.#paintSum();
    this.paintList();
  }

  lack() {
    const { cells, isBalanced } = this.sheet.progress();
    if (cells.length) return { text: this.words.markMore(cells.map(([, criterion]) => this.sheet.form.scale(criterion).title)) };
    return isBalanced ? { text: this.words.say("no_decision") } : null;
  }

  lines(part) {
    const info = this.sheet.partInfo(part);
    const { marks } = this.sheet.total(info.bout.red.id, part);
    const rows = this.sheet.form.scales.map((scale, index) => ({ title: scale.title, text: "", value: marks[index] === null ? this.words.say("no_mark") : this.#text(scale, marks[index]) }));
    return [...rows, { title: this.words.say("sum"), text: "", value: this.ownText(info) }];
  }

  ownText(info) {
    const { marks, sum } = this.sheet.total(info.bout.red.id, info.id);
    if (marks.includes(null)) return "";
    return sum ? `${this.side(sum, info.bout)} · ${decimal(Math.abs(sum), this.sheet.form.totalDigits)}` : this.words.say("balanced");
  }

  /* The side and how far: "Red 12.4"; nothing to either side at 0. */
  #text(scale, value) {
    const far = this.sheet.form.text(scale, Math.abs(value));
    return value ? `${this.words.say(value < 0 ? "red" : "blue")} ${far}` : "0";
  }

  #row(scale) {
    const { sheet, words } = this;
    const isLocked = () => sheet.isLocked();
    const read = () => sheet.value(this.entry, sheet.part, scale.criterion);
    const output = element("output", { "aria-hidden": "true" });
    const row = { read };
    const draft = new Draft(scale, { read, show: (value) => row.show(value), commit: (value) => this.act.change([[this.entry, value, scale.criterion]]) });
    const { track, show } = makeTrack(scale, draft, isLocked, { role: "slider", tabindex: "0", "aria-label": scale.title, "aria-valuemin": scale.low, "aria-valuemax": scale.high });
    row.draft = draft;
    row.show = (value) => {
      const text = value === null ? words.say("no_mark") : this.#text(scale, value);
      output.textContent = text;
      output.className = value === null ? "no-mark" : value < 0 ? "is-red" : value > 0 ? "is-blue" : "";
      track.setAttribute("aria-valuetext", text);
      track.setAttribute("aria-valuenow", value ?? scale.start);
      track.setAttribute("aria-disabled", String(isLocked()));
      show(value);
      if (draft.isMoving) this.#paintSum();
    };
    moveByKeys(track, draft, scale, isLocked);
    row.box = element("section", { class: "slider-row", "data-criterion": scale.criterion }, element("h3", {}, scale.title), output, track);
    return row;
  }

  /* With what is being moved just now in it. */
  #paintSum() {
    const marks = this.rows.map(({ draft, read }) => (draft.isMoving ? draft.value : read()));
    const isWhole = !marks.includes(null);
    const sum = this.sheet.form.total(marks);
    const text = sum ? `${this.words.say(sum < 0 ? "red" : "blue")} ${decimal(Math.abs(sum), this.sheet.form.totalDigits)}` : isWhole ? this.words.say("no_decision") : "–";
    this.sum.textContent = text;
    this.sum.className = `slider-sum${sum < 0 ? " is-red" : sum > 0 ? " is-blue" : isWhole ? " is-open" : ""}`;
  }
}
