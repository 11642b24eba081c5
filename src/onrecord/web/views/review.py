"""What the pages of the review show."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from onrecord.answers.filters import STANCES, Filters
from onrecord.answers.queue import Doubt, place_of
from onrecord.ledger import codec
from onrecord.web.views import review_text
from onrecord.web.views.review_text import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from onrecord.answers.queue import Open
    from onrecord.answers.reviewing import Correction, Desk, Sheet
    from onrecord.ledger.restating import Told, Who
    from onrecord.records import Span
    from onrecord.web.views.review_form import Given
    from onrecord.web.views.review_text import Window

#: The three parts of an attribution in the order in which they are asked for, and what each is.
ROLES: Final = (
    ("source", "Source", "who, in the article’s words"),
    ("cue", "Cue", "the words that attribute: said, according to"),
    ("content", "Content", "what is attributed"),
)
DOUBTS: Final = {
    Doubt.CONFIDENCE: "The machine is not sure that these words belong together.",
    Doubt.UNDECIDED: "The text does not decide between several people.",
    Doubt.SPEAKER: "Nobody was found who speaks.",
    Doubt.PEOPLE: "Whether the speaker is the same as somebody else is open.",
}
#: An article with more speakers than this has boxes for the first of them; the others are typed, with help.
_BOXES: Final = 40
_NAMES: Final = 500
#: Statements of an article on one page: a list of thousands is not looked through.
PART: Final = 200
#: The same in a list.
_SHORT: Final = {
    Doubt.CONFIDENCE: "unsure of the words",
    Doubt.UNDECIDED: "undecided who speaks",
    Doubt.SPEAKER: "nobody found who speaks",
    Doubt.PEOPLE: "who is who is open",
}
STATUSES: Final = {
    "machine": "open",
    "accepted": "accepted",
    "changed": "changed",
    "added": "added",
    "rejected": "rejected",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """How a reviewer goes through the ledger: what narrows the queue, or one article from its top."""

    q: str = ""
    speaker: str = ""
    outlet: str = ""
    article: int | None = None
    people: bool = False

    @property
    def filters(self) -> Filters:
        """The filters of the answers."""
        return Filters(speaker=self.speaker or None, outlet=self.outlet or None)

    @property
    def query(self) -> str:
        """What an address carries on, with its question mark; empty where nothing narrows."""
        given = {
            "q": self.q,
            "speaker": self.speaker,
            "outlet": self.outlet,
            "article": self.article,
            "people": "on" if self.people else "",
        }
        told = urlencode({name: value for name, value in given.items() if value})
        return f"?{told}" if told else ""


@dataclass(frozen=True, slots=True)
class QueueView:
    """A page of the queue."""

    asked: Asked
    items: tuple[Open, ...]
    after: str | None
    notes: tuple[str, ...]
    taken: frozenset[int]
    did: Correction | None
    doubts: dict[Doubt, str] = field(default_factory=lambda: dict(_SHORT))


@dataclass(frozen=True, slots=True)
class RoleField:
    """A part of the attribution in the form: its words, and the offsets of its spans ("12-18 30-44")."""

    name: str
    label: str
    hint: str
    words: str
    at: str


@dataclass(frozen=True, slots=True)
class SpeakerChoice:
    """A speaker of the article in the form; ``value`` is what the form sends."""

    value: str
    name: str
    kind: str
    chosen: bool
    candidate: bool


@dataclass(frozen=True, slots=True)
class Form:
    """What a reviewer may change; ``nonce`` makes what is sent twice known for the same. ``more`` are names
    of speakers for whom there is no box, to be typed.
    """

    roles: tuple[RoleField, ...]
    speakers: tuple[SpeakerChoice, ...]
    more: tuple[str, ...] = ()
    other_name: str = ""
    other_kind: str = "person"
    stance: str = ""
    negated: bool = False
    note: str = ""
    stances: tuple[str, ...] = STANCES
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))


@dataclass(frozen=True, slots=True)
class SheetView:
    """A statement to be judged, in its text. ``number`` is its place among the ``count`` of its article.

    ``others`` look at it too, for so many minutes. ``did`` is what the reviewer did last. ``problem`` is why
    the last form could not be taken; its values are kept in ``form``.
    """

    asked: Asked
    sheet: Sheet
    window: Window
    form: Form
    number: int
    doubts: tuple[str, ...]
    others: tuple[tuple[str, int], ...]
    last: Correction | None
    did: Correction | None = None
    problem: str | None = None

    @property
    def place(self) -> str:
        """Where the statement stands in the queue."""
        return place_of(self.sheet.open.statement)

    @property
    def statuses(self) -> dict[str, str]:
        """What each status is called."""
        return STATUSES

    @property
    def count(self) -> int:
        """How many statements the article has, rejected ones too."""
        return len(self.sheet.desk.places)

    @property
    def left(self) -> int:
        """How many of them nobody has judged."""
        return len(self.sheet.desk.open)


@dataclass(frozen=True, slots=True)
class AddView:
    """The form for an attribution that was missed, with the article or a part of it."""

    asked: Asked
    desk: Desk
    window: Window
    form: Form
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class DeskView:
    """An article's statements, and whether it was reviewed to its end; ``part`` of the list is shown."""

    asked: Asked
    desk: Desk
    did: Correction | None
    part: int = 1
    statuses: dict[str, str] = field(default_factory=lambda: dict(STATUSES))

    @property
    def parts(self) -> int:
        """How many parts the list has."""
        return max(1, -(-len(self.desk.places) // PART))

    @property
    def lines(self) -> tuple[tuple[int, str, str], ...]:
        """Id, standing and words of each statement of the part."""
        places = self.desk.places[(self.part - 1) * PART : self.part * PART]
        return tuple((one.id, one.status, shown(one.words)) for one in places)


@dataclass(frozen=True, slots=True)
class HistoryView:
    """Everything that was done to a statement, or by somebody."""

    title: str
    corrections: tuple[Correction, ...]
    statement: int | None = None
    asked: Asked = field(default_factory=Asked)


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Somebody else was quicker: what stands now beside what was to stand. ``fields`` are those of the form,
    to be sent once more with what stands now as seen.
    """

    asked: Asked
    sheet: Sheet
    theirs: Correction | None
    act: str
    mine: tuple[tuple[str, str, str], ...]  # what, as it stands, as sent
    fields: tuple[tuple[str, str], ...]

    @property
    def place(self) -> str:
        """Where the statement stands in the queue."""
        return place_of(self.sheet.open.statement)


@dataclass(frozen=True, slots=True)
class KeptView:
    """The session ended before what was sent arrived: its fields, to be sent again after a sign-in."""

    message: str
    action: str
    back: str
    fields: tuple[tuple[str, str], ...]


def form_of(desk: Desk, told: Told | None) -> Form:
    """The form for a statement as it stands; None for one that is to be added."""
    text = desk.article.text
    spans = {"source": told.source, "cue": told.cue, "content": told.content} if told else {}
    stance = codec.stance_cells(told.detail if told else "{}")
    return Form(
        tuple(
            RoleField(name, label, hint, words_of(text, spans.get(name, ())), at_of(spans.get(name, ())))
            for name, label, hint in ROLES
        ),
        _choices(desk, told),
        _more(desk, told),
        stance=stance["stance"] or "",
        negated=stance["negated"],
    )


def form_again(desk: Desk, told: Told | None, given: Given) -> Form:
    """The form as it was filled in."""
    ticked = set(given.speakers)
    candidates = set(told.candidates) if told else set()
    return Form(
        tuple(RoleField(name, label, hint, given.words[name], given.at[name]) for name, label, hint in ROLES),
        tuple(
            SpeakerChoice(value_of(one), one.name, one.kind.value, value_of(one) in ticked, one in candidates)
            for one in _boxes(desk, told, ticked)
        ),
        _more(desk, told),
        given.other_name,
        given.other_kind,
        given.stance,
        given.negated,
        given.note,
        nonce=given.nonce,
    )


def window_of(desk: Desk, told: Told) -> Window:
    """The paragraphs around a statement."""
    return review_text.window(desk, {"source": told.source, "cue": told.cue, "content": told.content})


def words_of(text: str, spans: Sequence[Span]) -> str:
    """The words of a part in one field, pieces parted by "…"; line ends become blanks."""
    return " … ".join(" ".join(shown(span.of(text)).split()) for span in spans)


def at_of(spans: Sequence[Span]) -> str:
    """The offsets of a part in one field."""
    return " ".join(f"{span.start}-{span.end}" for span in spans)


def value_of(who: Who) -> str:
    """A speaker in a field."""
    return f"{who.kind.value}:{who.name}"


def _choices(desk: Desk, told: Told | None) -> tuple[SpeakerChoice, ...]:
    speaking = set(told.speakers) if told else set()
    candidates = set(told.candidates) if told else set()
    return tuple(
        SpeakerChoice(value_of(one), one.name, one.kind.value, one in speaking, one in candidates)
        for one in _boxes(desk, told)
    )


def _boxes(desk: Desk, told: Told | None, ticked: Collection[str] = ()) -> tuple[Who, ...]:
    """Those who have a box: the first of everyone, and whoever was ticked."""
    everyone = _everyone(desk, told)
    return tuple(one for i, one in enumerate(everyone) if i < _BOXES or value_of(one) in ticked)


def _more(desk: Desk, told: Told | None) -> tuple[str, ...]:
    """Names of those who have none, as many as a list can be looked through."""
    return tuple(dict.fromkeys(one.name for one in _everyone(desk, told)[_BOXES:]))[:_NAMES]


def _everyone(desk: Desk, told: Told | None) -> tuple[Who, ...]:
    """The article's speakers, those who speak or may speak here first."""
    first = (*told.speakers, *told.candidates) if told else ()
    return tuple(dict.fromkeys((*first, *desk.speakers)))
