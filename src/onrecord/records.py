"""The values that travel: page, article, attribution, record.

All are frozen and of the standard library only. **One coordinate**: every offset is a character
offset (Python string index) into ``Article.text``, end exclusive, so that ``text[start:end]`` are the
exact words. Two records are equal when all their fields are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


class PageKind(StrEnum):
    """What a page's bytes turned out to be."""

    HTML = "html"
    TEXT = "text"


class BlockKind(StrEnum):
    """What a block of the article is, in the order of the page."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"  # <blockquote>, a pull quote, a quoted letter
    LIST_ITEM = "list-item"
    TABLE = "table"
    PREFORMATTED = "preformatted"


class FurnitureKind(StrEnum):
    """What a piece of page furniture is: on the page, but not the reporter's words."""

    CATEGORY = "category"  # "BusinessMiddle East", breadcrumbs
    BYLINE = "byline"  # "By Ana Lund", "Published 3 May", reading times
    SHARE = "share"  # share bars, comment counts
    NAVIGATION = "navigation"  # "Back to top", "Skip to content", "Read more"
    NEWSLETTER = "newsletter"  # sign-up and subscription boxes
    CAPTION = "caption"  # picture captions and credits
    RELATED = "related"  # related and recommended headlines
    ADVERTISEMENT = "advertisement"
    EMBED = "embed"  # an embedded post of a social network, with its signature and date
    NOTICE = "notice"  # copyright, cookies, corrections policy


class Quotation(StrEnum):
    """How the content's words stand on the page."""

    DIRECT = "direct"  # all of the content inside quotation marks
    INDIRECT = "indirect"  # none of it
    MIXED = "mixed"  # some of it


class Stance(StrEnum):
    """What a source does with the content, as the whole sentence has it."""

    ASSERT = "assert"  # presents it as being so: what reporting verbs do unless more is said
    DENY = "deny"  # says that it is not so
    DOUBT = "doubt"  # questions it, is not sure of it
    PREDICT = "predict"  # expects it, warns that it will be
    INTEND = "intend"  # plans, promises, threatens, agrees to do it oneself
    DEMAND = "demand"  # calls for it, urges, orders, recommends that others do it
    ASK = "ask"  # puts it as a question
    SUPPORT = "support"  # praises, backs, welcomes it
    OPPOSE = "oppose"  # criticises, blames, accuses, condemns, fears it
    DECREE = "decree"  # rules, decides, votes, appoints
    PERCEIVE = "perceive"  # sees, hears, learns, remembers it
    DECLINE = "decline"  # will not say, does not respond


class Distance(StrEnum):
    """Where the reporter stands to what is attributed, by the words chosen for attributing it."""

    NEUTRAL = "neutral"
    ENDORSING = "endorsing"  # takes it to be so: noted, revealed, admitted
    DISTANCING = "distancing"  # will not answer for it: claimed, alleged, so-called


class SpeakerKind(StrEnum):
    """Who or what speaks."""

    PERSON = "person"  # a human being with a name
    GROUP = "group"  # anything else with a name: organisation, government, place, document, poll
    UNNAMED = "unnamed"  # somebody whom the article describes but does not name
    UNKNOWN = "unknown"  # nobody is given, or the text does not decide who


class MentionForm(StrEnum):
    """How a mention refers."""

    NAME = "name"  # "Ana Lund", "Ms. Lund", "FBI"
    NOMINAL = "nominal"  # "the senator", "two officials"
    PRONOUN = "pronoun"  # "he", "who", "I"


class SettingKind(StrEnum):
    """Which circumstance of speaking a setting tells."""

    ADDRESSEE = "addressee"  # told *reporters*, told *Radio Nord*
    MEDIUM = "medium"  # on *Telegram*, in *a statement*, *an email*
    OCCASION = "occasion"  # in *an interview*, at *a rally*, during *the debate*
    PLACE = "place"  # in *Geneva*
    TIME = "time"  # on *Monday*


class HopKind(StrEnum):
    """Who handed the words on."""

    SITE = "site"  # where the page stands
    OUTLET = "outlet"  # an agency, a newspaper, a broadcaster, an account: "(AP) -", "told Radio Nord"
    SPEAKER = "speaker"  # whose words they are, or who relays those of the next


class EvidenceKind(StrEnum):
    """A step that led from the words of a source to the speaker."""

    NAMED = "named"  # the source holds the name
    SAME_NAME = "same-name"  # another spelling of one name: "Lund", "Ana Lund"
    ABBREVIATION = "abbreviation"  # "FBI" and the name it stands for
    ANTECEDENT = "antecedent"  # what a pronoun or a nominal stands for
    APPOSITION = "apposition"  # "Ana Lund, the envoy"
    CONTEXT = "context"  # no source: the speech goes on from there
    DESCRIPTION = "description"  # nobody is named: the words that describe


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of ``Article.text``; never empty, never negative."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"Span({self.start}, {self.end}): expected 0 <= start < end")

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they were fetched, before anything was decoded: all else is derived from them again.

    ``name`` is what the user called it (path, URL, "-") and, inside a container, which part of it:
    "news.warc.gz#1024", "articles.jsonl:17". ``data`` is the body, transfer and content encodings undone.
    ``origin`` says what it came out of: "file", "stdin", "web", "feed", "warc" or "jsonl". ``url`` is the
    address after redirects, None where there is none; ``status`` and ``headers`` (names in lower case) are
    the server's. ``given`` is what the container itself states of the article ("title", "published",
    "outlet", "author"), used only where the page does not say it.
    """

    name: str
    data: bytes
    origin: str = "file"
    url: str | None = None
    fetched: datetime | None = None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they came, before anything was understood of them.

    ``name`` is what the user called it (path, URL or "-") and stands in messages. ``url`` is the address
    after redirects, None for files. ``encoding`` names the one ``text`` was decoded with; ``repaired`` is
    true where some bytes had to be replaced.
    """

    name: str
    kind: PageKind
    text: str
    encoding: str
    url: str | None = None
    fetched: datetime | None = None
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like part of the article: the words at ``span`` and what they are."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of page furniture inside ``Article.text``: kept with its offsets, never analysed."""

    span: Span
    kind: FurnitureKind


