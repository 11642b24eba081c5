"""Which kind of quotation and of source an attribution is, and how figures divide over kinds."""

from __future__ import annotations

import pytest

from onrecord.evaluation import Doc, Labelled
from onrecord.evaluation.match import WordIndex, compare, compare_all, in_words
from onrecord.evaluation.splits import Reading, Split, by_publisher, by_quotation, by_source
from onrecord.records import Span


def kind_of_quotation(text: str, words: str) -> str:
    start = text.index(words)
    attribution = Labelled((), (), (Span(start, start + len(words)),))
    return Reading(text).quotation(in_words(attribution, WordIndex(text))).value


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("“We will,”", "direct", id="marks included"),
        pytest.param("We will", "direct", id="marks apart"),
        pytest.param("that it “may” rain", "mixed", id="some"),
        pytest.param("it may snow", "indirect", id="none"),
    ],
)
def test_kind_of_quotation(words: str, kind: str) -> None:
    assert kind_of_quotation("“We will,” she said that it “may” rain and it may snow.", words) == kind


def kind_of_source(text: str, words: str | None) -> str:
    spans = () if words is None else (Span(text.index(words), text.index(words) + len(words)),)
    return Reading(text).source(in_words(Labelled(spans, (), ()), WordIndex(text))).value


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        pytest.param("So Ana Lund said.", "Ana Lund", "named", id="inside a sentence"),
        pytest.param("Ana Lund said.", "Ana Lund", "named", id="two capitals open the sentence"),
        pytest.param("Lund said. So Lund left.", "Lund", "named", id="opens, and seen inside elsewhere"),
        pytest.param("The U.N. said.", "The U.N", "named", id="abbreviation"),
        pytest.param("“No,” Lund said.", "Lund", "named", id="after a quotation that ends in a comma"),
        pytest.param("It was Mr. Lund who said.", "Lund", "named", id="after Mr."),
        pytest.param("UNESCO said.", "UNESCO", "named", id="all capitals open the sentence"),
        pytest.param("Officials said.", "Officials", "other", id="capital that only opens the sentence"),
        pytest.param("The officials said.", "The officials", "other", id="determiner opens it"),
        pytest.param("It rained. Critics said so.", "Critics", "other", id="opens the second sentence"),
        pytest.param("Rain\nCritics said so.", "Critics", "other", id="opens a paragraph"),
        pytest.param("so the report said", "the report", "other", id="small letters"),
        pytest.param("He said.", "He", "pronoun", id="pronoun"),
        pytest.param("and they both said", "they both", "pronoun", id="two pronouns"),
        pytest.param("so I said", "I", "pronoun", id="I is no name"),
        pytest.param("it was said", None, "empty", id="nobody"),
    ],
)
def test_kind_of_source(text: str, source: str | None, kind: str) -> None:
    assert kind_of_source(text, source) == kind


TEXT = "Lund said “it will hold”. He said that it may rain."
DIRECT = Labelled((Span(0, 4),), (Span(5, 9),), (Span(10, 24),))
INDIRECT = Labelled((Span(26, 28),), (Span(29, 33),), (Span(34, 50),))


def test_recall_goes_by_the_golds_kind_and_precision_by_the_predictions() -> None:
    wider = Labelled((Span(0, 4),), (), (Span(5, 24),))  # takes "said" along, so it is mixed
    split = by_quotation([compare(Doc(TEXT, (DIRECT, INDIRECT)), Doc(TEXT, (wider,)))])
    assert split["direct"]["attribution"] == Split(0, 0, 1, 1)
    assert split["mixed"]["attribution"] == Split(1, 1, 0, 0)
    assert split["indirect"]["attribution"] == Split(0, 0, 0, 1)
    assert (split["direct"]["attribution"].recall, split["mixed"]["attribution"].precision) == (1, 1)


def test_the_groups_add_up_to_the_whole() -> None:
    comparisons = [compare(Doc(TEXT, (DIRECT, INDIRECT)), Doc(TEXT, (INDIRECT,)))]
    for split in (by_quotation(comparisons), by_source(comparisons)):
        assert sum(group["attribution"].gold for group in split.values()) == 2
        assert sum(group["attribution"].right_gold for group in split.values()) == 1


def test_a_kind_that_nobody_uses_is_left_out() -> None:
    split = by_source([compare(Doc(TEXT, (INDIRECT,)), None)])
    assert list(split) == ["pronoun"]


def test_publishers_are_scored_each_on_its_documents() -> None:
    gold = {
        "a": Doc(TEXT, (DIRECT,), publisher="Post"),
        "b": Doc(TEXT, (INDIRECT,), publisher="Mail"),
        "c": Doc(TEXT, (INDIRECT,)),
    }
    publishers = by_publisher(gold, compare_all(gold, {"a": gold["a"]}))
    assert {name: scores.counts["attribution"].f1 for name, scores in publishers.items()} == {
        "Mail": 0,
        "Post": 1,
    }
