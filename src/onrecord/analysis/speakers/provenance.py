"""How the words reached the page: from the site through agencies, outlets and relaying speakers to whose they
are. The chain of an attribution begins with that of the attribution whose content holds it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.analysis.speakers.outlets import dateline_agency, is_outlet, key_of, outlet_of, plain
from onrecord.records import Analysis, Hop, HopKind, Span, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.records import Article, Attribution, Speaker

__all__ = ["dateline_agency", "outlet_of", "provenance"]


def provenance(article: Article, analysis: Analysis) -> Analysis:
    """The analysis with each attribution's chain: the site, the dateline's agency, those who relay the words,
    the outlet they were given to, and whose they are.
    """
    return _Chains(article, analysis).filled()


class _Chains:
    """The chains of one article's attributions."""

    def __init__(self, article: Article, analysis: Analysis) -> None:
        self._text = article.text
        self._analysis = analysis
        self._people = _people(analysis.speakers)
        self._page = _page(article)
        self._given = [outlet_of(self._text, a.settings, people=self._people) for a in analysis.attributions]
        known = {key_of(span.of(self._text)) for span in self._given if span is not None}
        known |= {key_of(hop.name) for hop in self._page if hop.name is not None}
        self._outlets = [is_outlet(s, article.text, known) for s in analysis.speakers]
        self._relays = self._containing()
        self._relayed: dict[int, tuple[Hop, ...]] = {}

    def filled(self) -> Analysis:
        given = tuple(
            replace(a, provenance=_once(self._before(i) + self._own(i, last=True)))
            for i, a in enumerate(self._analysis.attributions)
        )
        return replace(self._analysis, attributions=given)

    def _before(self, i: int) -> tuple[Hop, ...]:
        """The hops down to the attribution that holds ``i``; its chain is kept for the others in it."""
        waiting: list[int] = []
        seen = {i}
        at = self._holder(i)
        while at is not None and at not in self._relayed and at not in seen:
            seen.add(at)
            waiting.append(at)
            at = self._holder(at)
        hops = self._relayed.get(at, self._page) if at is not None else self._page
        for outer in reversed(waiting):
            hops += self._own(outer, last=False)
            self._relayed[outer] = hops
        return hops

    def _holder(self, i: int) -> int | None:
        parent = self._analysis.attributions[i].parent
        return parent if parent is not None else self._relays.get(i)

    def _own(self, i: int, *, last: bool) -> tuple[Hop, ...]:
        """The outlet the words were given to, and the speakers; the one who relays may be an outlet."""
        attribution, found = self._analysis.attributions[i], self._given[i]
        hops = [Hop(HopKind.OUTLET, plain(found.of(self._text)), found)] if found else []
        for n in attribution.speakers:
            kind = HopKind.OUTLET if self._outlets[n] and not last else HopKind.SPEAKER
            hops.append(Hop(kind, self._analysis.speakers[n].name, _where(attribution)))
        if not attribution.speakers:
            hops.append(Hop(HopKind.SPEAKER, None, None))
        return tuple(hops)

    def _containing(self) -> dict[int, int]:
        """Attributions without parent -> that of an outlet whose content holds the same words, or more."""
        spans = {
            i: (a.content[0].start, a.content[-1].end)
            for i, a in enumerate(self._analysis.attributions)
            if a.content
        }
        order = sorted(spans, key=lambda i: (spans[i][0], -spans[i][1], not self._by_outlet(i), i))
        out: dict[int, int] = {}
        open_: list[int] = []
        for i in order:
            while open_ and spans[open_[-1]][1] < spans[i][1]:
                open_.pop()
            # What the outlet says may itself be a part of these words: "Roy said the paper reported ..."
            free = self._analysis.attributions[i].parent is None
            if open_ and free and self._analysis.attributions[open_[-1]].parent != i:
                out[i] = open_[-1]
            if self._by_outlet(i):
                open_.append(i)
        return out

    def _by_outlet(self, i: int) -> bool:
        speakers = self._analysis.attributions[i].speakers
        return bool(speakers) and all(self._outlets[n] for n in speakers)


def _page(article: Article) -> tuple[Hop, ...]:
    """The site, where the page says which, and the agency of the dateline."""
    host = urlsplit(article.url).hostname if article.url else None
    site = article.outlet or (host.removeprefix("www.") if host else None)
    hops = [Hop(HopKind.SITE, site, None)] if site else []
    agency = dateline_agency(article.text, article.dateline) if article.dateline else None
    if agency is not None:
        hops.append(Hop(HopKind.OUTLET, agency.of(article.text), agency))
    return tuple(hops)


def _once(hops: Sequence[Hop]) -> tuple[Hop, ...]:
    """Each station once: of two neighbours with one name the site stays, else the later one."""
    out: list[Hop] = []
    for hop in hops:
        same = (
            out
            and hop.name is not None
            and out[-1].name is not None
            and key_of(out[-1].name) == key_of(hop.name)
        )
        if same and out[-1].kind is HopKind.SITE and hop.kind is HopKind.OUTLET:
            continue
        if same and out[-1].kind is not HopKind.SITE:
            out.pop()
        out.append(hop)
    return tuple(out)


def _where(attribution: Attribution) -> Span | None:
    """Where the attribution names its speaker: its source, else what the evidence ended at."""
    if attribution.source:
        return attribution.source[0]
    return attribution.evidence[-1].span if attribution.evidence else None


def _people(speakers: Sequence[Speaker]) -> frozenset[str]:
    named = (s.name for s in speakers if s.kind is SpeakerKind.PERSON)
    return frozenset(word.lower() for name in named for word in name.split())
