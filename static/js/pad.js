/* The judge's pad: every touch is stored on the device first, then painted, then sent. */

import { makeDraggable } from "./pad-drag.js";
import { Sender } from "./pad-send.js";
import { Sheet } from "./pad-sheet.js";
import { StateLine } from "./pad-state.js";
import { Store } from "./pad-store.js";
import { Summary } from "./pad-summary.js";
import { View, Words } from "./pad-view.js";

const data = JSON.parse(document.getElementById("pad-data").textContent);
const words = new Words(data.words, data.language);
const store = new Store(data.appointment);
let leaving = false;

if (store.works()) start();
else block();

function start() {
  const sheet = new Sheet(store, data);
  const summary = new Summary(sheet, words, confirm);
  const act = { tapTile, tapSlot };
  const view = new View(sheet, words, act);
  const sender = new Sender(store, data, { receipts, sheets, handedIn, refusedHandIn, changed: paint });
  const state = new StateLine(sheet, sender, words);

  function paint() {
    view.paint();
    state.paint();
  }

  function marked(kept) {
    if (!kept) block();
    paint();
    sender.hurry();
  }

  function tapTile(entry) {
    if (sheet.isLocked()) return;
    const { free } = sheet.progress();
    if (!sheet.isRanking) marked(sheet.change([[entry, sheet.cell(entry).value ? null : 1]]));
    else if (free) {
      marked(sheet.change([[entry, free]]));
      view.keepFocus(entry);
    }
  }

  function tapSlot(place) {
    const standing = [...sheet.values()].filter(([, value]) => value === place);
    if (!sheet.isLocked() && standing.length) marked(sheet.change(standing.map(([entry]) => [entry, null])));
  }

  /* The moved number takes the place; those between move up or down by one. */
  function drop(from, to) {
    const rows = Array.from({ length: Math.max(data.high, from, to) }, () => []);
    for (const [entry, place] of sheet.values()) if (place) rows[place - 1].push(entry);
    rows.splice(to - 1, 0, ...rows.splice(from - 1, 1));
    const cells = rows.flatMap((entries, index) => entries.map((entry) => [entry, index + 1]));
    const before = sheet.values();
    marked(sheet.change(cells.filter(([entry, place]) => before.get(entry) !== place)));
  }

  function receipts(list, batch) {
    sheet.takeReceipts(list, batch).forEach((message) => state.tell(message));
  }

  function sheets(list) {
    sheet.takeSheets(list);
  }

  function confirm() {
    const own = sheet.sheet();
    store.addHandIn({ sheet: own.id, title: own.title, after_version: own.version, marks: sheet.marksOf(own) });
    paint();
    sender.hurry();
  }

  function handedIn(answer, item) {
    Object.assign(sheet.sheets.get(item.sheet) || {}, { status: answer.status, version: answer.version });
    state.handedAt.set(item.sheet, answer.at);
  }

  function refusedHandIn(message, item) {
    state.tell(message || item.title);
  }

  function turnTo(part) {
    sheet.part = part;
    history.replaceState(null, "", `${data.urls.sheet.replace("/0/", `/${sheet.partInfo().sheet}/`)}?dance=${part}`);
    paint();
    showTab();
    scrollTo(0, 0);
  }

  /* On a phone the dances scroll sideways: the open one must be in sight. */
  function showTab() {
    document.querySelector("#pad-dances [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }

  function takeTyped(event) {
    event.preventDefault();
    const fields = [...event.target.querySelectorAll("input[type=number]")];
    const before = sheet.values();
    const cells = fields.map((field) => [Number(field.name.slice("place-".length)), field.value ? Number(field.value) : null]);
    const changed = cells.filter(([entry, place]) => (before.get(entry) ?? null) !== place);
    if (changed.length && !sheet.isLocked()) marked(sheet.change(changed));
    document.getElementById("pad-typed").open = false;
  }

  /* Opening the fields shows the places as they are now. */
  function fillTyped() {
    const values = sheet.values();
    for (const field of document.querySelectorAll("#pad-typed input[type=number]")) {
      field.value = values.get(Number(field.name.slice("place-".length))) ?? "";
    }
  }

  function pressMain(event) {
    event.preventDefault();
    const { part, review, list } = view.mainAct;
    if (part) turnTo(part);
    if (review) summary.open();
    if (list) location.assign(data.urls.list);
  }

  document.getElementById("pad-form").addEventListener("submit", (event) => event.preventDefault());
  view.main.addEventListener("click", pressMain);
  view.main.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && pressMain(event));
  view.undo.type = "button";
  view.undo.addEventListener("click", () => marked(sheet.undo()));
  document.getElementById("pad-dances").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    turnTo(Number(link.dataset.part));
  });
  const typed = document.getElementById("pad-typed");
  if (typed) {
    typed.addEventListener("toggle", fillTyped);
    typed.querySelector("form").addEventListener("submit", takeTyped);
  }
  if (sheet.isRanking) makeDraggable(document.getElementById("pad-slots"), () => !sheet.isLocked(), drop);
  addEventListener("storage", paint);
  addEventListener("pageshow", (event) => event.persisted && sender.hurry());
  addEventListener("beforeunload", (event) => {
    if (!leaving && (store.pending().length || store.handIns().length)) event.preventDefault();
  });
  document.documentElement.dataset.pad = "ready";
  paint();
  showTab();
  sender.hurry();
}

/* Nobody judges on a device that forgets: say so before the heat, not after. */
function block() {
  leaving = true;
  document.body.classList.add("pad-blocked");
  const line = document.getElementById("state-line");
  line.className = "state-line state-refused";
  line.querySelector("[data-state-text]").textContent = words.say("no_storage");
}
