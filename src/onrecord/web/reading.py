"""What people hand in becomes captures: an address, words they pasted, files they sent."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, Final

from onrecord.errors import InputError
from onrecord.records import Capture, Record, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.pipeline import Reader

#: What pasted words are called where nobody gives them a name.
PASTED: Final = "pasted text"
_LONGEST_NAME: Final = 200
#: A file of this size stays in memory until its turn comes.
_IN_MEMORY: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Address:
    """A web address: a page, or a feed, whose articles are fetched from where it leads."""

    url: str

    @property
    def name(self) -> str:
        """What it is called in a ledger."""
        return self.url

    def captures(self, *, allow_private: bool) -> Iterator[Capture | Refusal]:
        """The pages there."""
        from onrecord import pages

        yield from pages.captures(self.url, allow_private=allow_private)

    def close(self) -> None:
        """Nothing to give back."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """Words of a page, plain or HTML; ``url`` is where they stood."""

    text: str
    name: str = PASTED
    url: str | None = None

    def captures(self, *, allow_private: bool) -> Iterator[Capture | Refusal]:
        """The one page that they are."""
        del allow_private
        yield replace(pasted(self.text, self.name), url=self.url)

    def close(self) -> None:
        """Nothing to give back."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file: a page, JSON Lines, a WARC archive, a feed. It is closed when it was read."""

    file: BinaryIO
    name: str

    def captures(self, *, allow_private: bool) -> Iterator[Capture | Refusal]:
        """The pages in it."""
        from onrecord import pages

        yield from pages.captures_in(self.file, self.name, allow_private=allow_private)

    def close(self) -> None:
        """Lets go of the file."""
        self.file.close()


Source = Address | Pasted | Sent


def pasted(text: str, name: str = PASTED) -> Capture:
    """Words as a capture. Half a character, which no page has, becomes U+FFFD."""
    data = text.encode("utf-8", "replace")
    return Capture(name, data, "stdin", headers={"content-type": "text/plain; charset=utf-8"})


def fetched(url: str, *, allow_private: bool) -> Capture:
    """The page at an address. Raises InputError."""
    from onrecord.pages.fetch import fetch

    return fetch(url, allow_private=allow_private)


def record_of(reader: Reader, capture: Capture) -> Record:
    """The record of a page, which is not kept. Raises InputError, ModelError."""
    for answer in reader.read_captures([capture], lambda *_: None):
        result = answer[1] if isinstance(answer, tuple) else answer
        if isinstance(result, Record):
            return result
        if isinstance(result, Refusal):
            raise InputError(result.message, reason=result.reason)
    raise AssertionError("a capture gives a record or a refusal")


def sent(file: BinaryIO, name: str | None) -> Sent:
    """A file that a form brought, kept for longer than the request, with which the framework closes it."""
    kept = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
    shutil.copyfileobj(file, kept)
    kept.seek(0)
    return Sent(kept, file_name(name))  # type: ignore[arg-type]


def file_name(given: str | None) -> str:
    """What a file that was sent is called: the last part of its name, on one line."""
    last = (given or "").replace("\\", "/").rpartition("/")[2]
    shown = "".join(one if one.isprintable() else " " for one in last).strip()
    return shown.encode("utf-8", "replace").decode()[:_LONGEST_NAME] or "file"
