/* The button that calls the scrutineer. A call waits on the device like a mark until the server has it. */

import { randomId } from "./pad-store.js";

export function openCalls(app) {
  const { store, words, sender } = app;
  const button = document.getElementById("pad-call");
  // Nobody is called from a practice sheet.
  if (app.data.practice && button) button.closest("form").hidden = true;
  const line = document.getElementById("pad-call-state");

  /* The call that is still open, or the one that was answered a moment ago. */
  const current = () => store.calls().sort((one, two) => (one.made || 0) - (two.made || 0)).pop();

  function paint() {
    if (!button) return;
    const call = current();
    const isOpen = Boolean(call) && call.state !== "coming";
    button.disabled = isOpen;
    line.hidden = !call;
    if (!call) return;
    const key = call.state === "coming" ? "call_coming" : call.at ? "call_received" : "call_waits";
    line.textContent = words.say(key, { time: call.at ?? "" });
    line.className = `pad-call-state is-${call.state ?? "waiting"}`;
  }

  function take(list) {
    if (!list) return;
    const told = new Map(list.map((call) => [call.id, call]));
    for (const call of store.calls()) {
      if (told.has(call.id)) store.keepCall({ ...call, ...told.get(call.id) });
      else if (call.at) store.dropCall(call);
    }
    for (const call of list) if (!store.calls().some(({ id }) => id === call.id)) store.keepCall({ ...call, made: 0 });
  }

  button?.addEventListener("click", (event) => {
    event.preventDefault();
    if (current() && current().state !== "coming") return;
    store.calls().forEach((call) => store.dropCall(call));
    store.keepCall({ id: randomId(), seat: app.seat, made: Date.now() });
    paint();
    sender.hurry();
  });
  paint();
  return { paint, take };
}
