"""Occurrences of a quotation -> one HTML file that needs nothing beside it: no network, no script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.exports import diff
from onrecord.exports.cards import escape
from onrecord.exports.report import link, opening
from onrecord.exports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.compare.values import Difference

STYLE: Final = (
    """
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d1f23; --soft: #5d626b; --line: #dedbd3; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16181c; --ink: #e8e6e1; --soft: #a3a8b2; --line: #363b44; }
}
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1.2rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; }
h1 { font: 700 1.6rem/1.25 Charter, Georgia, "Liberation Serif", serif; }
ol { list-style: none; margin: 0; padding: 0; }
li { border-top: 1px solid var(--line); padding: .8rem 0; }
li p { margin: .15rem 0; overflow-wrap: anywhere; }
.words { font-family: Charter, Georgia, "Liberation Serif", serif; font-size: 1.1rem; }
.soft { color: var(--soft); font-size: .9rem; }
a { color: inherit; }
@media print { :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; } li { break-inside: avoid; } }
"""
    + diff.STYLE
)


@dataclass(frozen=True, slots=True)
class Shown:
    """An occurrence as the page shows it; ``words`` are its content, ``told`` the evidence, joined."""

    when: str
    where: str
    who: str
    words: str
    difference: Difference | None
    probability: float
    told: str
    url: str | None
    place: str


def page(title: str, summary: str, occurrences: Sequence[Shown]) -> Iterator[str]:
    """The whole document. ``title`` is the quotation, ``summary`` how often it occurs."""
    yield opening(one_line(title), STYLE)
    yield f"""<h1>{escape(one_line(title))}</h1>
<p class="soft">{escape(summary)}. <del class="out">Struck through</del>: left out since the first;
<ins class="in">underlined</ins>: put in.</p>
<ol>
"""
    for one in occurrences:
        yield _item(one)
    yield """</ol>
</main>
<footer class="soft">Made by onrecord. It shows who is given which words, not whether they are true.</footer>
</body>
</html>
"""


def _item(one: Shown) -> str:
    head = " · ".join(escape(one_line(told)) for told in (one.when, one.where, one.who) if told)
    words = escape(one_line(one.words)) if one.difference is None else diff.html(one.difference)
    parts = [f"<li><p><strong>{head}</strong></p>", f'<p class="words">{words}</p>']
    if one.difference is not None:
        kinds = diff.kinds_told(one.difference.kinds)
        parts.append(f'<p>{escape(kinds)} <span class="soft">({one.probability:.0%} sure)</span></p>')
    place = f"{escape(one.place)} {link(one.url)}" if one.url else escape(one.place)
    parts.append(f'<p class="soft">{escape(one_line(one.told))}{"; " if one.told else ""}{place}</p></li>\n')
    return "\n".join(parts)
