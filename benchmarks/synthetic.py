"""Invented articles by the thousand, for measuring ledgers: words, people and outlets as unevenly spread as
real ones (Zipf), statements with true offsets.
"""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

from onrecord.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Capture,
    Evidence,
    EvidenceKind,
    Hop,
    HopKind,
    Mention,
    MentionForm,
    Quotation,
    Record,
    Setting,
    SettingKind,
    Span,
    Speaker,
    SpeakerKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = 50_000
PEOPLE = 20_000
OUTLETS = 60
#: Statements an article: polnear-train has 24 (19,868 in 840).
STATEMENTS = 24
_SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "xo", "yu", "za")


class World:
    """The words, people and outlets that articles are made of; one seed, one world."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.words = list(itertools.islice(_names(3), WORDS))
        given = list(itertools.islice(_names(2), 150))
        family = list(itertools.islice(_names(4), 5_000))
        pairs = itertools.product(given, family)
        names = [f"{a.title()} {b.title()}" for a, b in itertools.islice(pairs, 0, 30 * PEOPLE, 30)]
        self.random.shuffle(names)
        self.people = names[:PEOPLE]
        self.word_weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(WORDS)))
        self.people_weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(PEOPLE)))

    def articles(self, count: int, *, first: int = 0) -> Iterator[tuple[Capture, Record, str]]:
        """``count`` articles with their pages and addresses, numbered from ``first``."""
        for number in range(first, first + count):
            yield self._article(number)

    def phrase(self, least: int = 8, most: int = 28) -> str:
        """Some words, the frequent ones most often."""
        chosen = self.random.choices(
            self.words, cum_weights=self.word_weights, k=self.random.randint(least, most)
        )
        return " ".join(chosen)

    def _article(self, number: int) -> tuple[Capture, Record, str]:
        cast = self.random.choices(self.people, cum_weights=self.people_weights, k=5)
        cast = list(dict.fromkeys(cast))
        outlet = f"Outlet {min(int(self.random.expovariate(0.08)), OUTLETS - 1)}"
        parts, attributions = [f"Report {number} on {self.phrase(4, 8)}."], []
        mentions: list[list[Mention]] = [[] for _ in cast]
        at = len(parts[0]) + 2
        for _ in range(STATEMENTS):
            who = self.random.randrange(len(cast))
            content = f"that {self.phrase()}"
            name = Span(at, at + len(cast[who]))
            cue = Span(name.end + 1, name.end + 5)
            told = Span(cue.end + 1, cue.end + 1 + len(content))
            day = Span(told.end + 4, told.end + 10)
            mentions[who].append(Mention(name, MentionForm.NAME))
            attributions.append(_attribution(name, cue, told, day, who, outlet, cast[who]))
            parts.append(f"{cast[who]} said {content} on Monday.")
            at += len(parts[-1]) + 2
        text = "\n\n".join(parts)
        starts = itertools.accumulate((len(part) + 2 for part in parts), initial=0)
        blocks = tuple(
            Block(Span(start, start + len(part)), BlockKind.PARAGRAPH)
            for start, part in zip(starts, parts, strict=False)
        )
        year, day_of_year = self.random.randint(2010, 2025), self.random.randint(1, 28)
        url = f"https://{outlet.replace(' ', '').lower()}.example.org/{number}"
        article = Article(
            text,
            blocks,
            title=parts[0],
            published=f"{year}-{self.random.randint(1, 12):02}-{day_of_year:02}",
            outlet=outlet,
            url=url,
            language="en",
        )
        speakers = tuple(
            Speaker(name, SpeakerKind.PERSON, tuple(seen)) for name, seen in zip(cast, mentions, strict=True)
        )
        record = Record(article, tuple(attributions), "synthetic 1", f"{number}.html", speakers=speakers)
        return Capture(f"{number}.html", text.encode(), url=url), record, url


def _attribution(
    name: Span, cue: Span, told: Span, day: Span, who: int, outlet: str, called: str
) -> Attribution:
    return Attribution(
        (name,),
        (cue,),
        (told,),
        Quotation.INDIRECT,
        0.8231,
        speakers=(who,),
        evidence=(Evidence(EvidenceKind.NAMED, name),),
        settings=(Setting(SettingKind.TIME, day),),
        provenance=(Hop(HopKind.SITE, outlet, None), Hop(HopKind.SPEAKER, called, name)),
    )


def _names(syllables: int) -> Iterator[str]:
    """Words of so many syllables, each once, the order mixed."""
    found = ["".join(parts) for parts in itertools.product(_SYLLABLES, repeat=syllables)]
    random.Random(syllables).shuffle(found)
    yield from found
    for index, word in enumerate(itertools.cycle(found)):
        yield f"{word}{_SYLLABLES[index // len(found) % len(_SYLLABLES)]}q{index // len(found)}"
