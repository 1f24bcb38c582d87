"""Fakes for the model seams that mean something: texts that share words are near each other."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from kb.models import TokenEmbedding, TokenEmbeddings
from kb.words import stem

_TOKEN = re.compile(r"\w+|[^\w\s]")


class BagOfWords(TokenEmbeddings):
    """Embed a text as the sum of a fixed random direction for each of its words; deterministic, no weights."""

    def __init__(self, fingerprint: str = "bag-of-words", dimension: int = 64, max_tokens: int = 60) -> None:
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.max_tokens = max_tokens
        self.embedded: list[str] = []  # every passage that was ever embedded, for counting

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count words and marks."""
        return [len(_TOKEN.findall(text)) for text in texts]

    def embed_tokens(self, texts: Sequence[str], *, question: bool = False) -> list[TokenEmbedding]:
        """Embed each word by its stem, and a text by the sum of its words."""
        if not question:
            self.embedded.extend(texts)
        return [self._embed(text) for text in texts]

    def _embed(self, text: str) -> TokenEmbedding:
        found = list(_TOKEN.finditer(text))
        tokens = np.array([self._direction(match.group()) for match in found], dtype=np.float32)
        tokens = tokens.reshape(-1, self.dimension)
        total = tokens.sum(axis=0) if len(found) else self._direction("")
        spans = np.array([match.span() for match in found], dtype=np.int32).reshape(-1, 2)
        return TokenEmbedding((total / np.linalg.norm(total)).astype(np.float32), tokens, spans)

    def _direction(self, word: str) -> np.ndarray:
        seed = int.from_bytes(hashlib.sha256(stem(word.casefold()).encode()).digest()[:4], "big")
        vector = np.random.default_rng(seed).standard_normal(self.dimension)
        return (vector / np.linalg.norm(vector)).astype(np.float32)
