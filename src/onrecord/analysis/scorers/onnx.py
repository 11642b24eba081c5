"""The shipped model: four ONNX graphs (encoder with cue and mention layers; role layer; antecedent layer;
stance layer), run by onnxruntime on the CPU.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.analysis import stand_ins
from onrecord.analysis.relative import buckets
from onrecord.analysis.scorers.base import (
    CUE_LABELS,
    ROLE_LABELS,
    Calibration,
    Chain,
    Encoded,
    ModelConfig,
)
from onrecord.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from onrecord.analysis.stance import Shown
    from onrecord.analysis.stand_ins import StandIns

#: The files of a model folder.
ENCODER, ROLES, ANTECEDENTS, TOKENIZER, CONFIG, CARD = (
    "encoder.onnx", "roles.onnx", "antecedents.onnx", "tokenizer.json", "config.json", "MODEL_CARD.md",
)  # fmt: skip
#: The file that a folder may lack: models made before there were stances do.
STANCES = "stance.onnx"
WORDS = "words.txt"
#: What the graphs take, in this order.
ENCODER_INPUTS = ("ids", "cases")
ROLES_INPUTS = ("pieces", "gates", "cues", "buckets")
ANTECEDENTS_INPUTS = ("mentions", "later", "earlier", "codes")
STANCES_INPUTS = ("states", "ids", "at", "roles", "buckets")

# Roles are looked for in this many pieces before and after a cue's first one (more on the other side where
# the window ends). In polnear-train 99.9 % of attributions lie within 365 characters before and 831 after
# their cue, some 90 and 190 pieces. Reading the whole window for each cue takes twice as long.
BEFORE, AFTER = 128, 192

# Scores of a piece out of reach: outside all roles.
_NO_ROLE = np.array([20.0, 0.0, 0.0, 0.0, 0.0], dtype=np.float32)


def shipped_model() -> Path:
    """The folder of the model that comes with the package."""
    return Path(str(resources.files("onrecord"))) / "models" / "attribution"


def read_config(folder: Path) -> ModelConfig:
    """The ``config.json`` of a model folder; ``ModelError`` where it is not of this version's shape."""
    try:
        row = json.loads((folder / CONFIG).read_text(encoding="utf8"))
        for name in ("cue_chain", "nested_chain", "role_chain"):
            row[name] = Chain(**row[name])
        if row.get("calibration"):
            row["calibration"] = Calibration(**row["calibration"])
        return _checked(ModelConfig(**row))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(
            f"{folder / CONFIG} is not a model description of this version of onrecord ({error}). Train or "
            "export the model again with this version, or leave --model out to use the one shipped."
        ) from error


def _checked(config: ModelConfig) -> ModelConfig:
    """The configuration, where windows and chains have a size that can be worked with; else ValueError."""
    if config.core < 1 or config.context < 0:
        raise ValueError(f"core {config.core}, context {config.context}: expected at least 1 and 0 pieces")
    chains = (
        (config.cue_chain, CUE_LABELS),
        (config.nested_chain, CUE_LABELS),
        (config.role_chain, ROLE_LABELS),
    )
    for chain, labels in chains:
        sizes = {len(chain.transitions), len(chain.start), len(chain.end), *map(len, chain.transitions)}
        if sizes != {len(labels)}:
            raise ValueError(f"a chain over {sorted(sizes)} labels: expected {len(labels)}")
    return config


def write_config(folder: Path, config: ModelConfig) -> None:
    """Writes ``config.json``."""
    (folder / CONFIG).write_text(json.dumps(asdict(config), indent=1) + "\n", encoding="utf8")


