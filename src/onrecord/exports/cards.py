"""Record -> what stands beside the article in the HTML report: its speakers, a card for each attribution.

Every speaker links to the cards of what they say, and every card to its speaker, so that both ways work
without a script.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from onrecord.exports import who, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.exports.who import Group
    from onrecord.records import Attribution, Record

_DEEPEST: Final = 3  # the levels that the style moves in


def escape(text: str) -> str:
    """``text`` as HTML shows it, between tags and in attributes: the one way of a page's words into it."""
    return html.escape(words.safe(text), quote=True)


def speaker_list(found: Sequence[Group], prefix: str) -> Iterator[str]:
    """The speakers with links to their statements; nothing where there are none."""
    if not found:
        return
    yield '<nav class="speakers" aria-label="Speakers">\n<h2>Speakers</h2>\n<ul>\n'
    for number, group in enumerate(found, start=1):
        yield _speaker(group, f"{prefix}-s{number}", prefix)
    yield "</ul>\n</nav>\n"


def _speaker(group: Group, identity: str, prefix: str) -> str:
    about = "".join(f", {escape(piece)}" for piece in group.about)
    also = f' <span class="also">also: {escape("; ".join(group.also))}</span>' if group.also else ""
    links = " ".join(
        f'<a href="#{prefix}-{index + 1}" aria-label="statement {index + 1}">{index + 1}</a>'
        for index in group.statements
    )
    return (
        f'<li id="{identity}"><b dir="auto">{escape(group.heading)}</b>{about}{also} '
        f'<span class="links">{links}</span></li>\n'
    )


def cards(record: Record, found: Sequence[Group], prefix: str) -> Iterator[str]:
    """A card for each attribution in reading order, nested ones moved in; ``found`` are the speakers."""
    if not record.article.blocks:
        return
    places = who.places(found)
    yield f'<aside aria-label="Attributions">\n<h2>{escape(words.tally(record))}</h2>\n<ol>\n'
    for index, depth in words.tree(record.attributions):
        speakers = "; ".join(_by(found[place], f"{prefix}-s{place + 1}") for place in places[index])
        yield _card(record, index, depth, prefix, speakers)
    yield "</ol>\n</aside>\n"


def _by(group: Group, identity: str) -> str:
    """A speaker on a card: the name as a link to the list, and what the article says of them."""
    about = "".join(f", {escape(piece)}" for piece in group.about)
    return f'<a href="#{identity}" dir="auto">{escape(group.heading)}</a>{about}'


def _card(record: Record, index: int, depth: int, prefix: str, speakers: str) -> str:
    attribution = record.attributions[index]
    text = record.article.text
    level = f" d{min(depth, _DEEPEST)}" if depth else ""
    identity = f'id="{prefix}-{index + 1}" data-own="{index}" data-a="{index}"'
    return f"""<li class="card{level}" {identity} tabindex="0">
<p class="who"><a class="number" tabindex="-1" href="#{prefix}-{index + 1}">{index + 1}</a>\
{_words(words.joined(attribution.source, text), "source", words.NO_SOURCE)} \
{_words(words.joined(attribution.cue, text), "cue", words.NO_CUE)}</p>
<blockquote dir="auto"><span>{escape(words.joined(attribution.content, text))}</span></blockquote>
<dl>
<dt>speaker</dt><dd>{speakers}</dd>
{"".join(_facts(attribution, text))}</dl>
<p class="about">{_about(attribution, prefix)}</p>
</li>
"""


def _facts(attribution: Attribution, text: str) -> Iterator[str]:
    """The stance, how it was given and how it reached the page, where there is more than who spoke."""
    for label, shown in (
        ("stance", words.stance(attribution)),
        ("given", who.settings(attribution, text)),
        ("chain", who.chain(attribution)),
    ):
        if shown:
            yield f"<dt>{label}</dt><dd>{escape(shown)}</dd>\n"


def _words(shown: str, css: str, absent: str) -> str:
    return f'<span class="{css}">{escape(shown)}</span>' if shown else f'<span class="none">({absent})</span>'


def _about(attribution: Attribution, prefix: str) -> str:
    confidence = f"{attribution.confidence:.3f}"
    pieces = [
        f"<span>{words.KIND[attribution.quotation]}</span>",
        f'<meter min="0" max="1" value="{confidence}" aria-hidden="true"></meter>',
        f"<span>{words.sure(attribution)}</span>",
    ]
    if attribution.parent is not None:
        number = attribution.parent + 1
        pieces.append(f'<span>inside <a href="#{prefix}-{number}">{number}</a></span>')
    return " ".join(pieces)
