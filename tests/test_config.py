"""Settings: each from its variable, bad ones refused by name, and nothing read that nobody set."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from kb.config import Config, load_config, prepare_environment, work_offline
from kb.errors import ConfigError

# setting: its default, what is put into the environment, what is read
SETTINGS = {
    "documents": (Path("documents"), "/srv/documents", Path("/srv/documents")),
    "index": (Path("index"), "other/index", Path("other/index")),
    "embedding_model": ("all-MiniLM-L6-v2", "/models/e5", "/models/e5"),
    "reranker": ("", "/models/cross", "/models/cross"),
    "chat_model": ("", "openai:some-model", "openai:some-model"),
    "chat_base_url": ("", "http://127.0.0.1:1/v1", "http://127.0.0.1:1/v1"),
    "chat_api_key": (SecretStr(""), "secret", SecretStr("secret")),
    "ocr_languages": ("eng", "eng+ukr", "eng+ukr"),
    "chat_context": (8192, "4096", 4096),
    "chat_seconds": (60.0, "2.5", 2.5),
    "chat_unsupported": ("drop", "strike", "strike"),
    "chat_user_limit": (200, "3", 3),
    "chat_day_limit": (2000, "4", 4),
    "min_confidence": (0.15, "0.7", 0.7),
    "feedback": (None, "/srv/feedback.jsonl", Path("/srv/feedback.jsonl")),
    "keep_questions_days": (0, "30", 30),
    "host": ("127.0.0.1", "::1", "::1"),
    "port": (7860, "8080", 8080),
}
NOT_A_NUMBER = "Input should be a valid number, unable to parse string as a number."
BAD = [
    ("port", "web", "Input should be a valid integer, unable to parse string as an integer."),
    ("ocr_languages", "eng -c x", "String should match pattern '^[A-Za-z_]+(\\+[A-Za-z_]+)*$'."),
    ("port", "0", "Input should be greater than or equal to 1."),
    ("port", "65536", "Input should be less than or equal to 65535."),
    ("chat_context", "100", "Input should be greater than or equal to 2048."),
    ("chat_seconds", "0", "Input should be greater than 0."),
    ("chat_unsupported", "keep", "Input should be 'drop' or 'strike'."),
    ("keep_questions_days", "-1", "Input should be greater than or equal to 0."),
    ("min_confidence", "high", NOT_A_NUMBER),
    ("min_confidence", "1.01", "Input should be less than or equal to 1."),
    ("min_confidence", "-0.1", "Input should be greater than or equal to 0."),
]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start each test without a setting in the environment."""
    for variable in [variable for variable in os.environ if variable.startswith("KB_")]:
        monkeypatch.delenv(variable)


def test_table_of_this_test_holds_every_setting() -> None:
    """A setting that is added is tested here."""
    assert set(SETTINGS) == set(Config.model_fields)


