"""What a model must answer, and what must be known of it to ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from onrecord.analysis.stance import Shown
    from onrecord.analysis.stand_ins import StandIns

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

#: Labels of the cue layer (one sequence a window) and of the role layer (one sequence a cue).
CUE_LABELS = ("O", "B-CUE", "I-CUE")
ROLE_LABELS = ("O", "B-SOURCE", "I-SOURCE", "B-CONTENT", "I-CONTENT")


@dataclass(frozen=True, slots=True)
class Chain:
    """A linear-chain CRF's own scores, over L labels: ``transitions[a][b]`` from label a to b (L x L),
    ``start`` and ``end`` (L each). Log scale, unnormalised.
    """

    transitions: list[list[float]]
    start: list[float]
    end: list[float]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regression from decoding features to the probability that an attribution is right.

    ``weights`` by feature name (see ``decode.FEATURES``); fitted on polnear-dev.
    """

    weights: dict[str, float]
    bias: float


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """What the runtime must know of a model: ``config.json`` of a model folder.

    ``core`` and ``context`` are word pieces: a window decides on ``core`` of them and sees up to ``context``
    more on either side. ``cue_bias``, ``nested_bias`` and ``source_bias`` are added to the first label of
    each cue, nested cue and source when candidates are looked for; ``threshold`` is the confidence at which
    attributions are shown by default. ``ranking`` are the weights of ``speakers.ranking``, by sort of mention
    and feature; None for that module's own.
    """

    name: str
    cls_id: int
    sep_id: int
    core: int
    context: int
    cue_chain: Chain
    nested_chain: Chain
    role_chain: Chain
    cue_bias: float = 0.0
    nested_bias: float = 0.0
    source_bias: float = 0.0
    threshold: float = 0.5
    calibration: Calibration | None = None
    ranking: dict[str, dict[str, float]] | None = None
    languages: list[str] = field(default_factory=lambda: ["en"])


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window of T pieces, read: ``cues`` and ``nested`` are label scores (T x 3), ``states`` is whatever
    the scorer wants back when it is asked for roles, ``mentions`` what ``analysis.mentions`` reads mentions
    from (T x its ``COLUMNS``), None where the model knows none.
    """

    cues: Floats
    nested: Floats
    states: Any
    mentions: Floats | None = None


class Scorer(Protocol):
    """A model: text goes in as pieces, scores come out. Calls must be safe from several threads."""

    @property
    def config(self) -> ModelConfig:
        """What is known of the model."""
        ...

    @property
    def tokenizer(self) -> Tokenizer:
        """What turns text into the pieces that the model knows."""
        ...

    @property
    def stand_ins(self) -> StandIns | None:
        """What names are read as; None where they are read as they are."""
        ...

    def encode(self, ids: Ints, cases: Ints) -> Encoded:
        """Scores of one window: ``ids`` and ``cases`` of T pieces each, the first being [CLS]."""
        ...

    def roles(self, states: Any, cues: list[tuple[int, int]]) -> Floats:
        """Role label scores (K x T x 5) for K cues, each the positions [start, end) in the window."""
        ...

    def antecedents(self, vectors: Floats, later: Ints, earlier: Ints, codes: Ints) -> tuple[Floats, Floats]:
        """How well the mentions ``earlier`` (N indices) stand for the mentions ``later`` (N) refers back to,
        and how well nothing before it does (M): ``vectors`` of M mentions, ``codes`` (N x F) as
        ``analysis.pairs.features``. Log scale, unnormalised.
        """
        ...

    def stances(self, states: Any, ids: Ints, shown: Shown) -> Floats | None:
        """Stance scores (K x ``analysis.stance.COLUMNS``) of K attributions of a window, of whose pieces
        (``ids``, T) each is ``shown`` some; None where the model cannot tell stances.
        """
        ...
