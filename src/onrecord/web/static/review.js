"use strict";
// The review by keyboard: keys, marking words in the text, and decisions that outlast a lost connection.
// Nothing here is needed to judge: without scripts the same forms and links do it.

const page = document.querySelector("[data-review]");
const status = document.getElementById("status");
const text = document.getElementById("text");
const change = document.getElementById("change");
const ROLES = { s: "source", c: "cue", q: "content" };
const say = (words, seen = true) => {
  if (!status) return;
  status.classList.toggle("unseen", !seen);
  status.textContent = words;
};

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

let marking = null; // the role that is being marked
let which = 0; // and which of its pieces
let dirty = false;
const bar = document.getElementById("marking");

const apart = (spans, one) => spans.filter(([start, end]) => end <= one[0] || start >= one[1]);

// Takes what is selected, or begins to mark: `piece` adds it to what the part has.
function begin(role, piece) {
  if (!change) return;
  const had = selected();
  if (had && !marking) {
    const others = apart(spansOf(role), had);
    // What touches the selection is replaced by it; a part in one piece is replaced as a whole.
    const kept = piece || (others.length && others.length < spansOf(role).length) ? others : [];
    setSpans(role, [...kept, had]);
    taken(role);
    document.getSelection().removeAllRanges();
    text.focus({ preventScroll: true });
    return;
  }
  const spans = spansOf(role);
  which = marking === role && spans.length ? (which + 1) % spans.length : 0;
  marking = role;
  bar.hidden = false;
  text.dataset.marking = role;
  const what = spans.length > 1 ? `piece ${which + 1} of ${spans.length} of the ${role}` : `the ${role}`;
  document.getElementById("marking-what").textContent = `Marking ${what}.`;
  text.focus({ preventScroll: true });
  const near = spans[which] ?? spansOf("cue")[0] ?? spansOf("source")[0] ?? spansOf("content")[0] ?? words()[0];
  select(spans.length ? near : words().find(([, end]) => end > near[0]) ?? near);
  say(`Marking ${what}: ${String(document.getSelection()) || "nothing selected"}. Arrows move by word, Shift with arrows takes more or less, Enter takes it, plus adds it as a piece, Delete takes the piece away, Escape leaves.`);
}

const taken = (role) => say(`${name(role)}: ${change.elements[role].value || "nothing"}. Press w to save.`);
const name = (role) => role[0].toUpperCase() + role.slice(1);

function leave() {
  marking = null;
  bar.hidden = true;
  delete text.dataset.marking;
  document.getSelection().removeAllRanges();
}

function take(piece) {
  const found = selected();
  if (!found) {
    say("Nothing is selected.");
    return;
  }
  const role = marking;
  const others = spansOf(role).filter((_, index) => piece || index !== which);
  setSpans(role, [...apart(others, found), found]);
  leave();
  taken(role);
}

function clear() {
  const role = marking;
  setSpans(role, spansOf(role).filter((_, index) => index !== which));
  leave();
  taken(role);
}

// The words of the text in reading order, as offsets; a word is what the language of the browser takes for one.
function words() {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
  const found = [];
  const blocks = new Map();
  for (const piece of pieces()) {
    const block = piece.node.parentElement.parentElement;
    const before = blocks.get(block) ?? { at: piece.at, string: "" };
    before.string += piece.node.data;
    blocks.set(block, before);
  }
  for (const { at, string } of blocks.values()) {
    let offset = at;
    for (const { segment, isWordLike } of segmenter.segment(string)) {
      const end = offset + points(segment);
      if (isWordLike) found.push([offset, end]);
      offset = end;
    }
  }
  return found;
}

function select(span) {
  const range = span && rangeOf(span);
  if (!range) return;
  document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

// Whether the words at the end that moves run from right to left: there, left is on.
const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;
function fromTheRight(selection) {
  const at = offsetOf(selection.focusNode, selection.focusOffset);
  const before = wordsOf([Math.max(pieces()[0].at, at - 40), at]);
  const letters = [...before].filter((one) => /\p{L}/u.test(one));
  return letters.length > 0 && RIGHT_TO_LEFT.test(letters[letters.length - 1]);
}

// Arrow keys on the selection: the next word or the one before, with Shift more or less of what is selected.
function move(event) {
  const lines = event.key === "ArrowUp" || event.key === "ArrowDown";
  const selection = document.getSelection();
  if (!selection.rangeCount) return;
  let forward = event.key === "ArrowRight" || event.key === "ArrowDown";
  if (event.shiftKey) {
    if (!lines && fromTheRight(selection)) forward = !forward;
    const unit = lines ? "line" : event.ctrlKey || event.altKey ? "word" : "character";
    selection.modify("extend", forward ? "forward" : "backward", unit);
    if (!text.contains(selection.focusNode)) select(words().at(forward ? -1 : 0));
  } else if (lines) {
    if (forward) selection.collapseToEnd();
    else selection.collapseToStart();
    selection.modify("move", forward ? "forward" : "backward", "line");
    const at = text.contains(selection.focusNode) ? offsetOf(selection.focusNode, selection.focusOffset) : null;
    const all = words();
    select(at === null ? all.at(forward ? -1 : 0) : all.find(([, end]) => end > at) ?? all.at(-1));
  } else {
    const range = selection.getRangeAt(0);
    const all = words();
    if (forward) {
      const end = offsetOf(range.endContainer, range.endOffset);
      select(all.find(([start]) => start >= end) ?? all.at(-1));
    } else {
      const start = offsetOf(range.startContainer, range.startOffset);
      select(all.findLast(([, end]) => end <= start) ?? all[0]);
    }
  }
  document.getSelection().focusNode.parentElement.scrollIntoView({ block: "nearest" });
  say(String(document.getSelection()));
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
  if (key.toLowerCase() in ROLES && change) return begin(ROLES[key.toLowerCase()], key !== key.toLowerCase());
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
    else if (event.key in ROLES && ROLES[event.key] === marking) begin(marking);
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
  if (done) setTimeout(() => say(`${done.textContent.trim()}. u undoes it.`, false), 150);
  addEventListener("online", flush);
  flush();
}
