"""The weights of ``analysis.speakers.ranking``, fitted on articles whose sources people resolved and whose
speaker labels the network was not trained on.

Two rounds: what a mention is linked to changes what later ones see, so the second fits what the first
decides.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch.nn.utils.rnn import pad_sequence

from onrecord.analysis.assemble import assemble
from onrecord.analysis.regions import paragraphs
from onrecord.analysis.speakers.identify import link
from onrecord.analysis.speakers.ranking import FEATURES, NONE, Referring, Weights
from onrecord.evaluation.scores import name_words, same_name
from onrecord.names import organisations, people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.analysis.analyse import Analyser, Candidates
    from onrecord.analysis.speakers.antecedents import Cluster, Decision
    from onrecord.analysis.speakers.identify import Linked
    from onrecord.evaluation.match import Doc, Labelled

_ROUNDS = 2
# Keeps the weights of features that hardly ever differ near nothing. Of 0.3, 1, 3 on articles of which each
# half was judged by the other half's weights, 1 was best by 0.002.
_SHRINKAGE = 1.0


@dataclass(frozen=True, slots=True)
class Answered:
    """A decision with its right answers: ``values`` (K x F) of the candidates, those of "none of them", and
    which of the K candidates, and at last "none", are ``right``.
    """

    sort: Referring
    values: tuple[tuple[float, ...], ...]
    none: tuple[float, ...]
    right: tuple[bool, ...]


def fit_ranking(analyser: Analyser, gold: Mapping[str, Doc]) -> Weights:
    """Weights fitted on documents whose attributions carry speaker labels."""
    items = ((doc.text, paragraphs(doc.text)) for doc in gold.values())
    seen = list(zip(gold.values(), analyser.candidates(items), strict=True))
    weights: Weights | None = None
    for _ in range(_ROUNDS):
        answered = [a for doc, candidates in seen for a in _answers(analyser, doc, candidates, weights)]
        weights = fit(answered)
    assert weights is not None
    return weights


def _answers(analyser: Analyser, doc: Doc, seen: Candidates, weights: Weights | None) -> list[Answered]:
    """The decisions on the sources of one document that are labelled."""
    config = analyser.scorer.config
    attributions = assemble(doc.text, seen.found, config.calibration, config.threshold)
    decisions: list[Decision] = []
    linked = link(
        doc.text, attributions, seen.mentions, analyser.scorer, weights=weights, observe=decisions.append
    )
    labels = {a.source[0].start: a for a in doc.attributions if a.source and _is_labelled(a)}
    out = []
    for decision in decisions:
        label = labels.get(linked.spans[decision.mention].start)
        if label is not None and decision.candidates:
            answered = _answered(doc.text, decision, linked, label)
            if any(answered.right):
                out.append(answered)
    return out


def _is_labelled(a: Labelled) -> bool:
    return (
        a.labels.get("speaker_named_by") in ("name", "pronoun", "nominal")
        and not a.labels.get("speakers")
        and not a.labels.get("disputed")
    )


def _answered(text: str, decision: Decision, linked: Linked, label: Labelled) -> Answered:
    wanted = name_words(label.labels.get("speaker"))
    unnamed = label.labels.get("speaker_kind") in ("unnamed", "unknown")
    clusters = decision.chains.clusters
    right = []
    for candidate in decision.candidates:
        cluster = clusters[candidate.cluster]
        if cluster.entity is None:
            right.append(unnamed)
        else:
            right.append(not unnamed and same_name(wanted, _words(text, cluster, linked)))
    return Answered(
        decision.sort,
        tuple(c.values for c in decision.candidates),
        decision.none,
        (*right, unnamed),
    )


def _words(text: str, cluster: Cluster, linked: Linked) -> frozenset[str]:
    """The words of the fullest name of a cluster."""
    assert cluster.entity is not None
    entity = linked.entities.found[cluster.entity]
    plain = people.core if entity.person else organisations.plain
    return name_words(max((plain(linked.spans[n].of(text)) for n in entity.names), key=len))


def fit(answered: Sequence[Answered]) -> Weights:
    """For each sort of mention, the weights that make the right answers most probable, lightly shrunk."""
    return {sort.value: _fit([a for a in answered if a.sort is sort]) for sort in Referring}


def _fit(answered: Sequence[Answered]) -> dict[str, float]:
    size = len(FEATURES)
    weights = torch.zeros(size + len(NONE), dtype=torch.float64)
    weights[0] = weights[size + NONE.index("new")] = 1.0  # without examples, the model's own word
    if answered:
        weights = _fitted(answered, weights)
    return {name: round(w, 4) for name, w in zip((*FEATURES, *NONE), weights.tolist(), strict=True)}


def _fitted(answered: Sequence[Answered], start: torch.Tensor) -> torch.Tensor:
    """The weights at which the right answers are likeliest, beginning at, and drawn towards, ``start``."""
    few, many = [0.0] * len(NONE), [0.0] * len(FEATURES)
    rows = [torch.tensor([[*v, *few] for v in a.values] + [[*many, *a.none]]).double() for a in answered]
    values = pad_sequence(rows, batch_first=True)
    absent = torch.arange(values.shape[1]) >= torch.tensor([len(row) for row in rows])[:, None]
    wrong = pad_sequence([~torch.tensor(a.right) for a in answered], batch_first=True, padding_value=True)
    weights = start.clone().requires_grad_()
    optimiser = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = (values @ weights).masked_fill(absent, -math.inf)
        likelihood = scores.masked_fill(wrong, -math.inf).logsumexp(1) - scores.logsumexp(1)
        value = _SHRINKAGE * (weights - start).pow(2).sum() - likelihood.sum()
        value.backward()
        return value

    optimiser.step(loss)
    return weights.detach()
