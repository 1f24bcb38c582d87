"""A generation: what was put in is found again, and damage is noticed."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Ingest
from fakes import BagOfWords
from langchain_core.documents import Document

from kb.errors import DamagedIndexError, MismatchedIndexError
from kb.generations import open_current
from kb.index import Index, PageText, build_generation, context_of, embed_chunks, verify_generation

TEXTS = {
    "a.md": "Sardinia manages the Mediterranean programme.\n\nThe Black Sea has a programme of its own.",
    "b.md": "Poland and Ukraine share a border programme with roads and railways.",
}


def build(path: Path, bag: BagOfWords, texts: dict[str, str] = TEXTS) -> Path:
    """Build a generation with a chunk for each paragraph of each text."""
    chunks, files = [], []
    for source, text in texts.items():
        common = {"source": source, "title": source, "topic": "", "page": 1, "heading": ""}
        common |= {"as_of": "2024", "url": "", "lang": "en"}
        files.append({**common, "pages": 1})
        for paragraph in text.split("\n\n"):
            start = text.index(paragraph)
            places = {"start": start, "end": start + len(paragraph)}
            chunks.append(Document(page_content=paragraph, metadata={**common, **places}))
    manifest = {
        "content": "x",
        "embedding": {"fingerprint": bag.fingerprint, "dimension": bag.dimension, "normalised": True},
        "chunking": "by paragraph",
        "files": files,
    }
    pages = [PageText(source, 1, text) for source, text in texts.items()]
    build_generation(path, chunks, embed_chunks(chunks, bag), pages, manifest)
    return path


@pytest.fixture
def generation(tmp_path: Path, bag: BagOfWords) -> Path:
    """A small generation on disk."""
    return build(tmp_path / "1", bag)


def find(index: Index, text: str, **options: object) -> list[str]:
    """Search and give the texts found."""
    return [hit.text for hit in index.search([index.prepare(text)], 3, **options)]  # type: ignore[arg-type]


def test_search_finds_the_chunk_that_shares_words(generation: Path, bag: BagOfWords) -> None:
    """The chunk that shares most words with the question comes first, with a score from 0 to 1."""
    index = Index(generation, bag)
    hits = index.search([index.prepare("Who manages the Mediterranean?")], 3)
    assert hits[0].text == "Sardinia manages the Mediterranean programme."
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in hits)
    index.close()


def test_each_hit_resolves_to_its_stored_text(generation: Path, bag: BagOfWords) -> None:
    """text_of(source, page)[start:end] is the hit's text."""
    index = Index(generation, bag)
    for hit in index.search([index.prepare("programme border sea")], 3):
        assert index.text_of(hit.source, hit.page)[hit.start : hit.end] == hit.text
    index.close()


def test_scope_limits_the_search(generation: Path, bag: BagOfWords) -> None:
    """Only the named sources are searched; a source that does not exist finds nothing."""
    index = Index(generation, bag)
    assert find(index, "programme", scope=["b.md"]) == [TEXTS["b.md"]]
    assert find(index, "programme", scope=["gone.md"]) == []
    index.close()


def test_token_vectors_lie_where_their_words_stand(generation: Path, bag: BagOfWords) -> None:
    """The span of each stored token vector is the place of its word in the page; title and heading have none."""
    index = Index(generation, bag)
    page = index.text_of("a.md", 1)
    tokens, spans = index.tokens_of(1)
    inside = [page[start:end] for start, end in spans if start >= 0]
    assert inside == ["The", "Black", "Sea", "has", "a", "programme", "of", "its", "own", "."]
    assert len(tokens) == len(spans) == len(inside) + bag.count_tokens([context_of("a.md", "")])[0]
    index.close()


def test_rarity_is_highest_for_unknown_terms_and_lowest_for_common_ones(generation: Path, bag: BagOfWords) -> None:
    """A term in no chunk is rarer than one in one chunk, and that rarer than one in all."""
    index = Index(generation, bag)
    assert index.rarity("zebra") > index.rarity("sardinia") > index.rarity("programm")
    index.close()


def test_retriever_serves_langchain(generation: Path, bag: BagOfWords) -> None:
    """as_retriever() gives LangChain documents, best first, with source and offsets in the metadata."""
    index = Index(generation, bag)
    documents = index.as_retriever(top_k=2).invoke("roads between Poland and Ukraine")
    assert documents[0].metadata["source"] == "b.md"
    assert len(documents) == 2
    assert documents[0].page_content == TEXTS["b.md"][: documents[0].metadata["end"]]
    index.close()


