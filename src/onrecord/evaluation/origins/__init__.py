"""People's names of nine origins, as English-language news writes them: what ``--swap-names`` puts in.

One file an origin, one name a line: the gender (f, m), then the name with its family name between
slashes, in the order of the press: ``f Ana /Lund/``, ``m /Chen/ Bowen``. Common given and family names,
joined so that they are nobody's in particular; no family name stands twice in a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.errors import UsageError

_LINE = re.compile(
    r"(?P<gender>[fm]) (?:(?P<given>[^/]+) /(?P<family>[^/]+)/|/(?P<first>[^/]+)/ (?P<last>[^/]+))"
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A made-up person's name; ``gender`` is "f" or "m"."""

    given: str
    family: str
    gender: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The names of one origin; ``family_first`` where the press writes "Chen Bowen", Chen the family."""

    name: str
    names: tuple[PersonName, ...]
    family_first: bool = False

    def of(self, gender: str) -> list[PersonName]:
        """The names of one gender, in the order of the file."""
        return [name for name in self.names if name.gender == gender]


def origins() -> list[str]:
    """The origins that there are, sorted."""
    files = resources.files(__name__).iterdir()
    return sorted(file.name.removesuffix(".txt") for file in files if file.name.endswith(".txt"))


@cache
def load(name: str) -> Origin:
    """The origin of that name; UsageError, listing those that exist, where there is none."""
    if name not in origins():
        raise UsageError(f"{name}: no such origin of names; choose one of {', '.join(origins())}, or all")
    return read(name, resources.files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8"))


def read(name: str, text: str) -> Origin:
    """The lines of a file as an origin; ValueError names a line of another shape."""
    people, family_first = [], False
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{name}, line {number}: {line!r}: expected 'f Ana /Lund/' or 'm /Chen/ Bowen'")
        family_first = match["first"] is not None
        given, family = match["given"] or match["last"], match["family"] or match["first"]
        people.append(PersonName(given, family, match["gender"]))
    return Origin(name, tuple(people), family_first)
