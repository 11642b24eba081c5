"""The training loop: seeded, checkpointed, resumable at the step it stopped."""

from __future__ import annotations

import hashlib
import pickle
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from onrecord.errors import UsageError
from onrecord.training.batches import collate, group
from onrecord.training.compose import inner_sentences, nest, recase, restyle
from onrecord.training.examples import examples
from onrecord.training.loss import batch_loss
from onrecord.training.rename import Names, rename

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tokenizers import Tokenizer

    from onrecord.analysis.stand_ins import StandIns
    from onrecord.training.batches import Batch
    from onrecord.training.corpora import Document
    from onrecord.training.encoder import SpecialPieces
    from onrecord.training.examples import Example
    from onrecord.training.network import AttributionNetwork


_CHECKPOINT = "checkpoint.pt"
# Seconds between checkpoints; one takes about a second.
_SAVE_EVERY = 300.0
# Steps that the loss shown is the mean of.
_SHOWN_STEPS = 100


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How to train.

    ``core`` and ``context`` are pieces a window (see ``analysis.windows``), ``batch_pieces`` pieces a step,
    padding included. The rates are the highest ones, reached after the share ``warmup`` of all steps.
    ``restyled``, ``recased`` and ``renamed`` are the shares of articles that are varied; ``nested`` is the
    chance of a clause content to be replaced (see ``compose.nest``). ``threads`` None leaves the number to
    torch. ``kept`` is the share of a model's weights that a run which starts from it keeps in the end: of
    four epochs on top of the shipped model, polnear-dev's attribution F1 is 0.747 with one half, 0.732 with
    nothing.
    """

    epochs: int = 9
    batch_pieces: int = 2600
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    dropout: float = 0.1
    core: int = 352
    context: int = 40
    nested: float = 0.15
    restyled: float = 0.15
    recased: float = 0.03
    renamed: float = 0.4
    kept: float = 0.5
    seed: int = 20261123
    threads: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run is: ``step`` of ``steps`` in all, the ``epoch`` (from 0), the mean ``loss`` of the last
    hundred steps, and the ``rate`` in pieces a second.
    """

    step: int
    steps: int
    epoch: int
    loss: float
    rate: float


