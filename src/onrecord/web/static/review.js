"use strict";
// The review by keyboard: keys, marking words in the text, and decisions that outlast a lost connection.
// Nothing here is needed to judge: without scripts the same forms and links do it.

const page = document.querySelector("[data-review]");
const status = document.getElementById("status");
const text = document.getElementById("text");
const change = document.getElementById("change");
const ROLES = { s: "source", c: "cue", q: "content" };
const say = (words) => { if (status) status.textContent = words; };

// --- Offsets -----------------------------------------------------------------------------------------------
// The ledger counts characters (code points), a browser UTF-16 units: 👩 is one there and two here. Every piece
// of text stands in an element that says at which character it begins.

const points = (string) => { let count = 0; for (const _ of string) count += 1; return count; };

function pieces() {
  const found = [];
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const begun = new Map();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement.closest("[data-at]");
    if (!element) continue;
    const at = begun.get(element) ?? Number(element.dataset.at);
    const length = points(walker.currentNode.data);
    begun.set(element, at + length);
    found.push({ node: walker.currentNode, at, end: at + length });
  }
  return found;
}

// The offset of a boundary of a range: of its own text, else of the next piece of text behind it.
function offsetOf(node, offset) {
  const all = pieces();
  const own = all.find((piece) => piece.node === node);
  if (own) return own.at + points(node.data.slice(0, offset));
  const range = document.createRange();
  range.setStart(node, offset);
  const behind = all.find((piece) => range.comparePoint(piece.node, 0) >= 0);
  return behind ? behind.at : all.length ? all[all.length - 1].end : 0;
}

// The place of an offset in the page; `end` says that what stands before it is meant.
function placeOf(offset, end) {
  const all = pieces();
  const piece = all.find((one) => (end ? one.at < offset && offset <= one.end : one.at <= offset && offset < one.end));
  if (!piece) return null;
  const before = [...piece.node.data].slice(0, offset - piece.at).join("");
  return { node: piece.node, offset: before.length };
}

function rangeOf([start, end]) {
  const from = placeOf(start, false);
  const to = placeOf(end, true);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

// The selected offsets without white space at their edges; null where nothing in the text is selected.
function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  const characters = [...wordsOf([start, end])];
  let first = 0;
  let last = characters.length;
  while (first < last && /\s/u.test(characters[first])) first += 1;
  while (last > first && /\s/u.test(characters[last - 1])) last -= 1;
  return first < last ? [start + first, start + last] : null;
}

// The words between two offsets; what is between two paragraphs is a blank for each character.
function wordsOf([start, end]) {
  let words = "";
  let at = start;
  for (const piece of pieces()) {
    if (piece.end <= start || piece.at >= end) continue;
    words += " ".repeat(Math.max(0, piece.at - at));
    const inside = [...piece.node.data].slice(Math.max(0, start - piece.at), Math.max(0, end - piece.at));
    words += inside.join("");
    at = Math.min(end, piece.end);
  }
  return words;
}

// --- What is marked ----------------------------------------------------------------------------------------

const spansOf = (role) =>
  [...change.elements[`${role}_at`].value.matchAll(/(\d+)-(\d+)/g)].map((found) => [Number(found[1]), Number(found[2])]);

function setSpans(role, spans) {
  spans.sort((one, other) => one[0] - other[0]);
  change.elements[`${role}_at`].value = spans.map(([start, end]) => `${start}-${end}`).join(" ");
  change.elements[role].value = spans.map((span) => wordsOf(span).split(/\s+/u).filter(Boolean).join(" ")).join(" … ");
  dirty = true;
  show();
}

// The marks in the text follow the form: drawn over it, since other marks are cut through its elements.
function show() {
  if (!("highlights" in CSS)) return;
  for (const element of text.querySelectorAll(".source, .cue, .content")) {
    element.classList.remove("source", "cue", "content", "on-source", "on-cue", "on-content");
  }
  for (const role of Object.values(ROLES)) {
    const ranges = spansOf(role).map(rangeOf).filter(Boolean);
    CSS.highlights.set(`review-${role}`, new Highlight(...ranges));
  }
}

// --- Marking with the keyboard or the pointer ---------------------------------------------------------------

let marking = null;
let dirty = false;
const bar = document.getElementById("marking");

