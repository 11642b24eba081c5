"""What a reading room is told when it opens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.pipeline import Reader


def _reader() -> Reader:
    from onrecord.pipeline import Reader

    return Reader()


@dataclass(frozen=True, slots=True)
class Settings:
    """``location`` is the ledger's; ``reader`` makes what reads pages, once, when first needed.

    ``open_to_all`` says that the server listens on more than loopback: then writing needs a sign-in.
    ``private``: reading needs one too.
    """

    location: str
    reader: Callable[[], Reader] = field(default=_reader)
    allow_private: bool = False
    open_to_all: bool = False
    private: bool = False
