"""Mentions of all windows of a text, in its characters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from onrecord.analysis.analyse import Analyser
from onrecord.analysis.mentions import COLUMNS, DEPTH, Kind, parts
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    MakeScorer = Callable[..., Any]

TEXT = "Ana Lund said that he left .\nTom said no and Vell Town burned .\nthe mayor said so ."
NAMES = ["Ana Lund", "Tom", "Vell Town"]
CAPITALISED, SURE = 2, 9.0


def names(cases: NDArray[np.int64]) -> NDArray[np.float32]:
    """Numbers that make each run of capitalised words the name of a person, and nothing else a mention."""
    out = np.zeros((len(cases), COLUMNS), dtype=np.float32)
    is_start, is_end, kind_start, _, left, right, *_ = parts(out)
    is_start[:], is_end[:], kind_start[:] = -SURE, -SURE, -SURE
    capitalised = np.append(cases == CAPITALISED, False)
    starts = np.flatnonzero(capitalised[:-1] & ~np.append(False, capitalised[:-2]))
    for n, start in enumerate(starts.tolist()):
        end = start + int(np.argmin(capitalised[start:]))
        is_start[start], is_end[end - 1] = SURE, SURE
        at = (Kind.PERSON_NAME - 1) * DEPTH + n
        left[start, at], right[end - 1, at] = 1.0, 2 * SURE
    return out


@pytest.fixture
def make_analyser(make_scorer: MakeScorer) -> Callable[..., Analyser]:
    """An analyser that knows names where ``naming``, else no mention at all; "he" is in its vocabulary."""

    def make(*, naming: bool = True, **sizes: int) -> Analyser:
        scorer = make_scorer(**sizes)
        vocabulary = {**scorer.tokenizer.get_vocab(), "he": 7}
        scorer.tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
        scorer.tokenizer.pre_tokenizer = Whitespace()
        encode = scorer.encode
        scorer.encode = lambda ids, cases: replace(
            encode(ids, cases), mentions=names(cases if naming else 0 * cases)
        )
        scorer.antecedents = lambda vectors, later, *_: (
            np.full(len(later), -SURE, dtype=np.float32),
            np.zeros(len(vectors), dtype=np.float32),
        )
        return Analyser(scorer, threads=1)

    return make


def mentioned(analyser: Analyser, text: str) -> list[str]:
    """The words of each mention, in order of the text, none twice."""
    (seen,) = analyser.candidates([(text, [Span(0, len(text))] if text else [])])
    found = seen.mentions
    return [text[s:e] for s, e in sorted(set(zip(found.starts.tolist(), found.ends.tolist(), strict=True)))]


def test_names_sources_and_pronouns_are_mentions(make_analyser: Callable[..., Analyser]) -> None:
    # The source of "said" is the word before it: "Lund" stands inside a name, "mayor" in nothing.
    assert mentioned(make_analyser(), TEXT) == ["Ana Lund", "Lund", "he", "Tom", "Vell Town", "mayor"]


def test_sources_and_pronouns_are_mentions_although_the_model_knows_none(
    make_analyser: Callable[..., Analyser],
) -> None:
    assert mentioned(make_analyser(naming=False), TEXT) == ["Lund", "he", "Tom", "mayor"]


@pytest.mark.parametrize("core", [4, 7, 16, 500])
def test_windows_of_any_size_find_the_same(make_analyser: Callable[..., Analyser], core: int) -> None:
    text = "\n".join([TEXT] * 6)
    assert mentioned(make_analyser(core=core, context=12), text) == mentioned(make_analyser(), text)


def test_a_mention_does_not_run_over_a_paragraphs_end(make_analyser: Callable[..., Analyser]) -> None:
    analyser = make_analyser()
    encode = analyser.scorer.encode
    # Separators taken for capitalised words join the names on both sides of them.
    joined: Any = lambda ids, cases: encode(ids, np.where(ids == 2, CAPITALISED, cases))  # noqa: E731
    analyser.scorer.encode = joined  # type: ignore[method-assign]
    assert mentioned(analyser, "said Ana Lund\nTom Moss left") == []
    assert mentioned(analyser, "said Ana Lund .\nso Tom Moss left") == ["Ana Lund", "Tom Moss"]


def test_nothing_to_read_has_no_mentions(make_analyser: Callable[..., Analyser]) -> None:
    assert mentioned(make_analyser(), "") == []
    assert mentioned(make_analyser(), "it rained .") == []


def test_a_source_that_is_a_name_is_the_speaker(make_analyser: Callable[..., Analyser]) -> None:
    text = "Tom said no .\nTom said so ."
    analysis = make_analyser().analyse(text, [Span(0, len(text))])
    assert [s.name for s in analysis.speakers] == ["Tom"]
    assert [a.speakers for a in analysis.attributions] == [(0,), (0,)]
