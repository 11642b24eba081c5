"""Any mentions and attributions give a sound analysis, at a cost that is linear in their number."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import Told, attribution, scored, written

from onrecord.analysis.mentions import NOTHING, Kind
from onrecord.analysis.pairs import REACH
from onrecord.analysis.speakers.identify import identify
from onrecord.records import Analysis, Attribution, Span, SpeakerKind

WORDS = (
    "Ana Lund", "Karl Lund", "Lund", "Ms. Lund", "Mr. Lund", "he", "She", "They", "who", "I", "we", "it",
    "the senator", "two officials", "a spokesman for", "and", ",", "the FCB", "Federal Customs Board", ".",
    "\n", "said", "adding", "—", "911", "“", "”", "A. L.", "its", "Vell", "'s", "(", ")", " ",
)  # fmt: skip


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, list[tuple[Span, Kind]], list[Attribution]]:
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30)))

    def span(longest: int) -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span(start, min(len(text), start + draw(st.integers(1, longest))))

    kinds = st.sampled_from([kind for kind in Kind if kind])
    mentions = [(span(20), draw(kinds)) for _ in range(draw(st.integers(0, 20)))]
    attributions = []
    for _ in range(draw(st.integers(0, 6))):
        near = [draw(st.sampled_from(mentions))[0]] if mentions and draw(st.booleans()) else []
        source = near or ([span(30)] if draw(st.booleans()) else [])
        attributions.append(attribution(text, source, [span(8)], [span(60)]))
    return text, mentions, sorted(attributions, key=lambda a: a.cue)


SCORES = st.dictionaries(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)), st.floats(-6, 6), max_size=20
)


@settings(max_examples=100, deadline=None)
@given(articles(), SCORES, st.floats(-6, 6))
def test_any_article_gives_a_sound_analysis(
    article: tuple[str, list[tuple[Span, Kind]], list[Attribution]],
    scores: dict[tuple[str, str], float],
    otherwise: float,
) -> None:
    text, found, attributions = article
    scorer: Any = Told(text, scores, otherwise)
    _, mentions = scored(found)
    analysis = identify(text, attributions, mentions, scorer)
    assert analysis == identify(text, attributions, mentions, scorer)
    assert sound(text, attributions, analysis)


def sound(text: str, attributions: list[Attribution], analysis: Analysis) -> bool:
    """Whether the analysis keeps what ``records`` promises."""
    assert [(a.source, a.cue, a.content) for a in analysis.attributions] == [
        (a.source, a.cue, a.content) for a in attributions
    ]
    used = set()
    for found in analysis.attributions:
        indices = found.speakers or found.candidates
        assert not (found.speakers and found.candidates)
        assert len(found.candidates) != 1
        assert len(set(indices)) == len(indices)
        used.update(indices)
        assert all(step.span.end <= len(text) for step in found.evidence)
    assert used == set(range(len(analysis.speakers)))
    firsts = [speaker.mentions[0].span for speaker in analysis.speakers]
    assert firsts == sorted(firsts)
    for speaker in analysis.speakers:
        assert speaker.name.strip()
        spans = [mention.span for mention in speaker.mentions]
        assert spans == sorted(set(spans))
        assert spans[-1].end <= len(text)
        assert speaker.kind is not SpeakerKind.UNKNOWN
    return True


def test_mentions_may_come_in_any_order_and_twice() -> None:
    article = written(
        "{p Ana Lund} came. {s0/d The envoy, {p Karl Moe},} {c0 said} {w0 so}. {s1/r She} {c1 said} {w1 no}."
    )
    scorer: Any = Told(article.text, {("She", "Ana Lund"): 4.0})
    count = len(article.mentions)
    again = article.mentions.kept(np.array([*reversed(range(count)), *range(count)]))
    expected = identify(article.text, article.attributions, article.mentions, scorer)
    assert identify(article.text, article.attributions, again, scorer) == expected


def test_nothing_to_attribute_gives_no_speakers() -> None:
    article = written("{p Ana Lund} came.")
    scorer: Any = Told(article.text)
    assert identify(article.text, [], article.mentions, scorer) == Analysis()
    assert identify("", [], NOTHING, scorer) == Analysis()


def repeated(sentence: str, times: int, *, before: str = "") -> tuple[Any, Analysis, Told]:
    """The article of a sentence that is said again and again, with its numbers counted up."""
    markup = before + " ".join(sentence.replace("#", str(n)) for n in range(times))
    article = written(markup)
    told = Told(article.text, {("He", "Karl Moe"): 5.0, ("He", "He"): 5.0})
    scorer: Any = told
    return article, identify(article.text, article.attributions, article.mentions, scorer), told


@pytest.mark.parametrize(
    "sentence",
    [
        "{s#/p Ana Lund} {c# said} {w# so}.",
        "{s#/r He} {c# said} {w# so}.",
        "{s#/d A nurse} {c# said} {w# so}.",
        "{s#/b The {p Lund} campaign} {c# said} {w# so}.",
        "{s#/p Ana Lund#} {c# said} {w# so}.",
    ],
    ids=["one name", "one pronoun", "one description", "one group", "many names"],
)
def test_pairs_and_evidence_grow_no_faster_than_the_article(sentence: str) -> None:
    times = 200
    article, analysis, told = repeated(sentence, times, before="{p Karl Moe} came. ")
    assert told.pairs <= REACH * len(article.mentions)
    assert sum(len(a.evidence) for a in analysis.attributions) <= 12 * times
    assert sound(article.text, article.attributions, analysis)


def test_a_long_chain_of_pronouns_still_ends_at_the_name() -> None:
    article, analysis, _ = repeated("{s#/r He} {c# said} {w# so}.", 100, before="{p Karl Moe} came. ")
    assert [speaker.name for speaker in analysis.speakers] == ["Karl Moe"]
    assert all(a.evidence[-1].span.of(article.text) == "Karl Moe" for a in analysis.attributions)


def test_attributions_nested_hundreds_deep_come_to_an_end() -> None:
    text = "I say " * 400
    starts = range(0, len(text), 6)
    attributions = [
        attribution(text, [Span(s, s + 1)], [Span(s + 2, s + 5)], [Span(0, s)] if s else []) for s in starts
    ]
    scorer: Any = Told(text)
    _, mentions = scored([(Span(s, s + 1), Kind.PRONOUN) for s in starts])
    assert sound(text, attributions, identify(text, attributions, mentions, scorer))
