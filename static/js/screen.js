/* The clock of the big screen, in the festival's zone; the page itself is made once for everybody and cannot hold the minute. */
function tick() {
  const clock = document.querySelector("[data-clock]");
  if (clock) {
    const text = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: clock.dataset.zone });
    if (clock.textContent !== text) clock.textContent = text;
  }
}
tick();
setInterval(tick, 1000);
document.addEventListener("follow:changed", tick);
