"""Find what a library as a whole is about: the name that nearly all of its documents bear."""

import re
from collections import Counter

from kb.index.values import PageText

_NAME = re.compile(r"\b[A-Z]\w+ [A-Z]\w+\b")
SHARE = 0.6  # of the documents
FEWEST = 5  # documents; fewer tell nothing


class SubjectFinder:
    """Count the two-word names of each document while its pages go by."""

    def __init__(self) -> None:
        self._documents: set[str] = set()
        self._names: set[tuple[str, str]] = set()

    def add(self, page: PageText) -> None:
        """Count the names of one page."""
        self._documents.add(page.source)
        self._names.update((name, page.source) for name in _NAME.findall(page.text))

    def subject(self) -> str:
        """Give the most widespread name, "" when none is in most documents: a mixed library has no subject."""
        counts = Counter(name for name, _ in self._names)
        name, count = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        return name if len(self._documents) >= FEWEST and count >= SHARE * len(self._documents) else ""
