"""The style and the script of the HTML report, kept inside the file so that it needs nothing from outside.

The colours keep a contrast of at least 4.5 to 1 in both schemes, and no role is told apart by colour
alone: a source is underlined, a cue dotted, content lies on a ground; a figure is boxed, a date lies between
two lines, marks that quote nobody have a wavy line. The script only adds pointing and
keys; without it every span is a link to its attribution and the browser shows the target.
"""

from typing import Final

STYLE: Final = """
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d1f23; --soft: #5d626b; --line: #dedbd3;
  --source: #0b5394; --cue: #8a4b00; --ground: #e9f1dd; --deep: #d9e8c3; --ground-on: #c5e39a;
  --source-on: #cfe4fa; --cue-on: #ffe0b0; --edge: #5b8c1a;
  --figure: #a3195b; --date: #5a3fb0; --own: #f6ead2; --marks: #7a5c00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181c; --card: #1f2228; --ink: #e8e6e1; --soft: #a3a8b2; --line: #363b44;
    --source: #8cc4ff; --cue: #f2b25c; --ground: #26321b; --deep: #324323; --ground-on: #41591f;
    --source-on: #1c3d5e; --cue-on: #54390f; --edge: #a3cf5f;
    --figure: #ff9cc6; --date: #b9a6ff; --own: #3a3120; --marks: #e3c25a;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 4rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; }
.record { max-width: 78rem; margin: 0 auto; padding: 2.5rem 1.5rem 3rem; }
.record + .record { border-top: 3px double var(--line); }
header h1 { font: 700 2rem/1.2 Charter, Georgia, "Liberation Serif", serif;
  margin: 0 0 .5rem; max-width: 30em; }
header p { margin: .15rem 0; color: var(--soft); overflow-wrap: anywhere; }
header a { color: inherit; }
header .byline { color: var(--ink); }
.note { border-left: 4px solid var(--cue); padding: .4rem .8rem; background: var(--card); color: var(--ink); }
.key { display: flex; flex-wrap: wrap; align-items: baseline;
  gap: .4rem 1.4rem; margin: 1.2rem 0 0; padding: .7rem 0; font-size: .9rem;
  border-block: 1px solid var(--line); color: var(--soft); }
.switches { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin: 0; padding: .6rem 0; font-size: .9rem;
  color: var(--soft); border-bottom: 1px solid var(--line); }
.switches label { display: inline-flex; gap: .4rem; align-items: center; cursor: pointer; color: var(--ink); }
.record:has(.show-figure:checked) .figure, .claims .figure {
  box-shadow: inset 0 0 0 1.5px var(--figure); border-radius: .2rem; padding: 0 .15em; }
.record:has(.show-date:checked) .date, .claims .date {
  box-shadow: inset 0 -2px 0 var(--date), inset 0 2px 0 var(--date); padding: 0 .1em; }
.record:has(.show-narration:checked) .narration { background: var(--own); }
.record:has(.show-marks:checked) .marks { text-decoration: underline wavy var(--marks);
  text-underline-offset: .2em; }
.text :target { background: var(--cue-on); }
.claims { padding: .7rem 0; border-bottom: 1px solid var(--line); font-size: .95rem; }
.claims summary { font-weight: 700; cursor: pointer; }
.claims dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem .8rem;
  margin: .5rem 0; }
.claims dt, .claims .soft { color: var(--soft); }
.claims dd, .claims p { margin: 0; overflow-wrap: anywhere; }
.claims ol { margin: .6rem 0 0; padding: 0 0 0 2.2rem; max-height: 26rem; overflow-y: auto; display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(30rem, 100%), 1fr)); gap: .8rem 2.8rem; }
.claims li::marker { color: var(--soft); }
.claims .said { font: 1.02rem/1.5 Charter, Georgia, "Liberation Serif", serif; }
.claims ul { list-style: none; margin: .2rem 0; padding: 0; display: flex; flex-wrap: wrap;
  gap: .2rem 1.2rem; }
.claims ul a, .claims b a { color: inherit; text-decoration: none; }
.claims b a { color: var(--source); }
.speakers { padding: .7rem 0; border-bottom: 1px solid var(--line); font-size: .95rem; }
.speakers h2 { font-size: 1rem; margin: 0 0 .4rem; }
.speakers ul { list-style: none; margin: 0; padding: 0; max-height: 19rem; overflow-y: auto; display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: .3rem 2.5rem; }
.speakers li { padding-inline-start: 1rem; text-indent: -1rem; overflow-wrap: anywhere; }
.speakers li:target b { background: var(--source-on); }
.speakers .also { color: var(--soft); }
.speakers .links a { color: var(--source); display: inline-block; text-indent: 0; padding: 0 .3rem;
  min-width: 1.5rem; text-align: center; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(20rem, 26rem);
  gap: 3rem; margin-top: 1.5rem; }
.text { font: 1.125rem/1.75 Charter, Georgia, "Liberation Serif", serif;
  max-width: 42rem; overflow-wrap: anywhere; }
.text > * { margin: 0 0 1.1em; white-space: pre-line; }
.text h2, .text h3 { line-height: 1.35; font-size: 1.35rem; }
.text h3 { font-size: 1.15rem; }
.text blockquote { padding-left: 1.1rem; border-left: 3px solid var(--line); }
.text .item { padding-left: 1.4rem; position: relative; }
.text .item::before { content: "\\2022"; position: absolute; left: .3rem; }
.text .pre { white-space: pre-wrap; font-size: .95em; }
.text .apart { font: .85rem/1.5 system-ui, "Liberation Sans", sans-serif; color: var(--soft);
  border: 1px dashed var(--line); border-radius: .4rem; padding: .35rem .7rem; }
.apart b { font-weight: 600; margin-right: .5rem; }
a.seg { color: inherit; text-decoration: none; border-radius: .15rem; cursor: pointer;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.content { background: var(--ground); padding: .1em 0; }
.deep { background: var(--deep); }
.source { color: var(--source) !important; text-decoration: underline !important;
  text-decoration-thickness: 2px !important; text-underline-offset: .18em; }
.cue { color: var(--cue) !important; text-decoration: underline dotted !important;
  text-decoration-thickness: 2px !important; text-underline-offset: .18em; }
sup { font: 600 .65em/1 system-ui, "Liberation Sans", sans-serif; color: var(--soft); padding-left: .1em; }
.on-content { background: var(--ground-on); }
.on-source { background: var(--source-on); }
.on-cue { background: var(--cue-on); }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--edge); outline-offset: 2px; }
aside { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto;
  padding: .5rem .25rem 1rem; }
aside h2 { font-size: 1rem; margin: 0 0 .7rem; }
aside ol { list-style: none; margin: 0; padding: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--line);
  border-radius: .4rem; padding: .7rem .9rem; margin: 0 0 .7rem; font-size: .95rem; }
.card.on, .card:target { border-color: var(--edge); }
.card.d1 { margin-left: 1rem; } .card.d2 { margin-left: 2rem; } .card.d3 { margin-left: 3rem; }
.card p { margin: 0; overflow-wrap: anywhere; }
.card .who { font-weight: 600; }
.card .who span { font-weight: 400; }
.card .none { color: var(--soft); font-style: italic; }
.card blockquote { margin: .35rem 0; font: 1.02rem/1.55 Charter, Georgia, "Liberation Serif", serif; }
.card blockquote span { background: var(--ground); box-decoration-break: clone;
  -webkit-box-decoration-break: clone; }
.card dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .05rem .6rem;
  margin: 0 0 .35rem; font-size: .9rem; }
.card dt { color: var(--soft); }
.card dd { margin: 0; overflow-wrap: anywhere; }
.card dd a { color: inherit; }
.card .about { color: var(--soft); font-size: .85rem; display: flex; flex-wrap: wrap;
  gap: .2rem .7rem; align-items: center; }
.card .about a { color: inherit; }
meter { width: 4.5rem; height: .6rem; }
.number { color: var(--soft); font-weight: 600; text-decoration: none; margin-right: .35rem; }
footer { max-width: 78rem; margin: 0 auto; padding: 1rem 1.5rem 2rem; color: var(--soft); font-size: .85rem; }
@media (max-width: 60rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  aside { position: static; max-height: none; }
}
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb;
    --ground: #eee; --deep: #ddd; }
  .columns { display: block; }
  aside { position: static; max-height: none; overflow: visible; }
  .card { break-inside: avoid; }
  .keys { display: none; }
  .speakers ul, .claims ol { max-height: none; overflow: visible; }
  .switches { display: none; }
  .content { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .record { padding: 0; break-after: page; }
}
"""

