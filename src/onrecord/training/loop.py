"""The training loop: seeded, checkpointed, resumable at the step it stopped."""

from __future__ import annotations

import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from onrecord.analysis import decode
from onrecord.analysis.relative import buckets
from onrecord.errors import UsageError
from onrecord.training.batches import Batch, collate, group
from onrecord.training.compose import Inner, nest, recase, restyle
from onrecord.training.examples import Example, examples
from onrecord.training.network import AttributionNetwork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tokenizers import Tokenizer
    from torch import Tensor

    from onrecord.training.corpora import Document
    from onrecord.training.encoder import SpecialPieces


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How to train. ``core`` and ``context`` are pieces a window; ``batch_pieces`` pieces a step, padding
    included; ``nested``, ``restyled``, ``recased`` the shares of contents and articles that are varied.
    """

    epochs: int = 8
    batch_pieces: int = 2600
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    dropout: float = 0.1
    core: int = 352
    context: int = 40
    nested: float = 0.12
    restyled: float = 0.15
    recased: float = 0.03
    seed: int = 20261123
    threads: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run is: ``step`` of ``steps`` in all, the epoch, a running mean of the loss, pieces a second."""

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
        device: str | None = None,
    ) -> None:
        self.device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self.network = network.to(self.device)
        self.tokenizer = tokenizer
        self.documents = documents
        self.settings = settings
        self.folder = folder
        self.special = special
        self.inner = Inner(documents)
        self.optimiser = self._optimiser()
        self.losses: list[float] = []

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
        steps = len(batches) * self.settings.epochs
        self.network.train()
        started, pieces, saved = time.monotonic(), 0, time.monotonic()
        for i, chosen in enumerate(batches[skip:], skip):
            batch = collate(chosen, pad_id=self.special.pad)
            self._set_rates((epoch + i / len(batches)) / self.settings.epochs)
            self.losses.append(self._step(batch))
            del self.losses[:-100]
            pieces += batch.pieces
            rate = pieces / (time.monotonic() - started)
            report(
                Progress(
                    epoch * len(batches) + i + 1, steps, epoch, sum(self.losses) / len(self.losses), rate
                )
            )
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
            core=settings.core,
            context=settings.context,
            shortest=rng.randint(settings.core // 3, settings.core),
        )

    def _step(self, batch: Batch) -> float:
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=_has_bfloat16(self.device)):
            loss = batch_loss(self.network, batch, self.device)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        return float(loss.detach())

    def _optimiser(self) -> torch.optim.AdamW:
        encoder, heads = [], []
        for name, parameter in self.network.named_parameters():
            (encoder if name.startswith("encoder.") else heads).append(parameter)
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
        }
        path = self.folder / "checkpoint.pt"
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def _resume(self) -> tuple[int, int]:
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return 0, 0
        state = torch.load(path, map_location=self.device, weights_only=True)
        ours = asdict(self.settings)
        changed = sorted(k for k in ours if k != "threads" and state["settings"].get(k) != ours[k])
        if changed:
            raise UsageError(
                f"{path} was trained with other settings ({', '.join(changed)}). A run goes on only with its own "
                "settings: give the same options, or another folder for a new run."
            )
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["random"].cpu())
        return int(state["epoch"]), int(state["step"])


_SAVE_EVERY = 300.0  # seconds; a checkpoint takes about one


def _has_bfloat16(device: torch.device) -> bool:
    """Whether bfloat16 is fast here: three times float32 on a CPU with AVX-512 BF16, slower without."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    return "avx512_bf16" in _cpu_flags() or "amx_bf16" in _cpu_flags()


def _cpu_flags() -> str:
    path = Path("/proc/cpuinfo")
    return path.read_text() if path.exists() else ""


def batch_loss(network: AttributionNetwork, batch: Batch, device: torch.device) -> Tensor:
    """Cue, nested-cue and role losses, each summed over the batch and divided by its number of cues."""
    ids, cases, mask = (t.to(device) for t in (batch.ids, batch.cases, batch.mask))
    states = network.states(ids, cases, mask)
    cues, nested = network.cue_scores(states)
    cue_loss = network.cue_chain.loss(cues, batch.cue_labels.to(device), mask.sum(1)).sum()
    nested_loss = torch.nn.functional.cross_entropy(
        nested.float().flatten(0, 1),
        batch.nested_labels.to(device).flatten(),
        ignore_index=-100,
        reduction="sum",
    )
    asked = _questions(network, batch, cues.detach().float().cpu().numpy())
    total = cue_loss + nested_loss
    if asked.rows:
        rows = torch.tensor(asked.rows, device=device)
        scores = network.role_scores(
            states,
            mask,
            rows,
            torch.from_numpy(asked.spans).to(device),
            torch.from_numpy(asked.buckets).to(device),
        )
        total = (
            total
            + network.role_chain.loss(
                scores, torch.from_numpy(asked.labels).to(device), mask.sum(1)[rows]
            ).sum()
        )
    return total / max(1, asked.gold)


@dataclass(frozen=True, slots=True)
class Questions:
    """Cues to ask the role layer about: K windows ``rows``, ``spans``, ``buckets`` and ``labels`` (K x T).
    The first ``gold`` are true cues, the rest are what the cue layer wrongly takes for cues (no roles).
    """

    rows: list[int]
    spans: np.ndarray
    buckets: np.ndarray
    labels: np.ndarray
    gold: int


def _questions(network: AttributionNetwork, batch: Batch, scores: np.ndarray) -> Questions:
    """The gold cues, half of them with the edges the cue layer gives them, and its false ones in the core."""
    layer = network.cue_chain.chain()
    length = batch.ids.shape[1]
    true: list[tuple[int, tuple[int, int], np.ndarray]] = []
    false: list[tuple[int, tuple[int, int], np.ndarray]] = []
    nothing = np.zeros(length, dtype=np.int64)
    for i, example in enumerate(batch.examples):
        found = decode.best_spans(scores[i, : len(example.ids)], layer)
        for j, (cue, labels) in enumerate(zip(example.cues, example.role_labels, strict=True)):
            overlapping = [f for f in found if f[0] < cue[1] and f[1] > cue[0]]
            asked = overlapping[0] if overlapping and (i + j) % 2 else cue
            true.append((i, asked, np.pad(labels, (0, length - len(labels)))))
        gold = np.flatnonzero((example.cue_labels > 0) | (example.nested_labels > 0))
        for f in found:
            if example.core[0] <= f[0] < example.core[1] and not np.any((gold >= f[0]) & (gold < f[1])):
                false.append((i, f, nothing))
    asked_all = true + false[: len(true)]
    spans = np.zeros((len(asked_all), length), dtype=np.float32)
    relative = np.zeros((len(asked_all), length), dtype=np.int64)
    for k, (_, (start, end), _) in enumerate(asked_all):
        spans[k, start:end] = 1
        relative[k] = buckets(length, [(start, end)])[0]
    return Questions(
        rows=[i for i, _, _ in asked_all],
        spans=spans,
        buckets=relative,
        labels=np.stack([labels for _, _, labels in asked_all])
        if asked_all
        else np.zeros((0, length), dtype=np.int64),
        gold=len(true),
    )
