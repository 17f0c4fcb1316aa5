/* One of a few words for each number: yes, an alternate that stands once, or no. */

import { element } from "./pad-dom.js";
import { Tiles, withdrawnTile } from "./pad-tiles.js";

const YES = 1;

export class Choices extends Tiles {
  constructor(sheet, words, act) {
    super(sheet, words, act);
    this.alternates = element("p", { class: "choice-free", role: "status" });
    this.countBox.after(this.alternates);
  }

  paint() {
    super.paint();
    const holders = new Map([...this.sheet.values()].map(([entry, value]) => [value, entry]));
    const told = this.sheet.form.choices.filter((choice) => choice.value > YES).map(({ value, label }) => {
      const holder = holders.get(value);
      return element("span", { class: holder ? "is-given" : false }, holder ? `${label}: ${this.number(holder)}` : this.words.say("is_free", { choice: label }));
    });
    if (this.alternates.textContent !== told.map((one) => one.textContent).join("")) this.alternates.replaceChildren(...told);
  }

  lack() {
    const most = super.lack();
    if (most) return most;
    const { spare } = this.sheet.progress();
    return spare.length ? { text: this.words.say("give", { list: spare.map(({ label }) => label).join(", ") }) } : null;
  }

  lines(part) {
    const order = (value) => (value === YES ? 0 : value);
    const given = this.numbers(part, ([, value]) => value).sort(([, one], [, two]) => order(one) - order(two));
    return given.map(([entry, value]) => (value === YES ? this.number(entry) : `${this.sheet.form.choice(value).label}: ${this.number(entry)}`));
  }

  tileBox(ids) {
    return element("div", { class: "choices" }, ...ids.map((id) => this.tile(id)));
  }

  makeTile(entry) {
    const ordered = [...this.sheet.form.choices].sort((one, two) => (one.value || 99) - (two.value || 99));
    const buttons = ordered.map(({ value, key, label }) => {
      const short = value > YES ? key : label;
      const button = element("button", { type: "button", class: value === YES ? "choice-yes" : false, "data-value": value, "aria-label": `${entry.number}: ${label}`, "aria-pressed": "false" }, short);
      button.addEventListener("click", () => this.choose(entry.id, value));
      return button;
    });
    const row = element("div", { class: "choice", role: "group", "aria-label": entry.number, "data-number": entry.number }, element("b", {}, entry.number), element("div", { class: "choice-values" }, ...buttons));
    row.addEventListener("keydown", (event) => this.key(event, entry.id, buttons));
    return row;
  }

  tile(id) {
    const entry = this.sheet.entries.get(id);
    if (!this.tiles.has(id)) this.tiles.set(id, entry.dancing ? this.makeTile(entry) : withdrawnTile(entry, this.words));
    return this.tiles.get(id);
  }

  /* An alternate stands with one number: given to another, it moves there. The word that is chosen, tapped again, is a no. */
  choose(entry, value) {
    const now = this.sheet.cell(entry).value || 0;
    const wanted = value === 0 || value === now ? null : value;
    if ((wanted ?? 0) === now) return;
    const holder = value > YES ? [...this.sheet.values()].find(([other, held]) => held === value && other !== entry) : undefined;
    this.act.change([...(wanted && holder ? [[holder[0], null]] : []), [entry, wanted]]);
  }

  /* Y, 1 to 3 and N on a number's row; arrows go between the words and the numbers. */
  key(event, entry, buttons) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const values = { y: YES, n: 0, 1: 2, 2: 3, 3: 4 };
    const value = values[event.key.toLowerCase()];
    const here = buttons.indexOf(event.target);
    const rows = [...this.area.querySelectorAll(".choice")];
    const row = rows.indexOf(event.currentTarget);
    const to = { ArrowLeft: buttons[here - 1], ArrowRight: buttons[here + 1], ArrowUp: rows[row - 1]?.querySelectorAll("button")[here], ArrowDown: rows[row + 1]?.querySelectorAll("button")[here] }[event.key];
    if (value !== undefined && this.sheet.form.choice(value) && !this.sheet.isLocked()) this.choose(entry, value);
    else if (to) to.focus();
    else return;
    event.preventDefault();
  }

  paintTile(row, value, locked) {
    for (const button of row.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.value) === (value || 0)));
      button.disabled = locked;
    }
  }
}
