// Small conveniences of every page; without them everything still works.

const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";

// Rows become cards on a phone: each cell learns its column's heading.
function nameCells(root) {
  for (const table of root.querySelectorAll("table.list:not(.wide)")) {
    const headings = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent.trim());
    for (const row of table.querySelectorAll("tbody tr")) {
      [...row.cells].forEach((cell, place) => {
        if (cell.tagName === "TD" && headings[place]) cell.dataset.label = headings[place];
      });
    }
    table.classList.add("cards");
  }
}

// An open menu closes with Escape and with a click elsewhere.
const MENUS = "details.menu[open], details.drawer[open]";

function closeMenus(kept) {
  for (const menu of document.querySelectorAll(MENUS)) if (!menu.contains(kept)) menu.open = false;
}

document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.(MENUS);
  closeMenus(null);
  menu?.querySelector("summary").focus();
});

// After a refused form the reader, and the one who listens, begin at the summary.
document.querySelector(".summary")?.focus();

// A form is sent once, however often the button is pressed.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || event.defaultPrevented) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Parts of a page fetched with htmx carry the token and are prepared like the rest.
document.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-CSRFToken"] = token;
});
document.addEventListener("htmx:after:swap", () => nameCells(document));

nameCells(document);
