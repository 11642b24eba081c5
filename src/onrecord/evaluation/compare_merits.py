"""What the measure of comparing counts: from the answers of a ledger to figures of merit, and the slips.

Statements are matched with the gold's attributions by their contents (see ``compare_ledger``). Earlier
versions of a page count for nothing but versions. Pairs that the gold leaves open are left out on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from onrecord.evaluation import compare_asked as asked
from onrecord.evaluation.compare_labels import FigureRef, Ref, VersionChange
from onrecord.evaluation.compare_ledger import Measured, Place, measured, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from onrecord.answers.comparisons import Checked, VersionStep
    from onrecord.answers.values import Statement
    from onrecord.evaluation.compare_gold import Event
    from onrecord.evaluation.compare_labels import DraftLabel
    from onrecord.pipeline import Reader
    from onrecord.records import Span

T = TypeVar("T")

#: An attribution in its event.
Said = tuple[str, Ref]
Pair = frozenset[Said]


@dataclass
class Merits:
    """Figures by name, and what went wrong, as lines to be read."""

    figures: dict[str, float] = field(default_factory=dict)
    slips: list[str] = field(default_factory=list)


def measure(events: Sequence[Event], reader: Reader, *, from_gold: bool = True) -> Merits:
    """All figures of merit over ``events``; those of a part that is not built are absent."""
    out = Merits()
    with measured(events, reader, from_gold=from_gold) as there:
        for part in (_same, _changes, _origins, _conflicts, _disputes, _versions, _drafts):
            part(there, out)
    return out


def _same(there: Measured, out: Merits) -> None:
    groups = asked.groups(there.ledger)
    if groups is None:
        return
    found: set[Pair] = set()
    for group in groups:
        said = {there.by_id[one] for one in group if one in there.by_id}
        current = sorted(one for one in said if there.is_last(Place(one[0], one[1].article)))
        found |= {frozenset(pair) for pair in combinations(current, 2)}
    wanted = {_in(event, pair) for event in there.events for pair in event.labels.same_pairs()}
    unsure = {_in(event, pair) for event in there.events for pair in event.labels.unsure}
    _precision_recall(
        out, "same", found - unsure, wanted, lambda pair: " | ".join(_words(there, s) for s in sorted(pair))
    )


def _changes(there: Measured, out: Merits) -> None:
    right = altered = altered_right = total = 0
    for event in there.events:
        for change in event.labels.changes:
            before, after = (there.found.get((event.id, ref)) for ref in (change.before, change.after))
            difference = asked.between(there.ledger, before.id, after.id) if before and after else None
            if difference is None and before and after:
                return  # not built
            kinds = frozenset(difference.kinds) if difference else frozenset()
            is_right = kinds == change.kinds
            is_altered = "identical" not in change.kinds
            total, right = total + 1, right + is_right
            altered, altered_right = altered + is_altered, altered_right + (is_right and is_altered)
            if not is_right:
                out.slips.append(
                    f"[changes] {event.id} {change.before} > {change.after}: marked {_list(change.kinds)}, "
                    f"got {_list(kinds)}: {_words(there, (event.id, change.before))} > "
                    f"{_words(there, (event.id, change.after))}"
                )
    out.figures["changes"] = _share(right, total)
    out.figures["changes-altered"] = _share(altered_right, altered)


def _origins(there: Measured, out: Merits) -> None:
    answers = asked.origins(there.ledger)
    if answers is None:
        return
    found: set[frozenset[Place]] = set()
    for origin in answers:
        numbers = {origin.first.id, *(shared.article.id for shared in origin.others)}
        places = sorted(there.places[number] for number in numbers)
        found |= {frozenset(pair) for pair in combinations(filter(there.is_last, places), 2)}
    wanted = {
        frozenset(Place(event.id, article) for article in pair)
        for event in there.events
        for pair in event.labels.origin_pairs()
    }
    _precision_recall(
        out, "origins", found, wanted, lambda pair: " ~ ".join(".".join(place) for place in sorted(pair))
    )


def _conflicts(there: Measured, out: Merits) -> None:
    answers = asked.conflicts(there.ledger)
    if answers is None:
        return
    labelled = {event.id: _labelled(event) for event in there.events}
    wanted = {
        frozenset((event.id, f) for f in pair) for event in there.events for pair in event.labels.conflicts
    }
    unsure = {
        frozenset((event.id, f) for f in pair)
        for event in there.events
        for pair in event.labels.unsure_figures
    }
    found = set()
    for pair in answers:
        places = [there.places[report.article.id] for report in pair]
        if all(map(there.is_last, places)):
            figures = [
                (place.event, there.figure(report.article.id, report.at, labelled[place.event]))
                for place, report in zip(places, pair, strict=True)
            ]
            if figures[0] != figures[1]:
                found.add(frozenset(figures))

    def told(pair: frozenset[tuple[str, FigureRef]]) -> str:
        return " ~ ".join(
            f"{event} {f.article} …{_around(there.article(Place(event, f.article)).text, f.span)}…"
            for event, f in sorted(pair)
        )

    _precision_recall(out, "conflicts", found - unsure, wanted, told)


def _disputes(there: Measured, out: Merits) -> None:
    answers = asked.disputes(there.ledger)
    if answers is None:
        return
    wanted = {_link(event, link) for event in there.events for link in event.labels.disputes}
    unsure = {_link(e, link) for e in there.events for pair in e.labels.unsure for link in _both_ways(pair)}
    found: set[tuple[Said | str, Said | str]] = set()
    for dispute in answers:
        sides = [dispute.answer, dispute.answered]
        if not all(there.is_last(there.places[side.article_id]) for side in sides):
            continue
        refs = [there.attribution(side) for side in sides]
        if refs[0] is not None and refs[1] is not None and refs[0][0] == refs[1][0]:
            found.add(_link(there.event(refs[0][0]), (refs[0][1], refs[1][1])))
        else:
            found.add((_told(there, refs[0], sides[0]), _told(there, refs[1], sides[1])))

    def told(link: tuple[Said | str, Said | str]) -> str:
        return " > ".join(side if isinstance(side, str) else _words(there, side) for side in link)

    _precision_recall(out, "disputes", found - unsure, wanted, told)


def _versions(there: Measured, out: Merits) -> None:
    right = total = 0
    for event in there.events:
        for label in event.labels.versions:
            steps = asked.versions(there.ledger, there.ids[Place(event.id, label.after)])
            if steps is None:
                return
            got = _steps(there, steps, there.ids[Place(event.id, label.before)])
            right, total = right + len(label.changes & got), total + len(label.changes | got)
            out.slips += [
                f"[versions] {event.id} {label.before} > {label.after}: {what} {change.kind} "
                f"{change.before or ''}>{change.after or ''}"
                for what, changes in (("missed", label.changes - got), ("wrong", got - label.changes))
                for change in sorted(changes, key=str)
            ]
    out.figures["versions"] = _share(right, total)


def _steps(there: Measured, steps: Iterable[VersionStep], before: int) -> set[VersionChange]:
    """The changes of the step from the version ``before``, as the gold has them."""
    out = set()
    for change in (change for step in steps if step.before.id == before for change in step.changes):
        old, new = (_number(there, side) for side in (change.before, change.after))
        if (change.before is None or old is not None) and (change.after is None or new is not None):
            out.add(VersionChange(change.kind, old, new))
    return out


def _number(there: Measured, statement: Statement | None) -> int | None:
    at = there.attribution(statement) if statement is not None else None
    return at[1].number if at is not None else None


def _drafts(there: Measured, out: Merits) -> None:
    right = total = kinds_right = altered = 0
    for event in there.events:
        got: dict[Ref, Checked] = {}
        for draft in event.drafts:
            answers = asked.checked(there.ledger, there.drafts[Place(event.id, draft.id)])
            if answers is None:
                return
            numbers = [nearest(draft, one.at) for one in answers]
            got |= {Ref(draft.id, n): one for n, one in zip(numbers, answers, strict=True) if n is not None}
        for label in event.labels.drafts:
            answer = got.get(label.quotation)
            is_right = answer is not None and answer.outcome == label.outcome
            if answer is not None and is_right and answer.found is not None:
                is_right = _is_found(there, event, label, answer.found)
            total, right = total + 1, right + is_right
            if label.kinds:
                kinds = answer.difference.kinds if answer is not None and answer.difference else ()
                altered, kinds_right = altered + 1, kinds_right + (label.kinds == frozenset(kinds))
            if not is_right:
                outcome = (
                    f"{answer.outcome} of {answer.found and answer.found.content}" if answer else "nothing"
                )
                out.slips.append(
                    f"[drafts] {event.id} {label.quotation}: marked {label.outcome} {label.found or ''}, got "
                    f"{outcome}: {_words(there, (event.id, label.quotation))}"
                )
    out.figures["drafts"] = _share(right, total)
    out.figures["drafts-changes"] = _share(kinds_right, altered)


def _is_found(there: Measured, event: Event, label: DraftLabel, found: Statement) -> bool:
    """Whether the statement found is an occurrence of what is to be found; an earlier version's will do."""
    at = there.attribution(found)
    if at is None or label.found is None or at[0] != event.id:
        return False
    return at[1] in event.labels.cluster(label.found) or not there.is_last(Place(event.id, at[1].article))


