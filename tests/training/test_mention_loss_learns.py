"""The loss of mentions and antecedents: what is right lowers it, what is not known leaves it alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra 'train'")
from made_up_chains import marked, references  # noqa: E402
from torch import nn  # noqa: E402

from onrecord.analysis import mentions, pairs  # noqa: E402
from onrecord.analysis.mentions import COLUMNS, NAMES, Kind, parts  # noqa: E402
from onrecord.training.corpora import Document, Marked  # noqa: E402
from onrecord.training.mention_layers import AntecedentLayer, MentionLayer  # noqa: E402
from onrecord.training.mention_loss import reference_loss  # noqa: E402

if TYPE_CHECKING:
    from onrecord.training.references import References

HIDDEN = 32
DOCUMENT = marked(
    "{a:Ana Lund} said {a:she} met {b:the mayor} .\n{b:He} left {a:her} , {:it} said {a:Lund} ."
)
LENGTH = 19  # positions, [CLS] and separators included


class Layers(nn.Module):
    """What the loss takes of a network."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(4)
        self.mentions = MentionLayer(HIDDEN)
        self.antecedents = AntecedentLayer(dropout=0.0)
        self.dropout = nn.Identity()


class Told:
    """Gives the numbers that it holds: of pieces, pairs and mentions."""

    def __init__(self, windows: int = 1, *, pairs: int = 0, count: int = 0) -> None:
        torch.manual_seed(5)
        self.projection = torch.randn(windows, LENGTH, COLUMNS, requires_grad=True)
        self.scores = torch.randn(pairs, requires_grad=True)
        self.new = torch.randn(count, requires_grad=True)
        self.dropout = nn.Identity()

    def mentions(self, _: torch.Tensor) -> torch.Tensor:
        return self.projection

    def antecedents(self, *_: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.scores, self.new


def window(document: Document, left: int = 0, right: int = LENGTH - 1) -> References:
    return references(document).within(left, right)


def states(windows: int = 1) -> torch.Tensor:
    torch.manual_seed(6)
    return torch.randn(windows, LENGTH, HIDDEN)


def loss_of(network: Any, *known: References | None) -> torch.Tensor:
    return reference_loss(network, states(len(known)), known)


def value_of(network: Any, *known: References | None) -> float:
    return float(loss_of(network, *known).detach())


@pytest.fixture(scope="module")
def trained() -> Layers:
    """Layers that learned the document by heart."""
    network, known = Layers(), window(DOCUMENT)
    optimiser = torch.optim.Adam(network.parameters(), lr=3e-2)
    for _ in range(120):
        optimiser.zero_grad()
        loss_of(network, known).backward()
        optimiser.step()
    return network


def test_the_loss_falls_to_nearly_nothing(trained: Layers) -> None:
    known = window(DOCUMENT)
    before, after = value_of(Layers(), known), value_of(trained, known)
    assert after < before / 20
    assert after < 0.5


def test_what_was_learned_is_what_the_runtime_reads(trained: Layers) -> None:
    known = window(DOCUMENT)
    projection = trained.mentions(states())[0].detach().numpy()
    found = mentions.mentions(projection)
    assert found.starts.tolist() == known.starts.tolist()
    assert found.ends.tolist() == known.ends.tolist()
    assert found.kinds.tolist() == known.kinds.tolist()
    vectors, *codes = map(torch.from_numpy, (found.vectors, known.later, known.earlier, known.codes))
    scores, new = (x.detach().numpy() for x in trained.antecedents(vectors, *codes))
    for n in np.flatnonzero(known.chains >= 0).tolist():
        of = np.flatnonzero((known.later == n) & (known.chains[known.earlier] >= 0))
        best = of[scores[of].argmax()] if len(of) else None
        if known.begins[n]:
            assert best is None or scores[best] < new[n]
        else:
            assert best is not None
            assert scores[best] > new[n]
            assert known.chains[known.earlier[best]] == known.chains[n]


CHAINS, ENDS = [0, 0, 1, 1, 0, -1, 0], [3, 5, 8, 11, 13, 15, 17]
FOURTH = np.array([1, 0, 1, 1, 0, 0, 0], dtype=np.bool_)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"chains": np.array([0, 0, 1, 0, 0, -1, 0])}, id="another chain"),
        pytest.param({"chains": np.array([0, 0, 1, 2, 0, -1, 0]), "begins": FOURTH}, id="no chain"),
        pytest.param({"kinds": np.array([1, 5, 7, 5, 5, 5, 1])}, id="another kind"),
        pytest.param({"ends": np.array([4, *ENDS[1:]])}, id="another end"),
    ],
)
def test_what_is_wrong_raises_the_loss(trained: Layers, change: dict[str, Any]) -> None:
    known = window(DOCUMENT)
    assert (known.chains.tolist(), known.ends.tolist()) == (CHAINS, ENDS)
    assert value_of(trained, replace(known, **change)) > 3 * value_of(trained, known) + 0.1


