"""Gold documents with other names in them: what changes, and what must not."""

from __future__ import annotations

from itertools import combinations_with_replacement, product

import pytest

from onrecord.evaluation import origins
from onrecord.evaluation.match import Doc, Labelled
from onrecord.evaluation.moves import Edit, Moves
from onrecord.evaluation.origins import Origin
from onrecord.evaluation.swap import Swapped, swap
from onrecord.records import Span

NAMES = origins.read("test", "f Tirra /Osk/\nf Ulla /Ark/\nm Bram /Ilm/\nm Corv /al-Und/\n")
ONE = Origin("one", tuple(n for n in NAMES.names if n.family in ("Ark", "Ilm")))
FAMILY_FIRST = origins.read("first", "f /Osk/ Tirra\nm /Ilm/ Bram\n")
SHE = {"speaker": "Zenna Vell", "speaker_kind": "person"}


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def swapped(text: str, *speakers: str, origin: Origin = ONE, **labels: object) -> Swapped:
    """``text`` with the names of those who speak in it, and of anybody else, exchanged."""
    people = [Labelled((), (), (), labels={"speaker": s, "speaker_kind": "person"}) for s in speakers]
    return swap({"a": Doc(text, (*people, Labelled((), (), (), labels=labels)))}, origin)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Zenna Vell left, she said.", "Ulla Ark left, she said.", id="full name"),
        pytest.param("Ms. Vell left; Vell said so.", "Ms. Ark left; Ark said so.", id="family name"),
        pytest.param("Ms. Vell? Zenna! she said", "Ms. Ark? Ulla! she said", id="given name"),
        pytest.param("Zenna Q. Vell Jr., he said", "Bram Ilm Jr., he said", id="initial and suffix"),
        pytest.param("Ms. ZENNA VELL: No.", "Ms. ULLA ARK: No.", id="capitals"),
        pytest.param("Ms. Vell's plan, Vell’s car", "Ms. Ark's plan, Ark’s car", id="possessive"),
        pytest.param("a Vell aide told her", "an Ark aide told her", id="article"),
        pytest.param("She met the Vells, her friends", "She met the Arks, her friends", id="plural"),
        pytest.param("the pro-Vell camp; she", "the pro-Ark camp; she", id="hyphen"),
    ],
)
def test_names_are_exchanged_part_by_part(before: str, after: str) -> None:
    assert swapped("Mrs. Zenna Vell. " + before, "Zenna Vell").docs["a"].text in (
        "Mrs. Ulla Ark. " + after,
        "Mrs. Ulla Ark. " + after.replace("Bram Ilm", "Ulla Ark"),
    )


def test_a_bare_apostrophe_after_s_becomes_a_possessive() -> None:
    assert swapped("Mr. Ros’ plan", "Karl Ros").docs["a"].text == "Mr. Ilm’s plan"


def test_a_small_particle_is_a_capital_at_the_head_of_a_sentence_only() -> None:
    origin = Origin("one", tuple(n for n in NAMES.names if n.family == "al-Und"))
    text = "Mr. Vell spoke. Vell left."
    names = Origin("two", (*origin.names, *(n for n in NAMES.names if n.gender == "f")))
    assert swapped(text, "Zenna Vell", origin=names).docs["a"].text == "Mr. al-Und spoke. Al-Und left."


def test_the_family_comes_first_where_the_press_writes_it_so() -> None:
    after = swapped("Zenna Q. Vell left; Ms. Vell, Zenna", "Zenna Vell", origin=FAMILY_FIRST).docs["a"]
    assert after.text == "Osk Tirra left; Ms. Osk, Tirra"


def test_relatives_go_on_sharing_a_family_name() -> None:
    text = "Mrs. Zenna Vell and Mr. Karl Vell left. Vell waved."
    after = swapped(text, "Zenna Vell", "Karl Vell").docs["a"]
    assert after.text == "Mrs. Ulla Ark and Mr. Bram Ark left. Ark waved."


def test_nobody_gets_a_name_that_the_article_has_already() -> None:
    origin = Origin("two", tuple(n for n in NAMES.names if n.gender == "f"))
    text = "Mrs. Zenna Vell crossed the Ark."
    assert swapped(text, "Zenna Vell", origin=Origin("x", (*origin.names, *ONE.of("m")))).docs["a"].text == (
        "Mrs. Tirra Osk crossed the Ark."
    )


