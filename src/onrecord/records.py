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
    from fractions import Fraction


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
    """How the content's words stand on the page. Marks around a title, a name, a word spoken of as a word or
    a scare quote make no quotation: "praised the film “Night Train”" is indirect.
    """

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


class QuotedKind(StrEnum):
    """What a stretch in quotation marks is there for."""

    QUOTATION = "quotation"  # somebody's words: “No,” she said; called the plan “reckless”
    SCARE = "scare-quote"  # the page holds the words at arm's length: the “miracle” pump
    TITLE = "title"  # a work, law, programme: “The Salt Road”
    NAME = "name"  # a name or nickname: Robert “Bob” Lee, the trawler “Pike”
    WORD = "word"  # a word spoken of as a word: the term “haar”
    OTHER = "other"  # no words, or none of these


class DateKind(StrEnum):
    """How a temporal expression places itself in time."""

    ABSOLUTE = "absolute"  # its words alone name it: "3 May 2024", "2007", "the 1990s"
    RELATIVE = "relative"  # as seen from publication: "on Monday", "in May", "two years ago"
    ANCHORED = "anchored"  # as seen from the date before it in its paragraph: "a day earlier"
    SINCE = "since"  # open at the end: "since 2007", "from 2030 on"
    UNTIL = "until"  # open at the start: "until June", "by the end of the year", "before 2010"
    RANGE = "range"  # two ends: "between 2010 and 2014", "May 3-5"


class DatePrecision(StrEnum):
    """The unit that a temporal expression speaks in, coarsest first."""

    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    HALF_YEAR = "half-year"
    QUARTER = "quarter"
    SEASON = "season"
    MONTH = "month"
    WEEK = "week"
    WEEKEND = "weekend"
    DAY = "day"
    PART_OF_DAY = "part-of-day"
    HOUR = "hour"
    MINUTE = "minute"


class DateReason(StrEnum):
    """Why a temporal expression has no interval."""

    NO_PUBLICATION = "no publication date"  # it needs one, and the page has none
    NO_SUCH_DATE = "no such date"  # 30 February, or beyond the years 1 to 9999
    AMBIGUOUS = "day and month may be either"  # 3/5/2024
    MIXED_NUMERALS = "numerals of several systems"
    NO_ANCHOR = "no date before it"  # "Two days later he left", and nothing tells after what
    COARSE_ANCHOR = "the date before it is not so precise"  # "In 2007 he left. Two days later"


class CheckReason(StrEnum):
    """Why a sentence can be checked."""

    FIGURE = "figure"  # "12,000 people"
    DATE = "date"  # "in May 1987"
    EVENT = "event"  # something happened: "the court fined the airline"
    COMPARISON = "comparison"  # more than, the largest, the first
    CAUSE = "cause"  # because of, led to, owing to


class HeadlineOutcome(StrEnum):
    """What the body makes of something that the headline attributes."""

    SAME = "same"  # attributed there too, and nothing that the text tells differs
    OTHER_WORDS = "other-words"  # the same speaker, but what the headline puts in marks stands nowhere so
    OTHER_STANCE = "other-stance"  # the same speaker, but in another stance: denies for asserts
    OTHER_SPEAKER = "other-speaker"  # attributed to somebody else
    OWN_VOICE = "own-voice"  # the body says it itself
    NOT_IN_BODY = "not-in-body"  # neither


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
    "json-ld", "meta", "html", "text", "url", "given" (by the feed or file that the page came in).
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


class FigureKind(StrEnum):
    """What a figure measures."""

    COUNT = "count"  # "six places", "12,500", "three times a day"
    PERCENTAGE = "percentage"  # "53 percent", "two percentage points", "25 basis points"
    FRACTION = "fraction"  # "a third", "one in five"
    MONEY = "money"  # "$1.2tn", "80 pence"
    MEASURE = "measure"  # "30 km", "two hours", "80 mph"
    AGE = "age"  # "aged nine", "42-year-old"; the unit is "year" or "month"
    MULTIPLE = "multiple"  # "three times as much", "doubled"
    SCORE = "score"  # "7-2", "52 to 48": two numbers against each other


class Bound(StrEnum):
    """How the number bounds the quantity."""

    EXACT = "exact"  # nothing else is said: "six", "exactly six"
    AT_LEAST = "at-least"  # "no fewer than six", "six or more", "300-plus"
    MORE_THAN = "more-than"  # "over six", "in excess of six"
    AT_MOST = "at-most"  # "up to six", "as many as six", "no more than six"
    LESS_THAN = "less-than"  # "under six"
    NEARLY = "nearly"  # "almost six", "just under six": less, by little
    ABOUT = "about"  # "some 200", "200 or so": either side
    BETWEEN = "between"  # "10 to 15"
    VAGUE = "vague"  # "dozens": a size and no number


class Direction(StrEnum):
    """Which way a quantity changed."""

    UP = "up"
    DOWN = "down"


class ChangePart(StrEnum):
    """What a figure tells of a change."""

    BY = "by"  # how much
    FROM = "from"  # the value before
    TO = "to"  # the value after


