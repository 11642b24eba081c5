"""Records -> one HTML file that needs nothing beside it: no network, no other file, no script.

A page's words reach the report only through ``escape``; the security policy in its head lets the browser
run and apply nothing but our own script and style, which it knows by their hashes. So a hostile page can
at worst put odd words into the report.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from onrecord.exports import who, words
from onrecord.exports.cards import cards, escape, speaker_list
from onrecord.exports.claims_panel import anchor, claims_panel, layer_told
from onrecord.exports.html_assets import SCRIPT, STYLE
from onrecord.exports.segments import LayerKind, Role, body, layers
from onrecord.records import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.exports.segments import Segment
    from onrecord.records import Furniture, Record

# Element and class for each kind of block. The article's own title is a second-level heading here.
_ELEMENT: Final = {
    BlockKind.TITLE: ("h2", ""),
    BlockKind.HEADING: ("h3", ""),
    BlockKind.PARAGRAPH: ("p", ""),
    BlockKind.QUOTE: ("blockquote", ""),
    BlockKind.LIST_ITEM: ("p", "item"),
    BlockKind.TABLE: ("p", "pre"),
    BlockKind.PREFORMATTED: ("p", "pre"),
}

_KEY: Final = """<p class="key"><span class="source">source</span><span class="cue">cue</span>
<span class="content">words attributed</span>
<span class="keys">Point at a span, or press j and k, to see what belongs together.</span></p>
"""

# What the text may show besides, as the style switches it, and what its switch is called.
_SWITCHES: Final = (
    (LayerKind.FIGURE, "figures", True),
    (LayerKind.DATE, "dates", True),
    (LayerKind.NARRATION, "the page’s own voice", False),
    (LayerKind.MARKS, "quotation marks that quote nobody", False),
)


def report(records: Iterable[Record]) -> Iterator[str]:
    """The whole HTML document, article by article."""
    head_written = False
    for number, record in enumerate(records, start=1):
        if not head_written:
            yield opening(words.title_of(record), STYLE, SCRIPT)
            head_written = True
        yield _section(record, f"r{number}")
    if not head_written:
        yield opening("No page was read", STYLE, SCRIPT)
    yield _closing()


def opening(title: str, style: str, script: str | None = None) -> str:
    """The beginning of a page that needs nothing beside it, up to what ``main`` holds; ``script`` is the only
    one that may run.
    """
    scripts = f"script-src '{digest_of(script)}'; " if script is not None else ""
    policy = (
        f"default-src 'none'; style-src '{digest_of(style)}'; {scripts}base-uri 'none'; form-action 'none'"
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="onrecord">
<title>{escape(title)} · on the record</title>
<style>{style}</style>
</head>
<body>
<main>
"""


def _closing() -> str:
    return f"""</main>
<footer>Made by onrecord. It shows who is given which words, not whether they are true.
A percentage is the probability that source, cue and words belong together as shown.</footer>
<script>{SCRIPT}</script>
</body>
</html>
"""


def digest_of(text: str) -> str:
    """By what a security policy knows a style or a script that stands in the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _section(record: Record, prefix: str) -> str:
    found = who.groups(record)
    language = f' lang="{escape(record.article.language)}"' if record.article.language else ""
    return "".join(
        (
            '<section class="record">\n',
            *_head(record),
            _KEY if record.attributions else "",
            *_switches(record),
            *speaker_list(found, prefix),
            *claims_panel(record, prefix),
            '<div class="columns">\n',
            f'<article class="text" dir="auto"{language}>\n',
            *(_part(record, part, segments, prefix) for part, segments in body(record, layers(record))),
            "</article>\n",
            *cards(record, found, prefix),
            "</div>\n",
            "</section>\n",
        )
    )


def _switches(record: Record) -> Iterator[str]:
    """A switch for each layer that the text has."""
    there = {layer.kind for layer in layers(record)}
    if not there:
        return
    yield '<p class="switches">Show in the text:\n'
    for kind, label, on in _SWITCHES:
        if kind in there:
            checked = " checked" if on else ""
            yield (
                f'<label><input type="checkbox" class="show-{kind}"{checked}>'
                f'<span class="{kind}">{label}</span></label>\n'
            )
    yield "</p>\n"


def _head(record: Record) -> Iterator[str]:
    yield f"<header>\n<h1>{escape(words.title_of(record))}</h1>\n"
    byline = words.byline(record.article)
    if byline:
        yield f'<p class="byline">{escape(byline)}</p>\n'
    where, *others = words.facts(record)
    yield f"<p>{' · '.join([link(where), *map(escape, others)])}</p>\n"
    for note in record.notes:
        yield f'<p class="note">{escape(note)}</p>\n'
    yield "</header>\n"


def link(address: str) -> str:
    """``address`` as a link where it is one of the web; anything else stays words."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        scheme = ""
    shown = escape(address)
    return (
        f'<a href="{shown}" rel="noreferrer noopener">{shown}</a>' if scheme in ("http", "https") else shown
    )


def _part(record: Record, part: Block | Furniture, segments: tuple[Segment, ...], prefix: str) -> str:
    inside = "".join(_segment(record, segment, prefix) for segment in segments)
    if not isinstance(part, Block):
        return f'<p class="apart"><b>set apart: {part.kind.value}</b>{inside}</p>\n'
    element, css = _ELEMENT[part.kind]
    opening = f'<{element} class="{css}">' if css else f"<{element}>"
    return f"{opening}{inside}</{element}>\n"


def _segment(record: Record, segment: Segment, prefix: str) -> str:
    shown = escape(segment.span.of(record.article.text))
    layered = list(dict.fromkeys(layer.kind for layer in segment.layers))
    told = "; ".join(layer_told(record, layer) for layer in segment.layers)
    identity = _identity(segment, prefix)
    if not segment.marks:
        title = f' title="{escape(told)}"' if told else ""
        return f'<span class="{" ".join(layered)}"{identity}{title}>{shown}</span>' if layered else shown
    own = segment.marks[-1]
    # Nested words lie on the ground of the content around them, so content shows wherever any mark has it.
    css = {own.role, *(Role.CONTENT for mark in segment.marks if mark.role is Role.CONTENT)}
    deep = ["deep"] if sum(mark.role is Role.CONTENT for mark in segment.marks) > 1 else []
    classes = " ".join(["seg", *sorted(css), *deep, *layered])
    belongs = " ".join(f"{mark.index}:{mark.role}" for mark in segment.marks)
    ended = [str(mark.index + 1) for mark in segment.closes if mark.role is Role.CONTENT and mark.last]
    numbers = f"<sup>{', '.join(ended)}</sup>" if ended else ""
    attribution = record.attributions[own.index]
    name = who.beside(record, attribution) if own.role is Role.SOURCE else ""
    about = "; ".join(filter(None, (name, told)))
    title = f' title="{escape(about)}"' if about else ""
    return (
        f'<a class="{classes}"{identity} href="#{prefix}-{own.index + 1}" tabindex="-1" '
        f'data-own="{own.index}" data-a="{belongs}"{title}>{shown}</a>{numbers}'
    )


def _identity(segment: Segment, prefix: str) -> str:
    """The id of a figure or a date whose first words these are; of two that begin here, the outer one's."""
    for layer in segment.layers:
        name = anchor(layer.kind, layer.index, prefix)
        if name and layer.span.start == segment.span.start:
            return f' id="{name}"'
    return ""
