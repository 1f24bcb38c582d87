"""What a search asks of its models: the seams at which tests put their own."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from kb.errors import ConfigError


@dataclass(frozen=True, slots=True)
class TokenEmbedding:
    """What one forward pass makes of one text of n tokens, special tokens left out.

    vector: (dimension,) float32, unit length. tokens: (n, dimension) float32, each of unit length.
    spans: (n, 2) int32, each token's start and end in the text.
    """

    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    spans: NDArray[np.int32]


class Reranker:
    """A model that reads question and passage together: the seam at which tests put their own."""

    name: str

    @abstractmethod
    def score_passages(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Score how well each passage answers the question, higher is better, on a scale of the model's own."""


class TokenEmbeddings(Embeddings):
    """Embeddings that also give a vector for every token: the seam at which tests put their own model."""

    reranker: Reranker | None = None  # what else judges the passages that the vectors find

    fingerprint: str  # the model, its weights and how it is used; vectors of different ones never meet
    dimension: int
    max_tokens: int  # of a text, special tokens not counted; what is longer would be cut

    @abstractmethod
    def embed_tokens(self, texts: Sequence[str], *, question: bool = False) -> list[TokenEmbedding]:
        """Embed texts and their tokens in one pass."""

    @abstractmethod
    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens, special tokens left out."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages."""
        return [embedding.vector.tolist() for embedding in self.embed_tokens(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        vector: list[float] = self.embed_tokens([text], question=True)[0].vector.tolist()
        return vector


class NamedModel(TokenEmbeddings):
    """A model of which only the name is known: enough to check an index, not to ask it."""

    def __init__(self, fingerprint: str, dimension: int) -> None:
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.max_tokens = 0

    def embed_tokens(self, texts: Sequence[str], *, question: bool = False) -> list[TokenEmbedding]:
        """Refuse: there are no weights."""
        raise ConfigError(f"The embedding model {self.fingerprint} is not loaded.")

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Refuse: there is no tokenizer."""
        raise ConfigError(f"The embedding model {self.fingerprint} is not loaded.")
