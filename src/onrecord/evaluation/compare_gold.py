"""The gold of comparing articles: invented events, each in a text file of its own, with labels.

A file is a head, sections of articles (``== a1``) and drafts (``== d1``), each with a head, a marked body and
rows of speakers as in a passage, and ``== labels``. quality/compare/README.md gives the form and the labels;
``compare_label_lines`` reads the lines under the last one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from onrecord.evaluation.braces import MarkedAttribution, MarkupError, parse_numbered
from onrecord.evaluation.compare_label_lines import read_labels
from onrecord.evaluation.markup import PARTS, RULE
from onrecord.evaluation.rows import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from onrecord.evaluation.compare_labels import Labels

_SECTION: Final = re.compile(r"== (?P<id>[ad][1-9][0-9]*|labels)")
HEAD_KEYS: Final = ("id", "part", "comment")
ARTICLE_KEYS: Final = ("outlet", "url", "published", "title")
DRAFT_KEYS: Final = ("title",)
#: What stands for a date that the page does not give.
UNDATED: Final = "-"


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article, or a draft, of an event. ``attributions`` are in reading order, each under the number that
    its braces carry, with "speaker" (or "speakers"), "speaker_kind" and "settings" as in a passage.

    ``outlet``, ``url`` and ``published`` are None in a draft, the last one in an undated article too.
    """

    id: str
    title: str
    text: str
    attributions: Mapping[int, MarkedAttribution]
    outlet: str | None = None
    url: str | None = None
    published: str | None = None

    def index(self, number: int) -> int:
        """The place of an attribution in reading order, from its number."""
        return list(self.attributions).index(number)


@dataclass(frozen=True, slots=True)
class Event:
    """One event: who told it, drafts on it, and what is labelled."""

    id: str
    part: str
    comment: str
    articles: tuple[GoldArticle, ...]
    drafts: tuple[GoldArticle, ...]
    labels: Labels

    def article(self, key: str) -> GoldArticle:
        """An article or a draft by its id."""
        return next(each for each in (*self.articles, *self.drafts) if each.id == key)

    def last_versions(self) -> tuple[GoldArticle, ...]:
        """The articles without those that a later one of the same address replaces."""
        last = {article.url: article.id for article in self.articles}
        return tuple(article for article in self.articles if last[article.url] == article.id)


@dataclass(frozen=True, slots=True)
class _Section:
    id: str
    first_line: int  # of what stands under its rule
    lines: Sequence[str]


def read_events(folder: Path, part: str | None = None) -> list[Event]:
    """Every event of a folder, of one part or of both, sorted by file name; a file is named for its id.

    Raises MarkupError for a folder without events, an id that differs from its file's name, and whatever
    ``parse_event`` raises.
    """
    events = [
        parse_event(path.read_text(encoding="utf-8"), path.name) for path in sorted(folder.glob("*.txt"))
    ]
    if not events:
        raise MarkupError(f"{folder}: no events: expected files like kessa-bridge.txt; give quality/compare")
    for event, path in zip(events, sorted(folder.glob("*.txt")), strict=True):
        if event.id != path.stem:
            raise MarkupError(
                f"{path.name}: id {event.id!r}: expected {path.stem!r}; rename the file or the id"
            )
    return [event for event in events if part in (None, event.part)]


def parse_event(content: str, name: str = "event") -> Event:
    """An event file's content as an Event; ``name`` stands in messages.

    Raises MarkupError for a head, a section or a label that does not say what it must, RowError for a row of
    speakers; both name the file and the line.
    """
    head_lines, sections = _split(content.splitlines(), name)
    head = _read_head(head_lines, HEAD_KEYS, name, 1)
    if head["part"] not in PARTS:
        raise MarkupError(f"{name}: part {head['part']!r}: expected {' or '.join(PARTS)}; choose one")
    told = [_read_article(section, name) for section in sections if section.id != "labels"]
    under = next((section for section in sections if section.id == "labels"), None)
    if under is None:
        raise MarkupError(f"{name}: no labels: expected a section '== labels'; add it at the end")
    texts = {article.id: article.text for article in told}
    numbers = {article.id: tuple(article.attributions) for article in told}
    labels = read_labels(under.lines, texts, numbers, name=name, first_line=under.first_line)
    return Event(
        head["id"],
        head["part"],
        head["comment"],
        tuple(article for article in told if article.id.startswith("a")),
        tuple(article for article in told if article.id.startswith("d")),
        labels,
    )


def _split(lines: Sequence[str], name: str) -> tuple[Sequence[str], list[_Section]]:
    starts = [i for i, line in enumerate(lines) if line.startswith("== ")]
    sections: list[_Section] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        match = _SECTION.fullmatch(lines[start].rstrip())
        if match is None or any(section.id == match["id"] for section in sections):
            raise MarkupError(
                f"{name}, line {start + 1}: {lines[start]!r}: expected '== a1', '== d1' or '== labels', each "
                "once; correct the line"
            )
        sections.append(_Section(match["id"], start + 2, lines[start + 1 : end]))
    return lines[: starts[0]] if starts else lines, sections


def _read_article(section: _Section, name: str) -> GoldArticle:
    rules = [i for i, line in enumerate(section.lines) if line == RULE]
    if len(rules) != 2:
        raise MarkupError(
            f"{name}, line {section.first_line - 1}: section {section.id!r} has {len(rules)} lines {RULE!r}: "
            "expected two, under its head and under its body; correct them"
        )
    keys = ARTICLE_KEYS if section.id.startswith("a") else DRAFT_KEYS
    head = _read_head(section.lines[: rules[0]], keys, name, section.first_line)
    body = "\n".join(section.lines[rules[0] + 1 : rules[1]])
    first_line = section.first_line + rules[0] + 1
    text, numbered = parse_numbered(body, f"{name}, {section.id}", first_line=first_line)
    rows = read_rows(
        section.lines[rules[1] + 1 :],
        numbered,
        text,
        name=f"{name}, {section.id}",
        first_line=section.first_line + rules[1] + 1,
    )
    attributions = {
        number: cast("MarkedAttribution", {**a, "settings": a.get("settings", []), **rows[number]})
        for number, a in numbered.items()
    }
    published = head.get("published")
    return GoldArticle(
        section.id,
        head["title"],
        text,
        attributions,
        head.get("outlet"),
        head.get("url"),
        None if published == UNDATED else published,
    )


def _read_head(lines: Sequence[str], keys: Sequence[str], name: str, first_line: int) -> dict[str, str]:
    head: dict[str, str] = {}
    for number, line in enumerate(lines, start=first_line):
        key, colon, value = line.partition(":")
        if not colon or key not in keys or key in head or not value.strip():
            raise MarkupError(
                f"{name}, line {number}: head line {line!r}: expected each of {', '.join(keys)} once, as "
                "'key: value'; correct the line"
            )
        head[key] = value.strip()
    missing = [key for key in keys if key not in head]
    if missing:
        raise MarkupError(
            f"{name}, line {first_line}: head without {missing[0]!r}: expected {', '.join(keys)}; "
            "add the line"
        )
    return head
