"""What wording costs beside the chat model's own time: a scripted model on this machine, whose time is known.

The model writes at the pace of a fast server. Its sentences are paraphrases, each of which has to be checked, so the
vectors of words are needed; a model that copies costs less.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from kb.config import Config

sys.path.append(str(Path(__file__).parents[1]))  # the model's server is that of the tests

if TYPE_CHECKING:
    from chat_server import Handler

    from kb.index import Index

QUESTIONS = 50
SENTENCES = 3  # of a reply
PIECE = 5  # characters, about a token
PAUSE = 0.01  # seconds between two pieces
BEFORE = 0.2  # seconds before the first


def measure_wording(index: "Index") -> None:
    """Ask QUESTIONS questions and print what an answer takes beyond the model's own time, and behind its last word."""
    from chat_server import serving

    from kb.answer import answer_question
    from kb.generate import open_writer

    own: list[float] = []  # the model's time for each reply
    ended: list[float] = []  # when its last piece was sent
    reply = ""

    def write(handler: "Handler") -> None:
        began = time.perf_counter()
        time.sleep(BEFORE)
        handler.begin()
        for start in range(0, len(reply), PIECE):
            handler.chunk({"role": "assistant", "content": reply[start : start + PIECE]})
            time.sleep(PAUSE)
        handler.chunk({}, "stop")
        handler.send("data: [DONE]\n\n")
        ended.append(time.perf_counter())
        own.append(ended[-1] - began)

    beyond, behind = [], []
    with serving(write) as server:
        writer = open_writer(Config(chat_model="openai:bench", chat_base_url=server.url))
        assert writer is not None
        answer_question(index, "What is Interreg NEXT?", writer=writer)  # the first opens the client
        own.clear()
        for question, said in replies():
            reply, asked = said, len(own)
            began = time.perf_counter()
            answer_question(index, question, writer=writer)
            done = time.perf_counter()
            if len(own) > asked:  # without evidence the model is not called
                beyond.append(done - began - own[-1])
                behind.append(done - ended[-1])
        writer.chat.close()
    middle = statistics.median(own)
    print(f"{len(own)} worded answers of {SENTENCES} sentences, the model's own time {middle:.2f} s")
    for label, seconds in (("beyond its time", beyond), ("after its last word", behind)):
        for percent in (50, 95):
            figure = statistics.quantiles(seconds, n=100)[percent - 1]
            print(f"{label + f', p{percent}':24} {figure:6.3f} s   {figure / middle:.2f} x")


def replies() -> Iterator[tuple[str, str]]:
    """Give questions, each with a reply of paraphrases that passages bear or nearly so."""
    folder = Path(__file__).parents[1] / "claims"
    rows = [
        row
        for path in sorted(folder.glob("*.yaml"))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))["faithful"]
    ]
    for first in range(0, len(rows), max(len(rows) // QUESTIONS, 1)):
        some = rows[first : first + SENTENCES]
        yield some[0]["question"], " ".join(row["sentence"] for row in some)
