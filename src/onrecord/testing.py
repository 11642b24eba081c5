"""Fakes and samples for our tests and our users' tests. Nothing of the product imports this."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.analysis.claims.read import with_claims
from onrecord.records import (
    Analysis,
    Article,
    Attribution,
    Block,
    BlockKind,
    Distance,
    Evidence,
    EvidenceKind,
    Furniture,
    FurnitureKind,
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
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.watching import FeedState

_NAME = r"(?P<source>[A-Z]\w+(?: [A-Z]\w+)*)"
_SAID_THAT = re.compile(rf"{_NAME} (?P<cue>said) (?P<content>that [^.\n]+)")
_QUOTED = re.compile(rf"(?P<content>[“\"][^”\"\n]+[”\"]) {_NAME} (?P<cue>said)")

SAMPLE_TEXT = (
    "Mayor says the quay is safe\n\n"
    "Share this article\n\n"
    "“The quay will hold,” Ana Lund said. Tomas Reyes said that Ana Lund said that the tide was low.\n\n"
    "Ms. Lund, an engineer of the harbour board, told Radio Nord in Vell on Monday that the cranes were old. "
    "Two dockers, who were not authorised to speak publicly, expect a strike.\n\n"
    "Her brother Karl Lund was there too. It was a fair price, Lund believes. "
    "The wind, it is said, will turn."
)


class FakeAnalyser:
    """Finds ``NAME said that ...`` (also inside one another) and ``“...,” NAME said``; no model.

    ``look_ahead`` texts are taken in before the first answer is given, as a real analyser does. ``taken``
    counts the texts taken in so far.
    """

    name = "fake 0"

    def __init__(self, look_ahead: int = 2) -> None:
        self.look_ahead = look_ahead
        self.taken = 0

    def analyse(
        self,
        text: str,
        regions: Sequence[Span],
        *,
        min_confidence: float | None = None,
        seconds: float | None = None,
    ) -> Analysis:
        """The attributions of the regions: confidence 0.9 quoted, 0.6 not. Every source is a person."""
        del seconds  # which no fake needs
        found = sorted(
            (match.start(), -match.end(), pattern is _QUOTED, match)
            for region in regions
            for pattern in (_SAID_THAT, _QUOTED)
            for match in _matches(pattern, text, region)
        )
        least = min_confidence or 0.0
        plain = [_attribution(match, quoted) for _, _, quoted, match in found]
        kept = [attribution for attribution in plain if attribution.confidence >= least]
        return _with_speakers(text, _with_parents(kept))

    def analyse_many(
        self,
        items: Iterable[tuple[str, Sequence[Span]]],
        *,
        min_confidence: float | None = None,
        seconds: float | None = None,
    ) -> Iterator[Analysis]:
        """The same for many texts, ``look_ahead`` texts ahead."""
        waiting: list[tuple[str, Sequence[Span]]] = []
        for item in items:
            self.taken += 1
            waiting.append(item)
            if len(waiting) > self.look_ahead:
                yield self.analyse(*waiting.pop(0), min_confidence=min_confidence, seconds=seconds)
        for item in waiting:
            yield self.analyse(*item, min_confidence=min_confidence, seconds=seconds)


class MemoryFeedStates:
    """The states of feeds in memory; ``saved`` lists every one that was saved, in order."""

    def __init__(self) -> None:
        self.saved: list[FeedState] = []

    def feed_state(self, url: str) -> FeedState | None:
        """The state last saved for the feed at ``url``."""
        return next((state for state in reversed(self.saved) if state.url == url), None)

    def save_feed_state(self, state: FeedState) -> None:
        """Keep the state."""
        self.saved.append(state)


def sample_record(name: str = "sample.html") -> Record:
    """A small record that has everything a record can have.

    In reading order: a direct, an indirect and a nested attribution; one with settings and an outlet on its
    way; two people who are not named; one whose speaker the text leaves undecided; one of nobody. It claims
    something too: a figure, a date, a quotation, sentences in the page's own voice.
    """
    title, share, *body = (Span(*m.span()) for m in re.finditer(r"[^\n]+", SAMPLE_TEXT))
    article = Article(
        text=SAMPLE_TEXT,
        blocks=(Block(title, BlockKind.TITLE), *(Block(part, BlockKind.PARAGRAPH) for part in body)),
        furniture=(Furniture(share, FurnitureKind.SHARE),),
        title=title.of(SAMPLE_TEXT),
        authors=("Ida Moss", "Kofi Brandt"),
        published="2024-05-02T07:30:00+00:00",
        outlet="The Vell Courier",
        url="https://courier.example.org/quay",
        language="en",
        origins={"title": "meta", "authors": "json-ld"},
    )
    analyser = FakeAnalyser()
    found = analyser.analyse(SAMPLE_TEXT, [block.span for block in article.blocks])
    attributions = (*found.attributions, *_sample_attributions())
    speakers = _sample_speakers(found.speakers)
    return with_claims(Record(article, attributions, analyser.name, name, speakers=speakers))


def _sample_speakers(found: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """Ana Lund with a second spelling, a role and an affiliation; Tomas Reyes; two dockers; Karl Lund."""
    ana, tomas = found
    return (
        replace(
            ana,
            mentions=(*ana.mentions, _mention("Ms. Lund"), _mention("Her", MentionForm.PRONOUN)),
            role=_words("engineer"),
            affiliation=_words("the harbour board"),
        ),
        tomas,
        Speaker(
            "Two dockers",
            SpeakerKind.UNNAMED,
            (_mention("Two dockers", MentionForm.NOMINAL),),
            number=2,
            reason=_words("who were not authorised to speak publicly"),
        ),
        Speaker("Karl Lund", SpeakerKind.PERSON, (_mention("Karl Lund"),)),
    )


def _sample_attributions() -> tuple[Attribution, ...]:
    """Those of the second and third paragraph, which hold what the fake analyser does not find."""
    radio, lund, dockers = _words("Radio Nord"), _words("Ms. Lund"), _words("Two dockers")
    site = Hop(HopKind.SITE, "The Vell Courier", None)
    return (
        replace(
            _sample("Ms. Lund", "told", "that the cranes were old"),
            speakers=(0,),
            evidence=(
                Evidence(EvidenceKind.NAMED, lund),
                Evidence(EvidenceKind.SAME_NAME, _words("Ana Lund")),
            ),
            settings=(
                Setting(SettingKind.ADDRESSEE, radio),
                Setting(SettingKind.PLACE, _words("Vell", after="Nord in")),
                Setting(SettingKind.TIME, _words("Monday")),
            ),
            provenance=(
                site,
                Hop(HopKind.OUTLET, "Radio Nord", radio),
                Hop(HopKind.SPEAKER, "Ana Lund", lund),
            ),
        ),
        replace(
            _sample("Two dockers", "expect", "a strike"),
            speakers=(2,),
            evidence=(Evidence(EvidenceKind.DESCRIPTION, dockers),),
            provenance=(site, Hop(HopKind.SPEAKER, "Two dockers", dockers)),
            stance=Stance.PREDICT,
        ),
        replace(
            _sample("Lund", "believes", "It was a fair price", after="fair price, "),
            candidates=(0, 3),
            provenance=(site, Hop(HopKind.SPEAKER, None, None)),
        ),
        Attribution(
            (),
            (_words("it is said"),),
            (_words("The wind"), _words("will turn")),
            Quotation.INDIRECT,
            0.7,
            stance=Stance.ASSERT,
            distance=Distance.DISTANCING,
        ),
    )


def _sample(source: str, cue: str, content: str, *, after: str = "") -> Attribution:
    role = (_words(source, after=after),), (_words(cue),), (_words(content),)
    return Attribution(*role, Quotation.INDIRECT, 0.8)


def _mention(words: str, form: MentionForm = MentionForm.NAME) -> Mention:
    return Mention(_words(words), form)


def _words(words: str, *, after: str = "") -> Span:
    """Where the words stand in the sample text for the first time, or first behind other words."""
    start = SAMPLE_TEXT.index(words, SAMPLE_TEXT.index(after) + len(after))
    return Span(start, start + len(words))


def _matches(pattern: re.Pattern[str], text: str, region: Span) -> Iterator[re.Match[str]]:
    """Every match inside the region, also those that begin inside another one's content."""
    match = pattern.search(text, region.start, region.end)
    while match:
        yield match
        match = pattern.search(
            text, match.start("content") if pattern is _SAID_THAT else match.end(), region.end
        )


