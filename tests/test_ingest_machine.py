"""Whatever is done to documents and ingest in whatever order, answers tell the last good text of a published state."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, ClassVar

import pytest
from fakes import BagOfWords
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ingest.child import ParserChild
from ingest.sync import sync_documents
from kb.apart import run_here
from kb.generations import LiveIndex, list_generations
from kb.status import read_status

NAMES = st.sampled_from([f"{letter}.md" for letter in "abcde"])
STEPS = 24  # of an ingest of one changed document


class Cut(BaseException):
    """The end of a process."""


class Library(RuleBasedStateMachine):
    """A folder, its index and a reader, against a model: name to the last text that could be read."""

    parser: ClassVar[Callable[[], AbstractContextManager[ParserChild]]]

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="library-"))
        self.documents, self.index = self.home / "documents", self.home / "index"
        self.documents.mkdir()
        self.bag = BagOfWords()
        self.count = 0
        self.folder: dict[str, str | None] = {}  # what each file says now; None: it can't be read
        self.good: dict[str, str] = {}  # the last good text of each file, as ingests that began have seen it
        self.states: list[dict[str, str]] = []  # what may answer: the last published state, and ones cut off on the way
        self.reader: LiveIndex | None = None

    @initialize()
    def begin(self) -> None:
        for name in ("a.md", "b.md"):
            self.write(name)
        self.ingest()
        self.reader = LiveIndex(self.index, self.bag)

    @rule(name=NAMES)
    def write(self, name: str) -> None:
        self.count += 1
        self.folder[name] = f"This text is number n{self.count}n."
        (self.documents / name).write_text(f"# About {name}\n\n{self.folder[name]}\n")

    @rule(name=NAMES)
    def corrupt(self, name: str) -> None:
        if name in self.folder:
            self.folder[name] = None
            (self.documents / name).write_bytes(b"\x00\x01\x02" * 40)

    @precondition(lambda self: len(self.folder) > 1)
    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        if name in self.folder and len(self.folder) > 1:
            del self.folder[name]
            (self.documents / name).unlink()

    @rule(name=NAMES, other=NAMES)
    def rename(self, name: str, other: str) -> None:
        if self.folder.get(name) and other not in self.folder:
            self.folder[other] = self.folder.pop(name)
            (self.documents / name).rename(self.documents / other)

    @rule()
    def ingest(self) -> None:
        after = self.after()
        if not after:  # an empty index is never published
            return
        report = self.sync()
        self.good = after
        self.states = [after]
        assert report.documents == len(after)
        assert {failure.source for failure in report.failed} == {n for n, text in self.folder.items() if text is None}
        assert report.generation == list_generations(self.index)[0]

    @precondition(lambda self: self.states)
    @rule(step=st.integers(1, STEPS))
    def kill(self, step: int) -> None:
        left = step

        def before(name: str) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise Cut

        after = self.after()
        if not after:
            return
        try:
            self.sync(before)
        except Cut:
            # Which of its files an ingest had read when it ended is not told; another that is done tells.
            self.states = [*self.states, after]
        else:
            self.states = [after]
        self.good = after if self.states == [after] else self.merge(after)

    @precondition(lambda self: self.reader)
    @rule()
    def restart_reader(self) -> None:
        assert self.reader
        self.reader.close()
        self.reader = LiveIndex(self.index, self.bag)

    @precondition(lambda self: self.reader)
    @invariant()
    def every_answer_is_of_one_state(self) -> None:
        assert self.reader
        self.reader.refresh()
        assert self.reader.problem == ""
        with self.reader.borrow() as index:
            held = {document.source: index.text_of(document.source, 1).split("\n")[-1] for document in index.documents}
            found = {hit.source: hit.text for hit in index.search([index.prepare("This text is number")], 20)}
            documents = len(index.documents)
        assert held in self.states
        assert found.keys() == held.keys()
        assert all(held[source] in text for source, text in found.items())
        assert read_status(self.index).documents == documents

    def after(self) -> dict[str, str]:
        """Tell what an ingest that is done now would publish."""
        texts = {name: text or self.good.get(name, "") for name, text in self.folder.items()}
        return {name: text for name, text in texts.items() if text}

    def merge(self, after: dict[str, str]) -> dict[str, str]:
        """After a cut the ledger may hold either text of a file; make sure which, by ingesting what can be read."""
        self.sync()
        self.states = [after]
        return after

    def sync(self, before: Callable[[str], None] = lambda step: None) -> Any:
        return sync_documents(
            self.documents,
            self.index,
            self.bag.fingerprint,
            lambda: self.bag,
            allow_deletions=True,
            before=before,
            parser=type(self).parser,
            apart=run_here,
        )

    def teardown(self) -> None:
        if self.reader:
            self.reader.close()
        shutil.rmtree(self.home)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_index_says_what_the_folder_says(parser: Callable[[], AbstractContextManager[ParserChild]]) -> None:
    """Promises P1, P2, P4, P19, catalogue A21 to A23 and B4: answers, status and files are of one published state."""
    Library.parser = staticmethod(parser)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Library,
        settings=settings(
            max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
