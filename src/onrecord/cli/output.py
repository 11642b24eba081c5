"""Where a command's text goes: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.exports import formats

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.exports.exported import Exported


def stdout_bytes() -> IO[bytes]:
    """Standard output as bytes, whatever encoding the terminal was taken to have."""
    sys.stdout.flush()
    return sys.stdout.buffer


def write_text(out: IO[bytes], text: str) -> None:
    """Writes UTF-8. A lone surrogate, which UTF-8 cannot hold, becomes ``\\udXXX``: in JSON its escape."""
    out.write(text.encode("utf-8", "backslashreplace"))


def check_terminal(form: str, output: Path | None) -> None:
    """Raises UsageError where bytes that are no text would go to a terminal."""
    if formats.FORMATS[form].text is not None:
        return
    if (output is None or str(output) == "-") and sys.stdout.isatty():
        raise UsageError(
            f"--format {form} is no text for a terminal: expected a place to write it to; name one with -o"
        )


def export(items: Iterable[Exported], form: str, output: Path | None) -> None:
    """Writes a form for other programs (``exports.formats``) to a file, a folder or standard output."""
    several_files = formats.FORMATS[form].files is not None
    if several_files and output is not None and str(output) != "-" and output.suffix.lower() != ".zip":
        formats.write_folder(form, items, output)
        return
    with opened(output) as out:
        formats.write(form, items, out)


@contextmanager
def opened(target: Path | None) -> Iterator[IO[bytes]]:
    """The file to write to; None and "-" are standard output.

    A new file appears under its name when all has been written. Raises UsageError where it cannot be made.
    """
    if target is None or str(target) == "-":
        out = stdout_bytes()
        yield out
        out.flush()
    elif target.exists() and not target.is_file():  # /dev/null, a named pipe: there is nothing to replace
        with _translated(target), target.open("wb") as out:
            yield out
    else:
        with _replaced(target) as out:
            yield out


@contextmanager
def _replaced(target: Path) -> Iterator[IO[bytes]]:
    with _translated(target):
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as out:
            yield out
        Path(name).chmod(0o666 & ~_umask())
        with _translated(target):
            Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


@contextmanager
def _translated(target: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(
            f"{target}: cannot be written ({error.strerror or error}): expected a file in a folder "
            "that you may write to; name another with -o"
        ) from error


def _umask() -> int:
    """The mask that new files get; mkstemp makes its files private, a report is not."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
