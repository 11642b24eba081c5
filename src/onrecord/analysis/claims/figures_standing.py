"""Which numbers are figures where they stand: not years, names, pronouns and places in a row."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from onrecord.analysis.claims import figures_context as context
from onrecord.analysis.claims import figures_counted as counting
from onrecord.analysis.claims import figures_units as units
from onrecord.analysis.claims.figures_lexicon import COUNTED_AS_ONE, COUNTED_BY_THE_THOUSAND, ORDERED
from onrecord.analysis.claims.figures_quantity import counted
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import Bound, FigureKind

if TYPE_CHECKING:
    from onrecord.analysis.claims.figures_bounds import Bounded
    from onrecord.analysis.claims.figures_quantity import Quantity, Stretch

_OLD = re.compile(r"[ -]olds?\b|[ -]of[ -]age\b")
_AGED = re.compile(r"\b(?:aged|age)\s$", re.I)
_AND_OLDER = re.compile(r" (?:and|or) (?:older|younger)\b")
_MAGNITUDE = re.compile(r"\bmagnitude\s$", re.I)
_NAME_BEFORE = re.compile(r"[A-Z][\w'’.-]*, $")
_ALONE = re.compile(r"[,.;)](?!\d)")
_LOOKED_BACK = 24
_OLDEST = 115  # years; what is more behind a name is no age
_GOES_ON_AS_A_NOUN = re.compile(r" (?!in|to|since|this|last|over|from|and|after|when|as|on|at)[a-z]")
#: Before "one", these make a pronoun of it.
_PRONOUN = word_set("no any every each this that another number which some")
#: "one day", "one point", "one second" tell no number.
_NO_SINGLE = frozenset(("day", "second", "point", "times", "century"))


def labelled(at: Stretch, quantity: Quantity) -> Quantity | None:
    """The quantity with a unit that its place gives it: "aged 42", "42-year-old", "Lund, 42,",
    "magnitude 6.1"; None where it gives none.
    """
    if quantity.number.value is None:
        return None
    if quantity.unit is not None:
        old = _OLD.match(at.text, quantity.end, at.end) if quantity.is_period else None
        aged = units.Unit(quantity.unit.name, FigureKind.AGE)
        return replace(quantity, end=old.end(), unit=aged) if old else None
    magnitude = _MAGNITUDE.search(at.text, max(at.free, quantity.start - _LOOKED_BACK), quantity.start)
    if magnitude is not None:
        return replace(quantity, start=magnitude.start(), unit=units.UNIT_WORDS["magnitude"])
    return _aged(at, quantity)


def _aged(at: Stretch, quantity: Quantity) -> Quantity | None:
    number, start = quantity.number, quantity.start
    if number.value is None or not 0 < number.value < _OLDEST or number.scaled or number.part:
        return None
    age = units.Unit(units.YEAR, FigureKind.AGE)
    if _AND_OLDER.match(at.text, number.end, at.end):
        return replace(quantity, unit=age)
    aged = _AGED.search(at.text, max(at.free, start - _LOOKED_BACK), start)
    if aged is not None:
        return replace(quantity, start=aged.start(), unit=age)
    named = number.digits and _NAME_BEFORE.search(at.text, max(at.free, start - _LOOKED_BACK), start)
    return replace(quantity, unit=age) if named and _ALONE.match(at.text, quantity.end, at.end) else None


def stands(at: Stretch, quantity: Quantity, bound: Bounded | None) -> bool:
    """Whether the number is a quantity here."""
    number = quantity.number
    if number.part:
        return _stands_as_part(at, quantity, bound)
    if number.comma and quantity.unit is None and not number.scaled:
        return False  # "3,5": a decimal, or two numbers of a list
    if number.value == 1 and number.spelled and not number.scaled:
        return _stands_as_one(at, quantity, bound)
    if number.value == 0 and number.spelled:
        return quantity.unit_name == units.PERCENT or (
            quantity.unit is None and counted(at, quantity) is not None
        )
    if number.multiple:
        return not at.text.startswith(" down", quantity.end)  # "doubled down on his attacks"
    if quantity.unit is not None or number.scaled or number.least is not None:
        return True
    return _stands_bare(at, quantity, bound)


def _stands_bare(at: Stretch, quantity: Quantity, bound: Bounded | None) -> bool:
    number, noun = quantity.number, counted(at, quantity)
    if context.is_designated(at.text, at.start, number, at.end):
        return False
    if context.is_year(number.digits):
        if bound is not None and at.text[bound.start : bound.start + 4].lower() == "some":
            return True
        bounded = bound is not None and bound.bound not in (Bound.ABOUT, Bound.LESS_THAN)
        return noun is not None and (bounded or counting.head(at.text, noun) in COUNTED_BY_THE_THOUSAND)
    return bound is not None or not context.is_named(at.text, at.start, number, counts=noun is not None)


def _stands_as_one(at: Stretch, quantity: Quantity, bound: Bounded | None) -> bool:
    """ "one" counts with a bound or a unit, and people and votes; elsewhere it is a pronoun, or "one day"."""
    word = context.last_word(at.text, at.start, quantity.start).lower()
    if word in _PRONOUN:
        return False
    if bound is not None:
        return True
    if quantity.unit is not None:
        return quantity.unit.name not in _NO_SINGLE or "-" in at.text[quantity.number.end : quantity.end]
    noun = counting.phrase(at.text, quantity.end, at.end, of=False, single=True)
    if word in ("only", "just"):
        return noun is not None
    direct = not at.text.startswith(" of ", quantity.end)
    return direct and noun is not None and counting.head(at.text, noun) in COUNTED_AS_ONE


def _stands_as_part(at: Stretch, quantity: Quantity, bound: Bounded | None) -> bool:
    """ "half", "a third", "a quarter": parts of something, and no place in a row, no three months."""
    number, end = quantity.number, quantity.end
    if not number.spelled or (quantity.unit is not None and number.value != Fraction(1, 2)):
        return True
    words = at.text[number.start : number.end].lower()
    if quantity.unit is None and at.text[end : end + 1] == "-" and "-" not in words:
        return False  # "half-brother", "third-party"
    before = context.last_word(at.text, at.start, quantity.start).lower()
    if context.is_half_of_a_word(at.text, end, at.end) or (before in ORDERED and "-" not in words):
        return False
    if (
        words == "half"
        or bound is not None
        or words[-1] == "s"
        or words.startswith("one")
        or len(words.split()) > 2
    ):
        return True
    if at.text.startswith(" of ", end) or quantity.unit is not None:
        return words.startswith("a")
    return before == "by" and words.startswith("a") and not _GOES_ON_AS_A_NOUN.match(at.text, end)
