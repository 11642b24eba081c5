"""The words in which a record is put before a person, the same in the terminal, in HTML and in Markdown."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from onrecord.records import Distance, Quotation, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.records import Article, Attribution, Record, Span

NO_SOURCE: Final = "nobody named"
NO_CUE: Final = "no words of its own"
GAP: Final = " … "  # between the pieces of an interrupted content

KIND: Final = {
    Quotation.DIRECT: "direct quotation",
    Quotation.INDIRECT: "indirect quotation",
    Quotation.MIXED: "partly quoted",
}

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SPACE: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"\w+")

# Control characters could move the cursor or recolour the terminal; the bidirectional embeddings and
# overrides could show words in an order that the page does not have. No letter is among them: the marks
# U+200E and U+200F and the joiners, which Arabic, Hebrew and Indic text needs, stay.
_UNSAFE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """``text`` with every control character shown as U+FFFD; line feeds and tabs stay."""
    return _UNSAFE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """``text`` safe to show, every run of white space one blank."""
    return safe(_SPACE.sub(" ", text)).strip()


def joined(spans: Sequence[Span], text: str) -> str:
    """The words of the spans on one line, gaps shown."""
    return GAP.join(one_line(span.of(text)) for span in spans)


def title_of(record: Record) -> str:
    """The article's title, or what there is to call it by."""
    return one_line(record.article.title or record.name or "Untitled page")


def byline(article: Article) -> str:
    """Outlet, authors and date, as far as the page gives them, on one line; may be empty."""
    return " · ".join(filter(None, (article.outlet and one_line(article.outlet), by(article), date(article))))


def by(article: Article) -> str:
    """The authors: "By A, B and C"; empty where the page names none."""
    names = [one_line(name) for name in article.authors]
    if not names:
        return ""
    return "By " + " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def date(article: Article) -> str:
    """The date in words, as precise as the page has it: "2 May 2024, 07:30 UTC"; empty without one."""
    published = article.published
    match = _DAY.match(published or "")
    if not published or not match or not 1 <= int(match[2]) <= 12:
        return one_line(published or "")
    day = f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}"
    if len(published) == match.end():
        return day
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return one_line(published)
    zone = f" {moment.tzname()}" if moment.tzinfo else ""
    return f"{day}, {moment:%H:%M}{zone}"


def facts(record: Record) -> Iterator[str]:
    """Where the page came from, its language and its length."""
    article = record.article
    yield one_line(article.url or record.name or "given as text")
    if article.language:
        yield f"language: {one_line(article.language)}"
    if article.blocks:
        words = sum(len(_WORD.findall(block.span.of(article.text))) for block in article.blocks)
        yield counted(words, "word")


def counted(number: int, noun: str) -> str:
    """ "1 word", "1,204 words"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def tally(record: Record) -> str:
    """How many attributions there are, and of which kind."""
    kinds = [attribution.quotation for attribution in record.attributions]
    if not kinds:
        return "No attribution was found."
    each = ", ".join(f"{kinds.count(kind)} {kind.value}" for kind in Quotation if kind in kinds)
    return f"{counted(len(kinds), 'attribution')}: {each}"


def sure(attribution: Attribution) -> str:
    """The confidence in words: "97% sure". Never rounded up to certainty."""
    return f"{min(99, max(1, round(attribution.confidence * 100)))}% sure"


def stance(attribution: Attribution) -> str:
    """What there is to say of the stance beyond a plain statement, plainly told: "deny", "predict, negated",
    "distancing"; empty where there is nothing.
    """
    told = attribution.stance if attribution.stance is not Stance.ASSERT else None
    distance = attribution.distance if attribution.distance is not Distance.NEUTRAL else None
    return ", ".join(filter(None, (told, "negated" if attribution.negated else None, distance)))


def tree(attributions: Sequence[Attribution]) -> Iterator[tuple[int, int]]:
    """(index, depth) of every attribution in reading order, each before the ones that its content holds."""
    children: dict[int | None, list[int]] = {}
    for index, attribution in enumerate(attributions):
        children.setdefault(attribution.parent, []).append(index)
    stack = [(index, 0) for index in reversed(children.get(None, []))]
    while stack:
        index, depth = stack.pop()
        yield index, depth
        stack.extend((child, depth + 1) for child in reversed(children.get(index, [])))
