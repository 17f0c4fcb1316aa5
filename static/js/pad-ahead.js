/* Holds what is ahead: the judge's rounds in running order, and the page of every open sheet, so that the way from one
   sheet to the next needs no network. Pages are the server's own, kept as text beside the marks. */

const TIMEOUT_MS = 8000;
// Marks come first: held pages take no more than this many letters of the device's few millions.
const ROOM = 1_500_000;

export class Ahead {
  constructor(store, { urls, language }) {
    this.store = store;
    this.urls = urls;
    this.language = language;
    this.isFetching = false;
  }

  get stamp() {
    return this.store.read("rounds")?.stamp ?? "";
  }

  /* The judge's rounds as the server told them last: see competitions/selectors/pad_ahead.py. */
  rows() {
    return this.store.read("rounds")?.rows ?? [];
  }

  takeRounds(rounds) {
    if (!rounds?.rows) return;
    this.#keep("rounds", rounds);
    rounds.rows.filter((row) => row.is_released).forEach((row) => this.store.forget(row.seat));
    const seats = new Set(rounds.rows.filter((row) => row.page).map((row) => `page:${row.seat}`));
    this.store.keys("page:").forEach((key) => key === "page:list" || seats.has(key) || this.store.erase(key));
  }

  rowOf(sheet) {
    return this.rows().find((row) => row.sheets.some(([id]) => id === sheet));
  }

  /* The held page of an address, or null. */
  pageFor(path) {
    if (path === this.urls.list) {
      const held = this.store.read("page:list");
      return held?.stamp === `list ${this.language}` ? held.html : null;
    }
    const sheet = this.sheetIn(path);
    const row = sheet && this.rowOf(sheet);
    return (row && this.pageOfSeat(row.seat)) || null;
  }

  pageOfSeat(seat) {
    return this.store.read(`page:${seat}`)?.html ?? null;
  }

  sheetIn(path) {
    const [before, after] = this.urls.sheet.split("/0/");
    const found = path.startsWith(`${before}/`) && path.endsWith(`/${after}`) ? Number(path.slice(before.length + 1).split("/")[0]) : NaN;
    return Number.isInteger(found) ? found : null;
  }

  /* Fetch what is not held yet or has changed; `came(html)` gets each page, `changed(seat)` is told of each that replaced an
     older one. */
  async refresh(came, changed) {
    if (this.isFetching) return;
    this.isFetching = true;
    try {
      for (const { key, stamp, url, seat } of this.#wanted()) {
        const html = await fetchPage(url);
        if (html === null) continue;
        const isNew = this.store.read(key) === null;
        this.#keep(key, { stamp, html });
        came(html);
        if (!isNew && seat) changed(seat);
      }
    } catch {
      /* No network: what is held stays. */
    } finally {
      this.isFetching = false;
    }
  }

  #wanted() {
    const wanted = [{ key: "page:list", stamp: `list ${this.language}`, url: this.urls.list, seat: 0 }];
    for (const row of this.rows()) {
      if (row.page) wanted.push({ key: `page:${row.seat}`, stamp: row.page, url: this.urls.sheet.replace("/0/", `/${row.sheet}/`), seat: row.seat });
    }
    return wanted.filter(({ key, stamp }) => this.store.read(key)?.stamp !== stamp);
  }

  #keep(key, value) {
    try {
      const used = this.store.keys("page:").reduce((sum, other) => sum + (other === key ? 0 : (this.store.disk.getItem(this.store.prefix + other) || "").length), 0);
      if (used < ROOM) this.store.write(key, value);
    } catch {
      /* The device is full of what matters more. */
    }
  }
}

async function fetchPage(url) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, { credentials: "same-origin", headers: { "X-Pad": "ahead" }, signal: controller.signal });
    const html = response.ok ? await response.text() : "";
    return html.includes('id="pad-data"') ? html : null;
  } finally {
    clearTimeout(timer);
  }
}
