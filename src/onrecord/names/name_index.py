"""Names of one article, found again without comparing each with all: they share a consonant skeleton."""

from __future__ import annotations

import collections
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from onrecord.names.name_parts import joined, readings
from onrecord.names.person_name import is_initial
from onrecord.names.spelling import keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.names.person_name import PersonName

# Names that one part leads to, and that a name is compared with. Families in the news have ten members; an
# article with more people of one surname is a list.
_MOST = 32
_REMEMBERED = 10_000


class NameIndex:
    """Names, found again by those that may be related to them, without a comparison with all."""

    def __init__(self) -> None:
        self.names: list[PersonName] = []
        self._blocks: dict[str, list[int]] = collections.defaultdict(list)

    def add(self, name: PersonName) -> int:
        """Keeps the name; its number."""
        number = len(self.names)
        self.names.append(name)
        for key in _block_keys(name):
            if len(self._blocks[key]) < _MOST:
                self._blocks[key].append(number)
        return number

    def near(self, name: PersonName) -> list[int]:
        """The numbers of the names that may be related, in the order they were added; a bounded number."""
        found: dict[int, None] = {}
        for key in _block_keys(name):
            found.update(dict.fromkeys(self._blocks.get(key, ())))
            if len(found) >= _MOST:
                break
        return sorted(found)


@lru_cache(_REMEMBERED)
def _block_keys(name: PersonName) -> tuple[str, ...]:
    """What related names have in common, the most telling first: two parts, one part, initials."""
    parts = [part for reading in readings(name) for part in reading]
    words = [part for part in parts if not is_initial(part[0])]
    first = [keys(part[0])[0] for part in words]
    pairs = [" ".join(sorted(pair)) for pair in combinations(dict.fromkeys(first), 2)]
    pasted = [key for pair in pairwise(words) for form in joined(pair) for key in keys(form)]
    alone = [key for part in words for form in part for key in keys(form)]
    initials = "".join(part[0][0] for part in readings(name)[0])
    return tuple(
        dict.fromkeys(
            [f"= {' '.join(p[0] for p in parts)}", *pairs, *_marked(alone, pasted), f"i {initials}"]
        )
    )


def _marked(alone: Iterable[str], joined: Iterable[str]) -> list[str]:
    return [f"1 {key}" for key in (*alone, *joined)]
