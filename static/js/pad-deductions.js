/* Deductions of the chair: for each number taps that add up, and one that takes all back. An empty one is fine. */

import { element } from "./pad-dom.js";
import { withdrawnTile } from "./pad-tiles.js";
import { Stepper } from "./pad-stepper.js";

export class Deductions {
  constructor(sheet, words, act) {
    this.sheet = sheet;
    this.words = words;
    this.act = act;
    [this.scale] = sheet.form.scales;
    this.rows = new Map(sheet.dancing().map((entry) => [entry.id, this.#row(entry)]));
    const gone = sheet.data.entries.filter((entry) => !entry.dancing).map((entry) => withdrawnTile(entry, words));
    document.getElementById("pad-tiles").replaceChildren(element("div", { class: "deductions" }, ...[...this.rows.values()].map(({ box }) => box), ...gone));
  }

  paint() {
    const cells = this.sheet.known();
    const locked = this.sheet.isLocked();
    for (const [id, { box, stepper, taps, clear }] of this.rows) {
      const value = this.sheet.value(id, this.sheet.part, this.scale.criterion, cells);
      box.classList.toggle("is-given", Boolean(value));
      stepper.paint();
      taps.forEach((tap) => (tap.disabled = locked));
      clear.disabled = locked || !value;
    }
  }

  lack() {
    return null;
  }

  lines(part) {
    const cells = this.sheet.known();
    const given = this.sheet.dancing().map(({ id, number }) => [number, this.sheet.value(id, part, this.scale.criterion, cells)]).filter(([, value]) => value);
    if (!given.length) return [this.words.say("no_deductions")];
    return given.map(([number, value]) => ({ title: this.words.say("number", { n: number }), text: "", value: `−${this.sheet.form.text(this.scale, value)}` }));
  }

  #row({ id, number }) {
    const { scale, sheet, words } = this;
    const { form } = sheet;
    const read = () => sheet.value(id, sheet.part, scale.criterion);
    const commit = (value) => this.act.change([[id, value || null, scale.criterion]]);
    const stepper = new Stepper({ ...scale, title: words.say("deduction_of", { n: number }), is_short: false }, form, words, { read, commit, say: (value) => (value ? `−${form.text(scale, value)}` : words.say("nothing_off")), isLocked: () => sheet.isLocked(), refuse: (text) => this.act.tell(words.say("no_such_mark", { text, criterion: scale.title, note: scale.note })) });
    const taps = form.taps.map((steps) => this.#tap(`−${form.text(scale, steps)}`, words.say("take_off", { n: number, value: form.text(scale, steps) }), () => commit(Math.min(scale.high, (read() || 0) + steps))));
    const clear = this.#tap(words.say("clear"), words.say("clear_of", { n: number }), () => commit(null), "deduction-clear");
    const box = element("section", { class: "deduction", "data-number": number, "aria-label": words.say("number", { n: number }) }, element("h3", {}, number), stepper.middle, element("div", { class: "deduction-taps" }, ...taps, clear));
    return { box, stepper, taps, clear };
  }

  #tap(text, label, press, look = false) {
    const button = element("button", { type: "button", class: look, "aria-label": label }, text);
    button.addEventListener("click", press);
    return button;
  }
}
