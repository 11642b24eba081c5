"""Where pages come from: a path, a URL, standard input, a folder."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import NotFoundError, UnreadableError
from onrecord.pages.kind import page_of, too_large
from onrecord.pages.limits import DEFAULT_LIMITS, Limits
from onrecord.records import Capture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.records import Page

STDIN = "-"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # two letters at least before the colon: not C://


def load(source: str | Path, *, limits: Limits = DEFAULT_LIMITS, allow_private: bool = False) -> Page:
    """The page at a path or URL, or on standard input for "-".

    Raises NotFoundError, UnreadableError or FetchError, each with its reason code.
    """
    return page_of(capture_at(source, limits=limits, allow_private=allow_private), limits=limits)


def capture_at(
    source: str | Path, *, limits: Limits = DEFAULT_LIMITS, allow_private: bool = False
) -> Capture:
    """The bytes at a path or URL, or on standard input for "-", as they came.

    Raises NotFoundError, FetchError, or UnreadableError for what cannot be opened or is too large.
    """
    if isinstance(source, str) and is_url(source):
        from onrecord.pages.fetch import fetch

        return fetch(source, limits=limits, allow_private=allow_private)
    if source == STDIN:
        return Capture(STDIN, read_at_most(sys.stdin.buffer, STDIN, limits), "stdin")
    with opened(Path(source)) as file:
        return Capture(str(source), read_at_most(file, str(source), limits))


def expand(inputs: Iterable[str]) -> Iterator[str]:
    """Every input in order, a folder as its files: sorted, subfolders too, hidden ones left out.

    URLs, "-" and paths that do not exist pass as they are; loading them tells what is wrong.
    """
    for one in inputs:
        if one != STDIN and not is_url(one) and _is_folder(one):
            yield from _files_below(Path(one))
        else:
            yield one


def is_url(source: str) -> bool:
    """Whether ``source`` is an address with a scheme (of any kind) and no path."""
    return _URL.match(source) is not None


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):  # a name too long or with a NUL is no folder
        return False


def _files_below(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield str(Path(place) / name)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file at ``path``, open. Raises NotFoundError, or UnreadableError, also while it is read."""
    with _open(path) as file:
        try:
            yield file
        except OSError as error:
            raise _closed(path, error) from error


def _open(path: Path) -> BinaryIO:
    try:
        if path.is_dir():
            raise UnreadableError(
                f"{path}: a folder; expected one page; give its files, or expand the folder first",
                reason="folder",
            )
        return path.open("rb")
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise NotFoundError(
            f"{str(path)!r}: no such file; expected a page, a folder, a URL or -; check the spelling"
        ) from error
    except OSError as error:
        raise _closed(path, error) from error


def _closed(path: Path, error: OSError) -> UnreadableError:
    return UnreadableError(
        f"{path}: cannot be opened ({error.strerror or error}); expected a readable file; "
        "check its permissions",
        reason="permission" if isinstance(error, PermissionError) else "unreadable",
    )


def read_at_most(file: BinaryIO, name: str, limits: Limits) -> bytes:
    """The whole file, or a refusal as soon as it is known to be too large."""
    data = file.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise too_large(name, len(data), limits)
    return data
