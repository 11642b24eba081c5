from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_chains import marked, words_of

from onrecord.training.compose import Sentence, inner_sentences, nest, recase, restyle
from onrecord.training.corpora import Document, GoldAttribution, read_documents

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Document]


def words(text: str, a: GoldAttribution) -> tuple[str, str, str]:
    source, cue, content = ("|".join(text[s:e] for s, e in spans) for spans in (a.source, a.cue, a.content))
    return source, cue, content


CLAUSE = "the quay would hold until May"
OUTER = [
    pytest.param(f"Ana said that {CLAUSE}.", f"that {CLAUSE}", id="that"),
    pytest.param(f"Ana said {CLAUSE}.", CLAUSE, id="bare"),
    pytest.param(f"{CLAUSE}, Ana said.", CLAUSE, id="before"),
    pytest.param(f"“{CLAUSE},” Ana said.", f"“{CLAUSE},”", id="curly"),
    pytest.param(f'Ana said: "{CLAUSE}."', f'"{CLAUSE}."', id="straight"),
]


@pytest.fixture
def inner(document: Make) -> list[Sentence]:
    text = "It rained. The mayor noted “a bridge of gold” last week. So it was."
    return inner_sentences([document(text, ("The mayor", "noted", "“a bridge of gold”"))])


def test_sentences_with_their_attributions_are_found(inner: list[Sentence]) -> None:
    (sentence,) = inner
    assert sentence.text == "The mayor noted “a bridge of gold” last week."
    assert [words(sentence.text, a) for a in sentence.attributions] == [
        ("The mayor", "noted", "“a bridge of gold”")
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        pytest.param("Ana noted no.", "no", id="too short"),
        pytest.param("Ana noted it all. And the rain went on.", "it all. And the rain", id="over two"),
        pytest.param("Ana noted “it all through the long day.", "it all", id="unbalanced"),
        pytest.param("Ana noted the rain that went on for days.", "", id="no attribution"),
    ],
)
def test_sentences_that_cannot_stand_elsewhere_are_not(document: Make, text: str, content: str) -> None:
    assert inner_sentences([document(text, *([("Ana", "noted", content)] if content else []))]) == []


@pytest.mark.parametrize(("text", "content"), OUTER)
def test_a_content_is_replaced_and_every_span_cuts_its_words_out(
    document: Make, inner: list[Sentence], text: str, content: str
) -> None:
    full = f"Ben noted rain. {text} Cem saw snow."
    before = document(full, ("Ben", "noted", "rain"), ("Ana", "said", content), ("Cem", "saw", "snow"))
    after = nest(before, inner, random.Random(3), share=1.0)
    first, outer, last, nested = after.attributions
    assert words(after.text, first) == ("Ben", "noted", "rain")
    assert words(after.text, last) == ("Cem", "saw", "snow")
    assert words(after.text, outer)[:2] == ("Ana", "said")
    source, cue, told = words(after.text, nested)
    assert (source.lower(), cue, told.strip("“”‘’'\"")) == ("the mayor", "noted", "a bridge of gold")
    assert [a.nested for a in after.attributions] == [False, False, False, True]
    (known,) = after.known
    assert outer.content == (known,)
    assert all(known[0] <= s and e <= known[1] for s, e in nested.spans)
    assert (after.text[known[0]] in '“"') == (content[0] in '“"')  # a quotation stays one


def test_marks_inside_a_quotation_become_single_ones(document: Make, inner: list[Sentence]) -> None:
    text = "“The quay would hold until May,” Ana said."
    before = document(text, ("Ana", "said", "“The quay would hold until May,”"))
    after = nest(before, inner, random.Random(0), share=1.0)
    assert after.text == "“The mayor noted ‘a bridge of gold’ last week,” Ana said."


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        pytest.param("said", "that it was so", id="short"),
        pytest.param("denied", "that the quay would hold", id="another cue"),
        pytest.param("said", "‘the quay would hold on’", id="single marks"),
    ],
)
def test_other_contents_are_left_alone(document: Make, inner: list[Sentence], cue: str, content: str) -> None:
    before = document(f"Ana {cue} {content}.", ("Ana", cue, content))
    assert nest(before, inner, random.Random(0), share=1.0) is before


def test_without_sentences_or_share_nothing_is_replaced(document: Make, inner: list[Sentence]) -> None:
    before = document("Ana said that the quay would hold on.", ("Ana", "said", "that the quay would hold on"))
    assert nest(before, [], random.Random(0), share=1.0) is before
    assert nest(before, inner, random.Random(0), share=0.0) is before


