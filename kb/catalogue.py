"""All documents of the library, with what a person wants to know of them: how old, how long, new or changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from kb.answer import is_old, newest_date
from kb.errors import KnowledgeBaseError
from kb.generations import list_generations
from kb.index import Index, read_manifest
from kb.words import fold

Order = Literal["title", "topic", "newest", "oldest", "longest", "changed"]
ORDERS: tuple[Order, ...] = ("title", "topic", "newest", "oldest", "longest", "changed")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document; change is what the last ingest found: "new", "altered" or nothing."""

    source: str
    title: str
    topic: str
    as_of: str
    old: bool
    pages: int
    characters: int
    lang: str
    url: str
    change: Literal["", "new", "altered"] = ""

    @property
    def dated(self) -> bool:
        """Tell whether it says when it was true."""
        return self.as_of[:4].isdecimal()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The documents of a generation, and the names of those that the generation before had and this one has not."""

    entries: tuple[Entry, ...]
    gone: tuple[str, ...] = ()

    @property
    def topics(self) -> tuple[str, ...]:
        """Give the topics there are, in order."""
        return tuple(sorted({entry.topic for entry in self.entries if entry.topic}))


def read_catalogue(index: Index) -> Catalogue:
    """List the documents of an index, compared with the generation before it if that is still there."""
    before, now = _digests(_previous(index)), _digests(index.manifest)
    newest, lengths = newest_date(index), index.count_characters()
    entries = []
    for document in index.documents:
        change: Literal["", "new", "altered"] = ""
        if before and document.source not in before:
            change = "new"
        elif before and before[document.source] != now[document.source]:
            change = "altered"
        entries.append(
            Entry(
                source=document.source,
                title=document.title,
                topic=document.topic,
                as_of=document.as_of,
                old=is_old(document.as_of, newest),
                pages=document.pages,
                characters=lengths.get(document.source, 0),
                lang=document.lang,
                url=document.url,
                change=change,
            )
        )
    return Catalogue(tuple(entries), tuple(sorted(set(before) - set(now))))


def choose_entries(entries: Iterable[Entry], text: str = "", topic: str = "", order: Order = "title") -> list[Entry]:
    """Choose documents whose title, name or topic holds every word of a text, of a topic if one is named, in order."""
    words = fold(text).split()
    chosen = [
        entry
        for entry in entries
        if (not topic or entry.topic == topic)
        and all(word in fold(f"{entry.title} {entry.source} {entry.topic}") for word in words)
    ]
    chosen.sort(key=lambda entry: (fold(entry.title), entry.source))
    if order == "topic":
        chosen.sort(key=lambda entry: (not entry.topic, fold(entry.topic)))
    elif order == "newest":
        chosen.sort(key=lambda entry: entry.as_of if entry.dated else "", reverse=True)
    elif order == "oldest":  # what is undated may be older still
        chosen.sort(key=lambda entry: entry.as_of if entry.dated else "")
    elif order == "longest":
        chosen.sort(key=lambda entry: -entry.characters)
    elif order == "changed":
        chosen.sort(key=lambda entry: ("new", "altered", "").index(entry.change))
    return chosen


def _previous(index: Index) -> dict[str, Any]:
    """Read the manifest of the generation before; empty if there is none that can be read."""
    number = int(index.path.name) if index.path.name.isdecimal() else 0
    earlier = next((n for n in list_generations(index.path.parent) if n < number), None)
    if earlier is None:
        return {"files": []}
    try:
        return read_manifest(index.path.parent / str(earlier))
    except KnowledgeBaseError:  # what can't be read can't be compared with
        return {"files": []}


def _digests(manifest: dict[str, Any]) -> dict[str, str]:
    return {str(file["source"]): str(file.get("sha256", "")) for file in manifest["files"]}
