"""Made-up documents whose mentions and chains are written into their text."""

from __future__ import annotations

import re
from dataclasses import replace

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from onrecord.analysis.mentions import Kind
from onrecord.analysis.pairs import PRONOUNS
from onrecord.analysis.pieces import Pieces, tokenise
from onrecord.records import Span
from onrecord.training.corpora import Document, Marked
from onrecord.training.references import DocumentReferences
from onrecord.training.referring import GoldMention

_MENTION = re.compile(r"\{(?P<chain>\w*):(?P<words>[^}]*)\}")


def marked(written: str, *, which: Marked = Marked.ALL) -> Document:
    """A document of ``written``, in which {lund:she} is a mention of chain "lund", {:it} one of no chain.
    What is not a pronoun is the name of a person where it begins with a capital, else a person described.
    """
    text, mentions, end = "", [], 0
    for found in _MENTION.finditer(written):
        text += written[end : found.start()]
        end = found.end()
        words = found["words"]
        mentions.append(GoldMention(len(text), len(text) + len(words), kind(words), found["chain"] or None))
        text += words
    return Document("made-up", text + written[end:], (), mentions=tuple(mentions), marked=which)


def kind(words: str) -> Kind:
    if words.lower() in PRONOUNS:
        return Kind.PRONOUN
    return Kind.PERSON_NAME if words[0].isupper() else Kind.PERSON


def words_of(document: Document) -> list[str]:
    """The words of each mention."""
    return [document.text[m.start : m.end] for m in document.mentions]


def pieces_of(document: Document) -> Pieces:
    """One piece a word; after each line a separator."""
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return tokenise(tokenizer, document.text, [Span(0, len(document.text))], sep_id=2)


def references(document: Document, **changes: object) -> DocumentReferences:
    """What is known of the whole document, with fields of it changed."""
    found = DocumentReferences.of(document, pieces_of(document))
    assert found is not None
    return replace(found, **changes)  # type: ignore[arg-type]