def test_the_loss_of_antecedents_is_the_negative_log_of_the_right_ones_share() -> None:
    known = replace(window(DOCUMENT), blank=np.ones(LENGTH, dtype=np.bool_))  # antecedents alone
    network = Told(pairs=len(known.later), count=len(known.starts))
    scores, new = network.scores.detach().numpy(), network.new.detach().numpy()
    losses = []
    for n, chain in enumerate(known.chains.tolist()):
        if chain < 0:
            continue
        of = [k for k in np.flatnonzero(known.later == n).tolist() if known.chains[known.earlier[k]] >= 0]
        everything = np.exp(scores[of]).sum() + np.exp(new[n])
        right = sum(np.exp(scores[k]) for k in of if known.chains[known.earlier[k]] == chain)
        losses.append(-np.log((right + (np.exp(new[n]) if known.begins[n] else 0)) / everything))
    assert len(losses) == 6
    assert value_of(network, known) == pytest.approx(np.mean(losses), abs=1e-4)


def test_chains_count_by_their_weights() -> None:
    known = replace(window(DOCUMENT), blank=np.ones(LENGTH, dtype=np.bool_))
    network = Told(pairs=len(known.later), count=len(known.starts))

    def only(*which: int) -> float:
        weights = np.zeros(len(known.starts), dtype=np.float32)
        weights[list(which)] = 1
        return value_of(network, replace(known, weights=weights))

    halves = np.array([0, 1, 0, 0.5, 0, 0, 0], dtype=np.float32)
    expected = (only(1) + 0.5 * only(3)) / 1.5
    assert value_of(network, replace(known, weights=halves)) == pytest.approx(expected, abs=1e-4)


def gradients(network: Told, *known: References | None) -> Any:
    loss_of(network, *known).backward()
    return [
        None if x.grad is None else x.grad.numpy() for x in (network.projection, network.scores, network.new)
    ]


def test_a_mention_of_an_unknown_chain_is_neither_asked_nor_an_answer() -> None:
    known = window(DOCUMENT)
    _, scores, new = gradients(Told(pairs=len(known.later), count=len(known.starts)), known)
    open_ = known.chains.tolist().index(-1)
    touched = (known.later == open_) | (known.earlier == open_)
    assert (scores[touched] == 0).all()
    assert (scores[~touched] != 0).all()
    assert new[open_] == 0


def test_a_mention_whose_chain_began_before_the_window_is_not_told_to_begin_one() -> None:
    known = window(DOCUMENT, 9, LENGTH - 1)  # "He" and "her" go back to the line before
    assert known.chains.tolist() == [1, 0, -1, 0]
    network = Told(pairs=len(known.later), count=4)
    _, scores, new = gradients(network, known)
    assert (new[:3] == 0).all()
    assert new[3] > 0  # "Lund" has "her" before it
    asked = known.later == 3
    assert (scores[~asked] == 0).all()


