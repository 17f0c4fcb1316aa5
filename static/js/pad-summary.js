/* The last look before a sheet is handed in: a separate, deliberate act. */

import { element } from "./pad-dom.js";

export class Summary {
  /* `lines(part, sheet)`: what the open face says of one dance, as texts or {title, text, value}. */
  constructor(sheet, words, lines, confirm) {
    this.sheet = sheet;
    this.words = words;
    this.linesOf = lines;
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
    const parts = this.sheet.partsOf(own).flatMap((info) => [element("h3", {}, info.title), this.lines(info.id, own)]);
    document.getElementById("pad-summary-lines").replaceChildren(...(parts.length === 2 ? parts.slice(1) : parts));
    this.dialog.showModal();
  }

  lines(part, own) {
    const lines = this.linesOf(part, own);
    if (lines.every((line) => typeof line === "string")) return element("ul", { class: "summary-numbers" }, ...lines.map((line) => element("li", {}, element("b", {}, line))));
    const row = ({ title, text, value }) => element("li", {}, element("span", {}, element("b", {}, title), ...(text ? [element("small", {}, text)] : [])), element("output", {}, value));
    return element("ul", { class: "summary-rows" }, ...lines.map(row));
  }
}
