"""Which language the page is in: declared, or English told from not English by its small words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.articles.phrases import words

if TYPE_CHECKING:
    from onrecord.articles.declared import Declared

_CODE = re.compile(r"\s*([A-Za-z]{2})(?:[-_][A-Za-z0-9]+)*\s*$")
_WORD = re.compile(r"[^\W\d_]+")
# The commonest words that carry no subject, and that the language shares with few others. Several letters
# each where possible: "a", "de" and "in" are in half of Europe.
_SMALL_WORDS: dict[str, frozenset[str]] = {
    "en": words(
        """
        the of and to that is was for it with as his her on be at by this had not are but from or have
        """
    ),
    "fr": words(
        """
        le la les des du et est une un que qui dans pour sur pas plus avec ce par au aux sont
        """
    ),
    "de": words(
        """
        der die das und ist von den mit dem nicht ein eine zu auf für sich auch es an werden aus
        """
    ),
    "es": words("el la los las de que y en un una por con del se para su al lo como más pero"),
    "it": words("il lo la gli di che e un una per con del della non sono si da nel alla più anche"),
    "pt": words("o os as do da dos que e em um uma para com não por se na no mais ao"),
    "nl": words("de het een van en dat is op te voor met niet zijn aan er door bij ook maar uit"),
    "sv": words("och att det som en ett av för med till den är på inte har om var från"),
    "da": words("og at det som en et af for med til den er på ikke har om var fra"),
    "id": words("yang dan di dari dengan untuk pada ini itu dalam tidak akan oleh ke adalah juga"),
}
# The articles of polnear-dev have 0.18 to 0.32 (median 0.25) of their words in the English list. Below this
# share no list fits, and nothing is said.
_LEAST_SHARE = 0.10
_LEAST_WORDS = 20
_SAMPLE_CHARS = 20_000


def language_of(declared: Declared, text: str) -> tuple[str, str] | None:
    """The ISO 639-1 code and its origin: "html", "meta" or "text"; None where nothing tells."""
    in_html = code_of(declared.language)
    if in_html:
        return in_html, "html"
    in_meta = code_of(
        declared.first("content-language", "language", "dc.language", "inlanguage", "og:locale")
    )
    if in_meta:
        return in_meta, "meta"
    in_json = declared.article.get("inLanguage")
    code = code_of(in_json) if isinstance(in_json, str) else None
    if code:
        return code, "json-ld"
    found = language_of_text(text)
    return (found, "text") if found else None


def code_of(tag: str | None) -> str | None:
    """ "en" for "en-GB" or "en_US"; None for what is no language tag."""
    found = _CODE.match(tag or "")
    return found.group(1).lower() if found else None


def language_of_text(text: str) -> str | None:
    """The language whose small words make up most of ``text``; None for short or unknown ones."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE_CHARS])]
    if len(words) < _LEAST_WORDS:
        return None
    shares = {code: sum(word in small for word in words) / len(words) for code, small in _SMALL_WORDS.items()}
    ranked = sorted(shares, key=lambda code: -shares[code])
    best, second = ranked[0], ranked[1]
    clear = shares[best] >= 1.2 * shares[second]
    return best if shares[best] >= _LEAST_SHARE and clear else None
