"""What a reading room is told when it opens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.pipeline import Reader


#: The longest text that a form may bring, 8 MB or 1.4 million words, takes three minutes at 8,300 words a
#: second on two cores (README.md); a machine that is slower, or busy with other things, takes longer.
PAGE_SECONDS: Final = 600.0


def _reader() -> Reader:
    from onrecord.pipeline import Reader

    return Reader()


@dataclass(frozen=True, slots=True)
class Settings:
    """``location`` is the ledger's; ``reader`` makes what reads pages, once, when first needed.

    ``open_to_all`` says that the server listens on more than loopback: then writing needs a sign-in.
    ``private``: reading needs one too. ``hosts`` are names, beside this computer's own, by which browsers
    may call the server.

    The limits: requests a minute from one address, None for as many as they like, and sign-ins that fail;
    bytes of a body, of one with files, and of one from somebody who is not signed in. ``page_seconds`` is how
    long the words of a page may take to be read.
    """

    location: str
    reader: Callable[[], Reader] = field(default=_reader)
    allow_private: bool = False
    open_to_all: bool = False
    private: bool = False
    hosts: tuple[str, ...] = ()
    reading_limit: int | None = None
    writing_limit: int | None = None
    failure_limit: int = 10
    max_body: int = 8 * 1024 * 1024
    max_upload: int = 64 * 1024 * 1024
    max_strange_body: int = 64 * 1024
    page_seconds: float = PAGE_SECONDS