@dataclass(frozen=True, slots=True)
class Change:
    """That something rose or fell, by, from or to a figure. ``cue`` are the words that say so ("fell"), the
    figure's own where it is a verb ("doubled"). ``partners`` are the indices, among the article's figures, of
    the others that tell of the same change: "rose by 3% to 12m".
    """

    direction: Direction
    part: ChangePart
    cue: Span
    partners: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that the article gives, and its normal form.

    ``span`` are the words of the quantity with those of its bound and unit, without what is counted.
    ``value`` is exact, in ``unit``: "80 pence" is 4/5 GBP. It is None for a range, for a score, for a
    size without a number ("dozens") and for a number too long to be kept. ``low`` and ``high`` enclose
    the quantity, None where nothing is said of that side: of a range its ends, of a score the two
    numbers as they come; the value itself belongs to them but for MORE_THAN, LESS_THAN and NEARLY;
    about ABOUT they say nothing. ``unit`` is None for mere numbers, an ISO 4217 code for money where
    the words decide the currency, else an English name in the singular or a symbol, over a rate's "/":
    "percent", "km", "barrel/day". ``counted`` is the noun phrase of what is counted ("injured people"),
    None where the words after the figure do not show it.
    """

    span: Span
    kind: FigureKind
    bound: Bound
    value: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None
    unit: str | None = None
    counted: Span | None = None
    change: Change | None = None


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
class QuotedSpan:
    """A stretch in quotation marks, marks included, outermost marks only, and what it is there for.

    ``attribution`` is the index of the attribution in whose content it stands (the shortest content, where
    they nest), whatever the kind: a title may stand in what somebody says. None outside all contents.
    """

    span: Span
    kind: QuotedKind
    attribution: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One reason why a piece of narration can be checked, and the words that give it."""

    reason: CheckReason
    span: Span


@dataclass(frozen=True, slots=True)
class Narration:
    """What one sentence says in the page's own voice.

    ``sentence`` is the whole sentence; ``spans`` are the parts of it that no attribution, and no quotation,
    covers (the sentence itself where nothing does). ``checks`` say what in them can be checked, in reading
    order; empty where they state nothing checkable. ``score`` (0 to 1) ranks how checkable they are; it says
    nothing on whether they are true.
    """

    spans: tuple[Span, ...]
    sentence: Span
    checks: tuple[Check, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class TemporalExpression:
    """Words of an article that name a time (a TIMEX), and the interval of days that they name.

    ``start`` and ``end`` are the first and the last day, both inclusive, as ISO 8601 dates ("2024-05-03");
    one of them is None where the interval is open on that side, both where it is not ``resolved``, and only
    then ``reason`` says why. ``time`` is the time of the first day as TIMEX3 writes it, "T15:00" or one of
    "TMO", "TAF", "TEV", "TNI" (morning, afternoon, evening, night); None where only days are named.
    ``approximate``: the words leave the ends open ("early May", "three weeks ago").
    """

    span: Span
    kind: DateKind
    precision: DatePrecision
    start: str | None
    end: str | None
    time: str | None = None
    approximate: bool = False
    reason: DateReason | None = None

    @property
    def resolved(self) -> bool:
        """Whether the interval is known."""
        return self.reason is None


@dataclass(frozen=True, slots=True)
class SpeakerShare:
    """How many words of the body are a speaker's: ``speaker`` is an index into the record's speakers, None
    for words whose speaker is not known. ``share`` is of all words of the body, 0 to 1.
    """

    speaker: int | None
    words: int
    share: float


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of an article's body is attributed, and to whom.

    ``words`` are all words of the body (no title, heading or furniture), ``attributed`` those in the content
    of an attribution, each counted once. ``speakers`` counts who speaks in the body at any depth, ``named``
    those of them who have a name. ``by_speaker`` gives the words to the outermost speaker, most words first;
    words of several speakers at once count for each of them, so the shares may add up to more than ``share``.
    """

    words: int
    attributed: int
    speakers: int
    named: int
    by_speaker: tuple[SpeakerShare, ...] = ()

    @property
    def share(self) -> float:
        """The attributed part of the words, 0 to 1; 0 where the body has none."""
        return self.attributed / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class HeadlineClaim:
    """Something that the headline attributes, and where the body has it.

    ``headline`` and ``body`` are indices of attributions of the record; ``body`` is None where no attribution
    of the body says it. ``overlap`` is the part of the headline's content words found on the other side (0 to
    1). ``headline_spans`` and ``body_spans`` are the words compared: contents, or a sentence of an own voice.
    ``same_speaker``, ``same_stance`` and ``same_words`` (what the headline puts in quotation marks stands in
    the body so) are None where one side does not tell.
    """

    outcome: HeadlineOutcome
    headline: int
    body: int | None
    overlap: float
    headline_spans: tuple[Span, ...]
    body_spans: tuple[Span, ...] = ()
    same_speaker: bool | None = None
    same_stance: bool | None = None
    same_words: bool | None = None


@dataclass(frozen=True, slots=True)
class HeadlineCheck:
    """Everything that the headline attributes, in reading order; never empty."""

    claims: tuple[HeadlineClaim, ...]


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

    ``figures`` and ``dates`` are all of the article's, whoever gives them, ``quoted`` all stretches in
    quotation marks, ``narration`` what the page says in its own voice; each in reading order, and empty where
    the article was read before there were any.
    """

    article: Article
    attributions: tuple[Attribution, ...] = ()
    model: str | None = None
    name: str | None = None
    notes: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[TemporalExpression, ...] = ()
    quoted: tuple[QuotedSpan, ...] = ()
    narration: tuple[Narration, ...] = ()

    def speakers_of(self, attribution: Attribution) -> tuple[Speaker, ...]:
        """Who speaks in an attribution of this record; nobody where that is not known."""
        return tuple(self.speakers[i] for i in attribution.speakers)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that gave no record, and why: ``reason`` is a stable code, ``message`` for people."""

    name: str
    reason: str
    message: str
