"""Made-up articles with their attributions, from a handful of sentence patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

NAMES = ("Ana", "Ben", "Cem", "Dia", "Eva", "Finn")
WHAT = (
    "the quay would hold until the winter", "nobody had asked the harbour office", "the ferry was late again",
    "it was the third storm of this month", "the bridge needs a new coat of paint", "prices rose by a third",
)  # fmt: skip


def sentence(rng: random.Random) -> tuple[str, dict[str, list[list[int]]] | None]:
    """A sentence and its attribution, None for one that has none."""
    name, what = rng.choice(NAMES), rng.choice(WHAT)
    form = rng.choice(["{n} said that {w}.", "“{W},” {n} said.", "{W}.", "{n} noted {w}."])
    if form == "{W}.":
        return f"{what.capitalize()}.", None
    cue = "noted" if "noted" in form else "said"
    text = form.format(n=name, w=what, W=what.capitalize())
    content = f"that {what}" if "that" in form else f"“{what.capitalize()},”" if "“" in form else what

    def at(words: str) -> list[list[int]]:
        start = text.index(words)
        return [[start, start + len(words)]]

    return text, {"source": at(name), "cue": at(cue), "content": at(content)}


def line(number: int, rng: random.Random) -> dict[str, Any]:
    """A document of four to eight sentences in paragraphs of two."""
    text = ""
    attributions = []
    for i in range(rng.randint(4, 8)):
        words, attribution = sentence(rng)
        text += "\n" if i and i % 2 == 0 else " " if i else ""
        if attribution:
            shift = len(text)
            attributions.append({r: [[s + shift, e + shift] for s, e in x] for r, x in attribution.items()})
        text += words
    return {"id": f"doc{number}", "text": text, "attributions": attributions}
