"""The constraint check: each demand of a question held against units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from kb.constraints.asked import asked_focus, asked_words, asking_query, proper_words
from kb.constraints.numbers import asked_figures, asked_years, holds_year, meet_count
from kb.constraints.selected import meet_selection
from kb.constraints.words import Place, meet_exactly, meet_nearly
from kb.contact_forms import asked_forms
from kb.index import Index
from kb.lookup import Found
from kb.opposites import tells_reverse
from kb.succession import meet_order
from kb.words import stem

NO_WORD = "\0"  # rarer than any word


@dataclass(frozen=True, slots=True)
class Check:
    """How well units meet what a question demands, each 0 (not at all) to 1 (wholly), 1 where nothing is demanded.

    words: the question's words, by their rarity; near_words: the same where a word that is only like one meets it in
    part; near_heaviest: the worst met of these, by its rarity. proper: proper-looking words; names: the library's
    names; focus: the thing asked for ("which visa", "who chairs"); counted: the number of what is to be counted; years
    and figures: those in the question; form: the asked kind of contact detail; selected: the qualifiers that select
    one of several ("second", "without infrastructure"), 0 where the reverse is told (kb/opposites.py,
    kb/succession.py).
    """

    words: float = 1.0
    near_words: float = 1.0
    near_heaviest: float = 1.0
    proper: float = 1.0
    names: float = 1.0
    focus: float = 1.0
    counted: float = 1.0
    years: float = 1.0
    figures: float = 1.0
    form: float = 1.0
    selected: float = 1.0


def check_places(index: Index, found: Found, places: Iterable[Place], settled: frozenset[str] = frozenset()) -> Check:
    """Hold what a question demands against each place; of each demand the place that meets it best counts.

    settled are stems that need not be told. Without places nothing is met, nor is a question that demands nothing.
    """
    demands = asked_words(asking_query(found).text)
    checks = [_check(index, found, place, settled) for place in places] if demands else []
    if not checks:
        return Check(**{field.name: 0.0 for field in fields(Check)})
    return Check(**{field.name: max(getattr(check, field.name) for check in checks) for field in fields(Check)})


def _check(index: Index, found: Found, place: Place, settled: frozenset[str]) -> Check:
    query = asking_query(found)
    told = f"{place.hit.title}\n{place.hit.heading}\n{place.text}"
    met, named = meet_exactly(found, place, settled)
    near = meet_nearly(index, found, place, met)
    rarest = index.rarity(NO_WORD)
    weights = {word: min(index.rarity(word) / rarest, 1.0) for word in met}
    focus = asked_focus(query.text)
    return Check(
        words=_mean(met, weights),
        near_words=_mean(near, weights),
        near_heaviest=_worst(near, weights),
        proper=0.0
        if any(" " in name for name in found.reading.unknown)  # each of its words may well be told
        else _worst({word: met[word] for word in map(stem, proper_words(query.text)) if word in met}, weights),
        names=sum(named) / len(named) if named else 1.0,
        focus=min((near[word] for word in near if word in focus), default=1.0),
        counted=meet_count(query.text, place.text),
        years=_share(
            holds_year(year, f"{told}\n{place.hit.as_of}") for year in asked_years(query.text) if year not in settled
        ),
        figures=_share(figure in told for figure in asked_figures(query.text)),
        form=_share(form.search(place.text) is not None for _, form in asked_forms(query.text)),
        selected=meet_selection(query.text, told, settled)
        * (not tells_reverse(query.text, place.text, met))
        * meet_order(query.text, place.text),
    )


def _mean(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = sum(weights[word] for word in values)
    return sum(weights[word] * value for word, value in values.items()) / total if total else 1.0


def _worst(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return 1 - max((weights[word] * (1 - value) for word, value in values.items()), default=0.0)


def _share(values: Iterable[bool]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 1.0
