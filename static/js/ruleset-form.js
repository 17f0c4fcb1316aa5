/* The form of a ruleset or a format: the example (or the drawing) is made anew by the server while somebody types; rows come and go without a reload.
   Without this module the buttons of the page do the same. No rule stands here: which fields count is the server's answer. */

const WAIT = 250;
const beside = document.querySelector("[data-preview]");
const form = beside?.closest("form");
let timer = 0;
let asked = new AbortController();

const showApplying = (keys) =>
  form.querySelectorAll("[data-param]").forEach((line) => {
    line.hidden = !keys.includes(line.dataset.param);
  });

async function preview() {
  asked.abort();
  asked = new AbortController();
  const place = beside.querySelector("[data-example]");
  try {
    const answer = await fetch(beside.dataset.preview, { method: "POST", body: new FormData(form), signal: asked.signal });
    if (!answer.ok) return;
    place.innerHTML = await answer.text();
    const applying = place.querySelector("[data-applies]");
    if (applying) showApplying(applying.dataset.applies.split(" "));
  } catch (error) {
    if (error.name !== "AbortError") place.dataset.stale = "";
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(preview, WAIT);
}

const rename = (row, number) =>
  row.querySelectorAll("[name]").forEach((control) => {
    if (control.matches("[data-remove]")) control.value = control.value.replace(/\d+$/, number);
    else control.name = control.name.replace(/-\d+-([^-]+)$/, `-${number}-$1`);
  });

const clear = (row) => {
  row.querySelectorAll("input, textarea").forEach((control) => { control.value = ""; control.removeAttribute("aria-invalid"); });
  row.querySelectorAll("select").forEach((control) => { control.selectedIndex = 0; });
  row.querySelectorAll(".param-problem").forEach((message) => message.remove());
};

function addRow(table) {
  const rows = table.querySelectorAll("[data-row]");
  const last = rows[rows.length - 1];
  const row = last.cloneNode(true);
  clear(row);
  rename(row, Number(last.querySelector("[data-remove]").value.match(/\d+$/)[0]) + 1);
  last.after(row);
  row.querySelector("input, select").focus();
}

function removeRow(row) {
  if (row.parentElement.querySelectorAll("[data-row]").length === 1) clear(row);
  else row.remove();
}

function press(event) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.matches("[data-preview-button]")) preview();
  else if (button.matches("[data-add]")) addRow(button.parentElement.querySelector("[data-table]"));
  else if (button.matches("[data-remove]")) removeRow(button.closest("[data-row]"));
  else return;
  event.preventDefault();
  soon();
}

if (form && beside.querySelector("[data-preview-button]")) {
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("click", press);
}
