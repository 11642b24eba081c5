"""A made-up corpus, and tiny random encoders of the three families."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from made_up_corpus import NAMES, WHAT, line
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from onrecord.training.corpora import Document, GoldAttribution

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytest.importorskip("torch", reason="training needs the extra 'train'")
pytest.importorskip("transformers", reason="training needs the extra 'train'")


@pytest.fixture
def write_corpus(tmp_path: Path) -> Callable[..., Path]:
    """Writes a corpus of so many documents and gives its path."""

    def write(name: str, documents: int, *, seed: int = 0) -> Path:
        rng = random.Random(seed)
        path = tmp_path / name
        path.write_text("".join(json.dumps(line(i, rng)) + "\n" for i in range(documents)), encoding="utf8")
        return path

    return write


@pytest.fixture
def document() -> Callable[..., Document]:
    """Makes a document out of words in brackets: (source)<cue>[content], numbered from 0."""

    def make(text: str, *attributions: tuple[str, str, str], known: tuple[str, ...] = ()) -> Document:
        def at(words: str) -> tuple[tuple[int, int], ...]:
            return ((text.index(words), text.index(words) + len(words)),) if words else ()

        gold = tuple(GoldAttribution(at(s), at(c), at(w)) for s, c, w in attributions)
        return Document("made-up", text, gold, tuple(span for k in known for span in at(k)))

    return make


CORPUS = [f"{n} said noted that “{w}, {w.capitalize()}.”" for n in NAMES for w in WHAT]


def wordpiece() -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(CORPUS, trainers.WordPieceTrainer(vocab_size=160, special_tokens=special))
    return tokenizer


def byte_level() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=True)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=360, special_tokens=special, initial_alphabet=alphabet)
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def sentence_pieces() -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"]
    trainer = trainers.UnigramTrainer(vocab_size=160, special_tokens=special, unk_token="[UNK]")
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def tiny_config(family: str, vocabulary: int) -> Any:
    import transformers

    sizes = {
        "vocab_size": vocabulary, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2,
        "intermediate_size": 48, "max_position_embeddings": 130,
    }  # fmt: skip
    if family == "bert":
        return transformers.BertConfig(**sizes)
    if family == "roberta":
        return transformers.RobertaConfig(**sizes, pad_token_id=1, bos_token_id=0, eos_token_id=2)
    return transformers.DebertaV2Config(
        **sizes, relative_attention=True, pos_att_type=["p2c", "c2p"], position_biased_input=False,
        position_buckets=16, norm_rel_ebd="layer_norm", share_att_key=True, type_vocab_size=0,
    )  # fmt: skip


TOKENIZERS = {"bert": wordpiece, "roberta": byte_level, "deberta": sentence_pieces}


@pytest.fixture
def encoder_folder(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a tiny random encoder of a family and gives its folder."""

    def write(family: str = "bert") -> Path:
        import torch
        from transformers import AutoModel

        torch.manual_seed(7)
        folder = tmp_path / f"encoder-{family}"
        tokenizer = TOKENIZERS[family]()
        AutoModel.from_config(tiny_config(family, tokenizer.get_vocab_size())).save_pretrained(folder)
        tokenizer.save(str(folder / "tokenizer.json"))
        return folder

    return write


@pytest.fixture
def model(tmp_path: Path, encoder_folder: Any) -> Path:
    """An untrained model of a tiny encoder, without stances."""
    from onrecord.training.encoder import load_encoder, special_pieces
    from onrecord.training.export_onnx import export
    from onrecord.training.loop import TrainingSettings
    from onrecord.training.network import AttributionNetwork
    from onrecord.training.run import _config

    loaded, tokenizer = load_encoder(encoder_folder("bert"))
    network, settings = AttributionNetwork(loaded), TrainingSettings(core=48, context=8)
    config = _config("tiny", network, settings, special_pieces(tokenizer))
    export(network, tokenizer, config, tmp_path / "base")
    return tmp_path / "base"
