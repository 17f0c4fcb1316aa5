/* What the two sheets of a battle share: red at the left, blue at the right, numbers alone, and the way to the next one. */

import { element, icon } from "./pad-dom.js";

export class Battle {
  constructor(sheet, words, act) {
    this.sheet = sheet;
    this.words = words;
    this.act = act;
    this.area = document.getElementById("pad-tiles");
    this.list = element("ol", { class: "own-list" });
  }

  get bout() {
    return this.sheet.partInfo().bout;
  }

  get entry() {
    return this.sheet.markedEntry();
  }

  /* "Blue 104" for a value above 0, "Red 101" below, the word for a tie at 0. */
  side(value, bout = this.bout) {
    if (!value) return this.words.say("tie_vote");
    return value < 0 ? this.words.say("red_of", { n: bout.red.number }) : this.words.say("blue_of", { n: bout.blue.number });
  }

  /* The judge's battles in order, with what was said in each throw-down; a tap goes there. */
  paintList() {
    const rows = this.sheet.data.parts.filter((info) => info.bout).map((info) => ({ info, text: this.ownText(info), isIn: this.sheet.isLocked(info.id), isHere: info.id === this.sheet.part }));
    const key = JSON.stringify(rows);
    if (this.shown === key) return;
    this.shown = key;
    this.list.replaceChildren(...rows.map((row) => this.#row(row)));
  }

  #row({ info, text, isIn, isHere }) {
    const { red, blue } = info.bout;
    const button = element("button", { type: "button", "data-part": info.id, "aria-current": isHere && "true", class: text ? false : "is-open" }, element("b", {}, `${red.number} – ${blue.number}`), element("span", {}, info.title, ...(isIn ? [icon("check")] : [])), element("output", {}, text || this.words.say("not_marked")));
    button.addEventListener("click", () => this.act.turnTo(info.id));
    return element("li", {}, button);
  }

  ownBox() {
    return element("aside", { class: "own-order", "aria-label": this.words.say("own_order") }, element("h2", {}, this.words.say("own_order")), this.list);
  }
}
