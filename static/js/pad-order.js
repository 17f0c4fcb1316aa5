/* The judge's own marks so far, best total first, so that the next one can be compared: a memory aid and nothing more. */

import { element, icon } from "./pad-dom.js";
import { decimal } from "./pad-form.js";
import { levelGroups } from "./pad-lacks.js";

export class OwnOrder {
  constructor(sheet, words, act) {
    this.sheet = sheet;
    this.words = words;
    this.act = act;
    this.list = element("ol", { class: "own-list" });
    this.box = element("aside", { class: "own-order", "aria-label": words.say("own_order") }, element("h2", {}, words.say("own_order")), this.list);
  }

  paint() {
    const rows = this.#rows();
    const key = JSON.stringify(rows);
    if (this.shown === key) return;
    this.shown = key;
    const focused = document.activeElement?.closest(".own-order [data-entry]")?.dataset.entry;
    this.list.replaceChildren(...rows.map((row) => this.#row(row)));
    if (focused) this.list.querySelector(`[data-entry="${focused}"]`)?.focus();
  }

  /* Whole ones by total, then those begun, then the rest; each in running order. */
  #rows() {
    const { sheet } = this;
    const cells = sheet.known();
    const ids = sheet.dancing().map(({ id }) => id);
    const level = new Set(levelGroups(sheet, sheet.part, ids, cells).flat());
    const rows = ids.map((id) => {
      const { missing, sum } = sheet.total(id, sheet.part, cells);
      return { id, missing: missing.length, sum, isLevel: level.has(id), isIn: sheet.isLocked(sheet.part, id), isHere: id === sheet.entry };
    });
    const rank = (row) => (row.missing === 0 ? 0 : row.missing < sheet.form.criteria.length ? 1 : 2);
    return rows.sort((one, two) => rank(one) - rank(two) || (rank(one) === 0 ? two.sum - one.sum : 0));
  }

  #row(row) {
    const { sheet, words } = this;
    const { number } = sheet.entries.get(row.id);
    const isWhole = row.missing === 0;
    const isBegun = row.missing < sheet.form.criteria.length;
    const state = isWhole ? decimal(row.sum, sheet.form.totalDigits) : isBegun ? words.count("marks_missing", row.missing) : words.say("not_marked");
    const tie = row.isLevel ? [element("i", { class: sheet.form.refusesTies ? "own-tie is-open" : "own-tie" }, words.say(sheet.form.refusesTies ? "tie_to_settle" : "tie"))] : [];
    const button = element("button", { type: "button", "data-entry": row.id, "aria-current": row.isHere && "true", class: isWhole ? false : "is-open" }, element("b", {}, number), element("span", {}, ...tie, ...(row.isIn ? [icon("check")] : [])), element("output", {}, state));
    button.addEventListener("click", () => this.act.turnTo(sheet.part, row.id));
    return element("li", {}, button);
  }
}
