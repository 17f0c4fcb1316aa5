/* The judge's rounds from what the device holds, with what still waits on it. */

import { element, icon } from "./pad-dom.js";

const CHIPS = { reopened: ["pad-chip-away", "undo"], done: ["pad-chip-good", "check"], waits: ["pad-chip-away", "send"], now: ["pad-chip-now", null], closed: ["", null], planned: ["", null] };

export function openList(app) {
  const { words, store, sender } = app;
  const box = document.getElementById("pad-rows");
  const line = document.getElementById("state-line");
  const away = document.getElementById("pad-away");
  let shown = "";

  function paint() {
    const rows = app.ahead.rows();
    const key = JSON.stringify([rows, store.handIns().map((item) => item.sheet)]);
    if (rows.length && key !== shown) {
      shown = key;
      box.replaceChildren(...rows.map(row));
    }
    paintState();
  }

  function row(item) {
    const sheet = app.sheetToGoOn(item);
    const text = element("span", {}, element("span", { class: "row-title strong" }, item.title), element("br"), element("span", { class: "row-note" }, item.note));
    const kind = app.kindOf(item);
    const [look, sign] = CHIPS[kind];
    const chip = element("span", { class: `pad-chip ${look}`.trim() }, ...(sign ? [icon(sign)] : []), kind === "waits" ? words.say("waits_short") : item.chip);
    if (!sheet) return element("div", { class: "pad-row" }, text, chip);
    return element("a", { href: app.urls.sheet.replace("/0/", `/${sheet}/`) }, text, chip);
  }

  function paintState() {
    const waiting = store.pending().length;
    const [state, text] = stateOf(waiting);
    line.className = `state-line state-${state}`;
    line.querySelector("[data-state-text]").textContent = text;
    line.querySelector("use").setAttribute("href", `#i-${{ away: "away", refused: "warn", sending: "send" }[state] || "check"}`);
    const handIns = store.handIns().map((item) => words.say("waits", { dance: item.title }));
    away.hidden = !sender.isAway || !(waiting || handIns.length || !app.canReload);
    if (away.hidden) return;
    away.querySelector("b").textContent = waiting || "";
    away.querySelector("strong").textContent = waiting ? words.count("only_here", waiting) : handIns.join(" · ") || words.say("go_on_without");
    away.querySelector("p").textContent = [waiting ? words.say("keep_judging") : "", app.canReload ? "" : words.say("do_not_close")].filter(Boolean).join(" ");
  }

  function stateOf(waiting) {
    if (sender.isSignedOut) return ["refused", words.say("signed_out")];
    if (sender.isAway) return ["away", sender.lastAt ? words.say("no_network", { time: sender.lastAt }) : words.say("no_network_yet")];
    if (waiting) return ["sending", words.count("sending", waiting)];
    if (store.handIns().length) return ["sending", words.say("waits", { dance: store.handIns()[0].title })];
    return ["received", sender.lastAt ? words.say("all_here", { time: sender.lastAt }) : words.say("ready")];
  }

  paint();
  return { paint, tell: (message) => document.getElementById("pad-notes").append(element("p", { class: "pad-alert", role: "status" }, message)) };
}
