"""Coreference beside a baseline: who is meant by each mention, as onrecord says and as two old rules say.

    .venv/bin/python benchmarks/coreference.py GUM_FILE --part test --genre news,interview

The baseline gets the mentions that onrecord's model sees, so that the two differ in nothing but the linking:
equal head words are one, and a pronoun is the nearest mention before it that agrees in kind (a person for
"he", none for "it", anything for "they" and "who"). With --gold-mentions it gets those of the gold instead:
what the rules are worth when no mention is missed. No published system runs beside it: see README.md.
"""

from __future__ import annotations

import argparse
import collections
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.analysis import pairs
from onrecord.analysis.mentions import NAMES, Kind
from onrecord.evaluation import coreference_report, coreference_run
from onrecord.evaluation.coreference_run import Reading, evaluate, reading
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

_PERSONS = frozenset({Kind.PERSON_NAME, Kind.PERSON})
_HE, _IT, _ANY = (
    frozenset(pairs.PRONOUNS[word] for word in words)
    for words in (("he", "his", "she"), ("it", "its"), ("they", "their", "who", "which"))
)


def baseline(text: str, spans: Sequence[Span], kinds: Sequence[Kind]) -> Reading:
    """Clusters by head word and nearest agreeing mention; the mentions are in order of their start."""
    described = pairs.describe(text, spans, np.array(kinds, dtype=np.int64), [])
    clusters: dict[Hashable, set[Hashable]] = collections.defaultdict(set)
    last: dict[str, Hashable] = {}  # the cluster of the last person, thing and mention of either
    for n, (span, kind) in enumerate(zip(spans, kinds, strict=True)):
        pronoun, head = int(described.pronouns[n]), int(described.heads[n])
        cluster = last.get(_asked(pronoun), ("head", head) if head >= 0 else ("alone", n))
        clusters[cluster].add(span)
        if not pronoun:
            last["any"] = last["person" if kind in _PERSONS else "thing"] = cluster
    names = {span: kind for span, kind in zip(spans, kinds, strict=True) if kind in NAMES}
    return Reading(tuple(map(frozenset, clusters.values())), names)


def _asked(pronoun: int) -> str:
    """What a pronoun looks for; "nothing" where it is none, or one that these rules leave alone."""
    if pronoun in _HE:
        return "person"
    if pronoun in _IT:
        return "thing"
    return "any" if pronoun in _ANY else "nothing"


def in_order(spans: Sequence[Span], kinds: Sequence[Kind]) -> tuple[list[Span], list[Kind]]:
    """Each mention once, in order of start, the longer first."""
    known = dict(zip(spans, kinds, strict=True))
    order = sorted(known, key=lambda s: (s.start, -s.end))
    return order, [known[s] for s in order]


def of_gold(doc: coreference_run.CoreferenceDocument) -> tuple[list[Span], list[Kind]]:
    """The gold's mentions. Only names have kinds there: whoever is named as a person anywhere is one."""
    spans = [s for cluster in doc.reading.clusters for s in cluster if isinstance(s, Span)]
    people = {c for c in doc.reading.clusters if any(doc.reading.names.get(s) in _PERSONS for s in c)}
    described = {s for c in people for s in c}
    kinds = [doc.reading.names.get(s, Kind.PERSON if s in described else Kind.OTHER) for s in spans]
    return in_order(spans, kinds)


def of_model(seen: Any) -> tuple[list[Span], list[Kind]]:
    """The mentions that the model sees."""
    scored = seen.mentions
    spans = [Span(s, e) for s, e in zip(scored.starts.tolist(), scored.ends.tolist(), strict=True)]
    return in_order(spans, [Kind(k) for k in scored.kinds.tolist()])


def measure(path: Path, options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The figures of each system."""
    from onrecord import analysis
    from onrecord.analysis.regions import paragraphs

    docs = coreference_run.load(path, part=options.part, genres=options.genre.split(","))
    if options.gold_mentions:
        rules = {key: baseline(doc.text, *of_gold(doc)) for key, doc in docs.items()}
        return {"rules, gold mentions": dict(evaluate(docs, rules))}
    analyser = analysis.load(options.model)
    ours, rules = {}, {}
    seen = analyser.candidates((doc.text, paragraphs(doc.text)) for doc in docs.values())
    for (key, doc), candidates in zip(docs.items(), seen, strict=True):
        ours[key] = reading(candidates, analyser.scorer)
        rules[key] = baseline(doc.text, *of_model(candidates))
    return {"onrecord": dict(evaluate(docs, ours)), "rules": dict(evaluate(docs, rules))}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, help="a file in the shape of gum.jsonl.gz")
    parser.add_argument("--part", default="test", help="test by default")
    parser.add_argument("--genre", default="news,interview", help="news,interview by default")
    parser.add_argument("--model", type=Path, help="a model folder instead of the one in the package")
    parser.add_argument("--gold-mentions", action="store_true", help="give the rules the gold's mentions")
    options = parser.parse_args()
    for system, groups in measure(options.gold, options).items():
        print(f"{system}\n{coreference_report.as_text(groups)}")


if __name__ == "__main__":
    main()
