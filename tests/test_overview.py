"""What the documents tell as a whole: over the shipped library, and over small ones with other words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from libraries import NETWORK, make_library

from kb.index import Index
from kb.overview.contacts import find_cards, read_cards
from kb.overview.glossary import find_terms, read_terms
from kb.overview.library import Place
from kb.overview.programmes import read_comparison
from kb.overview.timeline import read_timeline
from kb.overview.told import differ, find_countries, sort_key


def places_of(index: Index) -> Iterator[tuple[str, Place]]:
    """Give every place that any of the readings holds."""
    for event in read_timeline(index).events:
        yield from (("timeline", place) for place in (event.place, *event.also))
    for subject in read_comparison(index).subjects:
        yield "programmes", subject.place
        for _, telling in subject.told:
            yield from (("programmes", place) for place in (telling.short, telling.full, *telling.other))
    for card in read_cards(index):
        yield from (("contacts", place) for place in (card.name, card.place, *card.also))
        yield from (("contacts", line.place) for line in card.lines)
    for term in read_terms(index):
        yield "glossary", term.name
        yield from (("glossary", meaning.place) for meaning in term.meanings)
        yield from (("glossary", one.place) for one in term.translations)


def test_every_value_stands_at_its_place(shipped: Index) -> None:
    """Nothing is shown that its place in the documents does not hold word for word."""
    found = list(places_of(shipped))

    assert {view for view, _ in found} == {"timeline", "programmes", "contacts", "glossary"}
    assert len(found) > 1000
    assert [
        place for _, place in found if shipped.text_of(place.source, place.page)[place.start : place.end] != place.quote
    ] == []
    assert [place for _, place in found if not place.quote.strip()] == []


def test_every_row_of_the_chronology_is_an_event(shipped: Index) -> None:
    """The list is complete: each dated row of the chronology is an event or told by one that says the same."""
    text = shipped.text_of("history/chronology.md", 1)
    starts = {match for match, line in _lines(text) if line.startswith("| Date: ")}
    told = {
        place.start
        for event in read_timeline(shipped).events
        for place in (event.place, *event.also)
        if place.source == "history/chronology.md"
    }

    assert len(starts) > 60
    assert starts <= told


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines of a text, each with where what stands behind its mark begins."""
    at = 0
    for line in text.split("\n"):
        yield at + 2, line
        at += len(line) + 1


def test_events_of_the_shipped_library(shipped: Index) -> None:
    """They are in order, of kinds that the chronology names, and of the periods that the documents are about."""
    timeline = read_timeline(shipped)
    dates = [event.date for event in timeline.events]

    assert dates == sorted(dates)
    assert {"ENPI CBC", "ENI CBC", "Interreg NEXT", "Post 2027"} <= set(timeline.kinds)
    assert [(period.first, period.last) for period in timeline.periods] == [
        (2003, 2006),
        (2007, 2013),
        (2014, 2020),
        (2021, 2027),
    ]
    assert len({(event.date, event.text) for event in timeline.events}) == len(timeline.events)
    assert sum(not event.listed for event in timeline.events) > 50


def test_an_event_told_in_several_documents_is_one_with_all_their_places(shipped: Index) -> None:
    """The adoption of NEXT MED stands in the chronology and elsewhere; it is shown once."""
    found = [event for event in read_timeline(shipped).events if event.date == 20221212 and "NEXT MED" in event.text]

    assert len(found) == 1
    assert {place.source for place in (found[0].place, *found[0].also)} > {"history/chronology.md"}


def test_sentences_are_dated_by_what_they_say(tmp_path: Path) -> None:
    """Neither a period, nor a date in brackets, nor that of a source, nor a reference to what stands before."""
    text = """# Bridges

The bridge was opened on 3 May 2011 by the mayor. It was closed in June 2015.

The tower fell in 1999. The works run in 2014-2020. From 2014 to 2020 nothing was built.

The budget is not known (state: March 2020). A source of 4 April 2021 tells of two bridges.

- Since January 2018: a toll of EUR 2 is taken.
- Tolls are taken by machines.
"""
    index = make_library(tmp_path, {"bridges.md": text})

    assert [(event.date, event.when) for event in read_timeline(index).events] == [
        (19990000, "1999"),
        (20110503, "3 May 2011"),
        (20180100, "January 2018"),
    ]


