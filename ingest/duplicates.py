"""Find documents that say the same: one text under two names, or last year's version of another.

A document's sketch is the smallest hashes of its runs of words (bottom-k sketches: Broder, "On the resemblance and
containment of documents", 1997). The share of hashes that two sketches have in common estimates the share of runs that
the texts have in common.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RUN = 3  # words; a longer run is lost with each number that changed from one year to the next
SIZE = 128  # hashes a sketch
SHORTEST = 12  # words; what is shorter is compared as a whole only
LIKE = 0.5  # share from which two texts are versions of one

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document that says what another says. share is the part they have in common, 1.0 for the same words."""

    source: str
    of: str
    share: float


def sketch_text(text: str) -> bytes:
    """Sketch a text: a hash of all its words, then the smallest hashes of its runs of words, as bytes."""
    words = np.array([zlib.crc32(word.encode()) for word in _WORD.findall(text.casefold())], dtype=np.uint64)
    whole = np.array([zlib.crc32(words.tobytes()) << 32 | len(words)], dtype=np.uint64)
    if len(words) < SHORTEST:
        return whole.tobytes()
    runs = np.zeros(len(words) - RUN + 1, dtype=np.uint64)
    for place in range(RUN):
        runs = _mix(runs ^ words[place : place + len(runs)])
    return bytes(np.concatenate((whole, np.unique(runs)[:SIZE])).tobytes())


def _mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter numbers over 64 bits (the finaliser of MurmurHash3)."""
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        numbers = (numbers ^ (numbers >> np.uint64(33))) * np.uint64(factor)
    mixed: NDArray[np.uint64] = numbers ^ (numbers >> np.uint64(33))
    return mixed


def find_duplicates(sketches: Mapping[str, bytes], fresh: Collection[str]) -> tuple[Duplicate, ...]:
    """Find, for each fresh document, the one that is most like it; each pair once, the likest first."""
    parsed = {source: np.frombuffer(sketch, dtype=np.uint64) for source, sketch in sketches.items()}
    holders: dict[int, list[str]] = defaultdict(list)
    for source, sketch in parsed.items():
        for number in sketch.tolist():
            holders[number].append(source)
    found: dict[frozenset[str], Duplicate] = {}
    for source in sorted(set(fresh) & set(parsed)):
        sketch = parsed[source]
        shared = Counter(other for number in sketch.tolist() for other in holders[number] if other != source)
        best = Duplicate(source, "", 0.0)
        for other, count in shared.items():
            if count * 2 < min(len(sketch), len(parsed[other])) * LIKE:
                continue
            share = _share(sketch, parsed[other])
            # Between two that are as like, an older document is named rather than another fresh one.
            if (share, other not in fresh, best.of) > (best.share, best.of not in fresh, other):
                best = Duplicate(source, other, share)
        pair = frozenset((source, best.of))
        if best.share >= LIKE and pair not in found:
            found[pair] = best
    return tuple(sorted(found.values(), key=lambda duplicate: (-duplicate.share, duplicate.source)))


def _share(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    """Estimate the share of runs that two texts have in common, from 0 to 1."""
    if one[0] == other[0]:
        return 1.0
    union = np.union1d(one[1:], other[1:])[:SIZE]
    if not len(union):
        return 0.0
    both = np.intersect1d(np.intersect1d(one[1:], other[1:]), union)
    return min(round(len(both) / len(union), 2), 0.99)
