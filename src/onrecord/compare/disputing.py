"""Whether one claim answers another: denies it, rejects it, or says what cannot be beside it.

Each sign adds to or takes from the log odds; evidence says which were met. Opinions that differ, criticism
and wishes are no disputes.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.compare.antonyms import antonyms
from onrecord.compare.clauses import opposite
from onrecord.compare.events import event_of

if TYPE_CHECKING:
    from onrecord.compare.claims import Claim
    from onrecord.compare.clauses import Clause
    from onrecord.compare.events import Rarity, Signs

#: A link is given where it is as probable as this.
LIKELY: Final = 0.6
#: A denial answers what was published so many days before, at most.
WINDOW: Final = 60
START: Final = -4.0
#: "That is not true" answers one of so many statements before it.
_BEHIND: Final = 3
#: Right behind what it answers, a denial needs no more of its words than this.
_A_PART: Final = 0.25
#: The same of what says the opposite without a word of denying.
_A_REPLY: Final = 0.3
#: Stems by which long statements are known again.
_LONG: Final = 6
#: A clause that negates a word which the other does not have must share this part of the rest.
_WITHOUT_FOCUS: Final = 0.75
_NO_CLAIM: Final = frozenset(("ask", "demand", "decline"))


class Link(NamedTuple):
    """That a claim answers another one, how probably, and by what."""

    probability: float
    evidence: tuple[tuple[str, str], ...]


class _Met(NamedTuple):
    """How far two claims share a clause: ``part`` of the smaller side's weight, and the words."""

    part: float
    words: frozenset[str]
    weight: float
    opposed: bool


def link(answer: Claim, answered: Claim, rarity: Rarity) -> Link | None:
    """How probable it is that ``answer`` answers ``answered``; None where it does not."""
    if answer.id == answered.id or answer.speakers & answered.speakers or answered.stance in _NO_CLAIM:
        return None
    if answer.unsaid or answered.unsaid:
        return None
    signs = _time(answer, answered)
    if signs is None:
        return None
    if answer.article == answered.article:
        signs |= {"same article": (0.8, "")}
    else:
        event = event_of(answer.about, answered.about, rarity)
        if event is None:
            return None
        signs |= event.signs
        signs["event"] = (min(0.6, signs["event"][0] / 3), signs["event"][1])
    said = _said(answer, answered, rarity)
    if said is None:
        return None
    signs |= said
    signs |= _target(answer, answered)
    odds = START + sum(weight for weight, _ in signs.values())
    evidence = tuple((sign, words) for sign, (weight, words) in signs.items() if weight)
    return Link(1 / (1 + exp(-odds)), evidence)


def _time(answer: Claim, answered: Claim) -> Signs | None:
    if answer.article == answered.article:
        steps = answer.order - answered.order
        if steps < 0:
            # Who is quoted first may answer what the page tells afterwards: by a word of denying alone.
            may = answer.answers or any(clause.negated for clause in answer.clauses)
            return {"stands before": (-1.5, "")} if may else None
        return {"right behind": (1.0 if steps == 1 else 0.5, "")} if steps <= 2 else {}
    if answer.day is None or answered.day is None:
        return {"no date": (-0.4, "")}
    if answer.moment is not None and answered.moment is not None and answer.moment < answered.moment:
        return None
    apart = answer.day - answered.day
    if not 0 <= apart <= WINDOW:
        return None
    return {"days after": (-0.02 * apart, str(apart))} if apart else {}


def _said(answer: Claim, answered: Claim, rarity: Rarity) -> Signs | None:
    """What is denied, or cannot be beside the other."""
    if (answer.denies or answer.calls) and not answer.every:
        return _pointed(answer, answered)
    best: Signs | None = None
    odds = 0.0
    for clause in answer.clauses:
        signs = _clause(answer, clause, answered, rarity)
        if signs and "says the opposite" in signs and (spoken := answer.who & answered.every):
            signs["is spoken of"] = (0.6, " ".join(sorted(spoken)))
        here = sum(weight for weight, _ in signs.values()) if signs else -9.0
        if signs and (best is None or here > odds):
            best, odds = signs, here
    return best


def _clause(answer: Claim, clause: Clause, answered: Claim, rarity: Rarity) -> Signs | None:
    against = not (answer.denies or answer.doubts or clause.untrue)
    met = _meet(answer, clause, answered, rarity, against=against)
    if clause.untrue:
        return _called(answer, answered, met, rarity)
    if answer.denies or answer.doubts:
        if met is None or not (_enough(met, least=0.45) or _right_behind(answer, answered, met)):
            return _named(answer, answered, met)
        signs = {**_denied(answer), "the same words": _shared(3.2 * met.part, 0.25, met)}
        if other := sorted(one for one in clause.stems - met.words if one.isdigit()):
            signs["another number"] = (-0.8, " ".join(other))
        return signs
    if met is None or answer.stance in _NO_CLAIM:
        return None
    if not (_enough(met, least=0.45) or _replies(answer, answered, met)):
        return None
    if _is_copy(answer, answered) and answer.article != answered.article:
        return None
    if answered.answers and not clause.negated:
        return None  # what was denied is said again: that answers nothing new
    signs = {"says the opposite": (1.2, ""), "the same words": _shared(3.0 * met.part, 0.35, met)}
    steps = answer.order - answered.order if answer.article == answered.article else 0
    if len(met.words) == 1 and not 1 <= steps <= 2:
        signs["one word"] = (-0.5 if steps == 0 else -1.5, "")
    focus = clause.focus
    if focus is not None and focus not in met.words and met.part < _WITHOUT_FOCUS:
        return None
    if focus is not None:
        signs["what is negated"] = (0.6, focus) if focus in met.words else (-0.6, focus)
    return signs