def test_a_good_generation_verifies(generation: Path) -> None:
    """A generation that holds what it says passes the check, without any model being loaded."""
    verify_generation(generation)


def test_another_embedding_model_is_refused(generation: Path) -> None:
    """A generation made with another model is not opened, and the message names both and the cure."""
    with pytest.raises(MismatchedIndexError, match=r"bag-of-words.*not other.*--rebuild"):
        Index(generation, BagOfWords(fingerprint="other"))


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [("schema", 99, "schema 99"), ("packages", {"chromadb": "0.1"}, "chromadb 0.1")],
)
def test_another_schema_or_store_version_is_refused(
    generation: Path, bag: BagOfWords, field: str, value: object, told: str
) -> None:
    """A generation of another schema or Chroma version is refused by name, not served."""
    manifest = json.loads((generation / "manifest.json").read_text())
    (generation / "manifest.json").write_text(json.dumps({**manifest, field: value}))
    with pytest.raises(MismatchedIndexError, match=told):
        Index(generation, bag)


VERIFY = "import sys, pathlib; from kb.index import verify_generation; verify_generation(pathlib.Path(sys.argv[1]))"


@pytest.mark.parametrize("damage", ["missing", "empty", "half"])
@pytest.mark.parametrize(
    "part",
    ["manifest.json", "texts.sqlite", "tokens.int8", "tokens.npz", "chroma/chroma.sqlite3", "lexical/vocab.index.json"],
)
def test_a_damaged_file_is_noticed(generation: Path, tmp_path: Path, part: str, damage: str) -> None:
    """A file that is missing, empty or cut in half fails the check; some damage kills the reader, so a child looks."""
    broken = tmp_path / "broken"
    shutil.copytree(generation, broken)
    content = (broken / part).read_bytes()
    if damage == "missing":
        (broken / part).unlink()
    else:
        (broken / part).write_bytes(b"" if damage == "empty" else content[: len(content) // 2])
    checked = subprocess.run([sys.executable, "-c", VERIFY, broken], capture_output=True, text=True, check=False)
    assert checked.returncode != 0
    assert "DamagedIndexError" in checked.stderr or checked.returncode < 0, checked.stderr


def test_a_missing_chunk_fails_the_check(tmp_path: Path, bag: BagOfWords) -> None:
    """A store with fewer chunks than its manifest says is damaged."""
    path = build(tmp_path / "1", bag)
    index = Index(path, bag)
    index._collection.delete(ids=["2"])
    with pytest.raises(DamagedIndexError, match="holds 2 chunks"):
        index.check()
    index.close()


def test_lost_vectors_fail_the_check(tmp_path: Path, bag: BagOfWords) -> None:
    """Chroma still counts right when the files of its vector index are emptied, so vectors are looked up."""
    # Chroma writes its vector index every thousand records; before, the vectors are in SQLite.
    path = build(tmp_path / "1", bag, {"big.md": "\n\n".join(f"Word{i} stands alone." for i in range(1100))})
    verify_generation(path)
    (vectors,) = path.glob("chroma/*/data_level0.bin")
    vectors.write_bytes(b"")
    checked = subprocess.run([sys.executable, "-c", VERIFY, path], capture_output=True, text=True, check=False)
    assert checked.returncode != 0
    assert "DamagedIndexError" in checked.stderr or checked.returncode < 0, checked.stderr


def test_a_place_that_does_not_hold_its_text_fails_the_check(generation: Path, bag: BagOfWords) -> None:
    """Offsets that no longer resolve to the chunk's text are damage."""
    with closing(sqlite3.connect(generation / "texts.sqlite")) as database, database:
        database.execute("UPDATE pages SET text = 'x' || text WHERE source = 'a.md'")
    index = Index(generation, bag)
    with pytest.raises(DamagedIndexError, match=r"a place in a\.md"):
        index.check()
    index.close()


def test_the_subject_is_what_most_documents_name(ingest: Ingest, tmp_path: Path, bag: BagOfWords) -> None:
    """A name in most documents is the library's subject; a mixed library has none."""
    for number in range(6):
        text = f"# Note {number}\n\nInterreg Next note {number} tells about border {number}."
        (tmp_path / "documents" / f"{number}.md").write_text(text)
    ingest()
    assert open_current(tmp_path / "index", bag).subject == "Interreg Next"
    for number in range(6):
        (tmp_path / "documents" / f"{number}.md").write_text(f"# Note {number}\n\nNothing in common {number}.")
    ingest()
    assert open_current(tmp_path / "index", bag).subject == ""
