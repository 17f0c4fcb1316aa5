/* The last look before a sheet is handed in: a separate, deliberate act. */

import { element } from "./pad-view.js";

export class Summary {
  constructor(sheet, words, confirm) {
    this.sheet = sheet;
    this.words = words;
    this.dialog = document.getElementById("pad-summary");
    document.getElementById("pad-summary-back").addEventListener("click", () => this.dialog.close());
    document.getElementById("pad-summary-confirm").addEventListener("click", () => {
      this.dialog.close();
      confirm();
    });
  }

  open() {
    const own = this.sheet.sheet();
    document.getElementById("pad-summary-title").textContent = this.words.say("summary", { dance: own.title });
    const parts = this.sheet.partsOf(own).flatMap((info) => [element("h3", {}, info.title), this.lines(info.id)]);
    document.getElementById("pad-summary-lines").replaceChildren(...(parts.length === 2 ? parts.slice(1) : parts));
    this.dialog.showModal();
  }

  lines(part) {
    const chosen = [...this.sheet.values(part)].filter(([, value]) => value);
    if (this.sheet.isRanking) chosen.sort(([, one], [, two]) => one - two);
    const line = ([entry, value]) => {
      const { number } = this.sheet.entries.get(entry);
      return element("li", {}, element("b", {}, this.sheet.isRanking ? `${value}. ${number}` : number));
    };
    return element("ul", { class: "summary-numbers" }, ...chosen.map(line));
  }
}
