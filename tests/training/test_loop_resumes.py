from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra 'train'")

from made_up_chains import marked  # noqa: E402

from onrecord.errors import UsageError  # noqa: E402
from onrecord.training import loop  # noqa: E402
from onrecord.training.corpora import GoldAttribution, read_documents  # noqa: E402
from onrecord.training.encoder import load_encoder, special_pieces  # noqa: E402
from onrecord.training.loop import Progress, Trainer, TrainingSettings  # noqa: E402
from onrecord.training.network import AttributionNetwork  # noqa: E402
from onrecord.training.rename import Names  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SETTINGS = TrainingSettings(
    epochs=2, batch_pieces=400, core=48, context=8, threads=1, encoder_rate=3e-3, head_rate=1e-2, nested=0.3
)  # fmt: skip


@pytest.fixture
def make(
    tmp_path: Path, write_corpus: Any, encoder_folder: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Trainer]:
    """A trainer in the folder of that name, on a network that is the same each time."""
    monkeypatch.setattr(loop, "_has_bfloat16", lambda _: False)  # slow in networks as small as these
    corpus, encoder = write_corpus("corpus.jsonl", 10), encoder_folder("bert")

    def trainer(name: str, settings: TrainingSettings = SETTINGS, *, documents: int = 10) -> Trainer:
        torch.manual_seed(1)
        loaded, tokenizer = load_encoder(encoder)
        network = AttributionNetwork(loaded, dropout=settings.dropout)
        given = read_documents(corpus)[:documents]
        special = special_pieces(tokenizer)
        return Trainer(network, tokenizer, given, settings, folder=tmp_path / name, special=special, device="cpu")  # fmt: skip # noqa: E501

    return trainer


class StoppedError(Exception):
    pass


def stop_at(step: int) -> Callable[[Progress], None]:
    def report(progress: Progress) -> None:
        if progress.step == step:
            raise StoppedError

    return report


def test_the_loss_falls_and_progress_counts_every_step(make: Callable[..., Trainer]) -> None:
    seen: list[Progress] = []
    epochs: list[int] = []
    trainer = make("a")
    trainer.run(report=seen.append, after_epoch=epochs.append)
    assert [p.step for p in seen] == list(range(1, len(seen) + 1))
    assert seen[-1].step == seen[-1].steps
    assert sorted({p.epoch for p in seen}) == [0, 1]
    assert epochs == [1, 2]
    assert trainer.losses[-1] < trainer.losses[0] / 2
    assert all(p.rate > 0 for p in seen)


def test_a_run_that_was_stopped_gives_the_weights_of_one_that_was_not(
    make: Callable[..., Trainer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "_SAVE_EVERY", -1.0)
    whole = make("whole")
    whole.run()
    steps = len(whole.batches(0))
    for stop in (2, steps, steps + 2):  # within an epoch, at its end, in the next
        with pytest.raises(StoppedError):
            make("stopped").run(report=stop_at(stop))
    resumed = make("stopped")
    first: list[int] = []
    resumed.run(report=lambda p: first.append(p.step))
    assert first[0] == steps + 2  # the step whose report was broken off was not saved yet
    for name, expected in whole.network.state_dict().items():
        assert torch.equal(resumed.network.state_dict()[name], expected), name


def test_a_finished_run_does_nothing_more(make: Callable[..., Trainer]) -> None:
    make("a").run()
    again: list[Progress] = []
    make("a").run(report=again.append)
    assert again == []


def test_changed_settings_are_refused_and_named(make: Callable[..., Trainer]) -> None:
    make("a", replace(SETTINGS, epochs=1)).run()
    with pytest.raises(UsageError, match=r"trained with other settings \(epochs, seed\).*another folder"):
        make("a", replace(SETTINGS, epochs=2, seed=1)).run()
    make("a", replace(SETTINGS, epochs=1, threads=2)).run()  # the number of threads changes nothing


def test_another_corpus_is_refused(make: Callable[..., Trainer]) -> None:
    settings = replace(SETTINGS, epochs=1)
    make("a", settings).run()
    with pytest.raises(UsageError, match=r"other settings \(the corpus\)"):
        make("a", settings, documents=9).run()


@pytest.mark.parametrize("content", [b"", b"no checkpoint", b"PK\x03\x04"])
def test_a_broken_checkpoint_is_refused(make: Callable[..., Trainer], tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "checkpoint.pt").write_bytes(content)
    with pytest.raises(UsageError, match=r"checkpoint\.pt is no checkpoint of this run.*another folder"):
        make("a").run()


@pytest.mark.parametrize(("share", "words"), [(0.0, "Ana Lund said that"), (1.0, "Zia Sho said that")])
def test_the_share_of_renamed_articles_have_other_names(
    make: Callable[..., Trainer], share: float, words: str
) -> None:
    trainer = make("a", replace(SETTINGS, renamed=share, nested=1.0, restyled=0.0, recased=0.0))
    trainer.names = Names({("o", "m"): ["Zia"], ("o", "f"): ["Zia"]}, {"o": ["Sho"]})
    plain = marked("{a:Ana Lund} said that {a:she} would be late again.")
    said = GoldAttribution(((0, 8),), ((9, 13),), ((14, 42),))
    document = replace(plain, attributions=(said,), attributed=False)  # nothing is put into what is not gold
    found = trainer._varied(document, random.Random(1))
    assert found.text == f"{words} she would be late again."
    assert [found.text[s:e] for s, e in found.attributions[0].spans] == [
        words.removesuffix(" said that"), "said", "that she would be late again",
    ]  # fmt: skip


def test_articles_without_mentions_are_not_renamed(make: Callable[..., Trainer]) -> None:
    trainer = make("a", replace(SETTINGS, renamed=1.0, nested=0.0, restyled=0.0, recased=0.0))
    document = trainer.documents[0]
    assert trainer._varied(document, random.Random(1)) == document


def test_batches_of_an_epoch_are_the_same_each_time_and_differ_between_epochs(
    make: Callable[..., Trainer],
) -> None:
    def ids(trainer: Trainer, epoch: int) -> list[list[list[int]]]:
        return [[e.ids.tolist() for e in batch] for batch in trainer.batches(epoch)]

    one, other = make("a"), make("b")
    assert ids(one, 1) == ids(other, 1)
    assert ids(one, 1) != ids(one, 2)
