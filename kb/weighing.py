"""What was found for a question, made into an answer and weighed: whether it is denied, and how sure it is."""

from dataclasses import dataclass

from kb.compose.nameless import may_be_meant
from kb.compose.one_item import tell_one_item
from kb.compose.quotation import Composed
from kb.confidence import confidence_of, evidence_features
from kb.constraints import Place
from kb.denial import find_denial
from kb.evidence import Evidence
from kb.extract import compose_answer, names_stranger
from kb.index import Index
from kb.lookup import Found

ABOUT = 0.3  # of what was asked, the rare words counting more, that an answer in doubt must speak of


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer with its evidence, measured (kb/confidence.py), and the unit that says that it is not known, if any.

    nameless is whether a row tells what was asked in a table that does not say whose it is: it may well be meant, so
    that the name that is missed is a reason to doubt, not to refuse. strange is whether the question names what stands
    nowhere, and the answer has none of its names; foreign is whether that is another programme of the family.
    """

    composed: Composed
    denial: Evidence | None
    features: dict[str, float]
    nameless: bool
    strange: bool
    foreign: bool

    @property
    def confidence(self) -> float:
        """How probable it is that the question is answered; not needed to train what tells it."""
        return confidence_of(self.features)

    @property
    def denied(self) -> bool:
        """Whether the documents say that what was asked is not known."""
        return self.composed.unknown or self.denial is not None

    @property
    def beside(self) -> bool:
        """Whether it was picked by likeness and speaks of next to nothing of what was asked."""
        return not (self.denied or self.composed.direct) and self.features["near_words"] < ABOUT


def weigh_answer(index: Index, found: Found) -> Weighed:
    """Compose what was found into an answer, and weigh it."""
    composed = compose_answer(index, found)
    # What is not known may be said as a find like any other; it just is no answer.
    denial = find_denial(index, found, composed)
    features = evidence_features(index, found, composed, denied=composed.unknown or denial is not None)
    nameless = any(
        may_be_meant(index, found, Place(quoted.hit, quoted.start, quoted.end, quoted.quote))
        for quoted in composed.quotations
    )
    strange = names_stranger(found) and features["proper"] == 0
    foreign = any(" " in name for name in found.reading.unknown)
    # Weighed is the whole list: it has what is asked for in its lead-in and its other items, too.
    composed = tell_one_item(index, found, composed)
    return Weighed(composed, denial, features, nameless, strange, foreign)
