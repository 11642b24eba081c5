"""What a window is told of mentions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra 'train'")

from made_up_chains import marked, pieces_of, references, words_of

from onrecord.analysis.mentions import LONGEST, Kind
from onrecord.analysis.pairs import REACH, SIZES
from onrecord.training.corpora import Document, GoldAttribution, Marked
from onrecord.training.references import DocumentReferences, References

DOCUMENT = marked("{a:Ana Lund} said {a:she} met {b:the mayor}\nToday {b:he} left {:her} and {a:Lund} .")
# Pieces: Ana Lund said she met the mayor SEP Today he left her and Lund . SEP


def whole(document: Document) -> References:
    return references(document).within(0, len(pieces_of(document)))


def test_mentions_stand_at_their_positions_behind_cls() -> None:
    found = whole(DOCUMENT)
    assert list(zip(found.starts.tolist(), found.ends.tolist(), strict=True)) == [
        (1, 3), (4, 5), (6, 8), (10, 11), (12, 13), (14, 15),
    ]  # fmt: skip
    assert found.kinds.tolist() == [
        Kind.PERSON_NAME, Kind.PRONOUN, Kind.PERSON, Kind.PRONOUN, Kind.PRONOUN, Kind.PERSON_NAME,
    ]  # fmt: skip


def test_chains_are_numbered_and_unknown_ones_are_not() -> None:
    found = whole(DOCUMENT)
    assert found.chains.tolist() == [0, 0, 1, 1, -1, 0]
    assert found.begins.tolist() == [True, False, True, False, False, False]
    assert found.weights.tolist() == [1.0] * 6


def test_a_window_knows_the_mentions_that_lie_in_it_alone() -> None:
    found = references(DOCUMENT).within(6, 14)
    # "the mayor" is cut, and "he" does not begin its chain although it is the first of it here.
    assert list(zip(found.starts.tolist(), found.ends.tolist(), strict=True)) == [
        (4, 5),
        (6, 7),
        (8, 9),
    ]
    assert found.chains.tolist() == [1, -1, 0]
    assert not found.begins.any()
    assert found.blank.tolist() == [True] + [False] * 8


def test_pairs_point_to_the_windows_mentions_and_tell_their_own_features() -> None:
    full, cut = references(DOCUMENT).within(0, 16), references(DOCUMENT).within(8, 16)
    assert len(full.later) == 15
    assert list(zip(cut.later.tolist(), cut.earlier.tolist(), strict=True)) == [(1, 0), (2, 0), (2, 1)]
    # The pairs of the last three mentions are told the same in both.
    same = [n for n, (i, j) in enumerate(zip(full.later, full.earlier, strict=True)) if i >= 3 and j >= 3]
    assert full.codes[same].tolist() == cut.codes.tolist()
    assert full.codes.shape == (15, len(SIZES))


def test_a_window_without_mentions_has_no_pairs() -> None:
    found = references(DOCUMENT).within(2, 3)
    assert (len(found.starts), len(found.later), found.codes.shape) == (0, 0, (0, len(SIZES)))


def test_pairs_grow_with_the_mentions_and_not_with_their_square() -> None:
    document = marked("{a:he} " * 700)
    assert len(whole(document).later) <= 700 * REACH


def test_what_is_blank_is_told_by_piece() -> None:
    start = DOCUMENT.text.index("met")
    blank = replace(DOCUMENT, blank=((start, start + len("met the")),))
    found = whole(blank)
    assert np.flatnonzero(found.blank).tolist() == [0, 5, 6]  # [CLS], "met", "the"


def test_a_document_in_which_none_are_marked_tells_nothing() -> None:
    nothing = replace(DOCUMENT, marked=Marked.NONE)
    assert DocumentReferences.of(nothing, pieces_of(nothing)) is None


@pytest.mark.parametrize("which", [Marked.NAMES, Marked.ALL])
def test_which_are_marked_is_passed_on(which: Marked) -> None:
    assert whole(replace(DOCUMENT, marked=which)).marked is which


def test_a_mention_longer_than_any_found_is_left_out() -> None:
    words = " ".join(["far"] * LONGEST)
    assert len(whole(marked("{a:" + words + "} .")).starts) == 1
    assert len(whole(marked("{a:" + words + " more} .")).starts) == 0


def test_a_description_without_a_kind_is_compared_as_what_its_name_is() -> None:
    document = marked("{a:Radio Nord} and {a:the station} .")
    group = replace(document.mentions[0], kind=Kind.GROUP_NAME)
    open_ = replace(document.mentions[1], kind=None)
    found = references(replace(document, mentions=(group, open_)))
    assert found.kinds.tolist() == [Kind.GROUP_NAME, -1]
    assert found.described.kinds.tolist() == [Kind.GROUP_NAME, Kind.GROUP]
    person = references(replace(document, mentions=(document.mentions[0], open_)))
    assert person.described.kinds.tolist() == [Kind.PERSON_NAME, Kind.PERSON]


def test_attributions_are_told_to_the_pairs() -> None:
    document = marked("{a:Ana} said “ {a:I} stay ” .")
    assert words_of(document) == ["Ana", "I"]
    said = GoldAttribution(((0, 3),), ((4, 8),), ((9, 19),))
    plain, attributed = whole(document), whole(replace(document, attributions=(said,)))
    assert plain.codes.tolist() != attributed.codes.tolist()
    assert references(replace(document, attributions=(said,))).described.direct.tolist() == [1]
