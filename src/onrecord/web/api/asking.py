"""What a client asks with: the parameters that many operations share, each described once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Header, Path, Query, Request, params
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError

from onrecord.answers.ask import LIMIT
from onrecord.answers.filters import Filters
from onrecord.ledger.query import MOST_CHARS
from onrecord.records import Quotation, Stance
from onrecord.web.api.models.base import MOST_ID, STORABLE

#: Rows of one answer; more are a stream's or an export's work.
MOST_ROWS: Final = 1_000
#: Rows counted away, as pages for people do; each takes about 2 KB while an answer is made.
MOST_SKIPPED: Final = 10_000
_LONGEST_NAME: Final = 500
_DATE: Final = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"

Id = Annotated[int, Path(ge=1, le=MOST_ID, description="Its number, as answers show it.")]
Limit = Annotated[
    int | None,
    Query(ge=1, le=MOST_ROWS, description=f"How many at most; {LIMIT} where it is not said, as lines all."),
]
After = Annotated[
    int | None,
    Query(ge=1, le=MOST_ID, description="Go on behind this number: `next` of an answer has it in place."),
]
Date = Annotated[str | None, Query(pattern=_DATE, examples=["2024-05"])]
Name = Annotated[
    str | None,
    Query(max_length=_LONGEST_NAME, pattern=STORABLE, description="A name, a part of one, or #NUMBER."),
]
Part_ = Annotated[
    str | None,
    Query(max_length=_LONGEST_NAME, pattern=STORABLE, description="A part of an outlet's name or site."),
]
Text = Annotated[str, Query(max_length=MOST_CHARS, pattern=STORABLE)]


Skip = Annotated[
    int,
    Query(ge=0, le=MOST_SKIPPED, description="Leave so many out first; `after` is quicker and goes further."),
]


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is asked for: ``limit`` rows behind the row ``after``, the first ``skip`` of them
    left out. ``lines``: as NDJSON, which without a ``limit`` is all of it.
    """

    limit: int | None
    after: int | None
    skip: int
    lines: bool

    @property
    def size(self) -> int:
        """How many rows."""
        return self.limit or LIMIT


async def _part(
    limit: Limit = None,
    after: After = None,
    skip: Skip = 0,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> Part:
    return Part(limit, after, skip, "application/x-ndjson" in accept.lower())


async def _filters(
    outlet: Part_ = None,
    since: Annotated[Date, Query(description="Published then or later: a year, a month or a day.")] = None,
    until: Annotated[Date, Query(description="Published then or before.")] = None,
    kind: Annotated[Quotation | None, Query(description="How it is quoted.")] = None,
    stance: Annotated[Stance | None, Query(description="What the source does with the content.")] = None,
    figure: Annotated[
        Name, Query(description="Gives a figure in this unit or of this noun; any: any figure.")
    ] = None,
    spoken_since: Annotated[Date, Query(description="Speaks of a date then or later.")] = None,
    spoken_until: Annotated[Date, Query(description="Speaks of a date then or before.")] = None,
) -> Filters:
    return Filters(
        outlet=outlet or None,
        since=since,
        until=until,
        kind=kind and kind.value,
        stance=stance and stance.value,
        figure=figure or None,
        spoken_since=spoken_since,
        spoken_until=spoken_until,
    )


Asked = Annotated[Part, Depends(_part)]
Narrowing = Annotated[Filters, Depends(_filters)]


async def strictly(request: Request) -> None:
    """Refuses parameters that an operation does not take: a filter with a slip in its name finds too much.

    Raises RequestValidationError.
    """
    there = _taken(request)
    given = [name for name, _ in request.query_params.multi_items()]
    strange = sorted(set(given) - there)
    twice = sorted({name for name in given if given.count(name) > 1})
    mistakes = [
        *({"loc": ("query", name), "msg": _unknown(there)} for name in strange),
        *({"loc": ("query", name), "msg": "given twice; expected it once"} for name in twice),
    ]
    if mistakes:
        raise RequestValidationError(mistakes)


def _taken(request: Request) -> frozenset[str]:
    """The query parameters of the operation and of all that it depends on, looked up once."""
    looked_up: dict[int, frozenset[str]] = request.app.state.parameters
    route = request.scope["route"]
    if id(route) not in looked_up:
        asked = get_flat_params(route.dependant)
        looked_up[id(route)] = frozenset(
            one.alias for one in asked if isinstance(one.field_info, params.Query)
        )
    return looked_up[id(route)]


def _unknown(there: frozenset[str]) -> str:
    expected = f"expected one of {', '.join(sorted(there))}" if there else "expected none"
    return f"no parameter of this address; {expected}"
