"""Small sentence-transformers models with tokenizers of their own, made on the spot and saved like any other."""

from pathlib import Path
from typing import Any

import torch
from sentence_transformers import CrossEncoder, SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]


def save_embedding_model(folder: Path, words: list[str], dimension: int) -> Path:
    """Save a model of random weights, the same each time, whose text vectors have another dimension than its tokens."""
    torch.manual_seed(7)
    parts = _save_parts(folder / "parts", words, BertModel(_config(words, hidden=24)))
    read = Transformer(str(parts), max_seq_length=64)
    model = SentenceTransformer(modules=[read, Pooling(24), Dense(24, dimension)], device="cpu")
    model.save(str(folder / "model"))
    return folder / "model"


def save_cross_encoder(folder: Path, words: list[str], wanted: str, labels: int = 1) -> Path:
    """Save a cross-encoder that scores a pair by how large a part of it is one wanted word."""
    model: Any = BertForSequenceClassification(_config(words, hidden=8, labels=labels))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
        bert = model.bert
        for module in model.modules():
            if isinstance(module, torch.nn.LayerNorm):
                module.weight.fill_(1.0)
        # Every token but the wanted one points along the second dimension, attention takes the mean of all, and the
        # first token hands what it gathered of the first dimension to the classifier.
        bert.embeddings.word_embeddings.weight[:, 1] = 1.0
        bert.embeddings.word_embeddings.weight[len(SPECIAL) + words.index(wanted), :2] = torch.tensor([1.0, 0.0])
        attention = bert.encoder.layer[0].attention
        attention.self.value.weight.copy_(torch.eye(8))
        attention.output.dense.weight.copy_(torch.eye(8))
        bert.pooler.dense.weight.copy_(torch.eye(8))
        model.classifier.weight[:, 0] = 1.0
    parts = _save_parts(folder / "parts", words, model)
    CrossEncoder(str(parts), device="cpu", num_labels=labels).save_pretrained(str(folder / "model"))
    return folder / "model"


def _config(words: list[str], hidden: int, labels: int = 1) -> BertConfig:
    return BertConfig(
        vocab_size=len(SPECIAL) + len(words),
        hidden_size=hidden,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=hidden,
        max_position_embeddings=128,
        num_labels=labels,
    )


def _save_parts(folder: Path, words: list[str], model: Any) -> Path:
    vocabulary = {word: number for number, word in enumerate([*SPECIAL, *words])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=128,
    ).save_pretrained(folder)
    model.save_pretrained(folder)
    return folder
