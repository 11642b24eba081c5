"""What proves a row: hashes that can be derived again from the stored bytes and words.

The scheme is named in the value, so that a later one can stand beside it: ``s1:`` is SHA-256 over the JSON
array ``[page digest, model, spans, source, cue, content]``, its first 20 bytes in URL-safe base64.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from onrecord.records import Article

STATEMENT_SCHEME: Final = "s1"
# 160 bits: two of a billion statements are the same by accident with probability 1e-30; rows stay short.
_STATEMENT_BYTES: Final = 20
_SPACE = re.compile(r"\s+")


def of_bytes(data: bytes) -> str:
    """The digest of a page: SHA-256 of its bytes as fetched, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def of_text(article: Article) -> str:
    """The digest of an article's own words, whatever furniture surrounds them.

    White space is folded: a page that is set anew says the same.
    """
    digest = hashlib.sha256()
    for block in article.blocks:
        digest.update(_SPACE.sub(" ", block.span.of(article.text)).strip().encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    return digest.hexdigest()


def of_statement(page: str, model: str | None, spans: str, source: str, cue: str, content: str) -> str:
    """The digest of an attribution's row; ``page`` is its page's digest, ``spans`` as stored."""
    told = json.dumps([page, model, spans, source, cue, content]).encode("ascii")
    short = hashlib.sha256(told).digest()[:_STATEMENT_BYTES]
    return f"{STATEMENT_SCHEME}:{base64.urlsafe_b64encode(short).rstrip(b'=').decode('ascii')}"
