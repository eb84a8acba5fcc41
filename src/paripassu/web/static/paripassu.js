// Small conveniences. Every page does its work without this file.
"use strict";

(() => {
  // Copy buttons appear only where copying can work.
  for (const button of document.querySelectorAll("[data-copies]")) {
    const field = document.getElementById(button.dataset.copies);
    if (!field || !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.copied;
    });
  }

  // A second press while the first is under way would only be refused or ignored: do not send it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("hx-post") || form.method === "get") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  // Menus close with Escape, which gives the focus back, and when something else is pressed.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of document.querySelectorAll("details.menu[open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
    if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    // Single keys work only while the focus is inside the part of the page that names them.
    const part = event.target.closest("[data-keys]");
    const place = part && part.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (place) {
      event.preventDefault();
      if (place.matches("a, button")) place.click();
      else place.focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // What has the focus in one pane shows its place in the other.
  function showPlace(element) {
    const item = element && element.closest("[data-place]");
    const place = item && document.getElementById(item.dataset.place);
    const paper = place && place.closest(".paper");
    if (!paper) return;
    const marks = [...paper.querySelectorAll("mark")];
    for (const other of marks) other.classList.remove("here");
    // A place that goes over a link or into the next paragraph is several marks; only the first has an id.
    const rest = marks.slice(marks.indexOf(place) + 1);
    const next = rest.findIndex((other) => other.id);
    for (const mark of [place, ...rest.slice(0, next < 0 ? rest.length : next)]) mark.classList.add("here");
    paper.scrollTop += place.getBoundingClientRect().top - paper.getBoundingClientRect().top - paper.clientHeight / 3;
  }
  document.addEventListener("focusin", (event) => showPlace(event.target));
  showPlace(document.activeElement);

  function isTyping(element) {
    return element.closest("input, select, textarea, [contenteditable]") !== null;
  }

  // After a refusal the first thing to read is the reason.
  const refused = document.querySelector("[data-first]");
  if (refused) refused.focus();
})();
