"""What the tests share: the real model and the shipped library, made once; and small libraries on the fake model."""

import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from filelock import FileLock

from kb.config import Config, prepare_environment

prepare_environment()  # before any library is imported

from browsing import open_browser, open_tab  # noqa: E402
from fakes import BagOfWords  # noqa: E402
from playwright.sync_api import Browser, Page  # noqa: E402

from ingest.child import ParserChild  # noqa: E402
from ingest.sync import Report, sync_documents  # noqa: E402
from kb.apart import run_here  # noqa: E402
from kb.evaluation.cache import digest_index  # noqa: E402
from kb.generations import open_current  # noqa: E402
from kb.index import Index  # noqa: E402
from kb.models import Encoder, embedding_fingerprint, load_embeddings  # noqa: E402

DOCUMENTS = Path(__file__).parent.parent / "documents"

# A search of everything for garbage takes a quarter of a second here, and finds next to nothing: a tenth as often.
gc.set_threshold(*gc.get_threshold()[:2], 100)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The packaged embedding model, loaded."""
    return load_embeddings(Config())


@pytest.fixture(scope="session")
def library(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """An index folder of the shipped documents, made with the packaged model.

    It is kept between runs for as long as neither the documents nor the program that ingests them change.
    """
    fingerprint = embedding_fingerprint(Config())
    cache = request.config.cache
    assert cache is not None
    kept = cache.mkdir("library") / digest_index(DOCUMENTS, fingerprint)
    if not kept.is_dir():
        made = tmp_path_factory.mktemp("made") / "index"
        sync_documents(DOCUMENTS, made, fingerprint, lambda: encoder)
        with FileLock(kept.parent / "lock"):  # tests run side by side
            if not kept.is_dir():
                for old in filter(Path.is_dir, kept.parent.iterdir()):
                    shutil.rmtree(old)
                shutil.copytree(made, kept.with_suffix(".tmp"))
                kept.with_suffix(".tmp").rename(kept)
    folder = tmp_path_factory.mktemp("library") / "index"
    shutil.copytree(kept, folder)  # each open writes to Chroma's files
    return folder


@pytest.fixture(scope="session")
def shipped(library: Path, encoder: Encoder) -> Iterator[Index]:
    """The shipped library, opened for reading."""
    index = open_current(library, encoder)
    yield index
    index.close()


@pytest.fixture
def bag() -> BagOfWords:
    """The fake embedding model."""
    return BagOfWords()


@pytest.fixture(scope="module")  # a longer one would leave its event loop running in tests that start their own
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab as wide as a desk has it, in which nothing may go wrong unseen."""
    with open_tab(browser) as page:
        yield page


Ingest = Callable[..., Report]


@pytest.fixture(scope="session")
def parser() -> Iterator[Callable[[], AbstractContextManager[ParserChild]]]:
    """One real parser process for all tests: its start takes a second."""
    with ParserChild() as child:
        yield lambda: nullcontext(child)


@pytest.fixture
def ingest(tmp_path: Path, bag: BagOfWords, parser: Callable[[], AbstractContextManager[ParserChild]]) -> Ingest:
    """Ingest tmp_path/documents into tmp_path/index with the fake model."""
    (tmp_path / "documents").mkdir()

    def run(**options: object) -> Report:
        return sync_documents(
            tmp_path / "documents",
            tmp_path / "index",
            bag.fingerprint,
            lambda: bag,
            **{"apart": run_here, "parser": parser, **options},  # type: ignore[arg-type]
        )

    return run
