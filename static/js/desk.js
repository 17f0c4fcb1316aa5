/* The desk's keys. Every key does what a link or a button on the page does; while somebody types, keys are letters. */

const isTyping = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

const visible = (selector) => [...document.querySelectorAll(selector)].filter((row) => row.offsetParent !== null);

function step(by) {
  const rows = visible("[data-row]");
  if (!rows.length) return;
  const focused = rows.indexOf(document.activeElement);
  const current = focused >= 0 ? focused : rows.findIndex((row) => row.hasAttribute("aria-current"));
  const next = Math.min(rows.length - 1, Math.max(0, current < 0 ? (by > 0 ? 0 : rows.length - 1) : current + by));
  rows[next].focus();
}

function openNeed() {
  const links = visible("[data-need-link]");
  const here = links.findIndex((link) => link.pathname === location.pathname);
  const next = links[(here + 1) % (links.length || 1)];
  if (next) next.click();
}

function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
  return dialog;
}

/* Buttons and links that name a key of their own: the choices of a conflict. */
function press(key) {
  document.querySelector(`[data-key="${key}"]`)?.click();
}

function askNumber() {
  const dialog = openDialog("desk-goto");
  if (!dialog) return;
  dialog.querySelector("[data-missing]").hidden = true;
  const input = dialog.querySelector("input");
  input.value = "";
  input.focus();
}

function goToNumber(event) {
  const form = event.target;
  const number = new FormData(form).get("number").trim();
  const row = number && document.querySelector(`[data-number="${CSS.escape(number)}"]`);
  if (!row) {
    event.preventDefault();
    form.querySelector("[data-missing]").hidden = false;
    return;
  }
  document.querySelectorAll(".is-found").forEach((found) => found.classList.remove("is-found"));
  row.classList.add("is-found");
  // After the dialog has given the focus back.
  setTimeout(() => {
    row.scrollIntoView({ block: "center" });
    (row.querySelector("input, a") || row).focus();
  }, 0);
}

const ACTS = {
  j: () => step(1),
  k: () => step(-1),
  n: openNeed,
  g: askNumber,
  r: () => document.querySelector("[data-release]")?.click(),
  c: () => document.querySelector("[data-answer-call]")?.click(),
  "?": () => openDialog("desk-keys"),
  1: () => press("1"),
  2: () => press("2"),
  3: () => press("3"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target)) {
    moveInGrid(event);
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const act = ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.querySelector("#desk-goto form")?.addEventListener("submit", goToNumber);

/* A paper sheet: arrows and Enter move from cell to cell, so that a whole sheet is typed without the mouse. */
function moveInGrid(event) {
  const grid = event.target.closest("[data-grid]");
  if (!grid) return;
  const rows = [...grid.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input")]);
  const line = rows.findIndex((row) => row.includes(event.target));
  const column = rows[line].indexOf(event.target);
  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const move = moves[event.key];
  if (!move) return;
  let next = rows[line + move[0]]?.[column + move[1]];
  if (!next && event.key === "Enter") next = rows[0][column + 1];
  if (event.key === "Enter") event.preventDefault();
  if (!next) return;
  event.preventDefault();
  next.focus();
  if (next.type === "text") next.select();
}

/* A live part that is fetched anew must not take the focus away from the row that it was on. */
let focusedHref = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const active = document.activeElement;
  focusedHref = event.detail.target.contains(active) ? active.getAttribute("href") : null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (!focusedHref) return;
  document.querySelector(`a[href="${CSS.escape(focusedHref)}"]`)?.focus();
  focusedHref = null;
});
