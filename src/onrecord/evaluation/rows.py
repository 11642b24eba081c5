"""Who speaks, in rows under a passage: ``1, 4: person Ana Lund``.

A row gives the numbers of attributions, as the braces carry them, and their speakers: a kind and, after it,
the fullest name in the passage or, for somebody unnamed, the words that describe them::

    1: person Ana Lund
    2, 4: unnamed two officials
    3: unknown
    5: person Ana Lund + group Vell Steel
    6: unknown Ana Lund | Karl Lund

``+`` joins the speakers of a coordination; ``|`` parts those between whom the text does not decide.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from onrecord.errors import InputError
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ROW = re.compile(r"(?P<numbers>\d+(?:, ?\d+)*): (?P<speakers>\S.*)")


class RowError(InputError):
    """A row of speakers that does not say what it must; the message names the place."""


class Speakers(TypedDict, total=False):
    """The speaker labels of one attribution, in the keys of the project's scorer.

    ``candidates`` are given, maybe none, where the kind is "unknown", and only there.
    """

    speaker: str | None
    speakers: list[str]
    speaker_kind: str
    candidates: list[str]


class _Named(NamedTuple):
    kind: SpeakerKind
    name: str


def read_rows(
    lines: Iterable[str], numbers: Iterable[int], text: str, *, name: str = "passage", first_line: int = 1
) -> Mapping[int, Speakers]:
    """The speakers of each of ``numbers``; ``first_line`` is the first row's line in its file ``name``.

    Raises RowError for a row of another shape, a kind that there is not, a name that ``text`` does not
    hold, a number that no attribution has, and an attribution without a row or with two.
    """
    wanted = set(numbers)
    out: dict[int, Speakers] = {}
    for line, row in enumerate(lines, start=first_line):
        where = f"{name}, line {line}"
        if row.strip():
            given, speakers = _read_row(row.strip(), text, where)
            for number in given:
                _check_number(number, wanted, out, where)
                out[number] = speakers
    missing = sorted(wanted - out.keys())
    if missing:
        raise RowError(
            f"{name}: attribution {missing[0]} has no row of speakers: expected one for each attribution; "
            f"add '{missing[0]}: person ...' under the second rule"
        )
    return out


def _check_number(number: int, wanted: set[int], seen: Mapping[int, Speakers], where: str) -> None:
    if number not in wanted:
        raise RowError(
            f"{where}: {number}: expected the number of an attribution in the body; correct the number"
        )
    if number in seen:
        raise RowError(f"{where}: {number} stands in an earlier row too: expected one; remove one of them")


def _read_row(row: str, text: str, where: str) -> tuple[list[int], Speakers]:
    match = _ROW.fullmatch(row)
    if match is None:
        raise RowError(
            f"{where}: {row!r}: expected numbers and speakers, as in '1, 4: person Ana Lund'; correct it"
        )
    numbers = [int(number) for number in match["numbers"].split(",")]
    kind, _, rest = match["speakers"].partition(" ")
    if kind == SpeakerKind.UNKNOWN:
        return numbers, _undecided(rest, text, where)
    named = [_read_speaker(part.strip(), where) for part in match["speakers"].split(" + ")]
    _check_words([each.name for each in named], text, where)
    return numbers, _labels(named)


def _undecided(rest: str, text: str, where: str) -> Speakers:
    candidates = [candidate.strip() for candidate in rest.split("|")] if rest else []
    if len(candidates) == 1:
        raise RowError(f"{where}: one candidate: expected none or several parted by '|'; name the others")
    _check_words(candidates, text, where)
    return Speakers(speaker=None, speaker_kind=SpeakerKind.UNKNOWN.value, candidates=candidates)


def _read_speaker(part: str, where: str) -> _Named:
    kind, _, name = part.partition(" ")
    kinds = [k.value for k in SpeakerKind]
    if kind not in kinds or kind == SpeakerKind.UNKNOWN:
        raise RowError(
            f"{where}: {kind!r}: expected one of {', '.join(kinds)}, the last one alone; correct the kind"
        )
    if not name:
        raise RowError(f"{where}: {kind!r} without words: expected a name or a description; add it")
    return _Named(SpeakerKind(kind), name)


def _check_words(names: Iterable[str], text: str, where: str) -> None:
    for name in names:
        if not name or name not in text:
            raise RowError(f"{where}: {name!r}: expected words of the passage; copy them from its body")


def _labels(named: list[_Named]) -> Speakers:
    """One name as "speaker", several as "speakers"; kinds that differ make a group, as in a record."""
    kinds = {each.kind for each in named}
    kind = kinds.pop() if len(kinds) == 1 else SpeakerKind.GROUP
    if len(named) == 1:
        return Speakers(speaker=named[0].name, speaker_kind=kind.value)
    return Speakers(speakers=[each.name for each in named], speaker_kind=kind.value)
