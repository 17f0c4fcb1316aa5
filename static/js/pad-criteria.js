/* Criteria: one entry at a time in running order, a stepper for each criterion, and the judge's own marks so far. */

import { element } from "./pad-dom.js";
import { decimal } from "./pad-form.js";
import { OwnOrder } from "./pad-order.js";
import { Stepper } from "./pad-stepper.js";

export class Criteria {
  constructor(sheet, words, act) {
    this.sheet = sheet;
    this.words = words;
    this.act = act;
    this.area = document.getElementById("pad-tiles");
    this.back = document.getElementById("pad-back");
    this.ahead = document.getElementById("pad-ahead");
    this.head = element("div", { class: "piece" });
    this.steppers = sheet.form.scales.map((scale) => this.#stepper(scale));
    this.order = new OwnOrder(sheet, words, act);
    const isMany = this.steppers.length > 4 || (this.steppers.length > 2 && sheet.form.scales.some((scale) => !scale.is_short));
    const rows = element("div", { class: "criteria", "data-count": isMany ? "many" : false }, ...this.steppers.map(({ row }) => row));
    this.area.replaceChildren(element("div", { class: "criteria-page" }, element("div", { class: "criteria-entry" }, this.head, rows), this.order.box));
    for (const button of [this.back, this.ahead]) button.addEventListener("click", () => button.dataset.entry && act.turnTo(sheet.part, Number(button.dataset.entry)));
  }

  paint() {
    if (this.entry !== this.sheet.entry || this.part !== this.sheet.part) {
      // A number that is being typed belongs to the entry that has left the screen.
      this.steppers.forEach((stepper) => stepper.field?.blur());
      [this.entry, this.part] = [this.sheet.entry, this.sheet.part];
    }
    this.steppers.forEach((stepper) => stepper.paint());
    this.#paintHead();
    this.#paintNeighbours();
    this.order.paint();
  }

  lack() {
    const { entry, sheet, words } = this;
    if (entry === null) return null;
    const here = sheet.form.isOptional ? [] : sheet.total(entry).missing;
    if (here.length) return { text: words.markMore(here.map((criterion) => this.#title(criterion))) };
    const { cells, level } = sheet.progress();
    if (cells.length) {
      const next = this.#nextAfter(entry, new Set(cells.map(([id]) => id)));
      return { text: words.say("go_on", { dance: words.say("number", { n: sheet.entries.get(next).number }) }), look: "plain", part: sheet.part, entry: next };
    }
    if (level.length) return { text: words.say("settle_tie", { list: level[0].map((id) => sheet.entries.get(id).number).join(", ") }) };
    return null;
  }

  lines(part, sheet) {
    const cells = this.sheet.known();
    return this.sheet.entriesOf(sheet, part).filter((id) => this.sheet.entries.get(id).dancing).map((id) => {
      const { marks, missing, sum } = this.sheet.total(id, part, cells);
      const given = this.sheet.form.scales.map((scale, index) => (marks[index] === null ? "" : `${scale.title} ${this.sheet.form.text(scale, marks[index])}`)).filter(Boolean);
      const lacks = missing.length ? [this.words.say("missing", { list: missing.map((criterion) => this.#title(criterion)).join(", ") })] : [];
      return { title: this.words.say("number", { n: this.sheet.entries.get(id).number }), text: [...given, ...lacks].join(" · "), value: missing.length || this.steppers.length < 2 ? "" : this.#sum(sum) };
    });
  }

  #stepper(scale) {
    const { sheet, act, words } = this;
    return new Stepper(scale, sheet.form, words, {
      read: () => sheet.value(sheet.entry, sheet.part, scale.criterion),
      commit: (value) => act.change([[sheet.entry, value, scale.criterion]]),
      isLocked: () => sheet.entry === null || sheet.isLocked() || this.#isExcused(scale),
      say: (value) => (value === null && this.#isExcused(scale) ? words.say("excused") : undefined),
      refuse: (text) => act.tell(words.say("no_such_mark", { text, criterion: scale.title, note: scale.note })),
    });
  }

  #paintHead() {
    const { sheet, words } = this;
    const all = sheet.dancing();
    const entry = sheet.entries.get(sheet.entry);
    if (!entry) return this.head.replaceChildren(words.say("nobody_dances"));
    const { sum, marks } = sheet.total(entry.id);
    const place = words.say("nth_of", { n: all.indexOf(entry) + 1, all: all.length });
    const about = element("p", { class: "piece-about" }, ...(entry.piece ? [element("b", {}, entry.piece)] : []), element("span", { class: "muted" }, [place, entry.length].filter(Boolean).join(" · ")));
    const given = marks.some((mark) => mark !== null);
    const total = element("p", { class: "piece-total" }, element("span", { class: "muted" }, words.say("total_so_far")), element("output", {}, given ? this.#sum(sum) : "–"));
    this.head.replaceChildren(element("h2", { "data-number": entry.number }, entry.number), about, ...(this.steppers.length > 1 ? [total] : []));
    return undefined;
  }

  #paintNeighbours() {
    const ids = this.sheet.dancing().map(({ id }) => id);
    const here = ids.indexOf(this.sheet.entry);
    for (const [button, id] of [[this.back, ids[here - 1]], [this.ahead, ids[here + 1]]]) {
      button.hidden = ids.length < 2;
      button.disabled = id === undefined;
      button.dataset.entry = id ?? "";
      button.querySelector("span").textContent = id === undefined ? "" : this.words.say("number", { n: this.sheet.entries.get(id).number });
    }
  }

  #nextAfter(entry, wanted) {
    const ids = this.sheet.dancing().map(({ id }) => id);
    const here = ids.indexOf(entry);
    return [...ids.slice(here + 1), ...ids.slice(0, here + 1)].find((id) => wanted.has(id));
  }

  #isExcused({ criterion }) {
    return Boolean(this.sheet.cell(this.sheet.entry, this.sheet.part, criterion).isExcused);
  }

  #title(criterion) {
    return this.sheet.form.scale(criterion).title;
  }

  #sum(units) {
    return decimal(units, this.sheet.form.totalDigits);
  }
}