class OnnxScorer:
    """The scorer contract on a model folder.

    Each call runs on the calling thread alone, so that windows can be scored side by side and each gives the
    same numbers whatever runs beside it. Calls raise ``ModelError`` where the graphs and the tokenizer do not
    belong together.
    """

    def __init__(
        self,
        encoder: Any,
        roles: Any,
        antecedents: Any,
        tokenizer: Tokenizer,
        config: ModelConfig,
        stances: Any = None,
        names: StandIns | None = None,
    ) -> None:
        self._encoder = encoder
        self._roles = roles
        self._antecedents = antecedents
        self._stances = stances
        self.tokenizer = tokenizer
        self.config = config
        self.stand_ins = names

    @classmethod
    def load(cls, folder: Path | None = None) -> OnnxScorer:
        """The model in ``folder`` (the shipped one where None); raises ``ModelError``."""
        folder = folder or shipped_model()
        missing = [n for n in (ENCODER, ROLES, ANTECEDENTS, TOKENIZER, CONFIG) if not (folder / n).is_file()]
        if missing:
            raise ModelError(
                f"{folder} is no model folder: it lacks {', '.join(missing)}. Expected what `onrecord train` "
                "writes; leave --model out to use the model shipped with onrecord."
            )
        from tokenizers import Tokenizer

        config = read_config(folder)
        try:
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:  # tokenizers raises bare Exception
            raise ModelError(
                f"{folder / TOKENIZER} cannot be read as a tokenizer ({error}). Expected the file that "
                "`onrecord train` writes; copy the model folder anew, or leave --model out to use the one "
                "shipped."
            ) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        graphs = (
            _session(folder / ENCODER, ENCODER_INPUTS),
            _session(folder / ROLES, ROLES_INPUTS),
            _session(folder / ANTECEDENTS, ANTECEDENTS_INPUTS),
        )
        stances = _session(folder / STANCES, STANCES_INPUTS) if (folder / STANCES).is_file() else None
        names = stand_ins.read(folder / WORDS) if (folder / WORDS).is_file() else None
        return cls(*graphs, tokenizer, config, stances, names)

    def encode(self, ids: NDArray[np.int64], cases: NDArray[np.int64]) -> Encoded:
        """Scores of one window (see ``scorers.base.Scorer``)."""
        cues, nested, mentions, *states = _answers(self._encoder, {"ids": ids[None], "cases": cases[None]})
        return Encoded(cues, nested, states, mentions)

    def roles(self, states: Any, cues: list[tuple[int, int]]) -> NDArray[np.float32]:
        """Role scores of K cues (see ``scorers.base.Scorer``)."""
        pieces, gates, hidden = states
        length = len(pieces)
        reach = min(length, BEFORE + AFTER)
        near = buckets(length, cues)
        scores = np.tile(_NO_ROLE, (len(cues), length, 1))
        # One by one: what is computed of one cue stays in the processor's cache, which takes three quarters
        # of the time, and a cue's roles do not depend on the scale of int8 that other cues need.
        for row, (start, end) in enumerate(cues):
            first = min(max(0, start - BEFORE), length - reach)
            at = slice(first, first + reach)
            inputs = {
                "pieces": pieces[None, at],
                "gates": gates[None, at],
                "cues": hidden[None, start:end].mean(axis=1),
                "buckets": near[row : row + 1, at],
            }
            scores[row, at] = _answers(self._roles, inputs)[0][0]
        return scores

    def antecedents(
        self,
        vectors: NDArray[np.float32],
        later: NDArray[np.int64],
        earlier: NDArray[np.int64],
        codes: NDArray[np.int64],
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Scores of N pairs of M mentions (see ``scorers.base.Scorer``)."""
        inputs: dict[str, NDArray[Any]] = {
            "mentions": vectors,
            "later": later,
            "earlier": earlier,
            "codes": codes,
        }
        scores, new = _answers(self._antecedents, inputs)
        return scores, new

    def stances(self, states: Any, ids: NDArray[np.int64], shown: Shown) -> NDArray[np.float32] | None:
        """Stance scores of K attributions (see ``scorers.base.Scorer``)."""
        if self._stances is None:
            return None
        _, _, hidden = states
        inputs: dict[str, NDArray[Any]] = {
            "states": hidden,
            "ids": ids,
            "at": shown.at,
            "roles": shown.roles,
            "buckets": shown.buckets,
        }
        scores: NDArray[np.float32] = _answers(self._stances, inputs)[0]
        return scores


def _session(path: Path, inputs: tuple[str, ...]) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own exceptions share no base but this
        raise ModelError(
            f"{path} cannot be loaded by onnxruntime ({type(error).__name__}: {error}). Expected the graph "
            "that `onrecord train` writes; export the model again."
        ) from error
    found = tuple(i.name for i in session.get_inputs())
    if found != inputs:
        raise ModelError(
            f"{path} takes {', '.join(found)}; expected {', '.join(inputs)}. Export the model again with "
            "this version of onrecord."
        )
    return session


def _answers(session: Any, inputs: dict[str, NDArray[Any]]) -> list[NDArray[np.float32]]:
    """What the graph gives for ``inputs``."""
    try:
        answers: list[NDArray[np.float32]] = session.run(None, inputs)
    except Exception as error:  # a vocabulary number that the weights do not know, say
        raise ModelError(
            f"The model cannot score this text ({type(error).__name__}: {error}). Expected graphs and "
            "tokenizer of one model; copy the model folder anew, or leave --model out to use the one shipped."
        ) from error
    return answers
