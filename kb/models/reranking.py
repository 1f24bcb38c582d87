"""A cross-encoder, which reads question and passage together, beside the embedding model."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kb.config import Config, work_offline
from kb.errors import ConfigError
from kb.models.embedding import Encoder, load_embeddings
from kb.models.seams import Reranker
from kb.models.texts import BATCH, tokenizable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class CrossReader(Reranker):
    """A sentence-transformers CrossEncoder."""

    def __init__(self, model: "CrossEncoder", name: str) -> None:
        self._model = model
        self.name = name

    def score_passages(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Score each passage; what is longer than the model reads is cut."""
        pairs = [(question, passage) for passage in tokenizable(passages)]
        scores = self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32).reshape(-1)


def load_reranker(config: Config) -> Reranker | None:
    """Load the cross-encoder that config names, a folder or a name on the hub; None when it names none.

    Raises ConfigError when there is no such model, or when it gives more than one score for a pair.
    """
    name = config.reranker
    if not name:
        return None
    if Path(name).is_dir():
        work_offline()
    logging.getLogger("transformers").setLevel(logging.ERROR)
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)

    from sentence_transformers import CrossEncoder  # with torch four seconds: not for those who have none

    try:
        model = CrossEncoder(name, trust_remote_code=False, model_kwargs={"use_safetensors": True})
    except Exception as error:
        raise ConfigError(
            f"KB_RERANKER is {name!r}: no such cross-encoder could be loaded ({type(error).__name__}). Give the folder "
            "of a sentence-transformers CrossEncoder with safetensors weights, or unset it."
        ) from error
    if model.num_labels != 1:
        raise ConfigError(
            f"KB_RERANKER is {name!r}: it gives {model.num_labels} scores for a pair, one is wanted. Choose another."
        )
    model.eval()
    return CrossReader(model, name)


def load_search_models(config: Config) -> Encoder:
    """Load what a search needs: the embedding model, and with it the cross-encoder if config names one."""
    reranker = load_reranker(config)  # first: a wrong name is told before the larger model is loaded
    encoder = load_embeddings(config)
    encoder.reranker = reranker
    return encoder
