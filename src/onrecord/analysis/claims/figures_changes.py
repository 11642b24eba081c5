"""What rose or fell, by, from or to a figure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import Change, ChangePart, Direction, Figure, FigureKind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_UP = word_set(
    "rise rises rose risen rising climb climbs climbed climbing grow grows grew grown growing jump jumps "
    "jumped jumping increase increases increased increasing gain gains gained gaining soar soars soared "
    "soaring surge surges surged surging raise raises raised raising up lifted lift doubled tripled swell "
    "swelled swollen hike hiked spiked rocketed advanced expanded ballooned improved widened"
)
_DOWN = word_set(
    "fall falls fell fallen falling drop drops dropped dropping decline declines declined declining "
    "decrease decreases decreased decreasing slide slides slid sliding shrink shrinks shrank shrunk "
    "shrinking plunge plunged plunges plunging sink sank sunk sinking down cut cuts cutting reduce "
    "reduces reduced reducing slash slashed lower lowered lowering slipped slip slips dipped dip dips "
    "tumbled plummeted halved lost narrowed contracted eased"
)
_DIRECTION = dict.fromkeys(_UP, Direction.UP) | dict.fromkeys(_DOWN, Direction.DOWN)
_NOUNS_UP = "rise|increase|jump|gain|surge|hike|growth|raise|climb|uptick"
_NOUNS_DOWN = "drop|fall|decline|decrease|cut|reduction|slump|plunge|dip|loss"
_VERBS = "|".join(sorted(_DIRECTION, key=len, reverse=True))
# Before the figure: the verb, at most an adverb or a "back", and the preposition; or a noun and "of".
_BEFORE = re.compile(
    r"(?<!make )(?<!makes )(?<!made )(?<!making )"  # "make up 14 percent"
    rf"\b(?:(?P<verb>{_VERBS})(?: (?:\w+ly|back|again|further|down|up|another|anywhere|as))?"
    r"(?:(?P<object>(?: (?!(?:and|but|or|that|who|which|as|by|from|to)\b)[\w'’-]+){0,4}?)"
    r" (?P<part>by|from|to))?"
    rf"|(?P<noun>{_NOUNS_UP}|{_NOUNS_DOWN})(?: in [a-z]+(?: [a-z]+)?)? (?P<link>of|from|to))"
    r"(?: (?:a|an|the|its|another|only|just|a record|a total of))* $",
    re.I,
)
_LOOKED_BACK = 64
_TRANSITIVE = word_set(
    "raise raises raised raising lost cut cuts cutting gain gains gained gaining reduce reduces reduced "
    "reducing up lift lifted slash slashed lower lowered lowering hike hiked down advanced increase "
    "increases increased grow contracted eased"
)
_AFTER = re.compile(rf"(?: [a-z]+)?[ -](?P<noun>{_NOUNS_UP}|{_NOUNS_DOWN})s?\b")
# Between two figures of one change: what was counted may stand there, and a time; a stop or a verb may not.
_NEXT = re.compile(
    r"(?:[^.;:!?\n“”\"]{0,40}?)(?:,? |^)(?:and |but )?(?P<part>by|from|to)"
    r"(?: (?:a|the|just|only|a record))? $"
)


def linked(text: str, figures: Sequence[Figure], first: int) -> list[Figure]:
    """The figures of one region with their changes; ``first`` is the index of the first of them in the
    article.
    """
    changes: list[Change | None] = []
    groups: list[list[int]] = []
    for index, figure in enumerate(figures):
        previous = figures[index - 1] if index else None
        change = _own(text, figure, previous)
        going = _goes_on(text, figures, changes, index) if change is None else None
        if going is not None:
            groups[-1].append(index)
        elif change is not None:
            groups.append([index])
        changes.append(change or going)
    partners = {i: tuple(first + other for other in group if other != i) for group in groups for i in group}
    return [
        figure if change is None else replace(figure, change=replace(change, partners=partners[i]))
        for i, (figure, change) in enumerate(zip(figures, changes, strict=True))
    ]


def _own(text: str, figure: Figure, previous: Figure | None) -> Change | None:
    """The change whose word stands beside the figure or is the figure."""
    start, end = figure.span.start, figure.span.end
    if figure.kind is FigureKind.MULTIPLE and text[start:end].split()[-1][-1:] in "dg":
        direction = Direction.DOWN if figure.value is not None and figure.value < 1 else Direction.UP
        return Change(direction, ChangePart.BY, figure.span)
    since = previous.span.end if previous else 0
    match = _BEFORE.search(text, max(since, start - _LOOKED_BACK), start)
    if match is not None:
        return _told_before(match, figure)
    match = _AFTER.match(text, end, end + _LOOKED_BACK)
    if match is None or figure.kind not in (FigureKind.PERCENTAGE, FigureKind.MONEY, FigureKind.MULTIPLE):
        return None
    up = re.fullmatch(_NOUNS_UP, match["noun"]) is not None
    return Change(Direction.UP if up else Direction.DOWN, ChangePart.BY, Span(*match.span("noun")))


def _told_before(match: re.Match[str], figure: Figure) -> Change | None:
    verb = match["verb"]
    if verb is None:
        up = re.fullmatch(_NOUNS_UP, match["noun"], re.I) is not None
        part = ChangePart.BY if match["link"] == "of" else ChangePart(match["link"])
        return Change(Direction.UP if up else Direction.DOWN, part, Span(*match.span("noun")))
    if match["part"] is None and not _changes_by(verb.lower(), figure):
        return None
    if match["object"] and match["part"] == "to" and figure.kind is FigureKind.COUNT:
        return None  # "raised the matter to six ministers"
    part = ChangePart(match["part"] or "by")
    return Change(_DIRECTION[verb.lower()], part, Span(*match.span("verb")))


def _changes_by(verb: str, figure: Figure) -> bool:
    """Whether a figure right behind a verb is by how much: "fell 3 percent", "climbed 69 cents"; not
    "lost two sons", "raised $20 million", where the figure is what was lost and raised.
    """
    if figure.kind is FigureKind.PERCENTAGE or figure.unit == "point":
        return True
    return figure.kind in (FigureKind.MONEY, FigureKind.MEASURE) and verb not in _TRANSITIVE


def _goes_on(
    text: str, figures: Sequence[Figure], changes: Sequence[Change | None], index: int
) -> Change | None:
    """The change of the figure before, told on: "by 3% *to 12m*"."""
    last = changes[index - 1] if index else None
    if last is None:
        return None
    between = text[figures[index - 1].span.end : figures[index].span.start]
    match = _NEXT.fullmatch(between)
    if match is None or match["part"] == last.part:
        return None
    return Change(last.direction, ChangePart(match["part"]), last.cue)


def changes_before(text: str, first: int, at: int, *, bare: bool) -> bool:
    """Whether a word of change stands before ``at``: right there and without "by" where ``bare``, else in the
    same clause.
    """
    match = _RIGHT_BEFORE.search(text, max(first, at - _LOOKED_BACK), at)
    return match is not None and (not bare or match.end("verb") >= at - 1)


_RIGHT_BEFORE = re.compile(rf"\b(?P<verb>{_VERBS}|{_NOUNS_UP}|{_NOUNS_DOWN})\b[^.;:,!?]{{0,40}}$", re.I)
