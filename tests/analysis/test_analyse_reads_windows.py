from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.analysis import analyse
from onrecord.analysis.analyse import Analyser
from onrecord.errors import SlowError
from onrecord.records import Analysis, Distance, Span, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    MakeScorer = Callable[..., Any]

TEXT = "Ana said no .\nNothing happened .\nBen said that Cem claimed rain .\nDia said so ."


def whole(text: str) -> tuple[str, list[Span]]:
    return text, [Span(0, len(text))] if text else []


def words(text: str, found: Analysis) -> list[tuple[str, str, str]]:
    return [
        (a.source[0].of(text), a.cue[0].of(text), " / ".join(s.of(text) for s in a.content))
        for a in found.attributions
    ]


def article(n: int) -> str:
    return "\n".join(f"Name{i} said that thing {i} of {n} was good ." for i in range(1 + 7 * (n % 5)))


def test_attributions_come_out_with_their_words_and_parents(make_scorer: MakeScorer) -> None:
    found = Analyser(make_scorer(), threads=1).analyse(*whole(TEXT))
    assert words(TEXT, found) == [
        ("Ana", "said", "no"),
        ("Ben", "said", "that Cem claimed rain"),
        ("Cem", "claimed", "rain"),
        ("Dia", "said", "so"),
    ]
    assert [a.parent for a in found.attributions] == [None, None, 1, None]


@pytest.mark.parametrize("core", [4, 500])
def test_each_attribution_has_the_stance_of_its_own_cue(make_scorer: MakeScorer, core: int) -> None:
    scorer = make_scorer(core=core, context=12, tells_stances=True)
    found = Analyser(scorer, threads=2).analyse(*whole(TEXT)).attributions
    assert [a.stance for a in found] == [Stance.DENY] * 4
    neutral = Distance.NEUTRAL
    assert [a.distance for a in found] == [neutral, neutral, Distance.DISTANCING, neutral]


def test_a_model_that_tells_no_stances_leaves_them_open(make_scorer: MakeScorer) -> None:
    found = Analyser(make_scorer(), threads=1).analyse(*whole(TEXT)).attributions
    assert {(a.stance, a.negated, a.distance) for a in found} == {(None, False, Distance.NEUTRAL)}


def test_a_text_that_takes_longer_than_it_may_is_ended_between_two_windows(
    make_scorer: MakeScorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = itertools.count()  # a second for each look at it: one at the text's begin, one a window
    monkeypatch.setattr(analyse, "time", SimpleNamespace(monotonic=lambda: float(next(clock))))
    analyser = Analyser(make_scorer(core=4, context=12), threads=2)
    least = next(n for n in range(1, 100) if analyser_ends(analyser, n))
    assert least > 2  # windows
    texts = [whole("Ana said no ."), whole(TEXT), whole("Dia said so .")]
    answers = analyser.analyse_many(texts, seconds=float(least - 1))
    assert words(texts[0][0], next(answers)) == [("Ana", "said", "no")]  # each text has its own time
    with pytest.raises(SlowError, match=f"{len(TEXT)} characters: was not read within {least - 1} seconds"):
        next(answers)
    assert words(*texts[2][:1], analyser.analyse(*texts[2], seconds=1_000.0)) == [("Dia", "said", "so")]


def analyser_ends(analyser: Analyser, seconds: int) -> bool:
    """Whether the text is read to its end within so many seconds."""
    try:
        analyser.analyse(*whole(TEXT), seconds=float(seconds))
    except SlowError:
        return False
    return True


def test_only_the_regions_are_read(make_scorer: MakeScorer) -> None:
    found = Analyser(make_scorer(), threads=1).analyse(TEXT, [Span(0, 13), Span(66, len(TEXT))])
    assert [w[0] for w in words(TEXT, found)] == ["Ana", "Dia"]


@pytest.mark.parametrize("core", [4, 7, 16, 500])
def test_windows_of_any_size_find_each_cue_once(make_scorer: MakeScorer, core: int) -> None:
    text = article(4)
    found = Analyser(make_scorer(core=core, context=12), threads=2).analyse(*whole(text))
    assert [w[0] for w in words(text, found)] == [f"Name{i}" for i in range(29)]
    assert all(w[2].startswith("that thing") for w in words(text, found))


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_an_article_reads_alike_whatever_is_read_beside_it(make_scorer: MakeScorer, threads: int) -> None:
    texts = [article(n) for n in range(12)] + ["", TEXT]
    alone = [Analyser(make_scorer(), threads=1).analyse(*whole(t)) for t in texts]
    scorer = make_scorer(slow=True)
    assert list(Analyser(scorer, threads=threads).analyse_many(map(whole, texts))) == alone
    assert list(Analyser(scorer, threads=threads).analyse_many(map(whole, reversed(texts)))) == alone[::-1]


def test_windows_of_one_article_are_shared_out_among_threads(make_scorer: MakeScorer) -> None:
    scorer = make_scorer(core=8, slow=True)
    Analyser(scorer, threads=3).analyse(*whole(article(4)))
    assert len(scorer.threads) > 1


class Counted:
    """Texts that count how many of them were taken."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.taken = 0

    def __iter__(self) -> Iterator[tuple[str, list[Span]]]:
        for _ in range(2_000):  # not endless, so that one who reads them all fails and does not hang
            self.taken += 1
            yield whole(self.text)


@pytest.mark.parametrize("text", [TEXT, article(4), "", "  \n "])
def test_texts_are_taken_lazily(make_scorer: MakeScorer, text: str) -> None:
    items = Counted(text)
    answers = Analyser(make_scorer(core=8), threads=2).analyse_many(items)
    assert items.taken == 0
    for _ in range(5):
        next(answers)
    assert items.taken <= 5 + 16  # eight windows a thread ahead, texts without a window counted as one
    answers.close()


def test_a_reader_that_stops_early_stops_the_scoring(make_scorer: MakeScorer) -> None:
    scorer = make_scorer(core=8)
    answers = Analyser(scorer, threads=2).analyse_many(Counted(article(4)))
    next(answers)
    answers.close()
    scored = scorer.windows
    assert next(answers, None) is None
    assert scorer.windows == scored < 100


def test_a_failing_scorer_fails_the_reading(make_scorer: MakeScorer) -> None:
    with pytest.raises(RuntimeError, match="the scorer failed"):
        Analyser(make_scorer(), threads=2).analyse(*whole("Ana said boom ."))


def test_the_dial_overrules_the_models_own_threshold(make_scorer: MakeScorer) -> None:
    analyser = Analyser(make_scorer(), threads=1)
    assert analyser.analyse(*whole(TEXT), min_confidence=1.0) == Analysis()
    assert len(analyser.analyse(*whole(TEXT), min_confidence=0.0).attributions) == 4


def test_candidates_keep_what_the_threshold_would_drop(make_scorer: MakeScorer) -> None:
    (seen,) = Analyser(make_scorer(), threads=1).candidates([whole(TEXT)])
    assert seen.text == TEXT
    assert len(seen.pieces) == 22
    assert [f.nested for f in seen.found].count(True) == 1
    assert len(seen.found) == 4


def test_the_analyser_is_named_after_its_model(make_scorer: MakeScorer) -> None:
    assert Analyser(make_scorer(), threads=1).name == "said 1"
