"""Names for many files in one place, whatever the ids hold that they are made from."""

from __future__ import annotations

import re
from typing import Final

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST: Final = 100  # characters: file systems take 255 bytes, endings and numbers included


class FileNames:
    """Gives each name once, also where a file system does not tell capitals from small letters."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}  # name in small letters -> the highest number tried behind it

    def of(self, wanted: str) -> str:
        """A name like ``wanted`` that is safe in a path and was not given before."""
        plain = _UNSAFE.sub("_", wanted)[:_LONGEST].lstrip(".") or "article"
        name, number = plain, self._numbers.get(plain.casefold(), 0)
        if number:
            while name.casefold() in self._numbers:
                number += 1
                name = f"{plain}-{number}"
            self._numbers[plain.casefold()] = number
        self._numbers.setdefault(name.casefold(), 1)
        return name