def test_defaults() -> None:
    """Without a variable every setting has its default."""
    assert load_config().model_dump() == {name: default for name, (default, _, _) in SETTINGS.items()}


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_is_read_from_its_variable(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """KB_ and the name in capitals sets one setting and no other."""
    _, text, value = SETTINGS[name]
    monkeypatch.setenv(f"KB_{name.upper()}", text)

    expected = {other: default for other, (default, _, _) in SETTINGS.items()} | {name: value}
    assert load_config().model_dump() == expected


@pytest.mark.parametrize("name", SETTINGS)
def test_an_empty_variable_is_an_unset_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """KB_INDEX= does not make the working folder the index."""
    monkeypatch.setenv(f"KB_{name.upper()}", "")

    assert getattr(load_config(), name) == SETTINGS[name][0]


@pytest.mark.parametrize(("name", "value", "expected"), BAD)
def test_a_bad_value_is_named(name: str, value: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the variable, its value and what was expected."""
    monkeypatch.setenv(f"KB_{name.upper()}", value)

    with pytest.raises(ConfigError) as caught:
        load_config()

    assert str(caught.value) == f"KB_{name.upper()} is {value!r}: {expected}"


def test_a_bad_option_is_named_as_the_option() -> None:
    """What was given on the command line is not blamed on a variable."""
    with pytest.raises(ConfigError) as caught:
        load_config(port=0)

    assert str(caught.value) == "port is 0: Input should be greater than or equal to 1."


def test_what_is_given_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An option beats its variable; an option that was not given (None) does not."""
    monkeypatch.setenv("KB_PORT", "8080")
    monkeypatch.setenv("KB_HOST", "::1")

    config = load_config(port=9000, host=None)

    assert (config.port, config.host) == (9000, "::1")


@pytest.mark.parametrize(
    ("variable", "message"),
    [
        ("KB_PROT", "KB_PROT is not a setting. Did you mean KB_PORT? Unset it or see the table in README.md."),
        (
            "KB_INDEX_DIR",
            "KB_INDEX_DIR is not a setting. Did you mean KB_INDEX? Unset it or see the table in README.md.",
        ),
        ("KB_XYZZY", "KB_XYZZY is not a setting. Unset it or see the table in README.md."),
        ("KB_", "KB_ is not a setting. Unset it or see the table in README.md."),
    ],
)
def test_an_unknown_variable_is_refused(variable: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A KB_ variable that is no setting is an error, with the nearest setting when there is one."""
    monkeypatch.setenv(variable, "1")

    with pytest.raises(ConfigError) as caught:
        load_config()

    assert str(caught.value) == message


def test_no_env_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stray .env in the working folder changes nothing."""
    (tmp_path / ".env").write_text("KB_PORT=1234\nPORT=1234\n")
    monkeypatch.chdir(tmp_path)

    assert load_config().port == 7860


def test_settings_do_not_change() -> None:
    """A Config is frozen."""
    with pytest.raises(ValueError, match="frozen"):
        load_config().port = 1


def test_environment_is_made_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Telemetry, tracing and sharing are off whatever was set, and Chroma's own settings are gone."""
    quiet = {
        "ANONYMIZED_TELEMETRY": "False",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "GRADIO_RUN_HISTORY": "False",
        "GRADIO_SHARE": "False",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "LANGCHAIN_TRACING_V2": "false",
        "LANGSMITH_TRACING": "false",
        "TOKENIZERS_PARALLELISM": "false",
    }
    for variable in quiet:
        monkeypatch.setenv(variable, "True")
    taken_away = ("ALLOW_RESET", "CHROMA_API_IMPL", "MIGRATIONS", "PERSIST_DIRECTORY")
    for variable in taken_away:
        monkeypatch.setenv(variable, "x")
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")

    prepare_environment()

    assert {variable: os.environ.get(variable) for variable in quiet} == quiet
    assert [variable for variable in taken_away if variable in os.environ] == []


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ("", "", "127.0.0.1,localhost,::1"),
        ("intra.example,localhost", "", "intra.example,localhost,127.0.0.1,::1"),
        ("", "intra.example", "intra.example,127.0.0.1,localhost,::1"),
        ("a.example", "b.example", "a.example,b.example,127.0.0.1,localhost,::1"),
    ],
)
def test_no_proxy_stands_before_this_machine(
    upper: str, lower: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine itself is reached without a proxy, and so is what the user named; twice prepared is once prepared."""
    monkeypatch.setenv("NO_PROXY", upper)
    monkeypatch.setenv("no_proxy", lower)

    for _ in range(2):
        prepare_environment()
        assert (os.environ["NO_PROXY"], os.environ["no_proxy"]) == (expected, expected)


@pytest.mark.parametrize(("before", "after"), [(None, "1"), ("0", "0")])
def test_offline_unless_the_user_decided(before: str | None, after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub is switched off by default, not against the user's word."""
    for variable in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.setenv(variable, before or "")
        if before is None:
            monkeypatch.delenv(variable)

    work_offline()

    assert (os.environ["HF_HUB_OFFLINE"], os.environ["TRANSFORMERS_OFFLINE"]) == (after, after)
