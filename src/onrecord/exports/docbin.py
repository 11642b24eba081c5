"""Records -> spaCy's DocBin: a Doc an article, with span groups source, cue and content.

Needs the extra ``spacy``. Tokens are those of the blank English pipeline; a span that begins or ends inside
a token is widened to it, and the exact offsets stand in ``Doc.user_data["onrecord"]``. A DocBin is written
as one piece: it is held in memory whole.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Final

from onrecord.exports.exported import identified
from onrecord.extras import require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.exports.exported import Exported, Identified, Statement

ROLES: Final = ("source", "cue", "content")
KEY: Final = "onrecord"  # in Doc.user_data


def docbin(items: Iterable[Exported], out: IO[bytes]) -> None:
    """Writes the DocBin to ``out``. Raises MissingExtraError where spaCy is not installed."""
    spacy = require("spacy", extra="spacy", purpose="writing a DocBin")
    tokens = require("spacy.tokens", extra="spacy", purpose="writing a DocBin")
    # The tokenizer alone: the pipeline has a limit on length, for its parsers, and would refuse long pages.
    tokenizer = spacy.blank("en").tokenizer
    docs = tokens.DocBin(store_user_data=True)
    for one in identified(items):
        docs.add(_doc(one, tokenizer))
    out.write(docs.to_bytes())


def _doc(one: Identified, tokenizer: Any) -> Any:
    doc = tokenizer(one.article.text)
    for role in ROLES:
        doc.spans[role] = [
            doc.char_span(*(span.start, span.end), label=role, span_id=statement.id, alignment_mode="expand")
            for statement in one.statements
            for span in getattr(statement.attribution, role)
        ]
    doc.user_data[KEY] = _told(one)
    return doc


def _told(one: Identified) -> dict[str, Any]:
    """What no span group holds, in types that msgpack knows."""
    article = one.article
    return {
        "article_id": one.article_id,
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "model": one.record.model,
        "statements": [_statement(one, statement) for statement in one.statements],
    }


def _statement(one: Identified, statement: Statement) -> dict[str, Any]:
    attribution = statement.attribution
    return {
        "id": statement.id,
        **{role: [[s.start, s.end] for s in getattr(attribution, role)] for role in ROLES},
        "quotation": attribution.quotation.value,
        "confidence": attribution.confidence,
        "parent_id": statement.parent_id,
        "speakers": [
            {"id": name, "name": speaker.name, "kind": speaker.kind.value}
            for name, speaker in one.speakers_of(statement)
        ],
    }
