"""Pages go into the ledger: what is known is left alone, the rest is read and stored."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.ledger.outcomes import Outcome, OutcomeKind
from onrecord.records import Capture, Record, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.outcomes import Run
    from onrecord.pipeline import Reader


def command_of(sources: Iterable[str]) -> list[str]:
    """What a run over these sources is called: by this it is found again, from any folder, if broken off."""
    from onrecord.pages import is_url

    return ["add", *(one if one == "-" or is_url(one) else str(Path(one).absolute()) for one in sources)]


def unread(
    ledger: Ledger,
    run: Run,
    sources: Iterable[str],
    *,
    allow_private: bool = False,
    passed: Callable[[str], object] = lambda _: None,
    counted: Callable[[int], object] = lambda _: None,
) -> Iterator[Capture | Refusal]:
    """The pages of all sources, but for what a run that goes on had done and for the ledger's own files.

    ``passed`` is told the name of each that is left out, ``counted`` how many bytes of a file were read.
    """
    from onrecord import pages

    def left_out(name: str) -> bool:
        out = ledger.store.owns(name) or (run.resumed and ledger.is_done(run, name))
        if out:
            passed(name)
        return out

    for source in sources:
        yield from pages.captures(source, allow_private=allow_private, known=left_out, counted=counted)


def add(
    ledger: Ledger,
    reader: Reader,
    captures: Iterable[Capture | Refusal],
    run: Run,
    *,
    going: Callable[[], object] = lambda: None,
) -> Iterator[Outcome]:
    """Reads each capture that the ledger does not have and stores it, in a transaction of its own.

    An outcome for each, in their order, when it is stored. ``going`` is called before each is stored: what it
    raises ends the adding.
    """
    unread = (_unknown(ledger, one) if isinstance(one, Capture) else one for one in captures)
    for answer in reader.read_captures(unread, lambda capture, draft: _settled(ledger, capture, draft)):
        if isinstance(answer, tuple):
            capture, result = answer
        else:
            result = answer
        going()
        if isinstance(result, Refusal):
            yield ledger.refuse(run, result)
        elif isinstance(result, _Settled):
            yield ledger.settle(run, result.outcome, result.url)
        else:
            yield ledger.record(run, capture, result, address_of(capture, result))


@dataclass(frozen=True, slots=True)
class _Settled:
    """What is decided without reading the words, and the address the page came from this time."""

    outcome: Outcome
    url: str | None


def _unknown(ledger: Ledger, capture: Capture) -> Capture | _Settled:
    """The capture, unless the ledger has it."""
    url = _canonical(capture.url)
    outcome = ledger.known(capture, url)
    return capture if outcome is None else _Settled(outcome, url)


def _settled(ledger: Ledger, capture: Capture, draft: Record) -> _Settled | None:
    """What is decided when the page is taken apart: it gives nothing to store, or its words are known."""
    url = address_of(capture, draft)
    outcome = _refused(capture, draft) or ledger.known_text(capture, draft, url)
    return None if outcome is None else _Settled(outcome, url)


def _refused(capture: Capture, draft: Record) -> Outcome | None:
    """The outcome of a page that gives nothing to store; None where it gives something."""
    if not draft.article.blocks:
        message = (
            f"{capture.name}: no article was found on the page; expected running text; save the "
            "article's own page, or paste its text into a file"
        )
        return Outcome(capture.name, OutcomeKind.REFUSED, "no-article", message)
    if not _storable(draft.article.text):
        message = (
            f"{capture.name}: the text holds a NUL or half a character; expected text that UTF-8 can hold; "
            "save the page again"
        )
        return Outcome(capture.name, OutcomeKind.REFUSED, "unstorable", message)
    return None


def address_of(capture: Capture, draft: Record) -> str | None:
    """The canonical address of an article; None where nobody gives one.

    A page's own word on its address counts for the host that it came from, and where it came from a file: a
    page on one site cannot pass itself off as a new version of another site's.
    """
    fetched, declared = _canonical(capture.url), _canonical(draft.article.url)
    if fetched is None or declared is None:
        return fetched or declared
    return declared if urlsplit(declared).hostname == urlsplit(fetched).hostname else fetched


def _canonical(url: str | None) -> str | None:
    from onrecord.pages import canonical_url

    return canonical_url(url) if url else None


def _storable(text: str) -> bool:
    """Whether both databases can hold the text: neither takes half a surrogate pair, PostgreSQL no NUL."""
    if "\0" in text:
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def reread(ledger: Ledger, reader: Reader, article_ids: Iterable[int]) -> Iterator[int]:
    """Reads articles of the ledger again; the id of each when its new reading is stored."""
    drafts = ((article_id, ledger.record_of(article_id)) for article_id in article_ids)
    for article_id, record in reader.read_again(drafts):
        ledger.reread(article_id, record)
        yield article_id