function begin(role) {
  if (!change) return;
  const had = selected();
  if (had && !marking) {
    setSpans(role, [had]);
    say(`${name(role)}: ${change.elements[role].value}. Press w to save.`);
    document.getSelection().removeAllRanges();
    text.focus({ preventScroll: true });
    return;
  }
  marking = role;
  bar.hidden = false;
  text.dataset.marking = role;
  document.getElementById("marking-what").textContent = `Marking the ${role}.`;
  text.focus({ preventScroll: true });
  const spans = spansOf(role);
  const near = spans.length ? spans[0] : spansOf("cue")[0] ?? spansOf("content")[0] ?? [pieces()[0].at, pieces()[0].at];
  const range = spans.length ? rangeOf(near) : null;
  const selection = document.getSelection();
  if (range) selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  else {
    const place = placeOf(near[0], false);
    selection.collapse(place.node, place.offset);
    selection.modify("extend", "forward", "word");
  }
  say(`Marking the ${role}: ${String(selection) || "nothing selected"}. Arrows move by word, Shift with arrows takes more or less, Enter takes it, plus adds it as a piece, Delete empties it, Escape leaves.`);
}

const name = (role) => role[0].toUpperCase() + role.slice(1);

function leave() {
  marking = null;
  bar.hidden = true;
  delete text.dataset.marking;
  document.getSelection().removeAllRanges();
}

function take(piece) {
  const found = selected();
  const role = marking;
  if (!found) {
    say("Nothing is selected.");
    return;
  }
  setSpans(role, piece ? [...spansOf(role).filter(([start, end]) => end <= found[0] || start >= found[1]), found] : [found]);
  leave();
  say(`${name(role)}: ${change.elements[role].value}. Press w to save.`);
}

function clear() {
  const role = marking;
  setSpans(role, []);
  leave();
  say(`${name(role)}: nothing. Press w to save.`);
}

// Arrow keys on the selection: a word on, or more or less of what is selected.
function move(event) {
  const forward = event.key === "ArrowRight" || event.key === "ArrowDown";
  const lines = event.key === "ArrowUp" || event.key === "ArrowDown";
  const selection = document.getSelection();
  if (event.shiftKey) {
    const unit = lines ? "line" : event.ctrlKey || event.altKey ? "word" : "character";
    // Left and right as they are seen, so that they fit a text that runs from the right, too.
    selection.modify("extend", lines ? (forward ? "forward" : "backward") : forward ? "right" : "left", unit);
  } else {
    if (forward) selection.collapseToEnd(); else selection.collapseToStart();
    if (lines) selection.modify("move", forward ? "forward" : "backward", "line");
    word(selection, forward);
  }
  if (!text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) {
    const all = pieces();
    const last = all[all.length - 1];
    if (forward) selection.setBaseAndExtent(last.node, 0, last.node, last.node.length);
    else selection.setBaseAndExtent(all[0].node, 0, all[0].node, Math.min(1, all[0].node.length));
  }
  selection.focusNode.parentElement.scrollIntoView({ block: "nearest" });
  say(String(selection));
}

// Selects the next word, or the one before: anything that has a letter or a digit.
function word(selection, forward) {
  for (let tries = 0; tries < 8; tries += 1) {
    if (forward) {
      selection.modify("extend", "forward", "word");
    } else {
      selection.modify("move", "backward", "word");
      const { anchorNode, anchorOffset } = selection;
      selection.modify("extend", "forward", "word");
      if (/[\p{L}\p{N}]/u.test(String(selection))) return;
      selection.collapse(anchorNode, anchorOffset);
      continue;
    }
    if (/[\p{L}\p{N}]/u.test(String(selection))) {
      const found = selected();
      const range = found && rangeOf(found);
      if (range) selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
      return;
    }
    selection.collapseToEnd();
  }
}

// --- Sending: kept in the browser until it has arrived ------------------------------------------------------

const KEPT = "onrecord.review.kept";
const RETRY = 4000;
const kept = () => { try { return JSON.parse(localStorage.getItem(KEPT) ?? "[]"); } catch { return []; } };
const keep = (items) => localStorage.setItem(KEPT, JSON.stringify(items));

async function post(item) {
  return fetch(item.action, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Onrecord-Script": "review" },
    body: item.body,
    redirect: "follow",
  });
}

async function send(form, submitter) {
  const data = new FormData(form, submitter);
  const item = { action: form.getAttribute("action"), body: new URLSearchParams(data).toString() };
  page.setAttribute("aria-busy", "true");
  let answer = null;
  try {
    answer = await post(item);
  } catch {
    keep([...kept().filter((one) => one.body !== item.body), item]);
    page.removeAttribute("aria-busy");
    waiting();
    return;
  }
  await arrived(item, answer);
}

