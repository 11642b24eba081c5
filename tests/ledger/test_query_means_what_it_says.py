"""What a user types to search: how it is taken apart, and what is no question."""

from __future__ import annotations

import pytest

from onrecord.errors import UsageError
from onrecord.ledger import fulltext
from onrecord.ledger.query import And, Node, Not, Or, Phrase, Query, parse, words_of


def word(*words: str, prefix: bool = False) -> Phrase:
    return Phrase(words, prefix)


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("dam", word("dam")),
        ("Dam Safety", And((word("dam"), word("safety")))),
        ("dam AND safety", And((word("dam"), word("safety")))),
        ('"the dam"', word("the", "dam")),
        ("flood*", word("flood", prefix=True)),
        ('"the flo"*', word("the", "flo", prefix=True)),
        ("dam OR dyke", Or((word("dam"), word("dyke")))),
        ("a b OR c", Or((And((word("a"), word("b"))), word("c")))),
        ("a (b OR c)", And((word("a"), Or((word("b"), word("c")))))),
        ("dam NOT safe", And((word("dam"), Not(word("safe"))))),
        ("dam -safe", And((word("dam"), Not(word("safe"))))),
        ("dam -(safe OR old)", And((word("dam"), Not(Or((word("safe"), word("old"))))))),
        ("not safe", And((word("not"), word("safe")))),
        ("well-known", word("well", "known")),
        ("U.S.", word("u", "s")),
        ("Zürich café", And((word("zurich"), word("cafe")))),
        ("12bn €", word("12bn")),
        ("note:this", word("note", "this")),
        ("'; DROP TABLE pages", And((word("drop"), word("table"), word("pages")))),
    ],
)  # fmt: skip
def test_words_and_operators(query: str, node: Node) -> None:
    assert parse(query) == Query(node)


def test_filters_are_put_aside_wherever_they_stand() -> None:
    query = parse('speaker:"Ana Lund" dam outlet:courier since:2024-05 (until:2024 cost)')
    assert query.words == And((word("dam"), word("cost")))
    assert query.filters == (
        ("speaker", "Ana Lund"), ("outlet", "courier"), ("since", "2024-05"), ("until", "2024"),
    )  # fmt: skip
    assert parse("kind:direct") == Query(None, (("kind", "direct"),))


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("", "no word"),
        (" . ", "no word"),
        ("-dam", "only what is not wanted"),
        ("a OR -b", "only what is not wanted"),
        ("-(a b)", "only what is not wanted"),
        ('"dam', "not closed"),
        ("(dam", "not closed"),
        ("dam)", "closes what none opened"),
        ("dam OR", "OR without a word"),
        ("OR dam", "OR without a word"),
        ("dam NOT", "NOT without a word"),
        ("(" * 60 + "a" + ")" * 60, "deep"),
        ("x" * 2001, "2,001 characters"),
    ],
)  # fmt: skip
def test_what_is_no_question_is_refused_with_the_reason(query: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        parse(query)


def test_words_alone_take_no_filters() -> None:
    assert words_of("dam") == word("dam")
    with pytest.raises(UsageError, match="filters do not belong here"):
        words_of("dam since:2024")


def test_both_spellings_say_the_same() -> None:
    node = parse('"the dam" (flo* OR cost) -safe').words
    assert node is not None
    assert fulltext.fts5(node, "content") == (
        '{content} : ((("the dam" AND ("flo" * OR "cost")) NOT "safe"))'
    )
    assert fulltext.tsquery(node) == "(('the' <-> 'dam') & (('flo':*) | ('cost')) & !('safe'))"