def _attribution(match: re.Match[str], quoted: bool) -> Attribution:
    source, cue, content = (Span(*match.span(role)) for role in ("source", "cue", "content"))
    quotation = Quotation.DIRECT if quoted else Quotation.INDIRECT
    return Attribution((source,), (cue,), (content,), quotation, 0.9 if quoted else 0.6)


def _with_parents(attributions: list[Attribution]) -> tuple[Attribution, ...]:
    """Each, in reading order, with the innermost earlier one as its parent whose content holds its source."""
    out: list[Attribution] = []
    around: list[int] = []  # the indexes of those whose content has not ended yet, innermost last
    for index, attribution in enumerate(attributions):
        while around and out[around[-1]].content[0].end <= attribution.source[0].start:
            around.pop()
        inside = around and out[around[-1]].content[0].start <= attribution.source[0].start
        out.append(replace(attribution, parent=around[-1] if inside else None))
        around.append(index)
    return tuple(out)


def _with_speakers(text: str, attributions: tuple[Attribution, ...]) -> Analysis:
    """Each source is the speaker of its words; equal words are one person."""
    mentions: dict[str, list[Mention]] = {}
    for attribution in attributions:
        span = attribution.source[0]
        mentions.setdefault(span.of(text), []).append(Mention(span, MentionForm.NAME))
    speakers = [Speaker(n, SpeakerKind.PERSON, tuple(m)) for n, m in mentions.items()]
    at = {speaker.name: i for i, speaker in enumerate(speakers)}
    named = tuple(
        replace(
            attribution,
            speakers=(at[attribution.source[0].of(text)],),
            evidence=(Evidence(EvidenceKind.NAMED, attribution.source[0]),),
        )
        for attribution in attributions
    )
    return Analysis(named, tuple(speakers))
