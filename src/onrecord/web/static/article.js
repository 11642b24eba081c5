"use strict";
// The article's page: choosing a statement by pointing, clicking or keys, and switches that stay in the address.
(() => {
  const text = document.getElementById("text");
  const panel = document.getElementById("panel");
  if (!text || !panel) return;
  const cards = [...panel.querySelectorAll(".card")];
  const partners = new Map(); // a statement's number -> its pieces in the text, with the class of each
  for (const piece of text.querySelectorAll("[data-a]")) {
    for (const token of piece.dataset.a.split(" ")) {
      const [number, role] = token.split(":");
      if (!partners.has(number)) partners.set(number, []);
      partners.get(number).push([piece, "on-" + role]);
    }
  }
  const cardOf = (number) => cards.find((card) => card.dataset.number === number);
  const gentle = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  let lit = null;
  let chosen = null;

  const light = (number) => {
    if (number === lit) return;
    for (const [piece, name] of partners.get(lit) || []) piece.classList.remove(name);
    for (const [piece, name] of partners.get(number) || []) piece.classList.add(name);
    lit = number;
  };
  const inView = (element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 60 && box.bottom <= innerHeight - 60;
  };
  const showInPanel = (card) => {
    if (getComputedStyle(panel).overflowY !== "auto") return;
    const top = card.offsetTop - panel.offsetTop - 24;
    panel.scrollTo({ top, behavior: gentle });
  };
  const choose = (number, { scroll = true, focus = false } = {}) => {
    const before = chosen && cardOf(chosen);
    if (before) before.classList.remove("chosen");
    text.querySelector("sup a.on")?.classList.remove("on");
    chosen = number;
    light(number);
    const card = number && cardOf(number);
    if (!card) return;
    card.classList.add("chosen");
    const id = card.dataset.statement;
    document.getElementById("t" + id)?.classList.add("on");
    history.replaceState(null, "", "#s" + id);
    showInPanel(card);
    const first = (partners.get(number) || [])[0];
    if (scroll && first && !inView(first[0])) first[0].scrollIntoView({ block: "center", behavior: gentle });
    if (focus) card.focus({ preventScroll: true });
  };
  const innermost = (target) => {
    const piece = target.closest?.("[data-a]");
    return piece ? piece.dataset.a.split(" ").pop().split(":")[0] : null;
  };

  text.addEventListener("pointerover", (event) => light(innermost(event.target) || chosen));
  text.addEventListener("pointerleave", () => light(chosen));
  text.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed) return; // somebody is selecting words
    const link = event.target.closest("sup a");
    const number = link ? link.textContent : innermost(event.target);
    if (!number || !cardOf(number)) return;
    event.preventDefault();
    choose(number, { scroll: false });
  });
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) {
      const to = link.hash && link.pathname === location.pathname && (link.search === location.search || !link.getAttribute("href").startsWith("?"))
        ? document.getElementById(link.hash.slice(1)) : null;
      const card = to && (to.closest(".card") || cardOf(to.textContent));
      if (!card) return;
      event.preventDefault();
      choose(card.dataset.number, { focus: true });
      return;
    }
    const card = event.target.closest(".card");
    if (card && card.dataset.number !== chosen) choose(card.dataset.number);
  });

  const switches = { f: "figure", d: "date", n: "narration", q: "marks" };
  document.addEventListener("keydown", (event) => {
    if (!isPlain(event) || document.querySelector("dialog[open]")) return;
    const at = cards.findIndex((card) => card.dataset.number === chosen);
    let to = null;
    if (event.key === "j") to = at + 1;
    else if (event.key === "k") to = at < 0 ? cards.length - 1 : at - 1;
    else if (event.key === "Home" && at >= 0) to = 0;
    else if (event.key === "End" && at >= 0) to = cards.length - 1;
    if (to !== null) {
      const card = cards[to];
      if (card) choose(card.dataset.number, { focus: true });
      event.preventDefault();
    } else if (event.key === "Escape") {
      choose(null);
      history.replaceState(null, "", location.pathname + location.search);
    } else if (event.key === "Enter" && event.target.matches(".card.chosen")) {
      location.href = "/statements/" + event.target.dataset.statement;
    } else if (switches[event.key]) {
      document.querySelector(`.switches input[value="${switches[event.key]}"]`)?.click();
    }
  });

  const form = document.querySelector(".switches");
  form?.addEventListener("change", () => {
    const on = [...form.querySelectorAll("input:checked")].map((box) => box.value);
    const query = new URLSearchParams(location.search);
    query.delete("show");
    for (const one of on.length ? on : ["none"]) query.append("show", one);
    history.replaceState(null, "", `${location.pathname}?${query}${location.hash}`);
  });

  const fromAddress = () => {
    const to = location.hash && document.getElementById(location.hash.slice(1));
    const card = to && (to.closest(".card") || (to.matches("sup a") && cardOf(to.textContent)));
    if (card) choose(card.dataset.number);
  };
  const given = panel.querySelector(".card.chosen");
  if (given) choose(given.dataset.number);
  else fromAddress();
  addEventListener("hashchange", fromAddress);
})();
