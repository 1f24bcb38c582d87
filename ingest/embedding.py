"""The embedding model when it is needed, and what it embeds: the chunks that have no vectors yet."""

from collections.abc import Callable

from ingest.ledger import Ledger
from ingest.steps import BeforeStep, Progress
from kb.index import embed_chunks
from kb.models import TokenEmbeddings

EMBEDDED = 64  # chunks a step: what a killed ingest has to embed again at most


class LazyEncoder:
    """Load the embedding model when it is first needed: an ingest that changes nothing costs nothing."""

    def __init__(self, load: Callable[[], TokenEmbeddings]) -> None:
        self._load = load
        self._encoder: TokenEmbeddings | None = None

    def __call__(self) -> TokenEmbeddings:
        """Give the model."""
        if self._encoder is None:
            self._encoder = self._load()
        return self._encoder


def embed_missing(ledger: Ledger, encoder: LazyEncoder, progress: Progress, before: BeforeStep) -> int:
    """Embed the chunks that have no vectors; tell how many there were."""
    missing = ledger.chunks_without_vector()
    for first in range(0, len(missing), EMBEDDED):
        batch = missing[first : first + EMBEDDED]
        place = batch[0][1].metadata
        progress("embed", first, len(missing), f"{place['source']}, page {place['page']}")
        before("embed")
        ledger.put_vectors([key for key, _ in batch], embed_chunks([chunk for _, chunk in batch], encoder()))
    if missing:
        progress("embed", len(missing), len(missing), "")
    return len(missing)
