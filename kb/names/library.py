"""The names of a library, found once for each open index."""

from collections.abc import Iterator

from kb.english import ordinary_words
from kb.index import Index
from kb.names.case import observe_case
from kb.names.collect import Collector
from kb.names.known import Names
from kb.once import once_for_index

MOST_CHARACTERS = 3_000_000  # of a library that are read for names: a second or two, once for each generation


@once_for_index
def find_names(index: Index) -> Names:
    """Find the names of a library, once for each open index."""
    pages = list(read_pages(index))
    case = observe_case(text for _, text in pages)
    found = Collector(index.subject, case)
    for document in index.documents:
        found.add_title(document.source, document.title)
    for source, text in pages:
        title = index.document(source)
        found.add_page(source, title.title if title else "", text)
    return Names(found.names(), index.subject, (ordinary_words() - case.large) | case.small)


def read_pages(index: Index) -> Iterator[tuple[str, str]]:
    """Give the pages of a library, each with its source, up to MOST_CHARACTERS."""
    left = MOST_CHARACTERS
    for document in index.documents:
        for page in range(1, document.pages + 1):
            text = index.text_of(document.source, page)
            yield document.source, text[:left]
            left -= len(text)
            if left <= 0:
                return
