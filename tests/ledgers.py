"""Pages and records for the tests of ledgers, made by number."""

from __future__ import annotations

from dataclasses import replace

from onrecord.records import Capture, Record
from onrecord.testing import sample_record

#: A page of plain text in which one thing is said; takes a number.
SAID = "The council met on Monday in the old town hall. Ana Lund said that the quay number {} was safe."


def made(number: int = 0, *, url: str | None = None, text: str | None = None) -> tuple[Capture, Record]:
    """A page and its record, different for each number; ``text`` replaces "low" in the sample's words."""
    record = sample_record(f"page-{number}.html")
    words = text if text is not None else f"l{number:02}"  # as long as "low", so that offsets stay
    assert len(words) == 3
    article = replace(record.article, text=record.article.text.replace("low", words), url=url)
    capture = Capture(f"page-{number}.html", f"bytes {number} {words}".encode(), url=url)
    return capture, replace(record, article=article)
