"""Values become answers: JSON as the commands print it, in one piece or as lines while it is made."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

from onrecord.web import errors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.requests import Request

    from onrecord.desk import Ledger
    from onrecord.web.api.asking import Part
    from onrecord.web.streams import Pieces

JSON: Final = "application/json"
LINES: Final = "application/x-ndjson"
#: Rows of a list asked of the ledger at once while it is streamed: few at first, so that the first line is
#: soon there, then more, so that a million take a thousand questions.
_FIRST_ROWS: Final = 50
_MOST_ROWS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a list, in order. ``last`` is the number of the last one; ``more``: others stand behind it."""

    rows: Sequence[Mapping[str, Any]]
    last: int | None
    more: bool
    notes: Sequence[str] = ()


def told(value: Any, status: int = 200, *, headers: Mapping[str, str] | None = None) -> Response:
    """A value as JSON: a dataclass as an object, several as an array."""
    return Response(encoded(value), status, headers, media_type=JSON)


def encoded(value: Any) -> bytes:
    """JSON on one line, as UTF-8; half a character of a page, which UTF-8 cannot hold, as its escape."""
    text = json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def listed(
    request: Request,
    key: str,
    part: Part,
    fetch: Callable[[Ledger, int | None, int], Rows],
    **beside: Any,
) -> Response:
    """Part of a list under ``key``, beside other keys; or, where the client takes lines, all of it as lines.

    ``fetch`` is given a ledger, the number behind which to go on (None: from the beginning), and how many.
    """
    if part.lines:
        return _lines(request, part, fetch)
    with request.app.state.ledgers.use() as ledger:
        found = fetch(ledger, part.after, part.skip + part.size)
    behind = found.last if found.more else None
    value = {
        **beside,
        key: found.rows[part.skip :],
        "more": found.more,
        "next": None if behind is None else _address(request, behind),
        "notes": found.notes,
    }
    return told(value, headers={"vary": "accept"})


def _address(request: Request, after: int) -> str:
    url = request.url.remove_query_params("skip").include_query_params(after=after)
    return f"{url.path}?{url.query}"


def _lines(request: Request, part: Part, fetch: Callable[[Ledger, int | None, int], Rows]) -> Response:
    def make(ledger: Ledger, out: Pieces) -> None:
        after, size = part.after, _FIRST_ROWS
        left = sys.maxsize if part.limit is None else part.skip + part.limit
        skip = part.skip
        while left > 0:
            found = fetch(ledger, after, min(size, left))
            for row in found.rows[skip:]:
                out.write(encoded(row) + b"\n")
            out.flush()
            if not found.more:
                return
            after = found.last
            left -= len(found.rows)
            skip = max(0, skip - len(found.rows))
            size = min(2 * size, _MOST_ROWS)

    response: Response = request.app.state.streams.answer(make, LINES, last_word=_last_line)
    response.headers["vary"] = "accept"
    return response


def _last_line(error: Exception) -> bytes:
    failure = errors.failure_of(error)
    return encoded({"error": {"code": failure.code, "message": failure.message}}) + b"\n"


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{value!r} is no value of an answer")
