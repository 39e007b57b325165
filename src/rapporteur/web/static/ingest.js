"use strict";
// The form without this script works; with it, files can be dropped and their sending is seen.
(() => {
  const form = document.getElementById("drop");
  if (!form) return;
  const field = form.querySelector("#files"), list = form.querySelector("#chosen");
  const word = form.querySelector("#word"), sent = form.querySelector("#sent");
  const button = form.querySelector("button");
  const most = Number(form.dataset.most), each = Number(form.dataset.each);
  form.querySelector(".only-script").hidden = false;

  const size = (bytes) => new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit: bytes < 1e6 ? "kilobyte" : "megabyte", maximumFractionDigits: 1,
  }).format(bytes / (bytes < 1e6 ? 1e3 : 1e6));

  function choose(files) {
    const kept = new DataTransfer();
    for (const file of files) kept.items.add(file);
    field.files = kept.files;
    show();
  }

  function show() {
    const files = [...field.files];
    list.hidden = !files.length;
    list.replaceChildren(...files.map((file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name} (${size(file.size)}) `;
      const out = document.createElement("button");
      out.type = "button";
      out.className = "plain";
      out.textContent = form.dataset.remove;
      out.setAttribute("aria-label", `${form.dataset.remove}: ${file.name}`);
      out.addEventListener("click", () => choose([...field.files].filter((other) => other !== file)));
      item.append(out);
      return item;
    }));
    const total = files.reduce((sum, file) => sum + file.size, 0);
    word.textContent = total > most ? form.dataset.much : "";
  }

  function add(files) {
    const large = files.filter((file) => file.size > each);
    choose([...field.files, ...files.filter((file) => file.size <= each)]);
    if (large.length) word.textContent = `${form.dataset.large} ${large.map((f) => f.name).join(", ")}`;
  }

  field.addEventListener("change", show);
  const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("over");
  });
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    const items = [...event.dataTransfer.items];
    const folder = items.some((item) => item.webkitGetAsEntry?.()?.isDirectory);
    add(items.filter((item) => !item.webkitGetAsEntry?.()?.isDirectory)
      .map((item) => item.getAsFile()).filter(Boolean));
    if (folder) word.textContent = form.dataset.folder;
    button.focus();
  });

  function end(text) {
    word.textContent = text;
    sent.hidden = true;
    button.disabled = false;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if ([...field.files].reduce((sum, file) => sum + file.size, 0) > most) return;
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (told) => {
      if (told.lengthComputable) sent.value = told.loaded / told.total;
    });
    request.addEventListener("load", () => {
      if (request.status === 200) location.assign(request.responseURL);
      else {
        const page = new DOMParser().parseFromString(request.responseText, "text/html");
        const said = page.querySelector(".empty.trouble") || page.querySelector("main h1");
        end(said?.textContent || form.dataset.broken);
      }
    });
    request.addEventListener("error", () => end(form.dataset.broken));
    request.open("POST", form.action);
    request.send(new FormData(form));
    word.textContent = form.dataset.sending;
    sent.hidden = false;
    button.disabled = true;
  });
})();
