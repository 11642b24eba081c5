"""Windows in which something is not annotated, in a batch with those in which it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra 'train'")

from made_up_chains import marked  # noqa: E402

from onrecord.training.batches import collate  # noqa: E402
from onrecord.training.corpora import Document, GoldAttribution, Marked  # noqa: E402
from onrecord.training.encoder import load_encoder  # noqa: E402
from onrecord.training.examples import IGNORED, Example, examples  # noqa: E402
from onrecord.training.loss import batch_loss, questions  # noqa: E402
from onrecord.training.network import AttributionNetwork  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

SAID = replace(
    marked("{a:Ana} said that {a:she} knew it . {b:Ben} left ."),
    attributions=(GoldAttribution(((0, 3),), ((4, 8),), ((9, 25),)),),
)


@pytest.fixture
def windows(encoder_folder: Any) -> tuple[AttributionNetwork, Callable[[Document], Example]]:
    """A network without dropout, and what makes the one window of a short document."""
    torch.manual_seed(3)
    loaded, tokenizer = load_encoder(encoder_folder("bert"))

    def window(document: Document) -> Example:
        (made,) = examples(document, tokenizer, cls_id=2, sep_id=3, core=90, context=4)
        return made

    return AttributionNetwork(loaded, dropout=0.0).eval(), window


def loss(network: AttributionNetwork, *chosen: Example) -> float:
    return float(batch_loss(network, collate(chosen, pad_id=0), torch.device("cpu")).detach())


def test_a_window_without_annotated_attributions_adds_nothing_to_their_loss(windows: Any) -> None:
    network, window = windows
    plain = window(replace(SAID, marked=Marked.NONE))
    other = window(replace(SAID, marked=Marked.NONE, attributed=False))
    empty = window(replace(SAID, marked=Marked.NONE, attributed=False, attributions=()))
    assert (other.attributed, other.references) == (False, None)
    assert (empty.nested_labels[1:] == IGNORED).all()
    assert loss(network, plain, other) == pytest.approx(loss(network, plain, empty), rel=1e-4)
    # Of [CLS] alone it says that no nested cue begins there.
    assert loss(network, other) < 0.2
    nothing = window(replace(SAID, marked=Marked.NONE, attributions=()))  # annotated: there are none
    assert loss(network, nothing) > 0.2


def test_the_role_layer_is_not_asked_about_it(windows: Any) -> None:
    network, window = windows
    batch = collate([window(replace(SAID, attributed=False)), window(SAID)], pad_id=0)
    scores = torch.randn(2, batch.ids.shape[1], 3).numpy()
    asked = questions(batch, scores, network.cue_chain.chain())
    assert asked.gold == 1
    assert set(asked.rows) == {1}


def test_its_mentions_count_all_the_same(windows: Any) -> None:
    network, window = windows
    other = window(replace(SAID, attributed=False))
    network.zero_grad()
    batch_loss(network, collate([other], pad_id=0), torch.device("cpu")).backward()
    touched = {n.split(".")[0] for n, p in network.named_parameters() if p.grad is not None and p.grad.any()}
    assert {"mentions", "antecedents", "encoder"} <= touched
    assert not touched & {"roles", "cue_chain", "role_chain"}
