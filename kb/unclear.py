"""When a question needs one more detail: what it asks is told of several things alike, and it names none of them."""

from kb.constraints import proper_words
from kb.index import Index
from kb.lookup import Found
from kb.question import Kind, kind_of

LOOKED_AT = 12  # best units
ALIKE = 0.92  # of the best unit's score, from which another fits the question as well
FEWEST = 3  # documents that tell it alike


def find_choices(index: Index, found: Found) -> tuple[str, ...]:
    """Give the titles of the documents of which one should be named, none when the question is clear.

    It is unclear when it names nothing, nothing was said before, it wants no list or count, and the best units stand in
    different documents under one and the same heading.
    """
    names = [name for name in found.reading.names if name.proper]
    alone = len(found.queries) == 1 or bool(index.subject and found.queries[1].text.startswith(f"{index.subject}: "))
    said = found.queries[0].text
    if names or proper_words(said) or not alone or not found.evidence or kind_of(said) in (Kind.LIST, Kind.COUNT):
        return ()
    best = found.evidence[0]
    fitting = [unit for unit in found.evidence[:LOOKED_AT] if unit.score >= ALIKE * best.score]
    titles = {unit.hit.source: unit.hit.title for unit in fitting}
    same = {unit.hit.source for unit in fitting if best.hit.heading and unit.hit.heading == best.hit.heading}
    return tuple(titles[source] for source in titles) if len(same) >= FEWEST and len(same) == len(titles) else ()