class Trainer:
    """Trains one network on documents. ``folder`` keeps the checkpoint, from which ``run`` goes on."""

    def __init__(
        self,
        network: AttributionNetwork,
        tokenizer: Tokenizer,
        documents: Sequence[Document],
        settings: TrainingSettings,
        *,
        folder: Path,
        special: SpecialPieces,
        stand_ins: StandIns | None = None,
        device: str | None = None,
    ) -> None:
        self.device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self.network = network.to(self.device)
        self.tokenizer = tokenizer
        self.documents = documents
        self.settings = settings
        self.folder = folder
        self.special = special
        self.stand_ins = stand_ins
        self.inner = inner_sentences([d for d in documents if d.attributed])
        self.names = Names.load()
        self.corpus = _fingerprint(documents)
        self.optimiser = self._optimiser()
        self.losses: list[float] = []
        self._steps_before: int | None = None  # of the epochs done, where this process did them

    def run(
        self,
        *,
        report: Callable[[Progress], None] = lambda _: None,
        after_epoch: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Trains to the end, from the last checkpoint where there is one."""
        torch.manual_seed(self.settings.seed)
        epoch, done = self._resume()
        for current in range(epoch, self.settings.epochs):
            self._epoch(current, skip=done, report=report)
            done = 0
            self.save(current + 1, 0)
            after_epoch(current + 1)

    def _epoch(self, epoch: int, *, skip: int, report: Callable[[Progress], None]) -> None:
        batches = self.batches(epoch)
        # Epochs differ a little in length: those to come are taken to be as long as this one.
        before = epoch * len(batches) if self._steps_before is None else self._steps_before
        self._steps_before = before + len(batches)
        steps = before + len(batches) * (self.settings.epochs - epoch)
        self.network.train()
        started = saved = time.monotonic()
        pieces = 0
        for i, chosen in enumerate(batches[skip:], skip):
            batch = collate(chosen, pad_id=self.special.pad)
            self._set_rates((epoch + i / len(batches)) / self.settings.epochs)
            self.losses.append(self._step(batch))
            del self.losses[:-_SHOWN_STEPS]
            pieces += batch.pieces
            rate = pieces / (time.monotonic() - started)
            loss = sum(self.losses) / len(self.losses)
            report(Progress(before + i + 1, steps, epoch, loss, rate))
            if time.monotonic() - saved > _SAVE_EVERY:
                self.save(epoch, i + 1)
                saved = time.monotonic()

    def batches(self, epoch: int) -> list[list[Example]]:
        """The batches of an epoch, the same each time it is asked for."""
        rng = random.Random(self.settings.seed * 1000 + epoch)
        found: list[Example] = []
        for document in self.documents:
            found.extend(self._examples(self._varied(document, rng), rng))
        return group(found, pieces=self.settings.batch_pieces, rng=rng)

    def _varied(self, document: Document, rng: random.Random) -> Document:
        settings = self.settings
        if rng.random() < settings.renamed and document.mentions:
            document = rename(document, self.names, rng)
        if document.attributed:
            document = nest(document, self.inner, rng, share=settings.nested)
        if rng.random() < settings.restyled:
            document = restyle(document, rng)
        if rng.random() < settings.recased:
            document = recase(document, rng)
        return document

    def _examples(self, document: Document, rng: random.Random) -> Iterator[Example]:
        settings = self.settings
        yield from examples(
            document,
            self.tokenizer,
            cls_id=self.special.cls,
            sep_id=self.special.sep,
            stand_ins=self.stand_ins,
            core=settings.core,
            context=settings.context,
            shortest=rng.randint(settings.core // 3, settings.core),
        )

    def _step(self, batch: Batch) -> float:
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=_has_bfloat16(self.device)):
            loss = batch_loss(self.network, batch, self.device)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        return float(loss.detach())

    def _optimiser(self) -> torch.optim.AdamW:
        named = list(self.network.named_parameters())
        encoder = [parameter for name, parameter in named if name.startswith("encoder.")]
        heads = [parameter for name, parameter in named if not name.startswith("encoder.")]
        return torch.optim.AdamW(
            [
                {"params": encoder, "peak": self.settings.encoder_rate},
                {"params": heads, "peak": self.settings.head_rate},
            ],
            weight_decay=self.settings.weight_decay,
            fused=True,
        )

    def _set_rates(self, done: float) -> None:
        """Linear warm-up, then linear decay to nothing, at the share ``done`` of the run."""
        warmup = self.settings.warmup
        share = done / warmup if done < warmup else (1 - done) / (1 - warmup)
        for chosen in self.optimiser.param_groups:
            chosen["lr"] = chosen["peak"] * share

    def save(self, epoch: int, step: int) -> None:
        """Writes the checkpoint, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        state = {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "epoch": epoch,
            "step": step,
            "random": torch.get_rng_state(),
            "settings": asdict(self.settings),
            "corpus": self.corpus,
        }
        path = self.folder / _CHECKPOINT
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def _resume(self) -> tuple[int, int]:
        """Takes up the checkpoint; the epoch and the step of it to go on with."""
        path = self.folder / _CHECKPOINT
        if not path.exists():
            return 0, 0
        try:
            state = torch.load(path, map_location=self.device, weights_only=True)
            self._refuse_changes(state)
            self.network.load_state_dict(state["network"])
            self.optimiser.load_state_dict(state["optimiser"])
            torch.set_rng_state(state["random"].cpu())
            return int(state["epoch"]), int(state["step"])
        except (RuntimeError, ValueError, KeyError, EOFError, pickle.UnpicklingError) as error:
            # torch names no error of its own for a file that is cut off or of another network, and its words
            # advise to load the file unsafely: they stay in the traceback.
            raise UsageError(
                f"{path} is no checkpoint of this run ({type(error).__name__}). Expected what a stopped run "
                "with the same encoder left: give that encoder, or another folder for a new run."
            ) from error

    def _refuse_changes(self, state: Mapping[str, Any]) -> None:
        ours = asdict(self.settings)
        changed = sorted(k for k in ours if k != "threads" and state["settings"].get(k) != ours[k])
        if state.get("corpus", self.corpus) != self.corpus:  # early checkpoints do not say
            changed.append("the corpus")
        if changed:
            raise UsageError(
                f"{self.folder / _CHECKPOINT} was trained with other settings ({', '.join(changed)}). A run "
                "goes on only with its own: give the same options, or another folder for a new run."
            )


def _has_bfloat16(device: torch.device) -> bool:
    """Whether bfloat16 is fast here: three times float32 on a CPU with AVX-512 BF16, slower without."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    return "avx512_bf16" in _cpu_flags() or "amx_bf16" in _cpu_flags()


def _cpu_flags() -> str:
    path = Path("/proc/cpuinfo")
    return path.read_text() if path.exists() else ""


def _fingerprint(documents: Sequence[Document]) -> str:
    """A number that other documents, or other gold, would not give."""
    return hashlib.sha256(repr(documents).encode()).hexdigest()
