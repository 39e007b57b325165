"use strict";
// The page works without this script; with it, rows can be sorted and focus follows what changed.
(() => {
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function sort(table, at, button) {
    const cell = button.closest("th");
    const down = cell.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("th[aria-sort]").forEach((one) => one.removeAttribute("aria-sort"));
    cell.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows].map((row) => [row.cells[at].textContent.trim(), row]);
    // What is empty stays last, whichever way the rest is sorted.
    rows.sort(([a], [b]) => (!a - !b) || (down ? -1 : 1) * collator.compare(a, b));
    table.tBodies[0].append(...rows.map(([, row]) => row));
  }

  function offer() {
    document.querySelectorAll(".sheet table").forEach((table) => {
      [...table.tHead.rows[0].cells].forEach((cell, at) => {
        if (cell.querySelector("button")) return;
        const button = document.createElement("button");
        button.textContent = cell.textContent;
        button.addEventListener("click", () => sort(table, at, button));
        cell.replaceChildren(button);
      });
    });
  }

  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "explore") return;
    offer();
    // The link that was followed is gone: go on from the number of what was found.
    if (document.activeElement === document.body) {
      const count = document.getElementById("count");
      count.focus({ preventScroll: true });
      if (count.getBoundingClientRect().top < 0) count.scrollIntoView();
    }
  });
  offer();
})();
