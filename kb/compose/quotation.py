"""What an answer is made of before it is decided whether it is given: quotations, and what is known about them."""

from dataclasses import dataclass

from kb.index import Hit


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of a page that goes into the answer; shown is it as a person reads it, over one or more lines.

    above is a line of ours that stands above it and is not quoted, as how many were counted; "" for most.
    """

    hit: Hit
    start: int
    end: int
    quote: str
    shown: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer before it is decided whether it is given.

    unknown: the documents themselves say that what was asked is not known. direct: it was not picked by likeness but
    by the documents' own structure, as the rows of two programmes that were to be compared are. counted: how many
    things were counted in a list or table, None when nothing was. settled are the terms of the question that no text
    need say because the answer's order or number does: "smallest", "first", "how many". decided: a rule, not likeness,
    says that it answers. apart: things are compared, each by the unit that is likest to a question on it. untold
    is what was asked beside what it tells, as it was typed, "" for most.
    """

    quotations: tuple[Quotation, ...]
    unknown: bool = False
    direct: bool = False
    counted: int | None = None
    settled: frozenset[str] = frozenset()
    decided: bool = False
    apart: bool = False
    untold: str = ""
