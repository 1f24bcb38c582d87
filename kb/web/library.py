"""The index as the page sees it: perhaps still being opened, missing or damaged, else ready."""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass

from kb.errors import KnowledgeBaseError, MissingIndexError
from kb.generations import LiveIndex
from kb.index import Index
from kb.web.interface import say

UNUSABLE = "The index could not be opened. The maintainer finds the reason in the log."


@dataclass(frozen=True, slots=True)
class State:
    """Whether questions can be answered now; problem says in words for a person why not, or why from an old index.

    starting and missing tell of two problems which these are.
    """

    ready: bool
    starting: bool = False
    missing: bool = False
    generation: int = 0
    documents: int = 0
    chunks: int = 0
    problem: str = ""


class Library:
    """Lend the index to questions and documents; while it is being opened, a question waits and a look does not."""

    def __init__(self, live: LiveIndex | Future[LiveIndex]) -> None:
        if isinstance(live, Future):
            self._opening = live
        else:
            self._opening = Future()
            self._opening.set_result(live)

    @contextmanager
    def borrow(self) -> Iterator[Index]:
        """Lend the current generation, waiting until it is open. Raises KnowledgeBaseError when there is none."""
        with self._opening.result().borrow() as index:
            yield index

    def state(self) -> State:
        """Tell at once whether there is an index to ask."""
        if not self._opening.done():
            return State(ready=False, starting=True, problem=say("starting", "en"))
        failure = self._opening.exception()
        if failure is not None:
            told = str(failure) if isinstance(failure, KnowledgeBaseError) else UNUSABLE
            return State(ready=False, missing=isinstance(failure, MissingIndexError), problem=told)
        live = self._opening.result()
        try:
            with live.borrow() as index:
                counts = index.manifest["counts"]
                return State(
                    ready=True,
                    generation=generation_of(index),
                    documents=len(index.documents),
                    chunks=counts["chunks"],
                    problem=live.problem,
                )
        except KnowledgeBaseError as error:
            return State(ready=False, missing=isinstance(error, MissingIndexError), problem=str(error))


def say_problem(state: State, language: str) -> str:
    """Say in the language of the page why nothing is answered, or why from an old index; "" when all is well."""
    if state.starting:
        return say("starting", language)
    return say("no_index", language) if state.missing else state.problem


def generation_of(index: Index) -> int:
    """Give the number of the generation that an index reads; 0 if it is not in a folder of generations."""
    return int(index.path.name) if index.path.name.isdecimal() else 0
