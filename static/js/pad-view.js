/* Paints the pad from the sheet's state. Elements are kept and repainted, so that focus and the finger stay where they are.
   What stands between the tabs and the foot is a face of its own for each kind of mark. */

import { Choices } from "./pad-choice.js";
import { Criteria } from "./pad-criteria.js";
import { Deductions } from "./pad-deductions.js";
import { Ranking } from "./pad-ranking.js";
import { Sliders } from "./pad-sliders.js";
import { Tiles } from "./pad-tiles.js";
import { Votes } from "./pad-vote.js";

const FACES = { tiles: Tiles, ranking: Ranking, choice: Choices, criteria: Criteria, deductions: Deductions, vote: Votes, sliders: Sliders };

export class View {
  constructor(sheet, words, act) {
    this.sheet = sheet;
    this.words = words;
    this.act = act;
    this.main = document.getElementById("pad-main");
    this.undo = document.getElementById("pad-undo");
    this.face = new FACES[sheet.form.look](sheet, words, act);
  }

  paint() {
    this.paintTabs();
    this.face.paint();
    this.paintFoot();
  }

  /* The dances of the round; of battles the throw-downs of the one on the screen. */
  paintTabs() {
    const bout = this.sheet.partInfo().bout?.id;
    for (const link of document.querySelectorAll("#pad-dances a")) {
      const part = Number(link.dataset.part);
      const isIn = this.sheet.partsOf(this.sheet.sheet(part)).length > 0 && this.isIn(part);
      link.hidden = this.sheet.partInfo(part)?.bout?.id !== bout;
      link.classList.toggle("is-in", isIn);
      link.querySelector(".tab-tick").hidden = !isIn;
      if (part === this.sheet.part) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const dances = document.getElementById("pad-dances");
    dances.hidden = this.sheet.form.isSpacious && dances.querySelectorAll("a:not([hidden])").length < 2;
  }

  /* Whether everything of a dance is handed in. */
  isIn(part) {
    if (!this.sheet.isByEntry) return this.sheet.isLocked(part);
    return this.sheet.data.entries.every(({ id }) => this.sheet.isLocked(part, id));
  }

  /* The foot says what is missing; it is gold only when the whole sheet is. */
  paintFoot() {
    const sheet = this.sheet.sheet();
    this.undo.disabled = !this.sheet.canUndo();
    if (this.sheet.isLocked()) return this.footAfter();
    const lack = this.face.lack();
    const other = this.sheet.partsOf(sheet).find((info) => !this.sheet.isWhole(info.id, sheet));
    if (lack) this.setMain(lack.text, lack.look ?? "waiting", lack);
    else if (other) this.setMain(this.words.say("go_on", { dance: other.title }), "plain", { part: other.id });
    else this.setMain(this.words.say("review"), "gold", { review: true });
    return undefined;
  }

  /* After handing in, the way on: what is still to judge of this round, then what the running order brings. */
  footAfter() {
    const next = this.nextHere();
    if (next) this.setMain(this.words.say("go_on", { dance: next.title }), "plain", next);
    else {
      const round = this.act.next?.();
      this.setMain(round?.text ?? this.words.say("to_rounds"), "plain", round ? { go: round.go } : { list: true });
    }
  }

  /* The next dance, throw-down or entry of the round that is not handed in: {title, part, entry}, or undefined. */
  nextHere() {
    const { parts } = this.sheet.data;
    const here = parts.findIndex((info) => info.id === this.sheet.part);
    if (this.sheet.isByEntry) {
      const ids = this.sheet.dancing().map(({ id }) => id);
      const at = ids.indexOf(this.sheet.entry);
      const entry = [...ids.slice(at + 1), ...ids.slice(0, at)].find((id) => !this.sheet.isLocked(this.sheet.part, id));
      return entry && { title: this.words.say("number", { n: this.sheet.entries.get(entry).number }), part: parts[0].id, entry };
    }
    const next = [...parts.slice(here + 1), ...parts.slice(0, here)].find((info) => !this.sheet.isLocked(info.id));
    return next && { title: next.title, part: next.id };
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
