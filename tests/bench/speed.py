"""What an answer costs, against the least any such chatbot must do, in one run."""

import resource
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml
from worded import measure_wording

from kb.config import load_config

if TYPE_CHECKING:
    from kb.index import Index

QUESTIONS = 50


def measure_speed() -> None:
    """Ask QUESTIONS questions of the current index and print times (seconds), ratios and memory (MB)."""
    began = time.perf_counter()
    from kb.answer import answer_question
    from kb.generations import open_current
    from kb.models import load_embeddings

    config = load_config()
    encoder = load_embeddings(config)
    loaded = time.perf_counter()
    index = open_current(config.index, encoder)
    opened = time.perf_counter()
    answer_question(index, "Who is the contact for the Interreg NEXT network?")
    first = time.perf_counter()

    answers = [timed(partial(answer_question, index, question)) for question in questions()]
    # What a retriever of the simplest kind does: embed the question, ask Chroma.
    plain = [timed(partial(nearest, index, question)) for question in questions()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(index)} chunks, {len(answers)} questions")
    print(f"load the model      {loaded - began:6.2f} s")
    print(f"open the index      {opened - loaded:6.2f} s")
    print(f"first answer        {first - opened:6.3f} s")
    print(f"an answer, p50      {quantile(answers, 50):6.3f} s   {quantile(answers, 50) / quantile(plain, 50):.1f} x")
    print(f"an answer, p95      {quantile(answers, 95):6.3f} s   {quantile(answers, 95) / quantile(plain, 95):.1f} x")
    print(f"embed + Chroma, p50 {quantile(plain, 50):6.3f} s   1.0 x")
    print(f"peak memory         {peak:6.0f} MB")
    measure_wording(index)


def questions() -> list[str]:
    """Take the plain searches of the records of fact: questions of every kind, in a fixed order."""
    folder = Path(__file__).parents[1] / "records"
    rows = [row for path in sorted(folder.glob("*.yaml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    queries = [row["query"] for row in rows if "query" in row]
    return queries[:: len(queries) // QUESTIONS][:QUESTIONS]


def nearest(index: "Index", question: str) -> None:
    """Embed a question and let Chroma find five chunks."""
    vector = np.array(index.encoder.embed_query(question), dtype=np.float32)
    index._collection.query(query_embeddings=vector, n_results=5)


def timed(work: Callable[[], object]) -> float:
    """Time one call, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def quantile(seconds: list[float], percent: int) -> float:
    """Give a percentile."""
    return statistics.quantiles(seconds, n=100)[percent - 1]
