"""Run one of the systems that are compared, in a process of its own: python systems.py NAME JOB.json.

A job names the documents, a file for their texts and the questions; the answers are printed as one JSON object. All
systems read the same texts (those that our ingest takes out of the files) and use the same embedding model with as
many threads, so what is compared is splitting, search and answering.
"""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.config import load_config, prepare_environment

if TYPE_CHECKING:
    from kb.followup import Turn
    from kb.models import Encoder

TOP = 5
WORDS = 60  # of the first passage that a pipeline without a chat model shows as its answer
CHUNK, OVERLAP = 1000, 200  # characters, as in LangChain's tutorial

# Question and what was said before in; {"answer", "refused", "passages": [[source, text], ...]} out.
Ask = Callable[[str, Sequence["Turn"]], dict[str, Any]]


def build_ours(encoder: "Encoder", job: dict[str, Any], folder: Path) -> Ask:
    """Ingest with our own commands, and write the texts down for the peers."""
    from ingest.sync import sync_documents
    from kb.answer import Status, answer_question
    from kb.generations import open_current

    sync_documents(Path(job["documents"]), folder / "index", encoder.fingerprint, lambda: encoder)
    index = open_current(folder / "index", encoder)

    def ask(question: str, history: Sequence["Turn"]) -> dict[str, Any]:
        answer = answer_question(index, question, history)
        told = answer.status is Status.ANSWERED or (answer.status is Status.PARTLY and not answer.missing)
        passages = [[hit.source, hit.text] for hit in answer.passages]
        return {"answer": answer.text, "refused": not told, "status": str(answer.status), "passages": passages}

    job["texts_of"] = lambda: [
        (document.source, f"{document.title}\n\n" + "\n".join(pages))
        for document in index.documents
        for pages in [[index.text_of(document.source, page) for page in range(1, document.pages + 1)]]
    ]
    return ask


def build_langchain(encoder: "Encoder", job: dict[str, Any], folder: Path) -> Ask:
    """Build LangChain's tutorial pipeline: recursive splitter, Chroma, the nearest five."""
    from langchain_chroma import Chroma

    store = Chroma(embedding_function=encoder, persist_directory=str(folder / "chroma"))
    chunks = split_texts(job)
    for first in range(0, len(chunks), 5000):  # Chroma takes 5,461 at once
        some = chunks[first : first + 5000]
        store.add_texts([text for _, text in some], metadatas=[{"source": source} for source, _ in some])

    def ask(question: str, history: Sequence["Turn"]) -> dict[str, Any]:
        found = store.similarity_search(question, k=TOP)
        return first_words([[document.metadata["source"], document.page_content] for document in found])

    return ask


def build_txtai(encoder: "Encoder", job: dict[str, Any], folder: Path) -> Ask:
    """Build txtai's hybrid search (dense and BM25) over the same chunks."""
    from txtai import Embeddings

    def embed(texts: list[str]) -> list[list[float]]:  # txtai takes a function, not a method
        return encoder.embed_documents(texts)

    chunks = split_texts(job)
    embeddings = Embeddings(hybrid=True, content=True, method="external", transform=embed)
    embeddings.index((row, text, None) for row, (_, text) in enumerate(chunks))

    def ask(question: str, history: Sequence["Turn"]) -> dict[str, Any]:
        found = embeddings.search(question, TOP)
        return first_words([[chunks[int(row["id"])][0], row["text"]] for row in found])

    return ask


SYSTEMS: dict[str, Callable[["Encoder", dict[str, Any], Path], Ask]] = {
    "ours": build_ours,
    "langchain": build_langchain,
    "txtai": build_txtai,
}


def split_texts(job: dict[str, Any]) -> list[tuple[str, str]]:
    """Split every text as LangChain's tutorial does; gives source and chunk."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    texts = json.loads(Path(job["texts"]).read_text(encoding="utf-8"))
    return [(source, chunk) for source, text in texts for chunk in splitter.split_text(text)]


def first_words(passages: list[list[str]]) -> dict[str, Any]:
    """Answer with the first words of the first passage; such a pipeline never refuses."""
    words = passages[0][1].split()[:WORDS] if passages else []
    return {"answer": " ".join(words), "refused": False, "status": "answered", "passages": passages}


def main(name: str, job: dict[str, Any]) -> None:
    """Build one system, ask it every question, and print what it answered and what that cost."""
    import torch

    from kb.followup import Turn
    from kb.models import load_embeddings

    threads = os.cpu_count() or 1
    encoder = load_embeddings(load_config(), threads=threads)
    encoder.embed_query("warm up")
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        ask = SYSTEMS[name](encoder, job, Path(folder))
        built = time.perf_counter() - began
        torch.set_num_threads(1)
        ask("warm up the index", [])
        answers = []
        for turns in job["questions"]:
            history = [Turn(role, text) for role, text in turns["history"]]
            for turn in turns["earlier"] if name == "ours" else ():  # the others have no use for what was said
                said = ask(turn, history)
                history += [Turn("user", turn), Turn("assistant", said["answer"])]
            began = time.perf_counter()
            answer = ask(turns["question"], history)
            answers.append(answer | {"seconds": time.perf_counter() - began})
        if "texts_of" in job:
            Path(job["texts"]).write_text(json.dumps(job["texts_of"]()), encoding="utf-8")
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"build": built, "peak": peak / 1024, "answers": answers}))


if __name__ == "__main__":
    prepare_environment()
    main(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