def test_a_chronology_with_other_headers(tmp_path: Path) -> None:
    """A column of few words that come again says of what kind an event is, whatever it is called."""
    text = """# The choir

| Year: 2001 | What: The choir is founded. | Field: Concerts
| Year: May 2003 | What: The first concert is given. | Field: Concerts
| Year: 7 June 2004 | What: The statutes change. | Field: Rules
| Year: 2005 | What: The statutes change again. | Field: Rules
"""
    timeline = read_timeline(make_library(tmp_path, {"choir.md": text}))

    assert [(event.date, event.text, event.kind) for event in timeline.events] == [
        (20010000, "The choir is founded.", "Concerts"),
        (20030500, "The first concert is given.", "Concerts"),
        (20040607, "The statutes change.", "Rules"),
        (20050000, "The statutes change again.", "Rules"),
    ]
    assert timeline.kinds == ("Concerts", "Rules")


def test_all_programmes_of_the_shipped_library_are_compared(shipped: Index) -> None:
    """Each of the seven is there with what its table at a glance and the table of all say of it."""
    comparison = read_comparison(shipped)

    assert len(comparison.subjects) == 7
    assert comparison.amounts() == ("EU contribution", "Total budget")
    assert comparison.areas() == "Countries"
    for subject in comparison.subjects:
        told = subject.telling("Countries")
        assert told is not None
        assert {told.short.source, told.full.source} == {"programmes/programmes-compared.csv", subject.place.source}
    poland = next(one for one in comparison.subjects if "Poland" in one.name)
    assert poland.short("EU contribution") == "EUR 235.9 million"
    assert find_countries(poland.short("Countries")) == ("Poland", "Ukraine")


def test_what_a_table_tells_again_is_no_second_event(shipped: Index) -> None:
    """The meetings of the committees are told by the documents of their programmes."""
    sources = {place.source for event in read_timeline(shipped).events for place in (event.place, *event.also)}

    assert "programmes/committee-meetings.csv" not in sources
    assert "programmes/black-sea-basin.md" in sources


GLANCE = """# {name}

| Item: Price | {name}: {price}
| Item: Country | {name}: {country}
| Item: Colour | {name}: blue
| Item: Built | {name}: {built}
"""


def test_figures_that_differ_are_both_told(tmp_path: Path) -> None:
    """Where a document and the table of all give other figures the value holds both; rounded ones are the same."""
    index = make_library(
        tmp_path,
        {
            "alder.md": GLANCE.format(name="Boat Alder", price="EUR 2,004,000", country="Italy", built="2011"),
            "birch.md": GLANCE.format(name="Boat Birch", price="EUR 5 million", country="Malta", built="2012"),
            "all.md": """# All boats

| boat: Boat Alder | price (new): EUR 2 million | length: 12
| boat: Boat Birch | price (new): EUR 7 million | length: 15
""",
        },
    )
    comparison = read_comparison(index)
    alder, birch = (one.telling("Price") for one in comparison.subjects)

    assert comparison.attributes == ("Price", "Length", "Country", "Built")  # all are blue: that compares nothing
    assert alder is not None
    assert birch is not None
    assert (alder.short.quote, alder.full.quote, alder.other) == ("EUR 2 million", "EUR 2,004,000", ())
    assert differ(birch.short.quote, birch.full.quote)


def test_a_table_compares_without_documents_of_its_own(tmp_path: Path) -> None:
    """A wide table with amounts is compared row by row, even where no document is about its rows."""
    text = """# Ferries

| ship: Anna | fare: EUR 12 | port: Bari | seats: 100
| ship: Berta | fare: EUR 9 | port: Tunis | seats: 80
| ship: Clara | fare: not known | port: Bari | seats: 120
"""
    comparison = read_comparison(make_library(tmp_path, {"ferries.md": text}))

    assert [one.name for one in comparison.subjects] == ["Anna", "Berta", "Clara"]
    assert comparison.attributes == ("Fare", "Port", "Seats")
    assert sorted("EUR 12|EUR 9|not known".split("|"), key=sort_key) == ["EUR 9", "EUR 12", "not known"]


