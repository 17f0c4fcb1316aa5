/* The state line tells the truth: on this device only, on its way, received, handed in, reopened. Amber, never red, while
   only the network is missing: nothing is wrong with the marks. */

import { element, icon } from "./pad-dom.js";

const ICONS = { received: "check", handed: "check", sending: "send", away: "away", reopened: "undo", refused: "warn" };

export class StateLine {
  constructor(sheet, sender, words) {
    this.sheet = sheet;
    this.sender = sender;
    this.words = words;
    this.line = document.getElementById("state-line");
    this.box = document.getElementById("pad-away");
    this.notes = document.getElementById("pad-notes");
    this.handedAt = new Map();
    this.canReload = () => true;
    this.shown = "";
  }

  paint() {
    const [state, text] = this.state();
    if (this.shown !== state + text) {
      this.shown = state + text;
      this.line.className = `state-line state-${state}`;
      this.line.querySelector("[data-state-text]").textContent = text;
      this.line.querySelector("use").setAttribute("href", `#i-${ICONS[state]}`);
    }
    this.paintBox();
    this.paintConflicts();
  }

  state() {
    const waiting = this.sheet.store.pending().length;
    const sheet = this.sheet.sheet();
    const dance = sheet.title;
    const time = this.sender.lastAt;
    if (this.sheet.data.practice) return ["sending", this.words.say(sheet.status === "submitted" ? "practice_done" : "practice")];
    if (this.sender.isSignedOut) return ["refused", this.words.say("signed_out")];
    if (this.sender.isAway) return ["away", time ? this.words.say("no_network", { time }) : this.words.say("no_network_yet")];
    if (this.sheet.handIn()) return ["sending", this.words.say("waits", { dance })];
    const [other] = this.sheet.store.handIns();
    if (other) return ["sending", this.words.say("waits", { dance: other.title })];
    if (waiting) return ["sending", this.words.count("sending", waiting)];
    if (sheet.status === "submitted") {
      const at = this.handedAt.get(sheet.id);
      return ["handed", at ? this.words.say("handed_in", { dance, time: at }) : this.words.say("handed_in_before", { dance })];
    }
    if (sheet.status === "reopened") return ["reopened", this.words.say("reopened", { dance })];
    const count = this.sheet.countMarks();
    if (!count) return ["received", this.words.say("nothing_yet")];
    return ["received", time ? this.words.count("received", count, { time }) : this.sheet.data.state];
  }

  paintBox() {
    const waiting = this.sheet.store.pending().length;
    const waits = this.sheet.store.handIns().length;
    const isStuck = this.sender.isAway && !this.canReload();
    const isShown = ((this.sender.isAway || this.sender.isSignedOut) && (waiting > 0 || waits > 0)) || isStuck;
    this.box.hidden = !isShown;
    if (!isShown) return;
    const received = this.sheet.countReceived();
    const before = received && this.sender.lastAt ? this.words.count("had_received", received, { time: this.sender.lastAt }) : "";
    const handIns = this.sheet.store.handIns().map((item) => this.words.say("waits", { dance: item.title }));
    this.box.querySelector("b").textContent = waiting || "";
    this.box.querySelector("strong").textContent = waiting ? this.words.count("only_here", waiting) : handIns.join(" · ") || this.words.say("go_on_without");
    this.box.querySelector("p").textContent = [waiting ? this.words.say("keep_judging") : "", before, ...(waiting ? handIns : []), isStuck ? this.words.say("do_not_close") : ""].filter(Boolean).join(" ");
  }

  /* Both values of a cell that another device changed meanwhile; the judge says which one holds. */
  paintConflicts() {
    const items = this.sheet.store.conflicts();
    const key = JSON.stringify(items);
    if (this.conflictsShown === key) return;
    this.conflictsShown = key;
    document.querySelectorAll(".pad-conflict").forEach((old) => old.remove());
    for (const item of items) {
      const entry = this.sheet.entries.get(item.entry);
      const part = this.sheet.data.parts.find((info) => info.id === item.part);
      if (!entry || !part) continue;
      const values = { n: entry.number, dance: this.place(part, item), mine: this.mark(item.mine, item), theirs: this.mark(item.theirs, item) };
      const mine = this.choice(item, values.mine, () => this.sheet.set(item.entry, item.mine, item.part, item.criterion));
      const theirs = this.choice(item, values.theirs, () => true);
      this.box.after(element("div", { class: "pad-conflict", role: "alert" }, element("p", {}, this.words.say("conflict", values), " ", element("strong", {}, this.words.say("settle"))), element("div", {}, mine, theirs)));
    }
  }

  choice(item, mark, act) {
    const button = element("button", { type: "button", class: "pad-button" }, this.words.say("keep_mine", { mark }));
    button.addEventListener("click", () => {
      act();
      this.sheet.store.removeConflict(item);
      this.sender.hurry();
      this.sender.on.changed();
    });
    return button;
  }

  /* The dance, and the criterion where a cell has one. */
  place(part, { criterion }) {
    const scale = this.sheet.form.scale(criterion ?? "");
    return scale && this.sheet.form.criteria.length > 1 ? `${part.title}, ${scale.title}` : part.title;
  }

  mark(value, { criterion }) {
    const { form } = this.sheet;
    const scale = form.scale(criterion ?? "");
    if (!form.isGiven(value)) return this.words.say("no_mark");
    if (scale) return form.text(scale, value);
    if (form.choices.length) return form.choice(value)?.label ?? String(value);
    return this.sheet.isRanking ? this.words.say("place_short", { n: value }) : this.words.say("cross");
  }

  /* A sentence that the judge must have read; a tap takes it away. */
  tell(message) {
    const note = element("button", { type: "button", class: "pad-alert pad-dismiss", role: "alert" }, icon("warn"), ` ${message}`);
    note.addEventListener("click", () => note.remove());
    this.notes.append(note);
  }
}
