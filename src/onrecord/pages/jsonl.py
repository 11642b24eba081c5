"""JSON Lines: an article a line, as text or as the HTML of its page."""

from __future__ import annotations

import json
import re
import zlib
from gzip import BadGzipFile
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.errors import BadLineError, InputError, UnreadableError
from onrecord.pages.limits import megabytes
from onrecord.records import Capture, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.pages.limits import Limits

EXPECTED = 'expected {"text": ...} or {"html": ...} on one line'
_BOM = b"\xef\xbb\xbf"
# The names that our own exports, schema.org and common data sets give to the same four things.
_GIVEN = {
    "id": ("id",),
    "title": ("title", "headline"),
    "published": ("published", "date", "datePublished", "date_published"),
    "outlet": ("outlet", "publisher"),
    "author": ("author", "authors"),
}
_MOST_CHARS_GIVEN = 2000  # of one given value; a title of this length is a text in the wrong field
_FORMS = {"text": "text/plain; charset=utf-8", "html": "text/html; charset=utf-8"}
_FIRST_LINE = re.compile(rb'\s*\{[^\n]*"(?:text|html)"\s*:')


def opens_as_lines(head: bytes) -> bool:
    """Whether a file that begins so is JSON Lines: an object with "text" or "html" on its first line."""
    return _FIRST_LINE.match(head.removeprefix(_BOM)) is not None


def captures_of_lines(
    file: BinaryIO, name: str, *, limits: Limits, known: Callable[[str], bool]
) -> Iterator[Capture | Refusal]:
    """A capture or a refusal for each line that is not blank, named "NAME:LINE"; one line in memory.

    Raises UnreadableError where ``file`` unpacks itself and its compression breaks; the lines before have
    been given by then.
    """
    for number, piece, whole in _lines(file, name, limits):
        line = f"{name}:{number}"
        if known(line):
            continue
        try:
            if not whole:
                raise _too_long(line, limits)
            yield _capture(piece, line)
        except InputError as error:
            yield Refusal(line, error.reason, str(error))


def _lines(file: BinaryIO, name: str, limits: Limits) -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes and whether they are the whole line, of every line that is not blank."""
    number = 0
    try:
        while piece := file.readline(limits.max_line_bytes + 1):
            number += 1
            whole = _skip_rest(file, piece, limits)
            piece = piece.removeprefix(_BOM) if number == 1 else piece
            if piece.strip():
                yield number, piece, whole
    except (EOFError, BadGzipFile, zlib.error) as error:
        raise UnreadableError(
            f"{name}: the gzip compression breaks after line {number:,} ({error}); expected a whole file; "
            "save or download it again",
            reason="broken-compression",
        ) from error


def _skip_rest(file: BinaryIO, piece: bytes, limits: Limits) -> bool:
    """Whether ``piece`` is a whole line; where it is not, the rest of it is read and dropped."""
    whole = len(piece) <= limits.max_line_bytes
    while not whole and piece and not piece.endswith(b"\n"):
        piece = file.readline(limits.max_line_bytes)
    return whole


def _capture(piece: bytes, name: str) -> Capture:
    value = _object(piece, name)
    form = "html" if isinstance(value.get("html"), str) else "text"
    content = value.get(form)
    if not isinstance(content, str):
        raise BadLineError(f'{name}: neither "text" nor "html" is a string; {EXPECTED}; mend the line')
    url = value.get("url")
    return Capture(
        name,
        _encoded(content),
        "jsonl",
        url=url if isinstance(url, str) and url.startswith(("http://", "https://")) else None,
        headers={"content-type": _FORMS[form]},
        given=_given(value),
    )


def _object(piece: bytes, name: str) -> dict[str, Any]:
    try:
        value = json.loads(piece.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadLineError(
            f"{name}: byte {error.start} of the line is not UTF-8; expected UTF-8; convert the file"
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"{name}: not JSON ({error}); {EXPECTED}; mend the line") from error
    if not isinstance(value, dict):
        raise BadLineError(f"{name}: JSON, but no object; {EXPECTED}; mend the line")
    return value


def _encoded(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which JSON can spell and no text can hold, becomes U+FFFD."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")


def _given(value: dict[str, Any]) -> dict[str, str]:
    found = {
        field: next((words for key in keys if (words := _words(value.get(key)))), "")
        for field, keys in _GIVEN.items()
    }
    return {field: words for field, words in found.items() if words}


def _words(value: Any) -> str:
    """A given value as words: names of a list are joined with "; ", objects stand for their "name"."""
    if isinstance(value, list):
        return "; ".join(words for one in value[:50] if (words := _words(one)))[:_MOST_CHARS_GIVEN]
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > _MOST_CHARS_GIVEN:
        return ""
    return " ".join(_encoded(value).decode("utf-8").split())


def _too_long(line: str, limits: Limits) -> BadLineError:
    return BadLineError(
        f"{line}: longer than {megabytes(limits.max_line_bytes)}; expected one article a line; "
        "split the line, or raise the limit if you trust it",
        reason="too-large",
    )
