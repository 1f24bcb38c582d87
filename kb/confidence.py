"""How probable it is that the documents answer a question, from the evidence found for it."""

import json
import math
from collections.abc import Sequence
from dataclasses import astuple
from functools import lru_cache
from importlib.resources import files
from operator import ge

from kb.answer_shape import absent_shapes
from kb.answer_type import answer_type, holds_type
from kb.constraints import Check, Place, asking_query, check_places
from kb.contact_forms import absent_forms
from kb.extract import Composed
from kb.index import Index
from kb.lookup import Found
from kb.reasons import may_tell_why
from kb.words import split_words, term_set

FEATURES = (
    "late",
    "ahead",
    "near_words",
    "heaviest_of_three",
    "proper",
    "focus",
    "counted",
    "years",
    "figures",
    "form",
    "selected",
    "typed",
    "typed_in_prose",
    "prose",
    "direct",
    "denied",
)
LOOKED_AT = 3  # best units, and best hits
COMPARED = 20  # hits against which the best are ahead
READ = 30  # units that tell what kind of text the library is


def evidence_features(index: Index, found: Found, composed: Composed, *, denied: bool) -> dict[str, float]:
    """Measure the evidence for a question, each feature 0 to 1; all are 0 when nothing was found.

    late: late interaction of the best unit, 1 where a rule has decided without counting. ahead: by how much the cosine
    of the best hits is more than the mean over the hits. near_words to selected: how well the best unit,
    or the list that is shown, or the answer when it is direct, meets what the question demands (kb/constraints).
    heaviest_of_three: how well the three best units meet the worst met word. typed: whether the answer holds the type
    of thing that is asked for (kb/answer_type.py), as many things as are asked for, and a reason or limit where one is
    (kb/answer_shape.py). prose: the share of sentences, not rows or items, among the best units: prose says things in
    other words than a question. typed_in_prose: both, as in prose many a sentence holds a date or a number. direct: the
    answer was found by the documents' own structure. denied: they say that it is not known.
    """
    query, best, near = found.queries[0], found.evidence[:LOOKED_AT], found.hits[:LOOKED_AT]
    says_something = any(len(word) > 1 for word in split_words(query.text))
    if not best or not near or not says_something:
        return dict.fromkeys(FEATURES, 0.0)
    units = [Place(unit.hit, unit.start, unit.end, unit.text) for unit in best]
    shown = [Place(quoted.hit, quoted.start, quoted.end, quoted.quote) for quoted in composed.quotations]
    # A list that is shown has the one that is meant among its items, though another item may have been found first.
    listed = shown[:1] if shown and "\n" in shown[0].text else units[:1]
    first = check_places(index, found, shown if composed.direct else listed, composed.settled)
    # Nor does it matter that another one of several was found first, or a row without the detail.
    if shown and not (first.selected and first.form):
        said = check_places(index, found, shown[:1], composed.settled)
        told = said.selected and not absent_forms(asking_query(found).text, composed.quotations[0].shown)
        first = said if told and all(map(ge, astuple(said), astuple(first))) else first
    three = check_places(index, found, shown if composed.direct else units, composed.settled)
    if composed.decided:  # the rule has read what is asked
        first = three = Check()
    cosine = max(hit.cosine for hit in near)
    compared = [hit.cosine for hit in found.hits[:COMPARED]]
    read = found.evidence[:READ]
    typed = float(_holds_asked(index, found, composed, shown or units[:1]))
    prose = sum(unit.kind == "sentence" for unit in read) / len(read)
    measured = {
        # A rule that accounts for each word of the question needs no likeness: the model knows few counties by name.
        "late": 1.0 if composed.decided and composed.counted is None else best[0].late,
        "ahead": cosine - sum(compared) / len(compared),
        "near_words": first.near_words,
        "heaviest_of_three": three.near_heaviest,
        "proper": first.proper,
        "focus": first.focus,
        "counted": first.counted,
        "years": first.years,
        "figures": first.figures,
        "form": first.form,
        "selected": first.selected,
        "typed": typed,
        "typed_in_prose": typed * prose,
        "prose": prose,
        "direct": float(composed.direct),
        "denied": float(denied),
    }
    return {name: min(max(measured[name], 0.0), 1.0) for name in FEATURES}


def _holds_asked(index: Index, found: Found, composed: Composed, places: Sequence[Place]) -> bool:
    """Tell whether an answer holds the type of thing that is asked for, as many as are, and the reason where one is."""
    if composed.decided or composed.counted is not None:
        return True
    question = asking_query(found).text
    asked, own = answer_type(question), term_set(question)
    return any(
        holds_type(asked, place.text, own)
        and not absent_shapes(question, place.text)
        and may_tell_why(index, found, place)
        for place in places
    )


def confidence_of(features: dict[str, float]) -> float:
    """Give the probability, 0 to 1, by the logistic regression in confidence.json (python -m kb train)."""
    if not any(features.values()):
        return 0.0
    intercept, weights = _model()
    total = intercept + sum(weights[name] * features[name] for name in FEATURES)
    return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=1)
def _model() -> tuple[float, dict[str, float]]:
    model = json.loads((files("kb") / "confidence.json").read_text(encoding="utf-8"))
    return float(model["intercept"]), {name: float(weight) for name, weight in model["weights"].items()}
