"""The client of a chat model."""

from typing import TYPE_CHECKING, Any

from kb.config import Config
from kb.errors import ConfigError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


EXTRAS = ("anthropic", "ollama")  # of pyproject.toml, each with the package of a provider
CHAT_SECONDS = 60  # for one reply of a chat model; its client's own limit is none


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
