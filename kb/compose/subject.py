"""Tell about one subject, as a body, tool, fund or person: what it is, then what the sections about it say.

A section is about a subject when its heading says nothing else. The richest is told first, then what the others add.
"""

import re
from collections.abc import Iterator, Sequence, Set

from kb.compose.about import Subject
from kb.compose.material import Material
from kb.compose.plain import quote_unit
from kb.compose.question import names_in
from kb.compose.quotation import Quotation
from kb.compose.sections import LONGEST_LIST, Section, read_groups
from kb.compose.show import ABOUT_PEOPLE, is_about_people, show_lines, show_row
from kb.names import Name
from kb.units import Unit, refers_back
from kb.words import term_set

MOST_TOLD = 5  # sentences and lists
FEW = 3  # below which sections and sentences that are not only about the subject are looked at, too
REPEATS = 0.6  # of a sentence's terms, beside the subject's, that were said before it
NAMES_MORE = 0.8  # the same for one that names something new
_REACH = re.compile(r"\S@\S+\.\w|\+\d[\d ()/-]{6,}|\b[Aa]ddress(?:es)?\b|\b(?!19|20)\d{4,6} [A-ZÀ-Þ]\w+,")
SAYS_UNKNOWN = re.compile(r"\b(?:not known|unknown)\b|\b(?:was|were) not found\b", re.I)
_WAS = re.compile(r"^[^,;:]*? (?:was|were) ")
POINTS = re.compile(
    r"\b(?:is|are) (?:also )?(?:given|listed|described|told|explained|shown) (?:below|above|in)\b|"
    r"^(?:more|(?:further )?details?) (?:on|about|of)\b.* (?:is|are|stands?) (?:below|in)\b|\bhas a link to\b",
    re.I,
)


def tell_subject(material: Material, subject: Subject) -> list[Quotation]:
    """Quote what the subject is and what its sections say, two to MOST_TOLD sentences and lists where there are any.

    Whom to write to, and where, is left out unless it was asked for or nothing else is told.
    """
    return _tell(material, subject) or _tell(material, subject, reach=True)


def _tell(material: Material, subject: Subject, *, reach: bool = False) -> list[Quotation]:
    telling = _Telling(material, subject, reach=reach)
    sections = sorted(subject.own, key=lambda section: -telling.richness(section)) or subject.naming[:1]
    telling.define(sections)
    for section in sections:
        telling.add(section)
    for section in subject.naming if subject.own else ():
        if len(telling.quotations) < FEW:
            telling.add(section, only_naming=True)
    telling.add_found()
    return telling.quotations


class _Telling:
    """Collect quotations, none of which repeats what was said."""

    def __init__(self, material: Material, subject: Subject, *, reach: bool) -> None:
        self.quotations: list[Quotation] = []
        self._material = material
        self._subject = subject
        self._said: set[str] = set()
        self._named: set[Name] = set()
        self._reach = reach or bool(ABOUT_PEOPLE & material.asked.terms)

    def richness(self, section: Section) -> int:
        """Count what a section says."""
        page = self._material.index.text_of(section.source, 1)
        texts = [page[group[0].start : group[-1].end] for group in self._groups(section)]
        return len(term_set(" ".join(texts[:MOST_TOLD])))

    def define(self, sections: Sequence[Section]) -> None:
        """Begin with the sentence that says what the subject is, of its sections else of all that was found."""
        for is_definition in (self._subject.is_defined_by, self._subject.opens):
            for section in sections:
                page = self._material.index.text_of(section.source, 1)
                first = next(self._groups(section), None)
                if first and is_definition(page[first[0].start : first[-1].end]):
                    self._quote(section.source, first)
                    return
        found = [unit for unit in self._material.found.evidence if unit.kind == "sentence"]
        for unit in sorted(found, key=lambda unit: _WAS.match(unit.text) is not None):  # what is so now before the past
            if self._subject.is_defined_by(unit.text):
                self._take(quote_unit(unit, self._material.asked.terms))
                return

    def add(self, section: Section, *, only_naming: bool = False) -> None:
        """Add what a section says and was not said, else only the sentences of it that name the subject."""
        page = self._material.index.text_of(section.source, 1)
        said = frozenset(self._said)  # within one section nothing is said twice
        quoted = {(quotation.hit.source, quotation.start) for quotation in self.quotations}
        before = True  # whether the sentence before it was told
        for group in self._groups(section):
            text = page[group[0].start : group[-1].end]
            dangles = refers_back(text) and not before
            before = (section.source, group[0].start) in quoted
            if before or dangles or len(self.quotations) == MOST_TOLD or self._repeats(text, said):
                continue
            if only_naming and not self._subject.is_in(self._material, text):
                continue
            self._quote(section.source, group)
            before = True

    def add_found(self) -> None:
        """Where next to nothing was said, add the sentences found elsewhere that begin with the subject."""
        for unit in self._material.found.evidence:
            if len(self.quotations) > 1:
                return
            begins = unit.kind == "sentence" and self._subject.opens(unit.text)
            tells = begins and not _REACH.search(unit.text) and not SAYS_UNKNOWN.search(unit.text)
            if tells and not self._repeats(unit.text, self._said):
                self._take(quote_unit(unit, self._material.asked.terms))

    def _groups(self, section: Section) -> Iterator[list[Unit]]:
        """Give what of a section tells about the subject; under deeper headings that is what names it."""
        page = self._material.index.text_of(section.source, 1)
        deeper = page.find("\n#", section.start, section.end)
        for number, group in enumerate(read_groups(page, section.start, section.end)):
            text = page[group[0].start : group[-1].end]
            below = deeper != -1 and group[0].start > deeper
            about = not (below and self._subject.name) or self._subject.is_in(self._material, text)
            denies = number > 0 and SAYS_UNKNOWN.search(page, group[0].start, group[0].end)
            if len(group) <= LONGEST_LIST and about and not denies and self._tells(page, group):
                yield group

    def _tells(self, page: str, group: Sequence[Unit]) -> bool:
        """Tell whether a text tells something itself, and not where that stands or how to reach somebody."""
        text = page[group[0].start : group[-1].end]
        reaches = _REACH.search(text) or (
            group[-1].kind == "row" and is_about_people(page[group[-1].start : group[-1].end])
        )
        return not (POINTS.search(text) or (reaches and not self._reach))

    def _repeats(self, text: str, said: Set[str]) -> bool:
        own = term_set(text) - self._subject.terms
        more = names_in(self._material.index, text) - self._named - {self._subject.name}
        return len(own & said) >= (NAMES_MORE if more else REPEATS) * len(own)

    def _quote(self, source: str, group: Sequence[Unit]) -> None:
        self._take(quote_group(self._material, source, group))

    def _take(self, quotation: Quotation) -> None:
        self.quotations.append(quotation)
        self._said |= term_set(quotation.quote)
        self._named |= names_in(self._material.index, quotation.quote)


def quote_group(material: Material, source: str, group: Sequence[Unit], head: str = "") -> Quotation:
    """Quote a sentence or list as it stands, a table with its rows written as the items of a list."""
    page, start, end = material.index.text_of(source, 1), group[0].start, group[-1].end
    texts = [(unit.kind, page[unit.start : unit.end]) for unit in group]
    rows = [f"- {show_row(text, '', frozenset())}" if kind == "row" else show_lines(text) for kind, text in texts]
    shown = "\n".join(rows) if group[-1].kind == "row" else show_lines(page[start:end])
    return Quotation(material.hit_at(source, 1, start), start, end, page[start:end], f"{head}{shown}")
