"""The embedding model: a vector for a text, and one for each of its tokens."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kb.config import Config, work_offline
from kb.errors import ConfigError
from kb.models.seams import TokenEmbedding, TokenEmbeddings
from kb.models.texts import BATCH, tokenizable
from kb.models.weights import embedding_fingerprint, folder_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class Encoder(TokenEmbeddings):
    """A sentence-transformers model on the CPU or whatever device it chose."""

    def __init__(self, model: "SentenceTransformer", fingerprint: str) -> None:
        tokenizer = model.tokenizer
        if not getattr(tokenizer, "is_fast", False):
            raise ConfigError(
                "KB_EMBEDDING_MODEL has no fast tokenizer, so places in a text can't be told. Choose another model."
            )
        self._model = model
        self._tokenizer: Any = tokenizer
        self._prompts = {False: model.prompts.get("document") or "", True: model.prompts.get("query") or ""}
        longest = max(len(self._token_ids(prompt)) for prompt in self._prompts.values())
        self._special = tokenizer.num_special_tokens_to_add()
        self._limit = model.max_seq_length or 512
        self.max_tokens = self._limit - self._special - longest
        self.dimension = int(model.get_embedding_dimension() or 0)
        self.fingerprint = fingerprint

    def _token_ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
        return ids

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens, special tokens left out."""
        if not texts:
            return []
        encoded = self._tokenizer(tokenizable(texts), add_special_tokens=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def embed_tokens(self, texts: Sequence[str], *, question: bool = False) -> list[TokenEmbedding]:
        """Embed texts and their tokens in one pass; what is beyond max_tokens is cut."""
        import torch  # two seconds: not for a command that embeds nothing

        prompt = self._prompts[question]
        texts = tokenizable(texts)
        # Texts of like length share a batch: little is padded.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        done: dict[int, TokenEmbedding] = {}
        for first in range(0, len(order), BATCH):
            rows = order[first : first + BATCH]
            features = self._tokenizer(
                [prompt + texts[i] for i in rows],
                padding=True,
                truncation=True,
                max_length=self._limit,
                return_offsets_mapping=True,
                return_special_tokens_mask=True,
                return_tensors="pt",
            )
            spans = features.pop("offset_mapping").numpy().astype(np.int32) - len(prompt)
            special = features.pop("special_tokens_mask").numpy().astype(bool)
            features = {name: value.to(self._model.device) for name, value in features.items()}
            with torch.inference_mode():
                output = self._model(features)
            vectors = _unit(output["sentence_embedding"].float().cpu().numpy())
            tokens = _unit(output["token_embeddings"].float().cpu().numpy())
            for row, i in enumerate(rows):
                # Padding counts as special; tokens of the prompt lie before the text.
                kept = ~special[row] & (spans[row, :, 0] >= 0)
                done[i] = TokenEmbedding(vectors[row], tokens[row, kept], spans[row, kept])
        return [done[i] for i in range(len(texts))]


def load_embeddings(config: Config, threads: int = 1) -> Encoder:
    """Load the model that config names: the packaged one, a folder, or a name on the hub.

    One thread serves one question best: it is short, and threads that wait for each other on a busy machine make it
    ten times as slow. An ingest may ask for more.

    Raises ConfigError when there is no such model, at once and without asking the network for the packaged
    one or a folder.
    """
    name, folder = config.embedding_model, folder_of(config.embedding_model)
    if folder.is_dir():
        work_offline()
    elif folder.is_absolute():  # no name on a hub is: told before the seconds of the imports
        raise _no_such_model(name, "no such folder")
    # Transformers reports unused weights and progress on standard error; a person asked a question.
    logging.getLogger("transformers").setLevel(logging.ERROR)
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)

    import torch  # with sentence-transformers four seconds: not for a command that embeds nothing
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(threads)
    # bfloat16 is two to four times as fast where the processor has it, slower where it doesn't; vectors agree to
    # 0.9999 in cosine, so a library made on one machine is asked on the other.
    dtype = torch.bfloat16 if has_bfloat16() else torch.float32
    try:
        model = SentenceTransformer(
            str(folder) if folder.is_dir() else name,
            trust_remote_code=False,
            model_kwargs={"dtype": dtype, "use_safetensors": True},
        )
    except Exception as error:
        raise _no_such_model(name, type(error).__name__) from error
    model.eval()
    return Encoder(model, embedding_fingerprint(config))


def _no_such_model(name: str, why: str) -> ConfigError:
    return ConfigError(
        f"KB_EMBEDDING_MODEL is {name!r}: no such model could be loaded ({why}). Give the folder of a "
        "sentence-transformers model with safetensors weights, or unset it for the packaged one."
    )


def has_bfloat16() -> bool:
    """Tell whether the processor multiplies bfloat16 in hardware (AMX or AVX512-BF16)."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:  # not Linux: no cheap way to tell, and fp32 is right everywhere
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    scaled: NDArray[np.float32] = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
    return scaled
