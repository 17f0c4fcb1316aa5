/* What stays while the judge goes from page to page: it keeps marks, sends them, and shows any sheet or the list from what
   the device holds. The page is loaded once and then never needs the network. */

import { Ahead } from "./pad-ahead.js";
import { openCalls } from "./pad-call.js";
import { openList } from "./pad-list.js";
import { MemoryDisk, PracticeSender } from "./pad-practice.js";
import { Sender } from "./pad-send.js";
import { Sheet } from "./pad-sheet.js";
import { Store, tidy } from "./pad-store.js";
import { Words } from "./pad-words.js";
import { openSheet } from "./pad.js";

const LAST = "sahna-pad:last";

class App {
  constructor(data, store) {
    this.data = data;
    this.store = store;
    this.urls = data.urls;
    this.words = new Words(data.words, data.language);
    this.ahead = new Ahead(store, data);
    this.models = new Map();
    this.handedAt = new Map(store.handed().map((item) => [item.sheet, item.at]));
    this.sender = data.practice ? new PracticeSender(store, this) : new Sender(store, data, this);
    this.face = null;
    this.leaving = false;
    this.pressed = false;
  }

  /* Whether a reload without network comes back: only with a service worker, which plain http does not have. */
  get canReload() {
    return Boolean(navigator.serviceWorker?.controller);
  }

  /* --- pages --- */

  /* Take over the page that stands in the document. */
  open(data) {
    this.calls = openCalls(this);
    document.body.classList.toggle("is-practice", Boolean(data.practice));
    if (data.seat) {
      this.face = openSheet(this, this.model(data.seat, data));
      this.seat = data.seat;
    } else {
      this.face = openList(this);
      this.seat = null;
    }
    document.documentElement.dataset.pad = "ready";
    this.changed();
  }

  /* Go to one of the judge's pages: from what is held, or from the server when it is not. */
  go(url) {
    const target = new URL(url, location.href);
    if (this.show(target)) history.pushState(null, "", target);
    else if (this.sender.isAway) this.face.tell(this.words.say("not_held"));
    else location.assign(target);
  }

  show(target) {
    const html = this.ahead.pageFor(target.pathname);
    if (html === null) return false;
    const asked = (name) => Number(target.searchParams.get(name)) || null;
    this.put(html, this.ahead.sheetIn(target.pathname), asked("dance"), asked("entry"));
    scrollTo(0, 0);
    return true;
  }

  put(html, sheet, part, entry) {
    const page = parse(html);
    this.addStyles(page);
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    const data = JSON.parse(document.getElementById("pad-data").textContent);
    if (sheet) Object.assign(data, { sheet, entry, current: this.partOf(data, sheet, part) });
    this.open(data);
  }

  /* Also of pages that are only held yet: their styles must be there before the network goes. */
  addStyles(page) {
    for (const link of page.head.querySelectorAll("link[rel=stylesheet]")) {
      const isHere = [...document.head.querySelectorAll("link[rel=stylesheet]")].some((own) => own.href === link.href);
      if (!isHere) document.head.append(document.adoptNode(link));
    }
  }

  /* The dance that is asked for, or the sheet's first one. */
  partOf(data, sheet, part) {
    const own = data.parts.filter((info) => info.sheet === sheet);
    return (own.find((info) => info.id === part) || own[0] || data.parts[0]).id;
  }

  setAddress(url) {
    history.replaceState(null, "", url);
  }

  /* The floor of the sheet on the screen has changed on the server: show it as it is now, never under a finger. */
  renew(seat) {
    if (seat !== this.seat) {
      if (this.models.has(seat)) this.remember(this.models.get(seat));
      this.models.delete(seat);
      return;
    }
    if (this.pressed || document.querySelector("dialog[open]") || document.querySelector("details[open]")) {
      setTimeout(() => this.renew(seat), 1000);
      return;
    }
    const { part, entry } = this.face.sheet;
    const shown = this.face.sheet.sheet().id;
    const place = scrollY;
    this.remember(this.face.sheet);
    this.models.delete(seat);
    this.put(this.ahead.pageOfSeat(seat), shown, part, entry);
    scrollTo(0, place);
    this.face.tell(this.words.say("floor_changed"));
  }

  /* --- what the device knows of each seat --- */

