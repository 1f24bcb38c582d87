"""Read documents into the ledger; one that cannot be read costs no other."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from ingest.child import ParserChild
from ingest.embedding import LazyEncoder
from ingest.extracted import UNDATED
from ingest.ledger import Ledger, LedgerFile
from ingest.load import Loaded, load_passage
from ingest.scan import Found, look_at
from ingest.split import split_sections
from ingest.steps import BeforeStep, Progress
from kb.errors import DocumentError
from kb.last_run import now
from kb.models import TokenEmbeddings

READINGS = 3  # of a file that changes while it is read


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read. kept is when its last good version was read, "" if there is none."""

    source: str
    message: str
    kept: str


def read_documents(
    todo: Sequence[Found],
    ledger: Ledger,
    encoder: LazyEncoder,
    known: dict[str, LedgerFile],
    progress: Progress,
    before: BeforeStep,
    parser: Callable[[], AbstractContextManager[ParserChild]],
) -> list[Failure]:
    """Read what is to be read and keep it; give what could not be read. known is what was kept before."""
    failed: list[Failure] = []
    with parser() as child:
        for done, found in enumerate(todo):
            progress("read", done, len(todo), found.source)
            before("read a file")
            try:
                found, loaded = _load(found, child)
                before("keep a file")
                _put(found, loaded, ledger, encoder())
            except DocumentError as error:
                last_good = known.get(found.source)
                failed.append(Failure(found.source, str(error), last_good.loaded_at if last_good else ""))
    progress("read", len(todo), len(todo), "")
    return failed


def _load(found: Found, child: ParserChild) -> tuple[Found, Loaded]:
    """Read a document; one that changes meanwhile is read again, so that digest and text are of one moment."""
    if found.passage is not None:
        return found, load_passage(found.passage, found.source)
    for _ in range(READINGS):
        if found.problem:
            raise DocumentError(found.problem)
        loaded = child.load(found.path, found.source)
        seen = look_at(found.path, found.source)
        if seen.sha256 == found.sha256:
            return found, loaded
        found = replace(found, size=seen.size, sha256=seen.sha256, problem=seen.problem)
    raise DocumentError("changed while it was read; ingest again when it is finished")


def _put(found: Found, loaded: Loaded, ledger: Ledger, encoder: TokenEmbeddings) -> None:
    chunks = split_sections(loaded.sections, encoder.count_tokens, encoder.max_tokens)
    if not chunks:
        raise DocumentError("no text found in it. If it is a scan, ingest a version with text.")
    for chunk in chunks:
        metadata = chunk.metadata
        metadata["url"] = metadata["url"] or found.url
        if found.as_of and metadata["as_of"] == UNDATED:
            metadata["as_of"] = found.as_of
    file = LedgerFile(
        source=found.source,
        sha256=found.sha256,
        size=found.size,
        loaded_at=now(),
        title=loaded.title,
        topic=loaded.topic,
        as_of=found.as_of if found.as_of and loaded.as_of == UNDATED else loaded.as_of,
        url=loaded.url or found.url,
        lang=loaded.lang,
        pages=len(loaded.pages),
        warnings=loaded.warnings,
    )
    ledger.put_file(file, loaded.pages, chunks)
