"""Settings: one frozen class of plain values, read once from the environment. Nothing else reads it."""

import difflib
import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kb.errors import ConfigError

PREFIX = "KB_"
PACKAGED_MODEL = "all-MiniLM-L6-v2"
MIN_CONFIDENCE = 0.15  # what these two mean stands in kb/confidence.json
SURE_CONFIDENCE = 0.6  # what is less sure says which of the words asked it does not speak of


class Config(BaseSettings):
    """Hold every setting. Each is named KB_ and its name in capitals; see the table in README.md."""

    # No .env file is read: a stray one in the working folder must change nothing.
    # An empty variable is an unset one: as a folder it would be the one the program was started in.
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=None, env_ignore_empty=True, frozen=True)

    # where things are
    documents: Path = Path("documents")
    index: Path = Path("index")

    # models
    embedding_model: str = PACKAGED_MODEL
    reranker: str = ""  # a sentence-transformers CrossEncoder, name or folder; none by default
    chat_model: str = ""  # provider:model, as LangChain's init_chat_model takes it; none by default
    chat_base_url: str = ""
    chat_api_key: SecretStr = SecretStr("")
    chat_context: int = Field(8192, ge=2048)  # tokens that the model reads and writes together
    chat_seconds: float = Field(60.0, gt=0)  # for one answer, all in all
    chat_unsupported: Literal["drop", "strike"] = "drop"  # sentences of the model that no passage bears
    chat_user_limit: int = Field(200, ge=1)  # worded answers a day
    chat_day_limit: int = Field(2000, ge=1)

    # reading documents
    ocr_languages: str = Field("eng", pattern=r"^[A-Za-z_]+(\+[A-Za-z_]+)*$")  # of scans, as Tesseract names them

    # answers
    min_confidence: float = Field(MIN_CONFIDENCE, ge=0, le=1)

    # what people say of answers
    feedback: Path | None = None  # the file it is kept in; in the folder of the index by default
    keep_questions_days: int = Field(0, ge=0)  # how long questions that found nothing are kept, for maintainers

    # the page
    host: str = "127.0.0.1"
    port: int = Field(7860, ge=1, le=65535)


def load_config(**given: object) -> Config:
    """Read the settings; what is given (and not None) goes before the environment.

    Raises ConfigError for a value that can't be used and for a KB_ variable that is no setting.
    """
    names = set(Config.model_fields)
    for variable in sorted(os.environ):
        name = variable.removeprefix(PREFIX).lower()
        if variable.startswith(PREFIX) and name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f" Did you mean {PREFIX}{near[0].upper()}?" if near else ""
            raise ConfigError(f"{variable} is not a setting.{hint} Unset it or see the table in README.md.")
    try:
        return Config(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        shown = f"{PREFIX}{name.upper()}" if given.get(name) is None else name
        raise ConfigError(f"{shown} is {first['input']!r}: {first['msg']}.") from error


def prepare_environment() -> None:
    """Switch off what the libraries would send, fetch or trace by themselves.

    Called by every main() before the libraries are imported: they read these when imported.
    """
    os.environ.update(
        {
            "ANONYMIZED_TELEMETRY": "False",
            "GRADIO_ANALYTICS_ENABLED": "False",
            "GRADIO_RUN_HISTORY": "False",
            "GRADIO_SHARE": "False",
            "HF_HUB_DISABLE_PROGRESS_BARS": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1",
            "LANGCHAIN_TRACING_V2": "false",
            "LANGSMITH_TRACING": "false",
            # Embedding runs in threads of ours and in child processes: the tokenizer's own threads deadlock there.
            "TOKENIZERS_PARALLELISM": "false",
        }
    )
    # The products of late interaction are small: numpy's threads wait for each other, fifty times as long as they take.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for variable in ("ALLOW_RESET", "CHROMA_API_IMPL", "MIGRATIONS", "PERSIST_DIRECTORY"):
        os.environ.pop(variable, None)  # Chroma's Settings would take them over
    # A proxy must not stand between the page and itself.
    local = ["127.0.0.1", "localhost", "::1"]
    variables = ("NO_PROXY", "no_proxy")  # where both are set, the libraries read the second
    given = [host for variable in variables for host in os.environ.get(variable, "").split(",") if host]
    os.environ.update(dict.fromkeys(variables, ",".join(dict.fromkeys(given + local))))


def work_offline() -> None:
    """Keep the model libraries from asking a hub, unless the user already decided."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