  /* The seat's marks: of a page that has just come from the server as they stand on it, otherwise as they were told since. */
  model(seat, data = null, isFresh = false) {
    if (this.models.has(seat) && data) this.models.get(seat).open(data);
    if (!this.models.has(seat)) {
      const html = data ? null : this.ahead.pageOfSeat(seat);
      if (!data && html === null) return null;
      const own = data || JSON.parse(parse(html).getElementById("pad-data").textContent);
      const sheet = new Sheet(this.store, own);
      if (!isFresh) this.recall(sheet);
      this.models.set(seat, sheet);
    }
    return this.models.get(seat);
  }

  remember(sheet, marks) {
    const states = [...sheet.sheets.values()].map(({ id, status, version }) => ({ id, status, version }));
    const before = this.store.read(`known:${sheet.data.seat}`)?.marks ?? "";
    try {
      this.store.write(`known:${sheet.data.seat}`, { cells: [...sheet.cells], sheets: states, marks: marks ?? before });
    } catch {
      /* Full: the server tells it again. */
    }
  }

  recall(sheet) {
    const known = this.store.read(`known:${sheet.data.seat}`);
    if (!known) return;
    known.cells.forEach(([key, cell]) => sheet.cells.set(key, cell));
    known.sheets.forEach((state) => Object.assign(sheet.sheets.get(state.id) || {}, state));
  }

  /* --- the running order --- */

  isIn(id, status) {
    return status === "submitted" || this.store.handIns().some((item) => item.sheet === id);
  }

  statusOf(row) {
    const model = this.models.get(row.seat);
    return row.sheets.map(([id, status]) => [id, model?.sheets.get(id)?.status ?? status]);
  }

  sheetToGoOn(row) {
    const open = this.statusOf(row).find(([id, status]) => !this.isIn(id, status));
    return open && row.kind !== "closed" ? open[0] : row.sheet;
  }

  kindOf(row) {
    const waits = this.store.handIns().some((item) => row.sheets.some(([id]) => id === item.sheet));
    return waits && this.statusOf(row).every(([id, status]) => this.isIn(id, status)) ? "waits" : row.kind;
  }

  /* Where the judge goes after handing in: the next sheet to judge, or what comes and is not open yet, or nothing. */
  next(seat) {
    const rows = this.ahead.rows().filter((row) => row.seat !== seat);
    const open = rows.find((row) => ["now", "reopened"].includes(row.kind) && this.statusOf(row).some(([id, status]) => !this.isIn(id, status)));
    if (open) return { text: this.words.say("next", { round: open.title }), go: this.urls.sheet.replace("/0/", `/${this.sheetToGoOn(open)}/`) };
    const planned = rows.find((row) => row.kind === "planned");
    return planned ? { text: this.words.say("next_planned", { round: planned.title }), go: this.urls.list } : null;
  }

  /* --- what the sender asks for and tells --- */

  wanted() {
    const stale = this.ahead.rows().filter((row) => row.seat === this.seat || (row.page && row.marks !== this.store.read(`known:${row.seat}`)?.marks));
    const sheets = stale.filter((row) => this.model(row.seat)).flatMap((row) => row.sheets.map(([id]) => id));
    const here = this.seat ? [...this.model(this.seat).sheets.keys()] : [];
    return { sheets: [...new Set([...here, ...sheets])].slice(0, 200), rounds: this.ahead.stamp };
  }

  answered(answer, batch) {
    const stored = new Set(answer.receipts.filter(({ outcome }) => outcome !== "refused").map(({ id }) => id));
    this.store.keep(batch.filter(({ id }) => stored.has(id)));
    for (const seat of new Set(batch.map((operation) => operation.seat))) {
      const own = batch.filter((operation) => operation.seat === seat);
      const receipts = answer.receipts.filter(({ id }) => own.some((operation) => operation.id === id));
      const model = this.model(seat);
      const told = model ? model.takeReceipts(receipts, own) : receipts.map(({ message }) => message).filter(Boolean);
      if (model) this.remember(model);
      receipts.forEach(({ id }) => this.store.remove(id));
      told.forEach((message) => this.face.tell(message));
    }
    this.calls.take(answer.calls);
    this.ahead.takeRounds(answer.rounds);
    if (!batch.length) this.ahead.refresh((html) => this.addStyles(parse(html)), (seat) => this.renew(seat));
  }

