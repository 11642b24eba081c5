"""Records -> schema.org's ``Quotation`` and ``Claim`` as JSON-LD.

Words that stand wholly in quotation marks are a Quotation, all others a Claim: that somebody said so. Whether
it is true is not ours to say, so there is never a rating; and the article's own text is not copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from onrecord.exports.exported import identified, urn
from onrecord.exports.linked import article_address, given, graph, page_address
from onrecord.exports.words import GAP
from onrecord.records import HopKind, Quotation, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.exports.exported import Exported, Identified, Statement
    from onrecord.records import Speaker

CONTEXT: Final = "https://schema.org"


def schema_org(items: Iterable[Exported]) -> Iterator[str]:
    """One JSON-LD document: each article, then what is said in it, written as they come."""
    return graph(CONTEXT, (node for one in identified(items) for node in _nodes(one)))


def _nodes(one: Identified) -> Iterator[dict[str, Any]]:
    yield _article(one)
    for statement in one.statements:
        direct = statement.attribution.quotation is Quotation.DIRECT
        yield _quotation(one, statement) if direct else _claim(one, statement)


def _article(one: Identified) -> dict[str, Any]:
    article = one.article
    address = page_address(one)
    return given(
        _type="NewsArticle",
        _id=article_address(one),
        url=address if address != article_address(one) else None,
        headline=article.title,
        author=[{"@type": "Person", "name": name} for name in article.authors],
        datePublished=article.published,
        publisher=_organization(article.outlet),
        inLanguage=article.language,
    )


def _quotation(one: Identified, statement: Statement) -> dict[str, Any]:
    common = _common(one, statement)
    return given(_type="Quotation", **common, spokenByCharacter=_named(one, statement))


def _claim(one: Identified, statement: Statement) -> dict[str, Any]:
    common = _common(one, statement)
    return given(_type="Claim", **common, author=_named(one, statement), appearance=_reference(one))


def _common(one: Identified, statement: Statement) -> dict[str, Any]:
    attribution = statement.attribution
    inside = statement.parent_id
    within = [{"@id": urn("statement", inside)}] if inside else []
    return {
        "_id": urn("statement", statement.id),
        "identifier": statement.id,
        "text": GAP.join(map(one.words, attribution.content)),
        "creditText": "; ".join(_unnamed(one, statement)),
        "datePublished": one.article.published,
        "inLanguage": one.article.language,
        "citation": list(_outlets(statement)),
        "isPartOf": [_reference(one), *within],
    }


def _named(one: Identified, statement: Statement) -> list[dict[str, Any]]:
    people = one.speakers_of(statement)
    return [_agent(one, name, each) for name, each in people if each.kind is not SpeakerKind.UNNAMED]


def _unnamed(one: Identified, statement: Statement) -> Iterator[str]:
    """The words that describe those who have no name: they may be several, or no person."""
    return (each.name for _, each in one.speakers_of(statement) if each.kind is SpeakerKind.UNNAMED)


def _agent(one: Identified, name: str, speaker: Speaker) -> dict[str, Any]:
    address = urn("speaker", name)
    if speaker.kind is not SpeakerKind.PERSON:
        return {"@type": "Organization", "@id": address, "name": speaker.name}
    return given(
        _type="Person",
        _id=address,
        name=speaker.name,
        jobTitle=one.words(speaker.role) if speaker.role else None,
        affiliation=_organization(one.words(speaker.affiliation)) if speaker.affiliation else None,
    )


def _outlets(statement: Statement) -> Iterator[dict[str, Any]]:
    """The agencies, papers and accounts that the article has the words from."""
    for hop in statement.attribution.provenance:
        if hop.kind is HopKind.OUTLET and hop.name:
            yield {"@type": "CreativeWork", "publisher": _organization(hop.name)}


def _reference(one: Identified) -> dict[str, Any]:
    return {"@id": article_address(one)}


def _organization(name: str | None) -> dict[str, Any] | None:
    return {"@type": "Organization", "name": name} if name else None
