"""Who speaks, to whom, through whom: the speakers of a record in words, the same in every form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from onrecord.exports.words import one_line
from onrecord.records import HopKind, SettingKind, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.records import Attribution, Record, Setting, Speaker

NOT_KNOWN: Final = "Speaker not known"
NOT_DECIDED: Final = "the text does not decide"
SOMEBODY: Final = "somebody not named"  # a station of the way that has no name
HANDED_ON: Final = " < "  # between the stations, from the page inwards

# The words before a circumstance of speaking. The one that stands there in the article is shown with it ("on
# Telegram"); where it is none of these, the second table has one that fits.
_PREPOSITIONS: Final = frozenset(
    (
        *("aboard", "about", "after", "around", "at", "before", "by", "during", "following", "for", "from"),
        *("in", "inside", "into", "near", "on", "outside", "over", "since", "through", "to", "toward"),
        *("towards", "under", "until", "via", "with", "within"),
    )
)
_OWN: Final = {
    SettingKind.ADDRESSEE: "to",
    SettingKind.MEDIUM: "by",
    SettingKind.OCCASION: "at",
    SettingKind.PLACE: "in",
    SettingKind.TIME: "",
}
_LOOK_BACK: Final = max(map(len, _PREPOSITIONS)) + 2  # characters: the longest of them between two blanks

# The parts of the list of groups, in its order.
_NAMED, _UNNAMED, _UNDECIDED, _NOBODY = range(4)
_Key: TypeAlias = tuple[int, tuple[int, ...] | str]


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one speaker, or of several that are told of in the same way.

    ``heading`` names them; ``about`` says what the article says of them, each piece on its own; ``also`` are
    further spellings of the name; ``statements`` are indices into the record's attributions, in reading
    order.
    """

    heading: str
    about: tuple[str, ...]
    also: tuple[str, ...]
    statements: tuple[int, ...]


def groups(record: Record) -> list[Group]:
    """The attributions by speaker: who has a name, who has none, between whom it is open, nobody.

    Within each of these, who has most statements comes first, then who speaks first: the list of
    attributions tells the order of the article already, this one tells who is given the word in it. What
    several say together stands with each of them. The unnamed described in the same words are one group.
    """
    found: dict[_Key, tuple[dict[int, None], dict[int, None]]] = {}
    for index, attribution in enumerate(record.attributions):
        for key, members in _keys(record, attribution):
            group = found.setdefault(key, ({}, {}))
            group[0].update(dict.fromkeys(members))
            group[1][index] = None
    ordered = sorted(found.items(), key=lambda item: (item[0][0], -len(item[1][1])))
    return [_group(record, key[0], tuple(ids), tuple(statements)) for key, (ids, statements) in ordered]


def places(found: Sequence[Group]) -> dict[int, list[int]]:
    """For each attribution the positions in ``found`` of the groups that it stands in."""
    at: dict[int, list[int]] = {}
    for place, group in enumerate(found):
        for index in group.statements:
            at.setdefault(index, []).append(place)
    return at


def speakers(record: Record, attribution: Attribution) -> str:
    """Who speaks: "Ana Lund and Karl Moe", "either Ana Lund or Karl Lund"; empty where it is not known."""
    return listed(_names(record, attribution.speakers)) or either(record, attribution.candidates)


def either(record: Record, candidates: Sequence[int]) -> str:
    """Those between whom the text does not decide: "either Ana Lund or Karl Lund"; empty without any."""
    return f"either {listed(_names(record, candidates), 'or')}" if candidates else ""


def beside(record: Record, attribution: Attribution) -> str:
    """Who speaks, where the words of the source alone do not say it; else empty."""
    said = " ".join(one_line(span.of(record.article.text)) for span in attribution.source).casefold()
    names = _names(record, attribution.speakers)
    if all(name.casefold() in said for name in names):
        return either(record, attribution.candidates)
    return listed(names)


def listed(names: Sequence[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def about(speaker: Speaker, text: str) -> tuple[str, ...]:
    """What the article says beside the name: role, affiliation, why there is no name."""
    told = (speaker.role, speaker.affiliation, speaker.reason)
    return tuple(one_line(span.of(text)) for span in told if span)


def spellings(speaker: Speaker, text: str) -> tuple[str, ...]:
    """The other wordings of the name, in order of appearance."""
    found = dict.fromkeys(map(one_line, speaker.spellings(text)))
    found.pop(one_line(speaker.name), None)
    return tuple(found)


def settings(attribution: Attribution, text: str) -> str:
    """To whom, how, where and when, in the order of the article: "in an interview with Radio Nord, Monday".

    Two that a preposition alone parts in the article stand without a comma between them.
    """
    shown = ""
    end = 0
    for setting in sorted(attribution.settings, key=lambda setting: setting.span):
        between = text[max(end, setting.span.start - _LOOK_BACK) : setting.span.start]
        close = between.strip().casefold() in _PREPOSITIONS
        shown += (" " if close else ", ") if shown else ""
        shown += _setting(setting, text)
        end = setting.span.end
    return shown


def chain(attribution: Attribution) -> str:
    """How the words reached the page: "The Vell Courier < Radio Nord < Ana Lund".

    Empty for the plain way, on which nobody stands between the page and the one speaker.
    """
    hops = [hop for hop in attribution.provenance if hop.name or hop.kind is not HopKind.SITE]
    beyond = [hop.kind for hop in hops if hop.kind is not HopKind.SITE]
    if len(beyond) <= 1 and HopKind.OUTLET not in beyond:
        return ""
    return HANDED_ON.join(one_line(hop.name or SOMEBODY) for hop in hops)


def _names(record: Record, indices: Sequence[int]) -> list[str]:
    return [one_line(record.speakers[index].name) for index in indices]


def _keys(record: Record, attribution: Attribution) -> Iterator[tuple[_Key, tuple[int, ...]]]:
    """What the attribution is grouped by, with the speakers that this stands for: each who has a name, of
    those without one the description, all between whom it is open together, or nobody.
    """
    for index in attribution.speakers:
        speaker = record.speakers[index]
        if speaker.kind is SpeakerKind.UNNAMED:
            yield (_UNNAMED, one_line(speaker.name).casefold()), (index,)
        else:
            yield (_NAMED, (index,)), (index,)
    if not attribution.speakers:
        part = _UNDECIDED if attribution.candidates else _NOBODY
        yield (part, attribution.candidates), attribution.candidates


def _group(record: Record, part: int, ids: tuple[int, ...], statements: tuple[int, ...]) -> Group:
    if part == _NOBODY:
        return Group(NOT_KNOWN, (), (), statements)
    if part == _UNDECIDED:
        return Group(f"E{either(record, ids)[1:]}: {NOT_DECIDED}", (), (), statements)
    text = record.article.text
    members = [record.speakers[index] for index in ids]
    told = dict.fromkeys(piece for speaker in members for piece in about(speaker, text))
    also = dict.fromkeys(words for speaker in members for words in spellings(speaker, text))
    return Group(one_line(members[0].name), tuple(told), tuple(also), statements)


def _setting(setting: Setting, text: str) -> str:
    """The words with the preposition that stands before them, or else the one that its kind has."""
    *_, before = ("", *text[max(0, setting.span.start - _LOOK_BACK) : setting.span.start].split())
    its = before.casefold() if before.casefold() in _PREPOSITIONS else _OWN[setting.kind]
    return f"{its} {one_line(setting.span.of(text))}".strip()
