"""The error tree. Every error of ours stands under ``OnrecordError``.

* OnrecordError
  - InputError            what was given cannot be read
    + NotFoundError         no such file or folder
    + UnreadableError       bytes that are no page: binary, PDF, too large, broken compression
    + FetchError            a URL that gave no page: refused address, timeout, HTTP status
    + SlowError             a text that is not read within the time it was given
    + BadLineError          a line of JSON Lines that is not what the command expects
  - UsageError            the caller's mistake: an option or argument that makes no sense
  - MissingExtraError     an optional package is needed and absent
  - ModelError            a model folder that cannot be used
  - LedgerError           a ledger that cannot be used as asked
    + NoLedgerError         nothing there, or a file or database that is no ledger
    + NewerLedgerError      written by a later version of onrecord
    + LedgerBusyError       another process holds it longer than we wait
    + LedgerStorageError    the disk, the file or the server does not take or give what is asked
    + NotRecordedError      no such article, statement or person in it
    + StaleStatementError   somebody else has changed it since it was looked at
    + DamagedLedgerError    what is stored contradicts itself

A message gives three facts: the thing and its value, what was expected, what to do now. Every InputError
also carries ``reason``, a stable code for scripts and counts (the list is in docs/pages-and-articles.md).
"""


class OnrecordError(Exception):
    """Anything onrecord reports to its user; ``str()`` of it is fit to be shown."""


class InputError(OnrecordError):
    """An input that cannot be read; the other inputs of the run are. ``reason`` is a stable code."""

    reason: str = "unreadable"

    def __init__(self, message: str = "", *, reason: str | None = None) -> None:
        super().__init__(message)
        if reason is not None:
            self.reason = reason


class NotFoundError(InputError):
    """A path that names no file or folder."""

    reason = "not-found"


class UnreadableError(InputError):
    """Bytes that are not a news page in any form we read."""


class FetchError(InputError):
    """A URL that gave no page."""

    reason = "fetch-failed"


class SlowError(InputError):
    """A text that was not read within the time that it was given."""

    reason = "too-slow"


class BadLineError(InputError):
    """A line of a JSON Lines file that is not of the expected shape."""

    reason = "bad-line"


class UsageError(OnrecordError):
    """The caller's mistake: a value outside what the option takes."""


class MissingExtraError(OnrecordError):
    """An optional package is needed for this and is not installed."""


class ModelError(OnrecordError):
    """A model folder that is missing, incomplete or of another version."""


class LedgerError(OnrecordError):
    """A ledger that cannot be used as asked; what was stored before stays whole."""


class NoLedgerError(LedgerError):
    """Nothing at that place, or something else than a ledger."""


class NewerLedgerError(LedgerError):
    """A ledger whose tables a later version of onrecord made."""


class LedgerBusyError(LedgerError):
    """Another process writes for longer than we wait."""


class LedgerStorageError(LedgerError):
    """A full disk, a read-only file, a server that went away: nothing of the transaction was stored."""


class NotRecordedError(LedgerError):
    """An id or a name that the ledger does not hold."""


class StaleStatementError(LedgerError):
    """A correction of words that are no longer those which the reviewer saw."""


class DamagedLedgerError(LedgerError):
    """Rows that contradict each other; ``verify`` names all of them."""
