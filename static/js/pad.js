/* One sheet on the pad: every touch is stored on the device first, then painted, then sent. pad-app.js opens it. */

import { StateLine } from "./pad-state.js";
import { Summary } from "./pad-summary.js";
import { View } from "./pad-view.js";

/* Take over the sheet's page that stands in the document. `app` (pad-app.js) keeps, sends and follows the running order;
   `sheet` is what the device knows of the seat. */
export function openSheet(app, sheet) {
  const { store, sender, words } = app;
  const { data } = sheet;
  const act = { change, turnTo, tell: (message) => state.tell(message), next: () => app.next(data.seat) };
  const view = new View(sheet, words, act);
  const summary = new Summary(sheet, words, (part, own) => view.face.lines(part, own), confirm);
  const state = new StateLine(sheet, sender, words);
  state.handedAt = app.handedAt;
  state.canReload = () => app.canReload;

  function paint() {
    view.paint();
    state.paint();
  }

  function marked(kept) {
    if (!kept) app.block();
    paint();
    sender.hurry();
  }

  /* Every mark of every kind of sheet goes through here: [entry, value, criterion] in the open dance. */
  function change(cells) {
    if (cells.length && !sheet.isLocked()) marked(sheet.change(cells));
  }

  function confirm() {
    const own = sheet.sheet();
    store.addHandIn({ sheet: own.id, title: own.title, after_version: own.version, marks: sheet.marksOf(own) });
    // What is judged one by one goes on by itself: the next routine, the next throw-down.
    const next = sheet.isByEntry || sheet.form.isBattle ? view.nextHere() : undefined;
    if (next) turnTo(next.part, next.entry);
    else paint();
    sender.hurry();
  }

  function turnTo(part, entry = null) {
    sheet.turnTo(part, entry);
    app.setAddress(sheet.address);
    paint();
    showTab();
    scrollTo(0, 0);
  }

  /* On a phone the dances scroll sideways: the open one must be in sight. */
  function showTab() {
    document.querySelector("#pad-dances [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }

  function pressMain(event) {
    event.preventDefault();
    const { part, entry, review, list, go } = view.mainAct;
    if (part) turnTo(part, entry);
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
  paint();
  showTab();
  return { sheet, paint, turnTo, tell: (message) => state.tell(message) };
}
