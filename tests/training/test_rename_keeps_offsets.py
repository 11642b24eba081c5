"""Other names, the same words at the same places otherwise."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("torch", reason="training needs the extra 'train'")

from made_up_chains import marked, words_of

from onrecord.analysis.mentions import Kind
from onrecord.training.corpora import Document, GoldAttribution
from onrecord.training.rename import Names, rename

GIVEN = {
    ("chinese", "m"): ["Weimin"],
    ("chinese", "f"): ["Meilan"],
    ("other", "m"): ["Obi", "Bartholomew"],
    ("other", "f"): ["Zia"],
}
NAMES = Names(GIVEN, {"chinese": ["Ouyang"], "other": ["Sho", "Featherstonehaugh"]})
CHINESE, OTHER = (
    Names({k: v for k, v in NAMES.given.items() if k[0] == origin}, {origin: NAMES.family[origin]})
    for origin in ("chinese", "other")
)


def renamed(document: Document, names: Names = CHINESE, seed: int = 1) -> Document:
    return rename(document, names, random.Random(seed))


def test_a_person_has_one_new_name_throughout() -> None:
    found = renamed(
        marked("{a:Ana Lund} met {b:Tom Reyes}. {a:Lund} and {a:Ana} left; {a:she} paid. {b:He} ate.")
    )
    assert found.text == "Ouyang Meilan met Ouyang Weimin. Ouyang and Meilan left; she paid. He ate."
    assert words_of(found) == ["Ouyang Meilan", "Ouyang Weimin", "Ouyang", "Meilan", "she", "He"]


def test_family_names_stand_first_only_where_that_is_the_custom() -> None:
    found = renamed(marked("{a:Ana Lund} came. {a:Lund} left. {a:She} won."), OTHER, seed=3)
    assert re.fullmatch(r"Zia (\w+) came\. \1 left\. She won\.", found.text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("{a:Mr. Tom Lund}, {a:Dr. Lund}, he", "Mr. Ouyang Weimin, Dr. Ouyang, he", id="title"),
        pytest.param("{a:Tom Lund}: {a:Lund’s} hat, he", "Ouyang Weimin: Ouyang’s hat, he", id="possessives"),
        pytest.param("{a:TOM LUND}: {a:Lund} came, he", "OUYANG WEIMIN: Ouyang came, he", id="capitals"),
        pytest.param("{a:Tom J. Lund} came, he", "Ouyang J. Weimin came, he", id="initials"),
        pytest.param("{a:Tom Al-Lund} came, he", "Ouyang Weimin came, he", id="hyphens"),
    ],
)  # fmt: skip
def test_what_belongs_to_a_name_stays(written: str, expected: str) -> None:
    assert renamed(marked(written.replace(", he", ", {a:he}"))).text == expected


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("{a:she} met {a:the mayor}.", id="nobody is named"),
        pytest.param("{:Ana Lund} met Tom Reyes.", id="nothing is known of the names"),
        pytest.param("{a:Mr.} came.", id="a title alone"),
        pytest.param("", id="no text"),
    ],
)
def test_nothing_is_renamed_where_no_person_is_known(written: str) -> None:
    document = marked(written)
    assert renamed(document) == document


def test_names_of_groups_and_places_stay() -> None:
    document = marked("{a:Vell} and {b:Ana Lund} of {a:Vell}.")
    place = tuple(replace(m, kind=Kind.PLACE_NAME) if m.chain == "a" else m for m in document.mentions)
    assert renamed(replace(document, mentions=place)).text.count("Vell") == 2


@pytest.mark.parametrize(
    ("pronouns", "new"),
    [("{a:she} {a:her}", {"Meilan"}), ("{a:his}", {"Weimin"}), ("{a:he} {a:her}", {"Meilan", "Weimin"})],
)
def test_the_gender_follows_the_pronouns_where_they_agree(pronouns: str, new: set[str]) -> None:
    document = marked("{a:Ana Lund} " + pronouns)
    assert {renamed(document, seed=s).text.split()[1] for s in range(30)} == new


def test_a_span_that_ends_or_begins_at_a_name_takes_nothing_of_it() -> None:
    plain = marked("so ({a:Tom Lund}) {a:he}")  # the bracket before the name, and that after it
    before = replace(plain, attributions=(GoldAttribution(((3, 4),), ((12, 13),), ((4, 12),)),))
    after = renamed(before)
    assert after.text == "so (Ouyang Weimin) he"
    assert [after.text[s:e] for s, e in after.attributions[0].spans] == ["(", ")", "Ouyang Weimin"]


def test_a_span_that_cuts_a_name_takes_the_whole_of_its_word() -> None:
    before = replace(marked("{a:Tom Lund} {a:he}"), known=((1, 6),), blank=((5, 8),))
    after = renamed(before)
    assert [after.text[s:e] for s, e in (*after.known, *after.blank)] == ["Ouyang Weimin", "Weimin"]


def test_all_have_names_of_one_origin_or_each_of_their_own() -> None:
    document = marked(" ".join(f"{{p{i}:Ana Lund}}" for i in range(8)))
    chinese = {renamed(document, NAMES, seed=s).text.count("Ouyang") for s in range(60)}
    assert {0, 8} < chinese  # now and then all of them alike, else mixed


def test_an_origin_needs_names_of_men_and_women_and_families() -> None:
    names = Names({**NAMES.given, ("half", "m"): ["Po"]}, {**NAMES.family, "half": ["Ko"], "empty": ["Li"]})
    assert names.origins() == ["chinese", "other"]


def test_the_names_of_the_package_are_of_many_origins() -> None:
    names = Names.load()
    assert len(names.origins()) >= 5
    for origin in names.origins():
        assert min(len(names.given[(origin, g)]) for g in "mf") >= 2
        assert len(names.family[origin]) >= 2


FILL = st.sampled_from(
    ["said", "that", "the quay,", "held.\n", "“No,”", "Lund", "(of Vell)", "in  May", "he"]
)
NAME = st.sampled_from(
    ["Ana Lund", "Lund", "Ms. Lund", "Tom Reyes", "Reyes’s", "TOM", "she", "the mayor", "J. B. Moss"]
)
PIECES = st.lists(st.one_of(FILL, st.tuples(st.sampled_from("abc"), NAME)), max_size=14)


def with_spans(document: Document, rng: random.Random) -> Document:
    """The document with attributions, known and blank ranges that begin and end at words."""
    words = [m.span() for m in re.finditer(r"\S+", document.text)] or [(0, 0)]

    def some() -> tuple[tuple[int, int], ...]:
        first, last = sorted(rng.choices(words, k=2))
        return ((first[0], last[1]),)

    attributions = tuple(GoldAttribution(some(), some(), some()) for _ in range(3))
    return replace(document, attributions=attributions, known=some(), blank=some())


@given(PIECES, st.integers(0, 10_000))
@settings(max_examples=80, deadline=None)
def test_every_span_holds_the_same_words_but_for_names(
    pieces: list[str | tuple[str, str]], seed: int
) -> None:
    rng = random.Random(seed)
    written = " ".join(p if isinstance(p, str) else f"{{{p[0]}:{p[1]}}}" for p in pieces)
    before = with_spans(marked(written), rng) if written else marked(written)
    after = rename(before, NAMES, rng)
    own = [(m.start, m.end) for m in before.mentions if m.kind is Kind.PERSON_NAME]
    assert len(before.text.split(" ")) == len(after.text.split(" "))

    def same(old: tuple[int, int], new: tuple[int, int]) -> None:
        """Words outside people's names are the same in both spans, one by one."""
        assert 0 <= new[0] < new[1] <= len(after.text)
        there = list(re.finditer(r"\S+", before.text[slice(*old)]))
        here = after.text[slice(*new)].split()
        assert len(there) == len(here)
        for word, found in zip(there, here, strict=True):
            if not any(s <= old[0] + word.start() < e for s, e in own):
                assert word[0] == found

    if before.text.strip():
        same((0, len(before.text)), (0, len(after.text)))
    for a, b in zip(before.attributions, after.attributions, strict=True):
        for old, new in zip(a.spans, b.spans, strict=True):
            same(old, new)
    for old, new in zip((*before.known, *before.blank), (*after.known, *after.blank), strict=True):
        same(old, new)
    for m, n in zip(before.mentions, after.mentions, strict=True):
        same((m.start, m.end), (n.start, n.end))
        assert (m.kind, m.chain, m.weight) == (n.kind, n.chain, n.weight)


@given(PIECES, st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_words_of_one_person_that_were_alike_stay_alike(
    pieces: list[str | tuple[str, str]], seed: int
) -> None:
    before = marked(" ".join(p if isinstance(p, str) else f"{{{p[0]}:{p[1]}}}" for p in pieces))
    after = rename(before, NAMES, random.Random(seed))
    new: dict[tuple[str | None, str], str] = {}
    for m, old, found in zip(before.mentions, words_of(before), words_of(after), strict=True):
        assert new.setdefault((m.chain, old), found) == found