SCRIPT: Final = """
"use strict";
for (const record of document.querySelectorAll(".record")) {
  const partners = new Map();
  for (const element of record.querySelectorAll("[data-a]")) {
    for (const token of element.dataset.a.split(" ")) {
      const [id, role] = token.split(":");
      if (!partners.has(id)) partners.set(id, []);
      partners.get(id).push([element, role ? "on-" + role : "on"]);
    }
  }
  let shown = null;
  const show = (id) => {
    if (id === shown) return;
    for (const [element, name] of partners.get(shown) || []) element.classList.remove(name);
    for (const [element, name] of partners.get(id) || []) element.classList.add(name);
    shown = id;
  };
  const idOf = (node) => {
    const element = node.closest && node.closest("[data-own]");
    return element && record.contains(element) ? element.dataset.own : null;
  };
  const intoView = (element) => element && element.scrollIntoView({ block: "nearest" });
  const first = (id, selector) =>
    ((partners.get(id) || []).find(([element]) => element.matches(selector)) || [])[0];
  let kept = null;
  record.addEventListener("pointerover", (event) => show(idOf(event.target) || kept));
  record.addEventListener("pointerleave", () => show(kept));
  record.addEventListener("focusin", (event) => {
    kept = idOf(event.target);
    show(kept);
    if (!kept) return;
    intoView(first(kept, event.target.closest(".card") ? ".seg" : ".card"));
  });
  record.addEventListener("click", (event) => {
    const segment = event.target.closest("a.seg");
    if (!segment) return;
    event.preventDefault();
    kept = idOf(segment);
    show(kept);
    intoView(first(kept, ".card"));
  });
  record.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { kept = null; show(null); return; }
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    const cards = [...record.querySelectorAll(".card")];
    const at = cards.findIndex((card) => card.dataset.own === kept);
    const next = cards[at < 0 && step < 0 ? cards.length - 1 : at + step];
    if (next) next.focus();
  });
}
"""
