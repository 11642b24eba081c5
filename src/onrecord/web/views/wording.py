"""The words in which the reading room tells what a record holds; the exports' own wherever they have some."""

from __future__ import annotations

import re
from typing import Final

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_TIME: Final = re.compile(r"T(\d\d:\d\d)")

#: What a source does with the content, as a verb of the third person.
STANCES: Final = {
    "assert": "asserts",
    "deny": "denies",
    "doubt": "doubts",
    "predict": "predicts",
    "intend": "intends",
    "demand": "demands",
    "ask": "asks",
    "support": "supports",
    "oppose": "opposes",
    "decree": "decrees",
    "perceive": "perceives",
    "decline": "declines to say",
}
#: How the content's words stand on the page.
QUOTATIONS: Final = {"direct": "direct quotation", "indirect": "indirect", "mixed": "partly quoted"}
#: What became of a statement by people's hands.
STATUSES: Final = {
    "machine": "read by the model",
    "accepted": "accepted by a reviewer",
    "changed": "changed by a reviewer",
    "added": "added by a reviewer",
    "rejected": "rejected by a reviewer",
}
#: How a later wording differs from an earlier one.
CHANGES: Final = {
    "identical": "the same words",
    "shortened-start": "beginning left out",
    "shortened-middle": "middle left out",
    "shortened-end": "end left out",
    "joined": "joined by an ellipsis",
    "reworded": "reworded",
    "negation": "a negation changed",
    "modal": "a modal changed",
    "figure": "a figure changed",
    "marks": "quotation marks moved",
    "speaker": "another speaker",
}
VERSIONS: Final = {
    "same": "as before",
    "added": "added",
    "removed": "removed",
    "reworded": "reworded",
    "speaker": "given to another speaker",
}
DRAFTS: Final = {
    "verbatim": "word for word",
    "altered": "altered",
    "other-speaker": "said by somebody else",
    "not-found": "not found",
}
CORRECTIONS: Final = {"accept": "accepted", "reject": "rejected", "change": "changed", "add": "added"}
#: Where a page came out of.
ORIGINS: Final = {
    "file": "from a file",
    "stdin": "pasted",
    "web": "fetched from the web",
    "feed": "from a feed",
    "warc": "from a web archive",
    "jsonl": "from a file of articles",
}
KINDS: Final = {
    "person": "person",
    "group": "organisation or group",
    "unnamed": "not named",
    "unknown": "not known",
}


def day(date: str | None) -> str:
    """A date as precise as it is given, without its time: "2 May 2024", "May 2024", "2024"; may be empty."""
    match = _DATE.match(date or "")
    if match is None or not 1 <= int(match[2] or 1) <= 12:
        return date or ""
    month = _MONTHS[int(match[2]) - 1] if match[2] else ""
    return " ".join(filter(None, (match[3] and str(int(match[3])), month, match[1])))


def moment(at: str | None) -> str:
    """A date with its time where it has one: "2 May 2024, 07:30"; may be empty."""
    time = _TIME.search(at or "")
    return f"{day(at)}, {time[1]}" if time else day(at)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 article", "1,204 articles", "2 people"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def size(number: int) -> str:
    """Bytes as people read them: "812 bytes", "34 KB", "1.2 MB"."""
    if number < 1_000:
        return counted(number, "byte")
    if number < 1_000_000:
        return f"{number / 1_000:,.0f} KB"
    return f"{number / 1_000_000:,.1f} MB"