def test_contacts_of_the_shipped_library(shipped: Index) -> None:
    """Rows of several tables on the same are one card; words are found without diacritics, in any order."""
    cards = read_cards(shipped)
    names = [card.name.quote for card in cards]

    assert "Marko Ruokangas" in names
    assert names.count("Marko Ruokangas") == 1
    assert [card.name.quote for card in find_cards(cards, "suica")] == ["Dubravka Šuica"]
    moldova = next(card for card in cards if card.name.quote.startswith("Joint secretariat of NEXT Romania-Republic"))
    assert [line.place.quote for line in moldova.told("mail")] == ["helpdesk@brctiasi.ro"]
    assert {place.source for place in moldova.also} == {"contacts/programme-bodies.md"}
    assert find_cards(cards, "tunisia national authority") != []
    assert find_cards(cards, "zzz") == []


def test_contacts_of_a_library_with_other_headers(tmp_path: Path) -> None:
    """Cells are told apart by what their headers mean; what is not known is kept, for it is said."""
    contacts = read_cards(make_library(tmp_path, NETWORK))

    assert [(card.name.quote, [line.kind for line in card.lines]) for card in contacts] == [
        ("Jan Kowalski", ["role", "phone", "mail"]),
        ("Maria Rossi", ["role", "phone", "mail"]),
    ]
    assert contacts[0].told("phone")[0].place.quote == "not known"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("MA", "Managing authority (MA)"),
        ("capofila", "Lead partner"),
        ("орган управління", "Managing authority (MA)"),
        ("secretariat comun", "Joint secretariat (JS)"),
        ("Association of European Border", "AEBR"),
    ],
)
def test_a_term_is_found_by_any_of_its_names(shipped: Index, typed: str, first: str) -> None:
    """By its short form, what that stands for, and by what it is called in another language."""
    assert first in [term.name.quote for term in find_terms(read_terms(shipped), typed)][:2]


def test_what_several_documents_say_of_a_term_is_together(shipped: Index) -> None:
    """Definition, short form and translations of one term make one entry, and no other has them."""
    found = [term for term in read_terms(shipped) if "managing authority" in term.name.quote.casefold()]

    assert len(found) == 1
    assert found[0].short == "MA"
    assert {one.language for one in found[0].translations} == {"fr", "it", "ro", "uk"}
    assert {meaning.place.source for meaning in found[0].meanings} == {
        "glossary/glossary.md",
        "glossary/abbreviations.md",
    }


def test_terms_of_a_library_with_other_headers(tmp_path: Path) -> None:
    """Any table of short forms, and any whose columns are named by languages."""
    pages = {
        "short.md": "# Short\n\n| Acronym: GPS | Meaning: tells where one is\n| Acronym: LED | Meaning: a small lamp\n",
        "words.md": "# Words\n\n| Deutsch: Brücke | English: bridge | Polski: most\n| Deutsch: Tor | English: gate\n",
    }
    terms = read_terms(make_library(tmp_path, pages))

    assert [(term.letter, term.name.quote, [one.language for one in term.translations]) for term in terms] == [
        ("B", "bridge", ["de", "pl"]),
        ("G", "gate", ["de"]),
        ("G", "GPS", []),
        ("L", "LED", []),
    ]


def test_a_library_without_such_tables_has_nothing_of_it(tmp_path: Path) -> None:
    """Empty is a value: nothing is made up, and nothing fails."""
    index = make_library(tmp_path, {"poem.md": "# A poem\n\nThe rain falls on the roof.\n"})

    assert read_timeline(index).events == ()
    assert read_comparison(index).subjects == ()
    assert read_cards(index) == ()
    assert read_terms(index) == ()