def test_a_span_that_would_lose_its_words_is_not_put_in(document: Make) -> None:
    stop = Sentence("The mayor noted a bridge of gold ...", (GoldAttribution((), ((10, 15),), ((33, 36),)),))
    before = document("Ana said that the quay would hold on.", ("Ana", "said", "that the quay would hold on"))
    assert nest(before, [stop], random.Random(0), share=1.0) is before


@given(st.integers(0, 10_000))
def test_no_seed_makes_a_span_that_cuts_out_other_words(seed: int) -> None:
    pool = MADE_UP
    inner = inner_sentences(pool)
    rng = random.Random(seed)
    for before in pool:
        after = nest(before, inner, rng, share=0.5)
        kept = after.attributions[: len(before.attributions)]
        for old, new in zip(before.attributions, kept, strict=True):
            assert words(after.text, new)[:2] == words(before.text, old)[:2]
        assert sum(a.nested for a in after.attributions) >= len(after.known)
        assert all(0 <= s < e <= len(after.text) for a in after.attributions for s, e in a.spans)
        assert all(after.text[s:e].strip() for a in after.attributions for s, e in a.spans)
        styled = recase(restyle(after, rng), rng)
        assert len(styled.text) == len(after.text)
        assert styled.attributions == after.attributions


@pytest.fixture
def clauses(document: Make) -> list[Sentence]:
    text = f"Cem announced that {CLAUSE}. Dia said the wind would turn before long."
    said = ("Cem", "announced", f"that {CLAUSE}"), ("Dia", "said", "the wind would turn before long")
    return inner_sentences([document(text, *said)])


def depth(a: GoldAttribution, others: tuple[GoldAttribution, ...]) -> int:
    """In how many contents of others an attribution lies."""
    (s, e), *_ = a.cue
    return sum(any(b <= s and e <= c for b, c in o.content) for o in others if o is not a)


def test_attributions_are_nested_at_several_depths(document: Make, clauses: list[Sentence]) -> None:
    before = document(f"Ana said that {CLAUSE}.", ("Ana", "said", f"that {CLAUSE}"))
    depths: set[int] = set()
    for seed in range(60):
        after = nest(before, clauses, random.Random(seed), share=1.0)
        found = [depth(a, after.attributions) for a in after.attributions]
        assert sorted(found) == list(range(len(found)))  # each in the one before
        assert [a.nested for a in after.attributions] == [d > 0 for d in found]
        for a in after.attributions:
            assert words(after.text, a)[:2] in {("Ana", "said"), ("Cem", "announced"), ("Dia", "said")}
        assert after.known == after.attributions[0].content
        depths.add(max(found))
    assert {1, 2, 3} <= depths
    assert max(len(nest(before, clauses, random.Random(s), share=1.0).text) for s in range(60)) < 600


def test_mentions_outside_move_along_and_those_inside_make_way_for_a_blank(
    document: Make, inner: list[Sentence]
) -> None:
    before = marked("{a:Ana} said that {b:the quay} would hold until May, {a:she} and {b:Ben} knew.")
    content = before.text[before.text.index("that") : before.text.index(",")]
    said = document(before.text, ("Ana", "said", content)).attributions
    before = replace(before, attributions=said, blank=((0, 3),))
    after = nest(before, inner, random.Random(3), share=1.0)
    assert after.text != before.text
    assert words_of(after) == ["Ana", "she", "Ben"]
    assert [m.chain for m in after.mentions] == ["a", "a", "b"]
    assert after.blank == ((0, 3), *after.attributions[0].content)


def _made_up() -> list[Document]:
    import json
    import tempfile
    from pathlib import Path

    from made_up_corpus import line

    rng = random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "c.jsonl"
        path.write_text("".join(json.dumps(line(i, rng)) + "\n" for i in range(6)), encoding="utf8")
        return read_documents(path)


MADE_UP = _made_up()


def test_restyle_uses_other_marks_and_loses_some(document: Make) -> None:
    before = document("“One,” Ana said. “Two.”\n“Three.”\n“Four.”\n“Five.”\n")
    made = {restyle(before, random.Random(seed)).text for seed in range(80)}
    assert any("«One,»" in text for text in made)
    assert any("„One,“" in text for text in made)
    assert any('"One,"' in text for text in made)
    assert any("“Two. \n" in text for text in made)
    assert {len(text) for text in made} == {len(before.text)}


def test_restyle_tells_which_straight_mark_opens(document: Make) -> None:
    before = document('"One," Ana said. ("Two.")')
    made = {restyle(before, random.Random(seed)).text for seed in range(40)}
    assert "“One,” Ana said. (“Two.”)" in made


def test_recase_leaves_a_text_alone_that_would_grow(document: Make) -> None:
    assert recase(document("straße"), random.Random(0)).text in ("straße",)
    assert {recase(document("Ana"), random.Random(s)).text for s in range(9)} == {"ANA", "ana"}
