// Arrow keys go from mark to mark of the strip; without this, Tab stops at each segment.
document.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const mark = event.target.closest && event.target.closest(".marks a");
  if (!step || !mark || event.altKey || event.ctrlKey || event.metaKey) return;
  const marks = [...document.querySelectorAll(".marks a")];
  const next = marks[marks.indexOf(mark) + step];
  if (next) {
    next.focus();
    event.preventDefault();
  }
});
