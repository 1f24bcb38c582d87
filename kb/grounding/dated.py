"""Of what a date is the date: what was made in one year and published in the next was not made in that."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kb.figures import MONTHS, NUMBER_WORDS, read_figures
from kb.grounding.denying import VERB
from kb.paraphrase import is_derived, light_roots, root, same_as
from kb.words import STOP_WORDS, split_words

_MONTH = "|".join(MONTHS)
_REASON = r"because of|due to|owing to|after|following|in response to|as a result of"
_SEGMENTS = re.compile(
    rf";|,\s(?:and|but|while|whereas|which|who|where|in which|of which)\s|\sand\s(?={VERB.pattern})"
    rf"|\s(?:but|while|whereas)\s|(?=\s(?:{_REASON})\s(?!(?:the )?(?:\d|(?:{_MONTH})\b)))",
    re.I,
)
_OF_REASON = re.compile(rf"\s*(?:{_REASON})\s", re.I)
# A legal act has a date of its own, one in the Official Journal and one from which it is valid.
_JOURNAL = re.compile(r"\bOJ\b|\bOfficial Journal\b|\bpublish\w*|\bpublication\b|\bappear\w*", re.I)
_IN_JOURNAL = re.compile(r"\bOJ\b|\bOfficial Journal\b", re.I)
_FORCE = re.compile(
    r"\b(?:into force|valid|effective|(?:took|takes?|taken|taking) effect|appl(?:y|ies|ied) from)\b", re.I
)


def mixes_times(said: str, told: str) -> bool:
    """Tell whether a sentence gives something the date of another clause of a unit.

    Only where the sentence has words that stand in a clause without the date alone, and none that stand with the date
    alone; and the other clause has a date of its own, or the date is that of a reason.
    """
    segments = _segments_of(told)
    if not segments:
        return False
    parts = _segments_of(said) or _whole(said)
    return any(_is_misdated(time, words, segments) for words, times, _, _ in parts for time in times)


def misdates_act(said: str, told: str) -> bool:
    """Tell whether the date of a legal act is told as that of its publication, its coming into force or the reverse."""
    theirs = _segments_of(told) or _whole(told)
    for _, times, _, text in _segments_of(said) or _whole(said):
        for time in times:
            homes = [home for _, other, _, home in theirs if any(_holds(told_time, time) for told_time in other)]
            if (
                homes
                and all(_FORCE.search(home) for home in homes) != bool(_FORCE.search(text))
                and (any(_FORCE.search(home) for home in homes) or any(_FORCE.search(other) for *_, other in theirs))
            ):
                return True
            if homes and all(_IN_JOURNAL.search(home) for home in homes) and not _JOURNAL.search(text):
                return True
    return False


_Segment = tuple[frozenset[str], tuple[str, ...], bool, str]  # words, times, whether it is a reason, text


@lru_cache(maxsize=4096)
def _segments_of(text: str) -> tuple[_Segment, ...]:
    """Cut a text into its clauses, each with its words and times; nothing where it has one only."""
    pieces: list[str] = []
    for piece in _SEGMENTS.split(text):
        if pieces and not _words(piece):
            pieces[-1] += f" {piece}"
        elif piece.strip():
            pieces.append(piece)
    return tuple(_read(piece) for piece in pieces) if len(pieces) > 1 else ()


@lru_cache(maxsize=4096)
def _whole(text: str) -> tuple[_Segment, ...]:
    return (_read(text),)


def _read(piece: str) -> _Segment:
    times = tuple(figure.value for figure in read_figures(piece) if figure.kind in ("year", "date"))
    return _words(piece), times, _OF_REASON.match(piece) is not None, piece


def _words(text: str) -> frozenset[str]:
    """Give the words that carry a fact, folded, and the amounts."""
    amounts = frozenset(figure.value for figure in read_figures(text) if figure.kind == "amount")
    return amounts | frozenset(
        word
        for word in split_words(text)
        if word not in STOP_WORDS and word not in MONTHS and word not in NUMBER_WORDS and not word[:1].isdigit()
        and root(word) not in light_roots()
    )  # fmt: skip


def _is_misdated(time: str, words: frozenset[str], segments: Sequence[_Segment]) -> bool:
    homes = [at for at, (_, times, _, _) in enumerate(segments) if any(_holds(told, time) for told in times)]
    if not homes or len(homes) == len(segments):
        return False
    if any(_has(words, _own(segments, at)) for at in homes):
        return False
    of_reason = all(segments[at][2] for at in homes)
    return any(
        (of_reason or segments[at][1]) and _has(words, _own(segments, at))
        for at in range(len(segments))
        if at not in homes
    )


def _own(segments: Sequence[_Segment], at: int) -> frozenset[str]:
    """Give the words of a clause that no other has, nor one of their meaning: "Russian" beside "Russia"."""
    others = frozenset().union(*(words for i, (words, *_) in enumerate(segments) if i != at))
    roots = frozenset(root(word) for word in others)
    return frozenset(word for word in segments[at][0] - others if same_as(root(word)).isdisjoint(roots))


def _has(said: frozenset[str], told: frozenset[str]) -> bool:
    same = frozenset().union(*(same_as(root(word)) for word in told))
    return any(root(word) in same or any(is_derived(word, other) for other in told) for word in said)


def _holds(told: str, said: str) -> bool:
    """Tell whether a time holds another one: a day its month and its year."""
    pairs = zip(told.split("-"), said.split("-"), strict=False)
    return all(ours in ("?", theirs) for theirs, ours in pairs)
