/* One sheet on the pad: every touch is stored on the device first, then painted, then sent. pad-app.js opens it. */

import { makeDraggable } from "./pad-drag.js";
import { StateLine } from "./pad-state.js";
import { Summary } from "./pad-summary.js";
import { View } from "./pad-view.js";

/* Take over the sheet's page that stands in the document. `app` (pad-app.js) keeps, sends and follows the running order;
   `sheet` is what the device knows of the seat. */
export function openSheet(app, sheet) {
  const { store, sender, words } = app;
  const { data } = sheet;
  const summary = new Summary(sheet, words, confirm);
  const act = { tapTile, tapSlot, next: () => app.next(data.seat) };
  const view = new View(sheet, words, act);
  const state = new StateLine(sheet, sender, words);
  state.handedAt = app.handedAt;

  function paint() {
    view.paint();
    state.paint();
  }

  function marked(kept) {
    if (!kept) app.block();
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

  function confirm() {
    const own = sheet.sheet();
    store.addHandIn({ sheet: own.id, title: own.title, after_version: own.version, marks: sheet.marksOf(own) });
    paint();
    sender.hurry();
  }

  function turnTo(part) {
    sheet.part = part;
    app.setAddress(`${data.urls.sheet.replace("/0/", `/${sheet.partInfo().sheet}/`)}?dance=${part}`);
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
    const { part, review, list, go } = view.mainAct;
    if (part) turnTo(part);
    if (review) summary.open();
    if (list || go) app.go(go || data.urls.list);
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
  paint();
  showTab();
  return { sheet, paint, turnTo, tell: (message) => state.tell(message) };
}
