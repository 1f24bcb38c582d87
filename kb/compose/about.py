"""What a question wants to be told about, and the sections that are about it: by their headings or first sentences."""

import re
from dataclasses import dataclass

from kb.compose.material import Material
from kb.compose.question import Terms, names_in, typed_terms
from kb.compose.sections import Section, find_sections, read_groups
from kb.names import Name
from kb.question import defines
from kb.words import term_set

MOST_OPENING = 12  # words among which what opens a sentence is looked for
KNOWN = 0.6  # share of a heading that must be asked for where no name leads to it
_NUMBER = re.compile(r"\d[\d./-]*")
_BRACKET = re.compile(r"\(([^()]*)\)")


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
    opened: list[Section] = []
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
            elif len(thing) > 1 and _is_opened_by(material, section, thing):
                opened.append(section)
    own = own or opened
    foreign = {one.source for one in (*own, *naming) if _is_of_another(material, one.source, name)}
    if len(foreign) > 1 or any(one.source not in foreign for one in own):
        own = [one for one in own if one.source not in foreign]
        naming = [one for one in naming if one.source not in foreign]
    return Subject(thing, name, tuple(own), tuple(naming))


def _is_opened_by(material: Material, section: Section, thing: Terms) -> bool:
    """Tell whether the first sentence of a section begins with a thing, under a heading that says little else.

    A number and what is named may stand with it: "Special report 27/2022 of the Court ..." is the special report.
    """
    page = material.index.text_of(section.source, 1)
    first = next(read_groups(page, section.start, section.end), None)
    text = page[first[0].start : first[0].end] if first and first[0].kind == "sentence" else ""
    heading = term_set(section.heading)
    spellings = [term_set(spelling) for name in names_in(material.index, text) for spelling in name.spellings]
    spelt = Terms().union(*(one for one in spellings if one <= heading | thing))
    words = text.split()[:MOST_OPENING]
    told = next((told for end in range(1, len(words)) if thing <= (told := term_set(" ".join(words[:end])))), Terms())
    known = thing | spelt | {term for term in told if _NUMBER.fullmatch(term)}
    said = heading & known | {term for term in heading if _NUMBER.fullmatch(term)}
    return bool(told) and told <= known and len(said) >= KNOWN * len(heading) and not heading.isdisjoint(thing - spelt)


def _is_of_another(material: Material, source: str, name: Name | None) -> bool:
    """Tell whether what a document says of no proper name is said of the thing that is its title.

    "Managing authority" in the document of one programme is that programme's.
    """
    document = material.index.document(source)
    titled = {one for one in names_in(material.index, document.title if document else "") if one.titled}
    return not (name and name.proper) and bool(titled) and titled.isdisjoint(material.asked.names)


def _is_heading_of(heading: str, thing: Terms, name: Name | None) -> bool:
    """Tell whether a heading, if need be without what stands in brackets or behind a colon, is a thing and no more."""
    outside = term_set(_BRACKET.sub(" ", heading.partition(":")[0]))
    spelt = [term_set(one) for one in name.spellings] if name else []
    return term_set(heading) == thing or (bool(outside) and outside in (thing, *spelt))
