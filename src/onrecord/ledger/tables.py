"""The tables of a ledger, as SQLAlchemy sees them: one definition for SQLite and PostgreSQL.

    pages -> articles -> readings -> attributions -> attribution_speakers -> article_speakers -> people
                                     figures, dates, narration
                                     occurrences, wording_keys, wording_links

A *page* holds bytes as fetched, an *article* is one version of what stood there, a *reading* is what one
model (or a person's hand) found in it. The scripts in ``migrations`` make these tables; a test holds that
both say the same. Times are ISO 8601 text in UTC; ``published`` is as precise as the page has it. Spans and
what hangs on them are compact JSON (``codec``). Offsets are characters of ``articles.text``.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData()

# An INTEGER PRIMARY KEY is SQLite's own row number, which costs nothing; PostgreSQL wants room to grow.
_ID = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", _ID, primary_key=True)


def _ref(name: str, target: str, *, index: bool = False, nullable: bool = False) -> Column[int]:
    return Column(name, _ID, ForeignKey(f"{target}.id"), index=index, nullable=nullable)


migrations = Table(
    "migrations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("applied", Text, nullable=False),
    Column("onrecord", Text, nullable=False),  # the version of the program
)

#: What articles appear in; the view `outlets` counts what each holds.
publishers = Table(
    "publishers", metadata, _id(), Column("name", Text, nullable=False, unique=True), Column("site", Text)
)

#: One call of ``add`` or ``watch``. ``ended`` is null while it runs, and where it was broken off.
runs = Table(
    "runs",
    metadata,
    _id(),
    Column("command", Text, nullable=False),  # JSON: what was asked for; a run is resumed by it
    Column("started", Text, nullable=False),
    Column("ended", Text),
    Column("onrecord", Text, nullable=False),
    Column("model", Text),
)

#: What became of each input: added, known, changed or refused.
inputs = Table(
    "inputs",
    metadata,
    _id(),
    _ref("run_id", "runs"),
    Column("name", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text),  # the code of a refusal, or what a known page was known by
    Column("message", Text),
    _ref("article_id", "articles", nullable=True, index=True),
    Column("at", Text, nullable=False),
    UniqueConstraint("run_id", "name"),
    Index("ix_inputs_name", "name"),
)

#: Bytes as fetched. ``body`` is zlib's, null once withdrawn; ``digest`` is SHA-256 of the bytes before that.
pages = Table(
    "pages",
    metadata,
    _id(),
    Column("digest", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("url", Text),
    Column("fetched", Text),
    Column("status", Integer),
    Column("headers", Text, nullable=False),  # JSON object
    Column("given", Text, nullable=False),  # JSON object
    Column("size", Integer, nullable=False),  # bytes
    Column("body", LargeBinary),
    Column("added", Text, nullable=False),
)

#: One version of an article. ``text`` is null once withdrawn. ``text_digest`` is of its blocks' words alone.
articles = Table(
    "articles",
    metadata,
    _id(),
    _ref("page_id", "pages", index=True),
    Column("url", Text, index=True),  # canonical
    Column("version", Integer, nullable=False),  # 1 for the first under this address
    _ref("previous_id", "articles", nullable=True),
    Column("current", Boolean, nullable=False),  # the newest version, and not withdrawn
    Column("text_digest", Text, nullable=False, index=True),
    Column("title", Text),
    Column("authors", Text, nullable=False),  # JSON array
    Column("published", Text, index=True),
    _ref("outlet_id", "publishers", nullable=True),
    Column("language", Text),
    Column("text", Text),
    Column("layout", Text, nullable=False),  # JSON: blocks, furniture, dateline, origins, notes, name
    Column("added", Text, nullable=False),
    Index("ix_articles_outlet", "outlet_id", "current", "published"),
)

#: Where an article was met: every canonical address leads to the newest version of what stands there.
addresses = Table(
    "addresses",
    metadata,
    Column("url", Text, primary_key=True),
    _ref("article_id", "articles", index=True),
    Column("first_seen", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    _id(),
    _ref("article_id", "articles", index=True),
    Column("model", Text),  # null where there was nothing to read
    Column("onrecord", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("quoted", Text),  # JSON: every stretch in marks; null where the reading is from before version 2
)

#: A speaker as one reading of one article shows them.
article_speakers = Table(
    "article_speakers",
    metadata,
    _id(),
    _ref("reading_id", "readings", index=True),
    Column("ord", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("role", Text),
    Column("affiliation", Text),
    Column("number", Integer),
    Column("detail", Text, nullable=False),  # JSON: mentions, spans of role, affiliation and reason
    _ref("person_id", "people", nullable=True, index=True),  # as first assigned; merges stand apart
)

#: An attribution: the words and where they stand. ``digest`` proves them (``digests``).
attributions = Table(
    "attributions",
    metadata,
    _id(),
    _ref("reading_id", "readings", index=True),
    _ref("article_id", "articles", index=True),
    Column("ord", Integer, nullable=False),
    _ref("parent_id", "attributions", nullable=True),
    Column("quotation", Text, nullable=False),
    Column("speaker_kind", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("source", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("spans", Text, nullable=False),  # JSON: [source, cue, content], each a list of [start, end]
    Column("detail", Text, nullable=False),  # JSON: evidence, settings, provenance
    Column("digest", Text, nullable=False),
    Column("status", Text, nullable=False),  # machine, accepted, changed, added, rejected
    # Who speaks, where and when, as words for the full-text index: "p12 o3 y2024 m202405" (``tagging``).
    Column("tags", Text, nullable=False),
    Column("current", Boolean, nullable=False),  # of the newest reading of the newest version
    Column("stance", Text),  # null where no model tells; these three repeat ``detail``, to be asked for
    Column("negated", Boolean, nullable=False, server_default=false()),
    Column("distance", Text, nullable=False, server_default="neutral"),
    # What `stats` counts, which without it reads every word of the ledger. "current" stands last, so that no
    # other question takes this index for the best one.
    Index("ix_attributions_kinds", "status", "quotation", "speaker_kind", "current"),
    # The queue of the review: of each kind of speaker, what is least certain first.
    Index("ix_attributions_doubt", "status", "speaker_kind", "confidence", "id", "current"),
)

#: Every quantity of a reading. ``attribution_id`` is who answers for it, null for the page itself; ``value``,
#: ``low`` and ``high`` are the nearest floats, ``exact`` all three as exact text; ``noun`` is what it counts.
figures = Table(
    "figures",
    metadata,
    Column("reading_id", _ID, ForeignKey("readings.id"), primary_key=True),
    Column("ord", Integer, primary_key=True),
    _ref("attribution_id", "attributions", index=True, nullable=True),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("bound", Text, nullable=False),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("exact", Text, nullable=False),
    Column("unit", Text),
    Column("noun", Text),
    Column("direction", Text),  # up or down, where it tells of a change
    Column("detail", Text),  # JSON: the span counted, the rest of the change
    sqlite_with_rowid=False,
)

#: Every time that a reading's article names: from ``first_day`` to ``last_day``, null on an open side, and on
#: both where ``reason`` says why the days are not known.
dates = Table(
    "dates",
    metadata,
    Column("reading_id", _ID, ForeignKey("readings.id"), primary_key=True),
    Column("ord", Integer, primary_key=True),
    _ref("attribution_id", "attributions", index=True, nullable=True),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("precision", Text, nullable=False),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("time", Text),
    Column("approximate", Boolean, nullable=False),
    Column("reason", Text),
    sqlite_with_rowid=False,
)

#: Sentences, or parts of them, in the page's own voice; ``start`` and ``stop`` are the sentence's.
narration = Table(
    "narration",
    metadata,
    Column("reading_id", _ID, ForeignKey("readings.id"), primary_key=True),
    Column("ord", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),  # "figure date": why it can be checked
    Column("detail", Text, nullable=False),  # JSON: the parts, the words of each reason
    sqlite_with_rowid=False,
)

#: Who speaks in an attribution; ``candidate`` where the text does not decide. ``person_id`` is the person
#: after all merges, null for somebody who is not named; ``published`` stands here so that what somebody
#: said comes out of one index in the order of time.
attribution_speakers = Table(
    "attribution_speakers",
    metadata,
    Column("attribution_id", _ID, ForeignKey("attributions.id"), primary_key=True),
    Column("article_speaker_id", _ID, ForeignKey("article_speakers.id"), primary_key=True),
    Column("candidate", Boolean, nullable=False),
    _ref("person_id", "people", nullable=True),
    Column("published", Text),
    Index("ix_attribution_speakers_person", "person_id", "candidate", "published", "attribution_id"),
    Index("ix_attribution_speakers_speaker", "article_speaker_id"),
    sqlite_with_rowid=False,
)

people = Table(
    "people",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("wikidata", Text),
    Column("listed", Boolean, nullable=False),  # on the user's own list
    _ref("merged_into", "people", nullable=True, index=True),  # null: stands for itself
    Column("statements", Integer, nullable=False),  # of current attributions, kept as they come
    Column("added", Text, nullable=False),
)

person_names = Table(
    "person_names",
    metadata,
    Column("person_id", _ID, ForeignKey("people.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("times", Integer, nullable=False),  # readings; 0 for a name that only the user's list gives
    sqlite_with_rowid=False,
)

#: What articles said of a person, with the first and the last date: roles, affiliations, outlets. It is what
#: ``identity`` weighs beside the name.
person_reports = Table(
    "person_reports",
    metadata,
    Column("person_id", _ID, ForeignKey("people.id"), primary_key=True),
    Column("kind", Text, primary_key=True),  # role, affiliation, outlet
    Column("words", Text, primary_key=True),
    Column("first_date", Text),
    Column("last_date", Text),
    Column("times", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: By what a person is found: "w:lund", a word of a name, when somebody asks; the keys of ``keys`` when a
#: speaker is assigned.
person_keys = Table(
    "person_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("person_id", _ID, ForeignKey("people.id"), primary_key=True),
    Index("ix_person_keys_person", "person_id"),
    sqlite_with_rowid=False,
)

#: What was done about who is who: nothing is overwritten, so that all of it can be undone.
person_events = Table(
    "person_events",
    metadata,
    _id(),
    Column("kind", Text, nullable=False),  # merge, split, undo
    _ref("person_id", "people"),
    _ref("other_id", "people", nullable=True),
    _ref("undoes", "person_events", nullable=True),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("detail", Text, nullable=False),  # JSON: evidence, probability, sightings moved
)

proposals = Table(
    "proposals",
    metadata,
    _id(),
    _ref("person_id", "people", index=True),
    _ref("other_id", "people", index=True),
    Column("kind", Text, nullable=False),  # same (may be one) or conflict (same name, two people)
    Column("probability", Float, nullable=False),
    Column("evidence", Text, nullable=False),  # JSON
    Column("state", Text, nullable=False),  # open, applied, rejected
    Column("at", Text, nullable=False),
    UniqueConstraint("person_id", "other_id", "kind"),
)

#: A person's word on a reading: what was before, what is now, who said so; never overwritten.
corrections = Table(
    "corrections",
    metadata,
    _id(),
    _ref("article_id", "articles", index=True),
    _ref("attribution_id", "attributions", nullable=True, index=True),
    Column("kind", Text, nullable=False),  # accept, reject, change, add
    Column("before", Text),  # JSON of the attribution with its speakers; null for one that was added
    Column("after", Text),  # the same; null for one that was rejected
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("note", Text),
    Column("undone", Text),  # when, null while it stands
    Column("undone_by", Text),
    Column("key", Text),  # by which one that is sent twice is known
    Index("ix_corrections_key", "key", unique=True),
    Index("ix_corrections_by", "by", "id"),
)

#: That a person reviewed an article to its end: what stands there then is all that is attributed in it.
reviews = Table(
    "reviews",
    metadata,
    _id(),
    _ref("article_id", "articles", index=True),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undone", Text),  # when it was opened again, null while it stands
    Column("undone_by", Text),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    _id(),
    _ref("article_id", "articles", index=True),
    Column("url", Text, index=True),
    Column("page_digest", Text, nullable=False, index=True),
    Column("text_digest", Text, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)

#: How far the polling of each feed has come.
feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("next_poll", Text),
    Column("failures", Integer, nullable=False),
)

#: How far each part of the comparison has come (``comparing``): of the articles up to ``upto``, which were
#: there before it, those up to ``done`` are indexed; later ones when they are stored.
indexing = Table(
    "indexing",
    metadata,
    Column("part", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("done", _ID, nullable=False),
    Column("upto", _ID, nullable=False),
    sqlite_with_rowid=False,
)

#: Every current statement that nobody rejected: ``wording`` is a digest of its words (``wordings``),
#: ``minute`` when it was published, minutes since 1970, a great number where nobody says.
occurrences = Table(
    "occurrences",
    metadata,
    Column("wording", _ID, primary_key=True),
    Column("minute", Integer, primary_key=True),
    Column("attribution_id", _ID, ForeignKey("attributions.id"), primary_key=True),
    sqlite_with_rowid=False,
)

#: By what a wording is found (``compare.fingerprints``); one statement stands for all that give the wording.
wording_keys = Table(
    "wording_keys",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("attribution_id", _ID, ForeignKey("attributions.id"), primary_key=True),
    sqlite_with_rowid=False,
)

#: Wordings that are the same quotation, each pair twice; groups are what is linked with one another.
wording_links = Table(
    "wording_links",
    metadata,
    Column("wording", _ID, primary_key=True),
    Column("other", _ID, primary_key=True),
    Column("percent", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: An article that was laid side by side with the others: its origin, which is the least id of the articles
#: that links hold together, and the agency whose report it is by its own word.
origin_articles = Table(
    "origin_articles",
    metadata,
    Column("article_id", _ID, ForeignKey("articles.id"), primary_key=True),
    Column("origin_id", _ID, nullable=False, index=True),
    Column("agency", Text),
)

#: By what articles with words in common are found: the sketch of each (``compare.sketches``).
origin_marks = Table(
    "origin_marks",
    metadata,
    Column("mark", Integer, primary_key=True, autoincrement=False),
    Column("article_id", _ID, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

#: That two articles share an origin: how, how probable, and why (JSON, pairs of a kind and its words).
origin_links = Table(
    "origin_links",
    metadata,
    Column("article_id", _ID, ForeignKey("articles.id"), primary_key=True),
    Column("other_id", _ID, ForeignKey("articles.id"), primary_key=True, index=True),
    Column("kind", Text, nullable=False),
    Column("probability", Float, nullable=False),
    Column("evidence", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: Who may do what in the reading room. ``key`` is the name as it is compared, ``password`` its hash.
accounts = Table(
    "accounts",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),  # reader, reviewer, admin
    Column("password", Text, nullable=False),
    Column("added", Text, nullable=False),
)

#: Who is signed in: ``digest`` is SHA-256 of the token that the browser has, which is stored nowhere.
sessions = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True),
    _ref("account_id", "accounts", index=True),
    Column("began", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("address", Text, nullable=False),
)

#: The keys of programs; ``digest`` as in ``sessions``.
api_tokens = Table(
    "api_tokens",
    metadata,
    _id(),
    _ref("account_id", "accounts", index=True),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("added", Text, nullable=False),
    Column("expires", Text),
)

#: Who did what in the reading room; triggers keep rows as they are. Names, not ids: accounts may go.
audit_log = Table(
    "audit_log",
    metadata,
    _id(),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("role", Text),
    Column("address", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("detail", Text, nullable=False),
)
