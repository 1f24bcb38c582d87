"""A cross-encoder's say on the order of the hits."""

from pathlib import Path

import numpy as np
import pytest
from libraries import NETWORK, make_library
from small_models import save_cross_encoder

from kb.config import Config
from kb.errors import ConfigError
from kb.followup import Turn
from kb.index import Index
from kb.models import Reranker, load_reranker
from kb.retrieve import prepare_queries, retrieve_hits

WORDS = sorted({word for text in NETWORK.values() for word in text.casefold().split() if word.isalpha()})
QUESTION = "When were the rules adopted?"


@pytest.fixture(scope="module")
def likes_spring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a cross-encoder that wants nothing but the word "spring", which one chunk holds."""
    return save_cross_encoder(tmp_path_factory.mktemp("cross"), ["spring", *WORDS], "spring")


@pytest.fixture
def small(tmp_path: Path) -> Index:
    """A library of three documents."""
    return make_library(tmp_path, NETWORK)


def test_none_is_loaded_unless_one_is_set() -> None:
    """Without the setting there is no cross-encoder."""
    assert load_reranker(Config()) is None


def test_the_cross_encoder_moves_what_it_likes_up(small: Index, likes_spring: Path) -> None:
    """What only the cross-encoder finds good rises, every hit stays, and scores fall from 1 to 0."""
    queries = prepare_queries(small, QUESTION)
    before = retrieve_hits(small, queries, 20)
    small.encoder.reranker = load_reranker(Config(reranker=str(likes_spring)))

    after = retrieve_hits(small, queries, 20)

    places = [[("spring" in hit.text) for hit in hits].index(True) for hits in (before, after)]
    assert places[1] < places[0]
    assert {hit.row for hit in after} == {hit.row for hit in before}
    assert [hit.score for hit in after] == sorted((hit.score for hit in after), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in after)


class _Notes(Reranker):
    """Find every passage equally good, and keep what was asked."""

    name = "notes"

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def score_passages(self, question: str, passages: list[str]) -> np.ndarray:  # type: ignore[override]
        self.asked.append((question, len(passages)))
        return np.ones(len(passages), dtype=np.float32)


def test_what_tells_nothing_changes_no_order(small: Index) -> None:
    """Equal scores leave the order; each query is asked, a question that names nothing only with its history."""
    notes = _Notes()
    history = [Turn("user", QUESTION)]
    before = [retrieve_hits(small, prepare_queries(small, text, history), 5) for text in ("And where?", "And Vienna?")]
    small.encoder.reranker = notes

    after = [retrieve_hits(small, prepare_queries(small, text, history), 5) for text in ("And where?", "And Vienna?")]

    assert [[hit.row for hit in hits] for hits in after] == [[hit.row for hit in hits] for hits in before]
    assert [text for text, _ in notes.asked] == [f"{QUESTION} And where?", "And Vienna?", f"{QUESTION} And Vienna?"]


@pytest.mark.parametrize(("name", "why"), [("nothing/here", "OSError"), ("", "ValueError")])
def test_what_is_no_cross_encoder(name: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads nowhere, or an empty folder, is refused in one line that names the setting."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)  # no test asks a hub
    given = name or str(tmp_path)
    with pytest.raises(ConfigError) as caught:
        load_reranker(Config(reranker=given))

    assert str(caught.value) == (
        f"KB_RERANKER is {given!r}: no such cross-encoder could be loaded ({why}). Give the folder of a "
        "sentence-transformers CrossEncoder with safetensors weights, or unset it."
    )


def test_a_classifier_of_several_classes_is_refused(tmp_path: Path) -> None:
    """A model with several scores for a pair can't order passages, and is refused when it is loaded."""
    folder = save_cross_encoder(tmp_path, WORDS, "rules", labels=3)

    with pytest.raises(ConfigError, match=r"^KB_RERANKER is .*: it gives 3 scores for a pair, one is wanted\."):
        load_reranker(Config(reranker=str(folder)))
