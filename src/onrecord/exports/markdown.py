"""Records -> Markdown (CommonMark): for notes, issues and pull requests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from onrecord.exports import checklist, who, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.exports.who import Group
    from onrecord.records import Attribution, Record

# Whatever could begin a mark-up of CommonMark or HTML; a page's words are shown, never obeyed.
_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


def markdown(records: Iterable[Record], *, shown: str = "list") -> Iterator[str]:
    """Each article's head, then a list of its attributions, nested ones as nested lists; with ``shown``
    "speaker" a heading and a list for each of ``who.groups``, with "claims" what can be checked.
    """
    for number, record in enumerate(records):
        yield ("\n---\n\n" if number else "") + "\n".join(_lines(record, shown)) + "\n"


def escaped(text: str) -> str:
    """``text`` such that Markdown shows it as it is."""
    return _SPECIAL.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    # Full stops, brackets and dashes matter only at the beginning of a line, after white space or digits;
    # everywhere else the backslash would only make the source hard to read.
    character = match[1]
    if character in ".)(+-!#":
        before = match.string[: match.start()].rstrip("0123456789")
        at_start = not before.strip()
        return "\\" + character if at_start else character
    return "\\" + character


def _lines(record: Record, shown: str) -> Iterator[str]:
    yield f"# {escaped(words.title_of(record))}"
    yield ""
    byline = words.byline(record.article)
    if byline:
        yield f"{escaped(byline)}  "
    yield escaped(" · ".join(words.facts(record)))
    for note in record.notes:
        yield ""
        yield f"*Note: {escaped(words.one_line(note))}*"
    if record.article.blocks:
        yield ""
        yield from {"speaker": _by_speaker, "claims": _claims}.get(shown, _in_order)(record)


def _claims(record: Record) -> Iterator[str]:
    """How much is attributed, the headline, then what to check, best first."""
    for told in filter(None, (checklist.share_of_words(record), checklist.share_by_speaker(record))):
        yield f"- {escaped(told)}"
    for told in checklist.headline_lines(record):
        yield f"- headline: {escaped(told)}"
    for number, entry in enumerate(checklist.entries(record), start=1):
        yield ""
        statement = "" if entry.statement is None else f", statement {entry.statement + 1}"
        inner = " " * len(f"{number}. ")  # less deep it would be no list in the item
        ranked = f"({entry.claim.score:.2f}{statement})"
        yield f"{number}. **{escaped(entry.who)}** {ranked}: {escaped(entry.sentence)}"
        for line in entry.lines:
            yield f"{inner}- {line.label}: {escaped(line.words)} = {escaped(line.normal)}"
        if entry.reasons:
            yield f"{inner}- {escaped(entry.reasons)}"
    for number, (label, shown) in enumerate(checklist.marks(record)):
        yield from ("", "Quotation marks that quote nobody:", "") if not number else ()
        yield f"- {label}: {escaped(shown)}"


def _in_order(record: Record) -> Iterator[str]:
    yield words.tally(record)
    yield ""
    for index, depth in words.tree(record.attributions):
        yield "    " * depth + _entry(record, record.attributions[index])


def _by_speaker(record: Record) -> Iterator[str]:
    yield words.tally(record)
    yield ""
    for number, group in enumerate(who.groups(record)):
        if number:
            yield ""
        yield from _heading(group)
        yield ""
        for index in group.statements:
            yield _entry(record, record.attributions[index])


def _heading(group: Group) -> Iterator[str]:
    count = words.counted(len(group.statements), "statement")
    yield f"## {escaped(', '.join((group.heading, *group.about)))} ({count})"
    if group.also:
        yield ""
        yield f"also: {escaped('; '.join(group.also))}"


def _entry(record: Record, attribution: Attribution) -> str:
    text = record.article.text
    cue = escaped(words.joined(attribution.cue, text)) or words.NO_CUE
    content = escaped(words.joined(attribution.content, text))
    told = (
        f"{words.KIND[attribution.quotation]}, {words.sure(attribution)}",
        words.stance(attribution),
        escaped(who.settings(attribution, text)),
        escaped(who.chain(attribution)),
    )
    return f"- **{_source(record, attribution)}** *{cue}*: {content} ({'; '.join(filter(None, told))})"


def _source(record: Record, attribution: Attribution) -> str:
    """The words of the source, and who that is where they do not say it."""
    said = words.joined(attribution.source, record.article.text)
    name = who.beside(record, attribution)
    return escaped(" ".join(filter(None, (said, name and f"[{name}]")))) or words.NO_SOURCE
