"""What a reviewer says of an attribution, made into the whole statement that is to stand.

A reviewer gives words, speakers, a stance; what hangs on them (kind of quotation, evidence, provenance)
follows, or goes where it would tell of somebody else.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from onrecord.analysis.quotation import quotation_of, quoted_spans
from onrecord.errors import UsageError
from onrecord.ledger import codec
from onrecord.ledger.restating import Told
from onrecord.records import Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.ledger.restating import Who

#: Evidence and provenance in ``attributions.detail``, which tell of the speaker; the stance and its negation.
_EVIDENCE: Final = "e"
_WAY: Final = "p"
_STANCE: Final = "t"
_NEGATED: Final = "n"
_BETWEEN: Final = re.compile(r"\s*(?:…|\.\.\.)\s*")
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a reviewer says: the spans of the three parts, who speaks (nobody: not known), the stance (None
    where no model and no reviewer tells), whether it is negated.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speakers: tuple[Who, ...] = ()
    stance: str | None = None
    negated: bool = False


def amended(text: str, paragraphs: Sequence[Span], before: Told | None, said: Amendment) -> Told:
    """The statement that is to stand in an article with this ``text``; ``before`` is None for a new one.

    Those between whom the text did not decide stay candidates while nobody is named. Raises UsageError where
    parts overlap, or where content or cue are missing.
    """
    _check(said)
    quoted = [span for one in paragraphs for span in quoted_spans(text, one)]
    stands = before or Told((), (), (), Quotation.INDIRECT)
    same = before is not None and set(before.speakers) == set(said.speakers)
    detail = json.loads(stands.detail)
    if not same or (before is not None and before.source != said.source):
        detail.pop(_EVIDENCE, None)
    if not same:
        detail.pop(_WAY, None)
    return replace(
        stands,
        source=said.source,
        cue=said.cue,
        content=said.content,
        quotation=quotation_of(text, said.content, quoted),
        speakers=said.speakers,
        candidates=() if said.speakers else stands.candidates,
        confidence=stands.confidence if before else 1.0,
        detail=codec.dumps(_with_stance(detail, said)),
    )


def located(text: str, words: str, near: int) -> tuple[Span, ...]:
    """Where words stand that somebody wrote down, pieces parted by "…": nearest to ``near``, the next piece
    behind the one before where it stands there. Raises UsageError where they do not stand in the text.
    """
    found: list[Span] = []
    for piece in filter(None, _BETWEEN.split(words.strip())):
        places = _places(text, piece)
        if not places:
            raise UsageError(
                f"{piece!r}: does not stand in the article; expected its own words, pieces parted by …; copy "
                "them from the text"
            )
        behind = [one for one in places if found and one.start >= found[-1].end]
        at = found[-1].end if behind else near
        found.append(min(behind or places, key=lambda one: abs(one.start - at)))
    return tuple(found)


def _places(text: str, piece: str) -> list[Span]:
    """Every place of some words; white space between them may differ."""
    pattern = r"\s+".join(re.escape(word) for word in _WORD.findall(piece))
    return [Span(*match.span()) for match in re.finditer(pattern, text)]


def _with_stance(detail: dict[str, Any], said: Amendment) -> dict[str, Any]:
    kept = {key: value for key, value in detail.items() if key not in (_STANCE, _NEGATED)}
    if said.stance is not None:
        kept[_STANCE] = said.stance
    if said.negated:
        kept[_NEGATED] = 1
    return kept


def _check(said: Amendment) -> None:
    if not said.content or not said.cue:
        lacking = "a cue" if said.content else "words that are attributed"
        raise UsageError(
            f"an attribution without {lacking}: expected a cue (said, according to) and what it attributes; "
            "mark both in the text"
        )
    spans = sorted((*said.source, *said.cue, *said.content), key=lambda span: span.start)
    for one, other in pairwise(spans):
        if other.start < one.end:
            raise UsageError(
                f"{one.start}-{one.end} and {other.start}-{other.end}: parts of one attribution that share "
                "words; expected each word in one part alone; mark one of them anew"
            )
