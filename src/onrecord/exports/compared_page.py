"""Wordings beside one another -> one HTML file that needs nothing beside it: no network, no script.

A checked draft and the versions of a page are shown in it; a page's words reach it through ``escape`` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.exports import diff
from onrecord.exports.cards import escape
from onrecord.exports.report import link, opening
from onrecord.exports.trace_page import STYLE
from onrecord.exports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.compare.values import Difference

_STYLE: Final = (
    STYLE
    + """
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.outcome { font-weight: 700; }
"""
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A wording as the page shows it: ``outcome`` is what there is to say of it, in a word or two; ``words``
    are shown where there is no ``difference``; ``notes`` are lines below, ``url`` where it stands.
    """

    outcome: str
    who: str
    words: str
    difference: Difference | None
    notes: tuple[str, ...]
    url: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """Wordings under a heading; without one where it is empty."""

    heading: str
    shown: Sequence[Shown]


def page(title: str, summary: str, parts: Sequence[Part]) -> Iterator[str]:
    """The whole document."""
    yield opening(one_line(title), _STYLE)
    yield f"""<h1>{escape(one_line(title))}</h1>
<p class="soft">{escape(summary)}. <del class="out">Struck through</del>: left out;
<ins class="in">underlined</ins>: put in.</p>
"""
    for part in parts:
        if part.heading:
            yield f"<h2>{escape(one_line(part.heading))}</h2>\n"
        yield "<ol>\n"
        for one in part.shown:
            yield _item(one)
        yield "</ol>\n"
    yield """</main>
<footer class="soft">Made by onrecord. It shows who is given which words, not whether they are true.</footer>
</body>
</html>
"""


def _item(one: Shown) -> str:
    who = f" · {escape(one_line(one.who))}" if one.who else ""
    words = escape(one_line(one.words)) if one.difference is None else diff.html(one.difference)
    lines = [f'<li><p><span class="outcome">{escape(one.outcome)}</span>{who}</p>']
    lines.append(f'<p class="words" dir="auto">{words}</p>')
    lines += [f'<p class="soft">{escape(one_line(note))}</p>' for note in one.notes]
    if one.url:
        lines.append(f'<p class="soft">{link(one.url)}</p>')
    return "\n".join([*lines, "</li>\n"])