def _precision_recall(
    out: Merits, name: str, found: Collection[T], wanted: Collection[T], told: Callable[[T], str]
) -> None:
    """Adds precision, recall and F1 (under the name itself), and the slips."""
    right = len([one for one in found if one in wanted])
    out.figures[f"{name}-precision"] = _share(right, len(found))
    out.figures[f"{name}-recall"] = _share(right, len(wanted))
    out.figures[name] = _share(2 * right, len(found) + len(wanted))
    out.slips += sorted(f"[{name}] missed: {told(one)}" for one in wanted if one not in found)
    out.slips += sorted(f"[{name}] wrong: {told(one)}" for one in found if one not in wanted)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _in(event: Event, pair: Iterable[Ref]) -> Pair:
    return frozenset((event.id, ref) for ref in pair)


def _link(event: Event, link: tuple[Ref, Ref]) -> tuple[Said | str, Said | str]:
    """A dispute between two quotations, each by its first occurrence."""
    answer, answered = (min(event.labels.cluster(ref)) for ref in link)
    return (event.id, answer), (event.id, answered)


def _both_ways(pair: Iterable[Ref]) -> Iterator[tuple[Ref, Ref]]:
    a, b = sorted(pair)
    yield a, b
    yield b, a


def _labelled(event: Event) -> list[FigureRef]:
    labels = event.labels
    sets = (labels.conflicts, labels.agreeing, labels.other, labels.unsure_figures)
    return sorted({figure for pairs in sets for pair in pairs for figure in pair})


def _told(there: Measured, said: Said | None, statement: Statement) -> str:
    place = there.places[statement.article_id]
    return _words(there, said) if said else f"{place.event} {place.article} (unmarked) {statement.content!r}"


def _words(there: Measured, said: Said) -> str:
    event, ref = said
    article = there.article(Place(event, ref.article))
    words = " … ".join(article.text[start:end] for start, end in article.attributions[ref.number]["content"])
    return f"{event} {ref} {words!r}"


def _around(text: str, span: Span) -> str:
    return text[max(0, span.start - 25) : span.end + 25].replace("\n", " ")


def _list(kinds: Iterable[str]) -> str:
    return ", ".join(sorted(kinds)) or "nothing"
