/* Sends what waits, one message at a time, and asks how the sheets stand. The timer is what drives it: a hall's network
   without internet makes the browser's own "online" lie. Nothing here knows what a mark means. */

const BATCH = 50;
const TIMEOUT_MS = 8000;
// A message that is on its way for so long is told as no network, before it is given up.
const SLOW_MS = 4000;
const POLL_MS = 5000;
const LONGEST_WAIT_MS = 15000;

export class Sender {
  /* `data`: language, appointment, urls, csrf. `on`: wanted() says what to ask for; answered(answer, batch), sheets(list),
     restored(), handedIn(answer, item), refusedHandIn(message, item) and changed() are told what came. */
  constructor(store, data, on) {
    this.store = store;
    this.data = data;
    this.on = on;
    this.failures = 0;
    this.isSignedOut = false;
    this.lastAt = "";
    this.nextTry = 0;
    this.lastPoll = -POLL_MS;
    this.busy = false;
    setInterval(() => this.tick(), 500);
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.hurry());
  }

  get isAway() {
    return this.failures > 0 || this.isSlow;
  }

  get isSlow() {
    return this.busy && performance.now() - this.askedAt > SLOW_MS;
  }

  hurry() {
    this.nextTry = 0;
    this.tick();
  }

  async tick() {
    const now = performance.now();
    if (this.isSlow) this.on.changed();
    if (this.busy || now < this.nextTry) return;
    const waiting = this.store.pending().length > 0 || this.store.handIns().length > 0 || this.store.waitingCalls().length > 0;
    if (!waiting && !this.isAway && now - this.lastPoll < POLL_MS) return;
    this.busy = true;
    this.askedAt = now;
    try {
      await this.exchange();
      this.failures = 0;
      this.isSignedOut = false;
      this.nextTry = 0;
    } catch (fault) {
      this.failures += 1;
      this.isSignedOut = fault.status === 401;
      this.nextTry = performance.now() + Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(this.failures - 1, 10));
      if (fault.status === 403) await this.refreshToken();
    } finally {
      this.busy = false;
      this.on.changed();
    }
  }

  async exchange() {
    const batch = this.store.pending().slice(0, BATCH);
    const answer = await this.post(this.data.urls.operations, {
      operations: batch.map(({ sheet, order, ...operation }) => ({ criterion: "", ...operation })),
      knows: this.store.knows(),
      calls: this.store.waitingCalls(),
      ...(batch.length ? {} : this.on.wanted()),
    });
    this.lastAt = answer.at;
    if (answer.restored) {
      // The server came back from a backup that is older than what it had told this device: nothing was taken of this message.
      this.store.sendAgain();
      this.on.restored();
      return;
    }
    if (!batch.length) this.lastPoll = performance.now();
    this.on.answered(answer, batch);
    // What the server holds may be told only when nothing is on its way to it.
    if (!batch.length && !this.store.pending().length) this.on.sheets(answer.sheets);
    const left = this.store.pending();
    for (const item of this.store.handIns()) {
      if (!left.some((operation) => operation.sheet === item.sheet)) await this.handIn(item);
    }
  }

  async handIn(item) {
    const url = this.data.urls.hand_in.replace("/0/", `/${item.sheet}/`);
    try {
      const answer = await this.post(url, { after_version: item.after_version, marks: item.marks });
      this.lastAt = answer.at;
      this.on.handedIn(answer, item);
      this.store.removeHandIn(item.sheet);
    } catch (fault) {
      if (fault.status !== 409 && fault.status !== 404 && fault.status !== 400) throw fault;
      this.store.removeHandIn(item.sheet);
      this.on.refusedHandIn(fault.message, item);
    }
  }

  async post(url, message) {
    this.askedAt = performance.now();
    const response = await fetch(url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": cookie(this.data.csrf) },
      body: JSON.stringify({ appointment: this.data.appointment, device: this.store.device, language: this.data.language, ...message }),
      signal: deadline(TIMEOUT_MS),
    });
    const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
    const body = isJson ? await response.json() : {};
    if (response.ok && isJson) return body;
    throw Object.assign(new Error(body.message || ""), { status: response.status });
  }

  /* The token was rotated or its cookie has gone: any page of the pad sets a new one. */
  async refreshToken() {
    try {
      await fetch(location.href, { credentials: "same-origin", signal: deadline(TIMEOUT_MS) });
    } catch {
      /* The next try finds out. */
    }
  }
}

function deadline(milliseconds) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  return controller.signal;
}

/* Read at the moment of sending: a signing in elsewhere may have changed it since the page was made. */
function cookie(name) {
  const pair = document.cookie.split("; ").find((text) => text.startsWith(`${name}=`));
  return pair ? decodeURIComponent(pair.slice(name.length + 1)) : "";
}
