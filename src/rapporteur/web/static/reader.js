"use strict";
// The reader without this script works; with it, the page and its statements move together.
(() => {
  const reader = document.querySelector(".reader");
  if (!reader) return;
  const leaf = reader.querySelector(".leaf");
  const of = (id) => document.querySelectorAll(`[data-point="${CSS.escape(id)}"]`);
  const said = () => document.getElementById("said");

  // Scrolls the page's side alone, and only where the sentence is out of its view.
  function bring(id) {
    const part = leaf.querySelector(`[data-point="${CSS.escape(id)}"]`);
    if (!part || leaf.scrollHeight <= leaf.clientHeight) return;
    const here = part.getBoundingClientRect(), frame = leaf.getBoundingClientRect();
    if (here.top < frame.top || here.bottom > frame.bottom) {
      leaf.scrollTop += here.top - frame.top - frame.height / 3;
    }
  }

  function set(name, id) {
    document.querySelectorAll(`.${name}[data-point]`).forEach((e) => e.classList.remove(name));
    if (id) of(id).forEach((e) => e.classList.add(name));
  }

  function near(event) {
    const part = event.target.closest?.("[data-point]");
    set("near", part?.dataset.point);
    if (part && event.type === "focusin" && !leaf.contains(part)) bring(part.dataset.point);
  }
  reader.addEventListener("pointerover", near);
  reader.addEventListener("focusin", near);

  // A box on the picture is the link of its sentence beside it.
  leaf.addEventListener("click", (event) => {
    const box = event.target.closest("svg a");
    const link = box && said().querySelector(`[data-point="${box.dataset.point}"] a`);
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      link.click();
    }
  });

  // What is read on one side is shown on the other.
  const watch = new IntersectionObserver(
    (seen) => {
      const first = seen.find((one) => one.isIntersecting);
      if (first && !leaf.matches(":hover, :focus-within")) bring(first.target.dataset.point);
    },
    { rootMargin: "-15% 0px -70% 0px" },
  );

  function settle() {
    const chosen = said().querySelector("[aria-current]")?.closest("[data-point]");
    if (chosen) {
      set("on", chosen.dataset.point);
      bring(chosen.dataset.point);
    }
    watch.disconnect();
    said().querySelectorAll(".point").forEach((point) => watch.observe(point));
    return chosen;
  }

  document.body.addEventListener("htmx:afterSettle", () => {
    const chosen = settle();
    chosen?.querySelector("a").focus({ preventScroll: true });
    const frame = chosen?.getBoundingClientRect();
    if (frame && (frame.top < 0 || frame.bottom > innerHeight)) chosen.scrollIntoView();
  });

  function follow() {
    const id = location.hash.slice(1);
    if (!/^pnt-[0-9a-f]+$/.test(id)) return;
    if (document.getElementById(id)) {
      set("on", id);
      bring(id);
    } else if (!location.search) {
      // A long page comes in parts: the sentence is in another one.
      const [, tongue] = location.pathname.match(/^(.*)\/sources\//) ?? [];
      if (tongue !== undefined) location.replace(`${tongue}/points/${id}`);
    }
  }
  addEventListener("hashchange", follow);
  settle();
  follow();
})();
