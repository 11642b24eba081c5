"""The headline, from the several that a page declares.

Publishers write one for the page, one for search engines and one for networks, and append their own name.
Taken is the one for sharing (og:title) without that name, since it is the one most publishers edit with
care, in the spelling most of the page's headlines have; unless it is only a fragment of the headline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.articles.declared import clean
from onrecord.articles.pieces import key_of

if TYPE_CHECKING:
    from onrecord.articles.declared import Declared

# A sharing title whose words are all in the headline and make up less than this share of them is a fragment.
# On the real pages: fragments 0.50 and 0.61, edited titles 0.69, 0.90 and 0.93.
_FRAGMENT_SHARE = 0.65
_SEPARATOR = re.compile(r"\s+(?:[|–—·•*»«:-]|::|--)\s+|\s*\|\s*")
_PREFIX = re.compile(r"[:|–—-]\s*$")
_WORD = re.compile(r"\w+")


def title_of(declared: Declared, outlet: str | None) -> tuple[str, str] | None:
    """The headline and its origin ("meta", "json-ld" or "html"); None where the page declares none."""
    candidates = _candidates(declared, outlet)
    if not candidates:
        return None
    chosen = candidates[0]
    headline = _headline_beside_fragment(chosen[0], candidates)
    chosen = headline or chosen
    return _commonest_spelling(chosen, candidates)


def all_titles(declared: Declared, outlet: str | None) -> tuple[str, ...]:
    """Every headline the page declares, cleaned: what its visible headline may look like."""
    return tuple(dict.fromkeys(text for text, _ in _candidates(declared, outlet)))


def _candidates(declared: Declared, outlet: str | None) -> list[tuple[str, str]]:
    """(headline, origin), most trusted first, site names taken off."""
    social = declared.first(
        "og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "headline"
    )
    in_json = clean(declared.article.get("headline") or declared.article.get("name"))
    plain = [text for text in (in_json, *declared.headings) if text]
    raw = [(social, "meta"), (in_json, "json-ld")]
    raw += [
        (heading, "html")
        for heading in declared.headings
        if _like_any(heading, [social, in_json, *declared.titles])
    ]
    raw += [(title, "html") for title in declared.titles]
    found = [(_without_site(text, plain, outlet), origin) for text, origin in raw if text]
    return [(text, origin) for text, origin in found if text]


def _like_any(heading: str, others: list[str | None]) -> bool:
    """Whether a visible <h1> shares half of its words with a declared headline: a logo does not."""
    words = set(_WORD.findall(heading.lower()))
    return any(
        len(words & set(_WORD.findall((other or "").lower()))) * 2 >= len(words) > 1 for other in others
    )


def _without_site(title: str, plain: list[str], outlet: str | None) -> str:
    """``title`` without the site's name or section around it.

    What surrounds a headline that the page also declares bare is no part of it; else the last piece goes
    where it is the outlet's name.
    """
    key = key_of(title)
    for other in plain:
        inner = key_of(other)
        if len(inner) > 15 and inner != key and inner in key and _stands_apart(title, other):
            return other
    parts = _SEPARATOR.split(title)
    if outlet and len(parts) > 1 and _is_site(parts[-1], outlet):
        last = title.rindex(parts[-1])
        return re.sub(r"\s*[|–—·•*»:-]+\s*$", "", title[:last])
    return title


def _stands_apart(title: str, inner: str) -> bool:
    """Whether a separator parts ``inner`` from the rest of ``title``, so that it is no mere beginning."""
    at = _fold(title).find(_fold(inner))
    if at < 0:
        return False
    before, after = title[:at], title[at + len(inner) :]
    return (not before.strip() or _PREFIX.search(before) is not None) and (
        not after.strip() or _SEPARATOR.match(after) is not None
    )


def _is_site(part: str, outlet: str) -> bool:
    one, other = key_of(part).casefold(), key_of(outlet).casefold()
    one, other = one.removeprefix("the"), other.removeprefix("the")
    return bool(one) and (one in other or other in one)


def _headline_beside_fragment(title: str, candidates: list[tuple[str, str]]) -> tuple[str, str] | None:
    words = _WORD.findall(_fold(title).lower())
    for text, origin in candidates[1:]:
        fuller = _WORD.findall(_fold(text).lower())
        if set(words) <= set(fuller) and len(words) < _FRAGMENT_SHARE * len(fuller):
            return text, origin
    return None


def _commonest_spelling(chosen: tuple[str, str], candidates: list[tuple[str, str]]) -> tuple[str, str]:
    """The same headline as most candidates write it (curly or straight quotation marks)."""
    same = [one for one in candidates if _fold(one[0]) == _fold(chosen[0])]
    counts = {text: sum(other == text for other, _ in same) for text, _ in same}
    return max(same, key=lambda one: counts[one[0]]) if same else chosen


_FOLDED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def _fold(text: str) -> str:
    return text.translate(_FOLDED)