// What the server said: where to go next; or a page of its own, for which the form is sent as it is.
async function arrived(item, answer) {
  page.removeAttribute("aria-busy");
  if (answer.ok) {
    const told = await answer.json();
    dirty = false;
    location.assign(told.next);
  } else if (answer.status === 401) {
    keep([...kept().filter((one) => one.body !== item.body), item]);
    location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  } else if (answer.status >= 500 || answer.status === 429) {
    keep([...kept().filter((one) => one.body !== item.body), item]);
    waiting();
  } else {
    resend(item);
  }
}

function resend(item) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = item.action;
  for (const [field, value] of new URLSearchParams(item.body)) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = field;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

let timer = 0;
function waiting() {
  say("No connection. What you decided is kept in this browser and sent as soon as the connection is back.");
  status.classList.add("waiting");
  clearTimeout(timer);
  timer = setTimeout(flush, RETRY);
}

let flushing = false;
async function flush() {
  if (flushing || !kept().length) return;
  flushing = true;
  try {
    while (kept().length) {
      const [item, ...rest] = kept();
      let answer = null;
      try {
        answer = await post(item);
      } catch {
        waiting();
        return;
      }
      if (answer.status >= 500 || answer.status === 429) {
        waiting();
        return;
      }
      if (answer.status === 401) {
        location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
        return;
      }
      keep(rest);
      status.classList.remove("waiting");
      if (!answer.ok) {
        resend(item);
        return;
      }
      const told = await answer.json();
      if (!rest.length) {
        say("What was kept has been sent.");
        dirty = false;
        location.assign(told.next);
      }
    }
  } finally {
    flushing = false;
  }
}

// --- Keys ---------------------------------------------------------------------------------------------------

const LETTERS = "onrecord.review.letters";
const letters = document.getElementById("single-keys");
const typing = (target) =>
  target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;
let warned = "";

// What is not saved is not lost by a slip: the first press says so, the second one goes on.
function sure(key) {
  if (!dirty || warned === key) return true;
  warned = key;
  say(`You changed something. w saves it; press ${key} again to go on without it.`);
  return false;
}

function act(key) {
  if (key in ROLES && change) return begin(ROLES[key]);
  if (key === "p" && change) {
    const first = change.querySelector("#who input");
    first.focus();
    first.scrollIntoView({ block: "center" });
    return undefined;
  }
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target || page.getAttribute("aria-busy") === "true") return false;
  if (key !== "w" && !sure(key)) return undefined;
  target.click();
  return undefined;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (marking && !typing(event.target)) {
    if (event.key.startsWith("Arrow")) move(event);
    else if (event.key === "Enter" && !event.target.closest("button, a")) take(event.shiftKey);
    else if (event.key === "+") take(true);
    else if (event.key === "Delete" || event.key === "Backspace") clear();
    else if (event.key === "Escape") { leave(); say("Left; nothing was marked."); }
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  if (letters && !letters.checked) return;
  if (event.key.length === 1 && act(event.key) !== false) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// --- The page as it is loaded ---------------------------------------------------------------------------------

if (page) {
  for (const element of page.querySelectorAll("[data-mark], .key, .key-switch")) element.hidden = false;
  for (const button of page.querySelectorAll("[data-mark]")) {
    button.addEventListener("click", () => begin(button.dataset.mark));
  }
  for (const button of page.querySelectorAll("[data-marking]")) {
    // Before the pointer takes the selection away with it.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      ({ take: () => take(false), piece: () => take(true), clear, leave })[button.dataset.marking]();
    });
  }
  for (const form of document.querySelectorAll("form[data-send]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form, event.submitter);
    });
  }
  if (change) {
    change.addEventListener("input", () => { dirty = true; });
    show();
  }
  if (letters) {
    letters.checked = localStorage.getItem(LETTERS) !== "off";
    letters.addEventListener("change", () => localStorage.setItem(LETTERS, letters.checked ? "on" : "off"));
  }
  const done = document.querySelector("#did p");
  // A live region tells what changes in it: what was done is said again once the page stands.
  if (done) setTimeout(() => say(`${done.textContent.trim()} u undoes it.`), 150);
  addEventListener("online", flush);
  flush();
}
