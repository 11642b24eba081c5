"""Records -> PROV-JSON: where the words come from, as the W3C's provenance model tells it.

Each article is a bundle. In it the page was captured, the article derived from it, and read by a model; each
statement is quoted from the article, attributed to its speakers, and derived, station by station, from the
words as those who handed them on had them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from onrecord.exports.exported import identified
from onrecord.exports.file_names import FileNames
from onrecord.exports.linked import dumped, given
from onrecord.exports.words import GAP
from onrecord.records import HopKind, Quotation, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.exports.exported import Exported, Identified, Statement
    from onrecord.records import Hop, Speaker

_KINDS: Final = ("record", "page", "article", "statement", "station", "speaker", "outlet", "model", "act")
PREFIXES: Final = {kind: f"urn:onrecord:{kind}:" for kind in _KINDS} | {"onrecord": "urn:onrecord:term:"}

_TYPES: Final = {SpeakerKind.PERSON: "prov:Person", SpeakerKind.GROUP: "prov:Organization"}


def prov_json(items: Iterable[Exported]) -> Iterator[str]:
    """One PROV-JSON document with a bundle an article, written bundle by bundle."""
    yield f'{{"prefix": {dumped(PREFIXES)},\n"bundle": {{'
    names = FileNames()
    opening = ""
    for one in identified(items):
        bundle = _Bundle(one).value()
        yield f"{opening}\n{dumped(f'record:{names.of(one.article_id)}')}: {dumped(bundle)}"
        opening = ","
    yield "\n}}\n"


class _Bundle:
    """What PROV-JSON says of one article, by kind of statement."""

    def __init__(self, one: Identified) -> None:
        self._one = one
        self._value: dict[str, dict[str, Any]] = {}
        self._relations = 0
        self._article = _name("article", one.article_id)
        named = zip(one.speaker_ids, one.record.speakers, strict=True)
        self._people = {speaker.name: (name, speaker) for name, speaker in named}

    def value(self) -> dict[str, dict[str, Any]]:
        """The bundle for ``json.dumps``."""
        self._page()
        self._written_and_read()
        for statement in self._one.statements:
            self._statement(statement)
        return self._value

    def _page(self) -> None:
        item, article = self._one.item, self._one.article
        page, capture = _name("page", self._one.article_id), _name("act", f"capture-{self._one.article_id}")
        self._add("entity", page, _typed("onrecord:Page", url=article.url, sha256=item.sha256))
        captured = item.captured.isoformat() if item.captured else None
        self._add("activity", capture, given(**{"prov:endTime": captured, "prov:label": "capture"}))
        self._relate("wasGeneratedBy", {"prov:entity": page, "prov:activity": capture, "prov:time": captured})
        self._relate("wasDerivedFrom", {"prov:generatedEntity": self._article, "prov:usedEntity": page})

    def _written_and_read(self) -> None:
        article, model = self._one.article, self._one.record.model
        told = {"title": article.title, "published": article.published, "url": article.url}
        self._add("entity", self._article, _typed("onrecord:Article", **told))
        if article.outlet:
            self._attribute(self._article, self._outlet(article.outlet))
        self._add("activity", self._reading, {"prov:label": "reading"})
        self._relate("used", {"prov:activity": self._reading, "prov:entity": self._article})
        if model:
            agent = _name("model", model)
            self._add("agent", agent, {"prov:type": _qualified("prov:SoftwareAgent"), "prov:label": model})
            self._relate("wasAssociatedWith", {"prov:activity": self._reading, "prov:agent": agent})

    @property
    def _reading(self) -> str:
        return _name("act", f"reading-{self._one.article_id}")

    def _statement(self, statement: Statement) -> None:
        name, attribution = _name("statement", statement.id), statement.attribution
        told = _typed(
            "onrecord:Statement",
            quotation=attribution.quotation.value,
            confidence=attribution.confidence,
            offsets=";".join(f"{span.start} {span.end}" for span in attribution.content),
            inside=statement.parent_id and _qualified(_name("statement", statement.parent_id)),
        )
        words = GAP.join(map(self._one.words, attribution.content))
        self._add("entity", name, {"prov:value": words, **told})
        self._relate("wasGeneratedBy", {"prov:entity": name, "prov:activity": self._reading})
        self._derive(name, self._article, quoted=True)
        for speaker_id, speaker in self._one.speakers_of(statement):
            self._attribute(name, self._speaker(speaker_id, speaker))
        self._way(statement, name)

    def _way(self, statement: Statement, name: str) -> None:
        """The stations beyond the page, which the article itself stands for."""
        direct = statement.attribution.quotation is Quotation.DIRECT
        hops = [hop for hop in statement.attribution.provenance if hop.kind is not HopKind.SITE]
        own = {speaker.name: (each, speaker) for each, speaker in self._one.speakers_of(statement)}
        before = name
        for number, hop in enumerate(hops, start=1):
            station = _name("station", f"{statement.id}-{number}")
            self._add("entity", station, _typed("onrecord:Station", name=hop.name, kind=hop.kind.value))
            self._derive(before, station, quoted=direct)
            agent = self._of_hop(hop, own)
            if agent:
                self._attribute(station, agent)
            before = station

    def _of_hop(self, hop: Hop, own: Mapping[str, tuple[str, Speaker]]) -> str | None:
        """Who stands at the station; None for a speaker whom the record does not list. Of two with one name
        it is the one who speaks in this statement: ``own``.
        """
        if not hop.name:
            return None
        if hop.kind is HopKind.OUTLET:
            return self._outlet(hop.name)
        found = own.get(hop.name) or self._people.get(hop.name)
        return self._speaker(*found) if found else None

    def _outlet(self, name: str) -> str:
        agent = _name("outlet", name)
        self._add("agent", agent, {"prov:type": _qualified("prov:Organization"), "prov:label": name})
        return agent

    def _speaker(self, speaker_id: str, speaker: Speaker) -> str:
        agent = _name("speaker", speaker_id)
        of_kind = {"prov:type": _qualified(_TYPES[speaker.kind])} if speaker.kind in _TYPES else {}
        told = {"prov:label": speaker.name, "onrecord:kind": speaker.kind.value}
        self._add("agent", agent, {**of_kind, **told})
        return agent

    def _derive(self, later: str, earlier: str, *, quoted: bool) -> None:
        relation: dict[str, Any] = {"prov:generatedEntity": later, "prov:usedEntity": earlier}
        if quoted:
            relation["prov:type"] = _qualified("prov:Quotation")
        self._relate("wasDerivedFrom", relation)

    def _attribute(self, entity: str, agent: str) -> None:
        self._relate("wasAttributedTo", {"prov:entity": entity, "prov:agent": agent})

    def _relate(self, kind: str, relation: dict[str, Any]) -> None:
        self._relations += 1
        self._add(kind, f"_:r{self._relations}", given(**relation))

    def _add(self, kind: str, name: str, told: dict[str, Any]) -> None:
        self._value.setdefault(kind, {})[name] = told


def _name(kind: str, name: str) -> str:
    """A qualified name: "statement:..."."""
    return f"{kind}:{quote(name, safe='')}"


def _qualified(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _typed(kind: str, /, **told: Any) -> dict[str, Any]:
    """A type of ours with what is told in our terms."""
    return {"prov:type": _qualified(kind)} | {f"onrecord:{key}": each for key, each in given(**told).items()}