def _is_copy(one: Claim, other: Claim) -> bool:
    """Whether two long statements are one, altered perhaps: a lost "not" is for ``onrecord trace``."""
    shared, both = one.every & other.every, one.every | other.every
    return len(shared) >= _LONG and len(shared) >= 0.7 * len(both)


def _right_behind(answer: Claim, answered: Claim, met: _Met) -> bool:
    """Whether a denial that stands right behind another statement has a part of its words at least."""
    steps = answer.order - answered.order if answer.article == answered.article else 0
    return answer.denies and 1 <= steps <= 2 and met.part >= _A_PART and len(met.words) > 1


def _replies(answer: Claim, answered: Claim, met: _Met) -> bool:
    """Whether what stands right behind another one's words says the opposite of a part of them."""
    if answer.article != answered.article or answer.order - answered.order != 1:
        return False
    return met.part >= _A_REPLY and answer.speakers.isdisjoint(answered.speakers)


def _pointed(answer: Claim, answered: Claim) -> Signs | None:
    """Of "he denied it" and "she rejected the charge": what they answer stands right before."""
    steps = answer.order - answered.order if answer.article == answered.article else 0
    if not 1 <= steps <= _BEHIND or (answer.names and not answer.names & answered.who):
        return None
    signs: Signs = {"denied": (2.2, ""), "answers what stands before": (1.2 - 0.3 * steps, "")}
    if answered.answers:
        signs["itself an answer"] = (-0.8, "")
    if answered.stance == "oppose":
        signs["an accusation"] = (0.5, "")
    return signs


def _denied(answer: Claim) -> Signs:
    return {"denied": (2.2, "")} if answer.denies else {"doubted": (0.8, "")}


def _shared(weight: float, each: float, met: _Met) -> tuple[float, str]:
    return weight + each * min(4, len(met.words)), " ".join(sorted(met.words))


def _named(answer: Claim, answered: Claim, met: _Met | None) -> Signs | None:
    """A denial of somebody's figure or story that says little of it: known by whose it is, and a number."""
    if not answer.names & answered.who:
        return None
    if met is None:
        return _denied(answer)
    return {**_denied(answer), "the same words": _shared(1.5 * met.part, 0.25, met)}


def _called(answer: Claim, answered: Claim, met: _Met | None, rarity: Rarity) -> Signs | None:
    """Something is called untrue: what the clause says, else what was said before, or whose word it is."""
    signs: Signs = {"called untrue": (2.2, "")}
    if answered.answers or any(one.negated for one in answered.clauses):
        signs["itself an answer"] = (-0.8, "")
    if answered.stance == "oppose":
        signs["an accusation"] = (0.5, "")
    if met is not None and _enough(met, least=0.4):
        return {**signs, "the same words": _shared(3.0 * met.part, 0.25, met)}
    shared = answer.every & answered.every
    part = rarity.together(shared) / max(1.0, min(map(rarity.together, (answer.every, answered.every))))
    if shared:
        signs["the same words"] = (min(1.6, 0.4 + 2.0 * part), " ".join(sorted(shared)))
    steps = answer.order - answered.order if answer.article == answered.article else 0
    if 1 <= steps <= _BEHIND and (not answer.names or answer.names & answered.who):
        return {**signs, "answers what stands before": (1.2 - 0.3 * steps, "")}
    if not answer.names & answered.who:
        return None
    return signs | ({"their last word": (0.5, "")} if steps > 0 else {})


def _enough(met: _Met, *, least: float) -> bool:
    return met.part >= least and (len(met.words) >= 2 or met.part >= 0.9 or met.weight >= 1.8)


def _meet(answer: Claim, clause: Clause, answered: Claim, rarity: Rarity, *, against: bool) -> _Met | None:
    """The clause of the other claim that shares most with ``clause``: of the other polarity where
    ``against``, else of the same. An antonym is a shared word, and turns the polarity round; so does "it was
    X that" of what the other says of somebody else. Who speaks of "I" or "he" shares the own name.
    """
    best: _Met | None = None
    mine = rarity.together(clause.stems)
    for other in answered.clauses:
        own = answer.who & other.stems if clause.personal else frozenset()
        turned = antonyms(clause.stems, other.stems)
        shared = (clause.stems & (other.stems | answered.cue | answered.who)) | own | turned
        opposed = clause.negated != (other.negated != answered.denies)
        if turned or (clause.cleft and not opposed):
            opposed = not opposed
        # Whose name alone they share says no more than that one speaks of the other.
        told = (shared - own) & (other.stems | answered.cue if answer.answers else other.stems)
        if not (told or turned) or opposed != against:
            continue
        if turned and shared == turned:
            continue  # "open" of one thing, "shut" of another
        if opposite(clause, other) and not turned:
            continue
        weight = rarity.together(shared)
        theirs = rarity.together(other.stems)
        whole = min(mine, theirs) if against else mine
        part = weight / max(whole, 0.5)
        if best is None or part > best.part:
            best = _Met(min(1.0, part), shared, weight, against)
    return best


def _target(answer: Claim, answered: Claim) -> Signs:
    """Whether the answer names whose word it answers."""
    named = answer.names & answered.who
    if named and answer.number.spoken_of:
        return {"names": (2.3 if answered.number.given else 1.6, " ".join(sorted(named)))}
    if named:
        return {"names": (2.0, " ".join(sorted(named)))}
    if answer.names and answer.names & answer.about.words:
        return {"names somebody else": (-1.0, " ".join(sorted(answer.names)))}
    mentioned = answer.mentions & answered.who
    return {"mentions": (0.6, " ".join(sorted(mentioned)))} if mentioned else {}
