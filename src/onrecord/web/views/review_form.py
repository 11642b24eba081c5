"""What a reviewer filled in -> what is to be said of the statement."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.answers.filters import STANCES
from onrecord.errors import UsageError
from onrecord.ledger.amending import Amendment, located
from onrecord.ledger.restating import Who
from onrecord.records import Span, SpeakerKind
from onrecord.web.views.review import ROLES, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SPAN: Final = re.compile(r"(\d{1,9})-(\d{1,9})")
#: A longer name or description is a mistake of the hand.
_LONGEST_NAME: Final = 300
#: Fields of a form that do not change what it says.
_BESIDE: Final = frozenset({"csrf", "seen", "nonce", "on"})


@dataclass(frozen=True, slots=True)
class Given:
    """The fields of a form. ``words`` and ``at`` by role; ``seen`` and ``nonce`` as the page gave them."""

    words: Mapping[str, str]
    at: Mapping[str, str]
    speakers: tuple[str, ...]
    other_name: str
    other_kind: str
    stance: str
    negated: bool
    note: str
    seen: str
    nonce: str

    @classmethod
    def of(cls, fields: Sequence[tuple[str, str]]) -> Given:
        """The fields as they came, in their order."""
        last = dict(fields)
        names = [name for name, _, _ in ROLES]
        return cls(
            {name: last.get(name, "") for name in names},
            {name: last.get(f"{name}_at", "") for name in names},
            tuple(value for name, value in fields if name == "speaker"),
            last.get("other_name", "").strip(),
            last.get("other_kind", "person"),
            last.get("stance", ""),
            bool(last.get("negated")),
            last.get("note", "").strip(),
            last.get("seen", ""),
            last.get("nonce", ""),
        )


def amendment(text: str, given: Given, near: int) -> Amendment:
    """What the form says. Words are taken where a script says they stand, else looked up near ``near``.

    Raises UsageError for words that do not stand in the article, a kind that is none, a name too long.
    """
    source, cue, content = (_spans(text, given.words[name], given.at[name], near) for name, _, _ in ROLES)
    if given.stance and given.stance not in STANCES:
        raise UsageError(f"the stance {given.stance!r}: expected one of {', '.join(STANCES)}; choose one")
    return Amendment(source, cue, content, _who(given), given.stance or None, given.negated)


def key_of(name: str, act: str, fields: Sequence[tuple[str, str]]) -> str | None:
    """By which the same form, sent twice by one person, is known for the same; None without a nonce."""
    nonce = dict(fields).get("nonce")
    if not nonce:
        return None
    said = sorted((field, value) for field, value in fields if field not in _BESIDE)
    told = repr((name, act, said)).encode("utf-8", "surrogatepass")
    return f"{nonce[:40]}.{hashlib.sha256(told).hexdigest()[:24]}"


def _spans(text: str, words: str, at: str, near: int) -> tuple[Span, ...]:
    spans = tuple(
        Span(int(start), int(end)) for start, end in _SPAN.findall(at) if int(start) < int(end) <= len(text)
    )
    if spans and words_of(text, spans) == " ".join(words.split()):
        return tuple(sorted(spans, key=lambda span: span.start))
    return tuple(sorted(located(text, words, near), key=lambda span: span.start))


def _who(given: Given) -> tuple[Who, ...]:
    found = [_speaker(*value.partition(":")[::2]) for value in given.speakers]
    if given.other_name:
        found.append(_speaker(given.other_kind, given.other_name))
    return tuple(dict.fromkeys(found))


def _speaker(kind: str, name: str) -> Who:
    kinds = [one.value for one in SpeakerKind if one is not SpeakerKind.UNKNOWN]
    if kind not in kinds:
        raise UsageError(f"the kind of speaker {kind!r}: expected one of {', '.join(kinds)}; choose one")
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise UsageError(
            f"a speaker of {len(name):,} characters: expected a name or a description of 1 to "
            f"{_LONGEST_NAME}; shorten it"
        )
    return Who(name.strip(), SpeakerKind(kind))
