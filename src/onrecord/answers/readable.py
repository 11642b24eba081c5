"""Evidence in the words of the articles: comparing works with stems, people read words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.compare.stems import stem, words

if TYPE_CHECKING:
    from onrecord.answers.comparisons import Evidence


def readable(evidence: Evidence, text: str) -> Evidence:
    """Stems in the evidence as words of ``text``, where it has them; a "=" before a word is taken away."""
    whole = {stem(match[0]): match[0] for match in words(text)}
    return tuple(
        (kind, " ".join(dict.fromkeys(whole.get(one, one.strip("=")) for one in told.split())))
        for kind, told in evidence
    )
