"use strict";
// What every page has: keys to search and to see the keys. Nothing that can be read depends on it.
document.documentElement.classList.add("scripted");

const isTyping = (target) =>
  target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;
const isPlain = (event) =>
  !event.ctrlKey && !event.altKey && !event.metaKey && !event.defaultPrevented && !isTyping(event.target);

for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.hidden = false;
  opener.addEventListener("click", () => document.getElementById(opener.dataset.opens).showModal());
}
document.addEventListener("keydown", (event) => {
  if (!isPlain(event) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    document.getElementById("keys").showModal();
    event.preventDefault();
  } else if (event.key === "/") {
    const field = document.querySelector("#q, #find");
    if (!field) return;
    field.focus();
    field.select();
    event.preventDefault();
  }
});
