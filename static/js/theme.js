// The colour scheme a reader chose is kept on this device (localStorage, no cookie) and set on <html data-theme>.
const root = document.documentElement;
const KEY = "sahna-theme";

function chosen() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function apply(theme) {
  if (root.hasAttribute("data-theme-fixed")) return;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  for (const button of document.querySelectorAll("[data-set-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.setTheme === theme));
  }
}

function choose(event) {
  const button = event.target.closest("[data-set-theme]");
  if (!button) return;
  try {
    localStorage.setItem(KEY, button.dataset.setTheme);
  } catch {
    // A private window: the choice holds for this page only.
  }
  apply(button.dataset.setTheme);
}

apply(chosen());
document.addEventListener("DOMContentLoaded", () => {
  for (const group of document.querySelectorAll("[data-theme-switch]")) group.hidden = false;
  apply(chosen());
});
document.addEventListener("click", choose);
