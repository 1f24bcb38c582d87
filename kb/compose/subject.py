"""Tell about one subject, as a body, tool, fund or person: what it is, then what the sections about it say.

A section is about a subject when its heading says nothing else. The richest is told first, then what the others add.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from kb.compose.material import Material
from kb.compose.plain import quote_unit
from kb.compose.question import names_in, typed_terms
from kb.compose.quotation import Quotation
from kb.compose.sections import LONGEST_LIST, Section, find_sections, read_groups
from kb.compose.show import ABOUT_PEOPLE, is_about_people, show_lines, show_row
from kb.names import Name
from kb.question import defines
from kb.units import Unit, refers_back
from kb.words import term_set

MOST_TOLD = 5  # sentences and lists
MOST_OPENING = 12  # words among which what opens a sentence is looked for
FEW = 3  # below which sections and sentences that are not only about the subject are looked at, too
REPEATS = 0.6  # of a sentence's terms, beside the subject's, that were said before it
NAMES_MORE = 0.8  # the same for one that names something new
KNOWN = 0.6  # share of a heading that must be asked for where no name leads to it
_BRACKET = re.compile(r"\(([^()]*)\)")
_REACH = re.compile(r"\S@\S+\.\w|\+\d[\d ()/-]{6,}|\b[Aa]ddress(?:es)?\b|\b(?!19|20)\d{4,6} [A-ZÀ-Þ]\w+,")
_SAYS_UNKNOWN = re.compile(r"\b(?:not known|unknown)\b|\b(?:was|were) not found\b", re.I)
_WAS = re.compile(r"^[^,;:]*? (?:was|were) ")
_POINTS = re.compile(
    r"\b(?:is|are) (?:also )?(?:given|listed|described|told|explained|shown) (?:below|above|in)\b|"
    r"^(?:more|(?:further )?details?) (?:on|about|of)\b.* (?:is|are|stands?) (?:below|in)\b",
    re.I,
)

Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be told about: its terms as they were typed, its name if it has one, and the sections on it.

    own are the sections whose heading is the subject, naming those whose heading is so for the most part.
    """

    thing: Terms
    name: Name | None
    own: tuple[Section, ...]
    naming: tuple[Section, ...]

    def is_in(self, material: Material, text: str) -> bool:
        """Tell whether a text names the subject."""
        named = self.name is not None and self.name in names_in(material.index, text)
        return named or self.thing <= term_set(text)

    def is_defined_by(self, text: str) -> bool:
        """Tell whether a text says what the subject is, by any of its names."""
        return any(defines(text, spelling) for spelling in self.spellings)

    def opens(self, text: str) -> bool:
        """Tell whether a text begins with the subject, and not with what has a longer name."""
        words = text.split()
        for count in range(1, min(len(words), MOST_OPENING)):
            if self.is_named_by(term_set(" ".join(words[:count]))):
                return not words[count][0].isupper()
        return False

    def is_named_by(self, told: Terms) -> bool:
        """Tell whether terms are the subject's and no others."""
        return told <= self.terms and any(spelling <= told for spelling in self.spellings)

    @property
    def spellings(self) -> list[Terms]:
        """Give the terms of each way in which it is written."""
        return [self.thing, *map(term_set, self.name.spellings if self.name else ())]

    @property
    def terms(self) -> Terms:
        """Give all terms that are in one of its spellings."""
        return frozenset().union(*self.spellings)


def find_subject(material: Material, thing: Terms) -> Subject:
    """Find the sections about a thing in the documents that the search came upon, best first."""
    asked = material.asked
    single = asked.names[0] if len(asked.names) == 1 else None
    name = single if single and not thing - typed_terms(single, thing) else None
    own: list[Section] = []
    naming: list[Section] = []
    for source in dict.fromkeys(hit.source for hit in material.found.hits):
        for section in find_sections(material.index, source):
            heading = term_set(section.heading)
            named = names_in(material.index, section.heading)
            if _is_heading_of(section.heading, thing, name) and (name is None or named <= {name}):
                own.append(section)
            elif thing <= heading and (
                (len(named) == 1 and named == frozenset(asked.names)) or 1 < len(thing) >= KNOWN * len(heading)
            ):
                naming.append(section)
    foreign = {one.source for one in (*own, *naming) if _is_of_another(material, one.source, name)}
    if len(foreign) > 1 or any(one.source not in foreign for one in own):
        own = [one for one in own if one.source not in foreign]
        naming = [one for one in naming if one.source not in foreign]
    return Subject(thing, name, tuple(own), tuple(naming))


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
            tells = begins and not _REACH.search(unit.text) and not _SAYS_UNKNOWN.search(unit.text)
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
            denies = number > 0 and _SAYS_UNKNOWN.search(page, group[0].start, group[0].end)
            if len(group) <= LONGEST_LIST and about and not denies and self._tells(page, group):
                yield group

    def _tells(self, page: str, group: Sequence[Unit]) -> bool:
        """Tell whether a text tells something itself, and not where that stands or how to reach somebody."""
        text = page[group[0].start : group[-1].end]
        reaches = _REACH.search(text) or (
            group[-1].kind == "row" and is_about_people(page[group[-1].start : group[-1].end])
        )
        return not (_POINTS.search(text) or (reaches and not self._reach))

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


def _is_of_another(material: Material, source: str, name: Name | None) -> bool:
    """Tell whether what a document says of no proper name is said of the thing that is its title.

    "Managing authority" in the document of one programme is that programme's.
    """
    document = material.index.document(source)
    titled = {one for one in names_in(material.index, document.title if document else "") if one.titled}
    return not (name and name.proper) and bool(titled) and titled.isdisjoint(material.asked.names)


def _is_heading_of(heading: str, thing: Terms, name: Name | None) -> bool:
    """Tell whether a heading, if need be without what stands in brackets, is a thing and nothing else."""
    outside = term_set(_BRACKET.sub(" ", heading))
    spelt = [term_set(one) for one in name.spellings] if name else []
    return term_set(heading) == thing or (bool(outside) and outside in (thing, *spelt))