  sheets(list) {
    const rows = this.ahead.rows();
    for (const model of this.models.values()) {
      const own = list.filter(({ id }) => model.sheets.has(id));
      if (!own.length) continue;
      model.takeSheets(own);
      this.remember(model, rows.find((row) => row.seat === model.data.seat)?.marks);
    }
    for (const item of this.store.handed()) {
      const now = list.find(({ id }) => id === item.sheet);
      if (now?.status === "reopened") this.store.dropHanded(item);
      // The server took this sheet once and does not know of it any more: it was restored from a backup.
      else if (now && now.version < item.version) {
        this.store.dropHanded(item);
        this.store.addHandIn(item);
      }
    }
  }

  restored() {
    this.face.tell(this.words.say("restored"));
  }

  handedIn(answer, item) {
    const model = [...this.models.values()].find((one) => one.sheets.has(item.sheet));
    if (model) Object.assign(model.sheets.get(item.sheet), { status: answer.status, version: answer.version });
    if (model) this.remember(model);
    this.handedAt.set(item.sheet, answer.at);
    this.store.keepHanded({ ...item, seat: item.seat ?? model?.data.seat ?? 0, version: answer.version, at: answer.at });
  }

  refusedHandIn(message, item) {
    this.face.tell(message || item.title);
  }

  changed() {
    this.face?.paint();
    this.calls?.paint();
  }

  /* Nobody judges on a device that forgets: say so before the heat, not after. */
  block() {
    this.leaving = true;
    document.body.classList.add("pad-blocked");
    const line = document.getElementById("state-line");
    line.className = "state-line state-refused";
    line.querySelector("[data-state-text]").textContent = this.words.say("no_storage");
  }

  hasUnsent() {
    return this.store.pending().length + this.store.handIns().length + this.store.waitingCalls().length > 0;
  }

  listen() {
    addEventListener("storage", () => this.changed());
    addEventListener("pageshow", (event) => event.persisted && this.sender.hurry());
    addEventListener("pointerdown", () => (this.pressed = true), true);
    for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, () => setTimeout(() => (this.pressed = false), 300), true);
    addEventListener("popstate", () => this.show(new URL(location.href)) || this.sender.isAway || location.reload());
    addEventListener("beforeunload", (event) => {
      if (!this.leaving && (this.hasUnsent() || (this.sender.isAway && !this.canReload))) event.preventDefault();
    });
    document.addEventListener("click", (event) => this.follow(event));
  }

  /* Links between the judge's pages need no network; any other would leave the pad for a page that does not come. */
  follow(event) {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = new URL(link.href, location.href);
    if (target.origin === location.origin && this.ahead.pageFor(target.pathname) !== null) {
      event.preventDefault();
      this.go(target);
    } else if (this.sender.isAway) {
      event.preventDefault();
      this.face.tell(this.words.say("not_held"));
    }
  }
}

function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

function start() {
  const first = JSON.parse(document.getElementById("pad-data").textContent);
  if (first.shell) wake();
  else begin(first, first.practice ? new Store(first.appointment, "practice", new MemoryDisk()) : new Store(first.appointment, first.store));
}

function begin(first, store) {
  const app = new App(first, store);
  if (!store.works()) {
    app.block();
    return null;
  }
  app.listen();
  if (first.seat) app.model(first.seat, first, true);
  app.open(first);
  if (first.practice) return app;
  store.write("used", Date.now());
  tidy(localStorage, Date.now());
  localStorage.setItem(LAST, JSON.stringify({ appointment: first.appointment, store: first.store }));
  if (isSecureContext && navigator.serviceWorker) hire(app.urls.worker);
  app.sender.hurry();
  return app;
}

/* On https: the worker that brings the page back after a reload without network. */
async function hire(url) {
  try {
    await navigator.serviceWorker.register(url);
    const { active } = await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) active.postMessage("claim");
  } catch {
    /* Without it the pad warns before the page is left. */
  }
}

/* The page was loaded again without network: the service worker brought the shell, the device brings the rest. */
function wake() {
  const last = JSON.parse(localStorage.getItem(LAST) || "null");
  const store = last && new Store(last.appointment, last.store);
  const html = store?.read("page:list")?.html;
  if (!html) return;
  const list = JSON.parse(parse(html).getElementById("pad-data").textContent);
  const app = new App(list, store);
  app.listen();
  if (!app.show(new URL(location.href))) {
    history.replaceState(null, "", app.urls.list);
    app.show(new URL(location.href));
  }
  app.sender.hurry();
}

start();
