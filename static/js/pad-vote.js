/* One battle, one tap: the two halves of the screen, and a tie between them where the form has it. */

import { Battle } from "./pad-battle.js";
import { element, icon } from "./pad-dom.js";

const LOOKS = { "-1": "red", 0: "tie", 1: "blue" };

export class Votes extends Battle {
  constructor(sheet, words, act) {
    super(sheet, words, act);
    const ordered = [...sheet.form.choices].sort((one, two) => one.value - two.value);
    this.halves = ordered.map(({ value, label }) => this.#half(value, label));
    const box = element("div", { class: `halves${ordered.length > 2 ? " has-tie" : ""}`, role: "group", "aria-label": words.say("vote_for") }, ...this.halves);
    this.area.replaceChildren(box, this.ownBox());
    box.addEventListener("keydown", (event) => this.#key(event));
  }

  paint() {
    const { red, blue } = this.bout;
    const now = this.sheet.value(this.entry, this.sheet.part, "");
    const locked = this.sheet.isLocked();
    for (const half of this.halves) {
      const value = Number(half.dataset.value);
      half.setAttribute("aria-pressed", String(value === now));
      half.disabled = locked;
      half.querySelector("b").textContent = value < 0 ? red.number : value > 0 ? blue.number : "=";
    }
    this.paintList();
  }

  lack() {
    return this.sheet.progress().lack ? { text: this.words.say("vote_now") } : null;
  }

  lines(part) {
    const text = this.ownText(this.sheet.partInfo(part));
    return text ? [text] : [];
  }

  ownText(info) {
    const value = this.sheet.value(info.bout.red.id, info.id, "");
    return value === null ? "" : this.side(value, info.bout);
  }

  #half(value, label) {
    const half = element("button", { type: "button", class: `half half-${LOOKS[value]}`, "data-value": value, "aria-pressed": "false" }, element("span", { class: "half-side" }, label), element("b"), element("span", { class: "tile-tick" }, icon("check")));
    half.addEventListener("click", () => this.#vote(value));
    return half;
  }

  #vote(value) {
    if (this.sheet.value(this.entry, this.sheet.part, "") !== value) this.act.change([[this.entry, value]]);
  }

  #key(event) {
    const here = this.halves.indexOf(event.target);
    const to = this.halves[here + { ArrowLeft: -1, ArrowRight: 1 }[event.key]];
    if (to) to.focus();
  }
}
