"use strict";
// The pages of the review work without this script; with it, single keys press their buttons.
(() => {
  const OFF = "review-keys-off";
  const box = document.getElementById("use-keys");
  let off = localStorage.getItem(OFF) === "1";
  let busy = false; // a key pressed twice decides once

  function show() {
    document.querySelectorAll("kbd").forEach((kbd) => (kbd.hidden = off && !kbd.closest(".keys")));
    document.querySelectorAll(".keys").forEach((keys) => (keys.hidden = false));
    if (box) box.checked = !off;
  }

  box?.addEventListener("change", () => {
    off = !box.checked;
    localStorage.setItem(OFF, off ? "1" : "0");
    show();
  });

  const isTyping = (part) =>
    part.closest?.("select, textarea, [contenteditable]") ||
    (part.tagName === "INPUT" && !["checkbox", "radio", "submit"].includes(part.type));

  document.addEventListener("keydown", (event) => {
    const form = event.target.form ?? event.target.closest?.("form");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form?.matches(".verdict")) {
      event.preventDefault();
      if (!busy) form.requestSubmit(form.querySelector("button"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    const leaving = event.key === "Escape";
    if (!leaving && (off || isTyping(event.target))) return;
    const part = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!part) return;
    event.preventDefault();
    if (busy) return;
    if (part.tagName === "SUMMARY") {
      part.click();
      part.focus();
      return;
    }
    // A form that lacks something says so, and stays.
    busy = !part.form || part.form.checkValidity();
    part.click();
  });

  addEventListener("pageshow", () => (busy = false));

  // The sentence comes into view on its page.
  const leaf = document.querySelector(".check .leaf");
  const mark = leaf?.querySelector(".on rect");
  if (mark && leaf.scrollHeight > leaf.clientHeight) {
    const bring = () => {
      const here = mark.getBoundingClientRect(), frame = leaf.getBoundingClientRect();
      leaf.scrollTop += here.top - frame.top - frame.height / 3;
    };
    bring();
  }
  show();
})();