@pytest.mark.parametrize("known", [[None], [None, None], []], ids=["one", "two", "no windows"])
def test_windows_of_which_nothing_is_known_cost_nothing(known: list[None]) -> None:
    given = states(2).requires_grad_()
    loss = reference_loss(Layers(), given, known)  # type: ignore[arg-type]
    loss.backward()
    assert float(loss.detach()) == 0
    assert not given.grad.any()


def test_a_window_without_mentions_teaches_that_there_are_none() -> None:
    known = window(marked("Nothing was said there on that day at all by anyone . " + "And so on . " * 2))
    assert len(known.starts) == 0
    projection, *_ = gradients(Told(), known)
    assert np.isfinite(projection).all()
    is_start = projection[0, :, 0]
    assert (is_start[1:] > 0).all()  # gradient descent lowers what is no start


def test_what_is_blank_teaches_nothing() -> None:
    plain = window(DOCUMENT)
    blank = plain.blank.copy()
    blank[9:14] = True
    network = Told(pairs=len(plain.later), count=len(plain.starts))
    is_start, is_end, kind_start, *_ = parts(gradients(network, replace(plain, blank=blank))[0][0])
    for columns in (is_start, is_end, kind_start):
        assert (columns[9:14] == 0).all()
        assert (columns[1:9] != 0).any(axis=1).all()
    assert (is_start[0], is_end[0]) == (0, 0)  # [CLS]


def test_padding_teaches_nothing() -> None:
    short, full = window(DOCUMENT, 0, 9), window(DOCUMENT)
    pair_count, count = (len(short.later) + len(full.later), len(short.starts) + len(full.starts))
    projection, *_ = gradients(Told(2, pairs=pair_count, count=count), short, full)
    is_start, is_end, kind_start, *_ = parts(projection[0])
    for columns in (is_start, is_end, kind_start):
        assert (columns[10:] == 0).all()
        assert columns[1:10].any()


def test_where_names_alone_are_marked_nothing_is_said_of_other_mentions() -> None:
    known = window(replace(DOCUMENT, marked=Marked.NAMES))
    network = Told(pairs=len(known.later), count=len(known.starts))
    is_start, is_end, kind_start, *_ = parts(gradients(network, known)[0][0])
    other = [k - 1 for k in Kind if k is not Kind.NONE and k not in NAMES]
    named = [k - 1 for k in NAMES]
    assert (kind_start[:, other] == 0).all()
    assert (kind_start[1:, named] != 0).any(axis=1).all()
    assert np.flatnonzero(is_start).tolist() == [1, 16]  # "Ana Lund", "Lund"
    assert np.flatnonzero(is_end).tolist() == [2, 16]


def test_a_mention_of_an_unknown_kind_is_compared_and_not_taught() -> None:
    known = window(DOCUMENT)
    kinds = known.kinds.copy()
    kinds[2] = -1  # "the mayor"
    opened = replace(known, kinds=kinds, marked=Marked.NAMES)
    network = Told(pairs=len(known.later), count=len(known.starts))
    projection, scores, _ = gradients(network, opened)
    is_start, *_ = parts(projection[0])
    assert is_start[known.starts[2], 0] == 0
    assert (scores[known.later == 3] != 0).any()  # "He" is "the mayor"


def test_windows_of_a_batch_do_not_mix_their_mentions() -> None:
    known = window(DOCUMENT)
    network = Layers()
    one, two = states(2)[:1], states(2)[1:]
    apart = [float(reference_loss(network, x, [known]).detach()) for x in (one, two)]
    together = float(reference_loss(network, torch.cat([one, two]), [known, known]).detach())
    assert together == pytest.approx(sum(apart) / 2, abs=1e-3)
    assert len(pairs.nearest(len(known.starts))[0]) == len(known.later)
