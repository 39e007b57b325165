"use strict";
// Without this script a citation can be selected and copied; with it, a button does both.
(() => {
  function offer() {
    document.querySelectorAll("button.copy[hidden]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", async () => {
        const field = document.getElementById(button.dataset.copies);
        field.select();
        try {
          await navigator.clipboard.writeText(field.value);
          button.textContent = button.dataset.done;
        } catch {
          field.focus(); // it is selected: Ctrl+C takes it
        }
      });
    });
  }

  document.body.addEventListener("htmx:afterSettle", offer);
  offer();
})();