@dataclass(frozen=True, slots=True)
class Article:
    """What the page says, with what it says about itself.

    ``text`` holds title, body and furniture in the page's order; ``blocks`` and ``furniture`` do not
    overlap, are sorted, and together cover every word of it. A field that the page does not give is None
    (or empty): nothing is guessed. ``origins`` says for each given field where it was read:
    "json-ld", "meta", "html", "text", "url".
    ``published`` is ISO 8601, as precise as the page has it ("2024-05-02" or "2024-05-02T07:30:00+00:00").
    ``language`` is an ISO 639-1 code. ``dateline`` is the span of "GENEVA (AP) -" where the body opens so.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    dateline: Span | None = None
    origins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the article that refer to somebody."""

    span: Span
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody, or something, that words are attributed to, as this one article shows them.

    ``kind`` is never UNKNOWN: who is not known is no speaker. ``name`` are the words of the fullest name in
    the article without courtesy titles, for an unnamed speaker the words that describe them. ``mentions``
    are all that the article says of them, in reading order, pronouns included. ``role`` ("spokesman") and
    ``affiliation`` ("the ministry") are what the article gives beside the name, None where it gives none.
    Of unnamed speakers, ``number`` is how many they are (2 for "two officials") and ``reason`` why they are
    not named ("who was not authorised to speak publicly"), None where the article does not say.
    """

    name: str
    kind: SpeakerKind
    mentions: tuple[Mention, ...]
    role: Span | None = None
    affiliation: Span | None = None
    number: int | None = None
    reason: Span | None = None

    def spellings(self, text: str) -> tuple[str, ...]:
        """The different wordings of the name in ``text``, in order of appearance."""
        named = (m.span.of(text) for m in self.mentions if m.form is MentionForm.NAME)
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One step from a source to its speaker: what kind of step, and the words it led to."""

    kind: EvidenceKind
    span: Span


@dataclass(frozen=True, slots=True)
class Setting:
    """A circumstance of speaking, as the words that tell it."""

    kind: SettingKind
    span: Span


@dataclass(frozen=True, slots=True)
class Hop:
    """One station of the words on their way to the page. ``span`` is where the article names it; None for
    the site, which the page gives outside its text, and for a speaker who is not known.
    """

    kind: HopKind
    name: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution relation as in PolNeAR: who (source), the words that attribute (cue), what (content).

    ``source`` is empty where nobody is named; ``content`` has several spans where it is interrupted.
    ``parent`` is the index, in the same record, of the attribution whose content holds this one; None
    at the top. ``confidence`` is the calibrated probability that source, cue and content belong together.

    ``speakers`` are indices into the record's speakers, several for a coordination, none where the speaker
    is not known. ``candidates`` are those between which the text does not decide; only then they are given,
    and ``speakers`` is empty. ``evidence`` leads from the source to the speakers, ``settings`` tell to whom,
    where, when and how it was said, ``provenance`` how the words reached the page, from the page inwards.

    ``stance`` is what the source does with the content, None where the model does not tell. ``negated`` says
    that the page does not have it happen: "did not say", "if he says". ``distance`` is the reporter's.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: Quotation
    confidence: float
    parent: int | None = None
    speakers: tuple[int, ...] = ()
    candidates: tuple[int, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    settings: tuple[Setting, ...] = ()
    provenance: tuple[Hop, ...] = ()
    stance: Stance | None = None
    negated: bool = False
    distance: Distance = Distance.NEUTRAL


def kind_of(attribution: Attribution, speakers: Sequence[Speaker]) -> SpeakerKind:
    """The kind of an attribution's speakers, who are among ``speakers``: PERSON where all of them are
    persons, UNNAMED where none has a name, UNKNOWN where there are none, else GROUP.
    """
    kinds = {speakers[i].kind for i in attribution.speakers}
    if not kinds:
        return SpeakerKind.UNKNOWN
    return kinds.pop() if len(kinds) == 1 else SpeakerKind.GROUP


def name_keys(names: Sequence[str]) -> dict[str, object]:
    """How gold and prediction files say who speaks: "speakers" for several, else "speaker", null for none."""
    return {"speakers": list(names)} if len(names) > 1 else {"speaker": names[0] if names else None}


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is read out of one text: the attributions in reading order, and the speakers that they name."""

    attributions: tuple[Attribution, ...] = ()
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """An article, every attribution in it, in reading order, and the ``speakers`` that these point to, in
    order of their first mention.

    ``notes`` tell, in sentences for the user, what limits this reading: nothing to read, a language the
    model was not trained on. ``model`` names the model that read it, None where nothing was read.
    """

    article: Article
    attributions: tuple[Attribution, ...] = ()
    model: str | None = None
    name: str | None = None
    notes: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()

    def speakers_of(self, attribution: Attribution) -> tuple[Speaker, ...]:
        """Who speaks in an attribution of this record; nobody where that is not known."""
        return tuple(self.speakers[i] for i in attribution.speakers)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that gave no record, and why: ``reason`` is a stable code, ``message`` for people."""

    name: str
    reason: str
    message: str
