"""What addresses say: filters, pages of a list, and the same question in another place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Path, Query

from onrecord.answers.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

#: Characters of one field of a question, those of the ledger's longest query.
_LONGEST: Final = 2_000
#: Numbers of rows: eighteen digits fit the 64 bits of both databases. ``AskedNumber`` stands behind the "?".
Number = Annotated[int, Path(ge=1, lt=10**18)]
AskedNumber = Annotated[int | None, Query(ge=1, lt=10**18)]
Words = Annotated[str, Query(max_length=_LONGEST)]
Skip = Annotated[int, Query(ge=0, le=1_000_000)]


def number_in(told: str) -> int | None:
    """The number of a row that a text is; None where it is none."""
    return int(told) if told.isdecimal() and len(told) <= 18 else None


def filled_of(request: Request) -> dict[str, str]:
    """What an address says of each filter, right or wrong, empty where it says nothing."""
    names = Filters.__dataclass_fields__
    return {name: request.query_params.get(name, "").strip()[:_LONGEST] for name in names}


def filters_of(request: Request) -> Filters:
    """The filters of an address; what is empty asks for nothing. Raises UsageError."""
    return Filters(**{name: value for name, value in filled_of(request).items() if value})


def twin_of(request: Request, path: str) -> str:
    """The address of the JSON twin, which is asked in the same words."""
    asked = urlencode([(name, value) for name, value in request.query_params.multi_items() if value])
    return f"{path}?{asked}" if asked else path


def address_of(request: Request) -> Callable[..., str]:
    """Makes addresses of the same page with other values: ``address(skip=20)``."""

    def address(**changed: Any) -> str:
        kept = [
            (name, value)
            for name, value in request.query_params.multi_items()
            if value and name not in changed
        ]
        asked = urlencode([*kept, *((name, value) for name, value in changed.items() if value)])
        return f"{request.url.path}?{asked}" if asked else request.url.path

    return address
