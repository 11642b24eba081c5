"""The lists of names: enough, distinct, and apart from those that training uses."""

from __future__ import annotations

from collections import Counter
from importlib import resources

import pytest

from onrecord.errors import UsageError
from onrecord.evaluation import origins

NINE = ["arabic", "chinese", "english", "hebrew", "indian", "persian", "slavic", "spanish", "west-african"]


def of_training(kind: str) -> list[list[str]]:
    text = (resources.files("onrecord") / "training" / "names.txt").read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line.startswith(kind)]


def test_there_are_nine_origins() -> None:
    assert origins.origins() == NINE


@pytest.mark.parametrize("name", NINE)
def test_each_origin_has_thirty_women_and_thirty_men_and_no_family_name_twice(name: str) -> None:
    origin = origins.load(name)
    assert len(origin.of("f")) >= 30
    assert len(origin.of("m")) >= 30
    assert max(Counter(n.family.lower() for n in origin.names).values()) == 1
    assert max(Counter(n.given.lower() for n in origin.names).values()) == 1


def test_chinese_names_have_the_family_first() -> None:
    assert [name for name in NINE if origins.load(name).family_first] == ["chinese"]


def test_an_unknown_origin_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match="martian: no such origin of names; choose one of arabic, chinese"):
        origins.load("martian")


def test_a_line_of_another_shape_is_named() -> None:
    with pytest.raises(ValueError, match="line 2: 'f Ana Lund'"):
        origins.read("lundish", "m Karl /Lund/\nf Ana Lund\n")


def test_training_shares_no_name_with_the_evaluation() -> None:
    ours = {word.lower() for o in NINE for n in origins.load(o).names for word in (n.given, n.family)}
    theirs = {fields[-2].lower() for fields in of_training("")}
    assert not ours & theirs


def test_training_has_names_of_both_genders_and_families_of_forty_origins() -> None:
    given, family = of_training("given"), of_training("family")
    assert len(given) >= 600
    assert len(family) >= 900
    assert all(len(fields) == 4 and fields[1] in ("f", "m") for fields in given)
    assert all(len(fields) == 3 for fields in family)
    genders = {(fields[-1], fields[1]) for fields in given}
    complete = {o for o in {fields[-1] for fields in family} if {(o, "f"), (o, "m")} <= genders}
    assert len(complete) >= 40
    assert set(NINE) <= complete