def test_more_people_than_names_all_get_one() -> None:
    people = [f"Zenna{chr(97 + i % 26)} Vell{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(300)]
    after = swapped(" met ".join(people) + ".", *people)
    assert after.people == 300
    assert after.places == 300
    assert "Zenna" not in after.docs["a"].text


def test_every_span_and_label_moves_along() -> None:
    text = "On Monday Ms. Zenna Vell told Mr. Karl Quar that Quar’s aide lied. She left."
    said = Labelled(
        (span(text, "Zenna Vell"),),
        (span(text, "told Mr. Karl Quar"),),
        (span(text, "that Quar’s aide lied"),),
        confidence=0.5,
        parent=0,
        labels={
            **SHE,
            "settings": [["addressee", span(text, "Mr. Karl Quar").start, span(text, "Mr. Karl Quar").end]],
            "candidates": ["Quar"],
            "stance": "assert",
        },
    )
    doc = Doc(
        text, (said, Labelled((), (), (), labels={"speakers": ["Zenna Vell", "the Quar camp"]})), "Post"
    )
    after = swap({"a": doc}, ONE).docs["a"]
    (one, two), words = after.attributions, after.text
    assert words == "On Monday Ms. Ulla Ark told Mr. Bram Ilm that Ilm’s aide lied. She left."
    assert [s.of(words) for s in (*one.source, *one.cue, *one.content)] == [
        "Ulla Ark",
        "told Mr. Bram Ilm",
        "that Ilm’s aide lied",
    ]
    assert one.labels["speaker"] == "Ulla Ark"
    assert one.labels["candidates"] == ["Ilm"]
    assert one.labels["settings"] == [["addressee", *_ends(span(words, "Mr. Bram Ilm"))]]
    assert (one.labels["stance"], one.confidence, one.parent) == ("assert", 0.5, 0)
    assert two.labels["speakers"] == ["Ulla Ark", "the Ilm camp"]
    assert after.publisher == "Post"


def _ends(of: Span) -> tuple[int, int]:
    return of.start, of.end


def test_groups_keep_their_names() -> None:
    text = "Vell Steel said it would close. Vell Steel left."
    assert swapped(text, speaker="Vell Steel", speaker_kind="group").docs["a"].text == text


def test_one_seed_gives_one_result_and_another_seed_another() -> None:
    docs = {"a": Doc("Mrs. Zenna Vell left.", (Labelled((), (), (), labels=SHE),))}
    arabic = origins.load("arabic")
    texts = {swap(docs, arabic, seed=seed).docs["a"].text for seed in range(5)}
    assert swap(docs, arabic, seed=3).docs == swap(docs, arabic, seed=3).docs
    assert len(texts) > 1


def test_a_layer_tells_of_people_who_do_not_speak() -> None:
    text = "Zenna Vell left."
    layers = {"a": (span(text, "Zenna Vell"),)}
    assert swap({"a": Doc(text)}, ONE).docs["a"].text == text
    assert swap({"a": Doc(text)}, ONE, layers=layers).docs["a"].text == "Bram Ilm left."


def test_what_was_renamed_is_counted() -> None:
    after = swapped("Mrs. Zenna Vell and Karlo Quar left. Vell waved.", "Zenna Vell", "Karlo Quar")
    assert (after.people, after.places, after.guessed) == (2, 3, 1)


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="do not overlap"):
        Moves("abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")])


@pytest.mark.parametrize("new", ["", "Q", "Longer"])
def test_spans_keep_their_words_whatever_is_exchanged_around_them(new: str) -> None:
    for words in product(["ab", "Vell", "c", "Zenna"], repeat=4):
        text = " ".join(words)
        starts = [sum(len(w) + 1 for w in words[:i]) for i in range(len(words))]
        names = [Edit(s, s + len(w), new) for s, w in zip(starts, words, strict=True) if w[0].isupper()]
        moves = Moves(text, names)
        for first, last in combinations_with_replacement(range(len(words)), 2):
            wanted = " ".join(new if w[0].isupper() else w for w in words[first : last + 1])
            moved = moves.moved(Span(starts[first], starts[last] + len(words[last])))
            assert not wanted or moved.of(moves.text) == wanted
