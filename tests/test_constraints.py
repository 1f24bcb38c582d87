"""What a question demands, held against units: words and their spellings, names, years, figures, forms, qualifiers."""

import pytest
from fakes import BagOfWords
from hypothesis import given
from hypothesis import strategies as st
from libraries import make_library

from kb.constraints import Check, Place, asked_words, check_places, is_mistyped, meet_word, meet_words, proper_words
from kb.index import Index
from kb.lookup import look_up
from kb.words import stem

PAGES = {
    "calls.md": """# Harbour Programme (HBP)

## Calls

The first call of the Harbour Programme drew 631 proposals and closed on 30 May 2024. The second call, for projects
without infrastructure, was for small projects. Regulation 232/2014 was the legal base of 2014-2020.

## Countries

The four countries of the area are:

- Romania
- Hungary

## Piers

| Pier: North Pier | Number of berths: about 1,400 | Cranes: since 2019
| Pier: South Pier | Number of berths: 1 400 (2021) | Cranes: 2021

## Traffic

| Boats | 2019: 310 | 2020: 290

## People

| Name: Anna Nowak | Role: director of the secretariat | Telephone: not known | E-mail: anna@example.eu
| Name: Jan Kowalski | Role: press officer | Telephone: +48 22 123 45 67 | E-mail: not known
"""
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of one page."""
    return make_library(tmp_path_factory.mktemp("harbour"), PAGES, BagOfWords())


def check(index: Index, question: str, unit: str) -> Check:
    """Hold the question against the first unit of the page that contains a text."""
    found = look_up(index, question)
    units = [one for one in found.evidence if unit in one.text and one.kind != "list"]
    place = Place(units[0].hit, units[0].start, units[0].end, units[0].text)
    return check_places(index, found, [place])


@pytest.mark.parametrize(
    ("question", "unit", "demand", "met"),
    [
        ("How many proposals did the first call get?", "631", "counted", 1.0),
        ("How many applications did the first call get?", "631", "counted", 1.0),  # a synonym
        ("Weren't there ever 631 proposals in the first call?", "631", "near_words", 1.0),
        ("How many visitors did the first call get?", "631", "counted", 0.0),
        ("How many berths has the North Pier?", "North Pier", "counted", 1.0),
        ("How many berths has the South Pier?", "South Pier", "counted", 1.0),
        ("How many cranes has the North Pier?", "North Pier", "counted", 0.0),  # a year is no number of them
        ("How many cranes has the South Pier?", "South Pier", "counted", 0.0),
        ("How many piers are there with berths?", "North Pier", "counted", 0.0),
        ("How many boats came in 2019?", "Boats", "counted", 1.0),
        ("How many ferries has the North Pier?", "North Pier", "counted", 0.0),
        ("Did the first call close in 2024?", "631", "years", 1.0),
        ("Did the first call close in 2031?", "631", "years", 0.0),
        ("Was it the base in 2016?", "232/2014", "years", 1.0),  # within 2014-2020
        ("What came after 2031?", "631", "years", 1.0),  # a bound, not a date
        ("Is 232/2014 the base?", "232/2014", "figures", 1.0),
        ("Is 897/2014 the base?", "232/2014", "figures", 0.0),
        ("When did the first call close?", "631", "selected", 1.0),
        ("When did the second call close?", "631", "selected", 0.0),
        ("Did all the visitors see the whole of it?", "631", "selected", 0.5),
        ("Is the call for projects with infrastructure?", "without infrastructure", "selected", 0.0),
        ("Is the call for projects without infrastructure?", "without infrastructure", "selected", 1.0),
        ("When did the first call not close?", "631", "selected", 0.0),  # the reverse is told
        ("What is the telephone number of Anna Nowak?", "Anna", "form", 0.0),
        ("What is the telephone number of Jan Kowalski?", "Jan", "form", 1.0),
        ("e-mail of Anna Nowak", "Anna", "form", 1.0),
        ("e-mail of Jan Kowalski", "Jan", "form", 0.0),
        ("Who is the head of the secretariat?", "Anna", "focus", 0.9),
        ("What does HBP do in the first call?", "631", "names", 1.0),  # the title spells it out
    ],
)
def test_demands_of_a_question(question: str, unit: str, demand: str, met: float, harbour: Index) -> None:
    """Each demand is met by the unit that tells it, and not by one that tells of another."""
    assert getattr(check(harbour, question, unit), demand) == met


def test_a_name_that_is_nowhere_is_missed(harbour: Index) -> None:
    """A proper-looking word that the unit does not hold counts against it, one that it holds does not."""
    missed = check(harbour, "Did Sweden take part in the first call?", "631")
    held = check(harbour, "Did Anna direct the secretariat?", "Anna")

    assert missed.proper < 0.5 < held.proper


def test_nothing_meets_nothing(harbour: Index) -> None:
    """Without places no demand is met."""
    assert check_places(harbour, look_up(harbour, "first call"), []) == Check(*[0.0] * 11)


def test_what_is_settled_selects_nothing(harbour: Index) -> None:
    """The second half of a year is no other one than the first call that was told of in it."""
    found = look_up(harbour, "What happened in the second half of 2024?")
    units = [one for one in found.evidence if "631" in one.text]
    place = Place(units[0].hit, units[0].start, units[0].end, units[0].text)

    assert check_places(harbour, found, [place]).selected == 0.0
    assert check_places(harbour, found, [place], frozenset({"second", "half"})).selected == 1.0


def test_the_best_place_counts(harbour: Index) -> None:
    """Of several places each demand is met by the best."""
    found = look_up(harbour, "telephone of Jan Kowalski")
    places = [Place(one.hit, one.start, one.end, one.text) for one in found.evidence]
    together = check_places(harbour, found, places)

    each = [check_places(harbour, found, [place]) for place in places]
    assert together.words == max(one.words for one in each)
    assert together.form == 1.0


@pytest.mark.parametrize(
    ("word", "own", "met"),
    [
        ("close", "closed", 1.0),
        ("deadline", "closed", 0.9),
        ("Romanian", "Romania", 0.9),
        ("secratariat", "secretariat", 0.9),
        ("people", "inhabitants", 0.9),
        ("motto", "theme", 0.9),
        ("boss", "director", 0.9),
        ("prevent", "avoid", 0.9),
        ("motto", "title", 0.0),
        ("boss", "officer", 0.0),
        ("salary", "budget", 0.0),
        ("Interact", "Interreg", 0.0),
        ("2019", "2018", 0.0),
    ],
)
def test_words_are_met(word: str, own: str, met: float) -> None:
    """A word is met by its stem, a synonym, the name of its people, and despite a typing error."""
    assert meet_word(stem(word.casefold()), frozenset({stem(own.casefold())}), frozenset()) == met


def test_a_verb_is_no_month() -> None:
    assert "may" not in asked_words("How many partners may a project have?")
    assert "may" in asked_words("What happened in May 2024?")


def test_how_it_is_wanted_is_not_asked_about() -> None:
    """Haste, and that each figure is wanted, are no words that an answer must hold; a separate thing is."""
    assert asked_words("budget of boats and piers separately, asap") == asked_words("budget of boats and piers")
    assert "separ" in asked_words("Is there a separate budget?")


@pytest.mark.parametrize(
    ("question", "word", "asked"),
    [
        ("Whom do I write to at the office?", "write", False),
        ("Who may write to the office?", "write", True),
        ("Which cities hosted the regatta?", "host", False),
        ("Which office hosted the regatta?", "host", True),
        ("Who is responsible for the regatta?", "respons", False),
        ("Is the office responsible for the regatta?", "respons", True),
        ("Whom must I ask about the harbour?", "must", False),
        ("teh harbour pls", "teh", False),
    ],
)
def test_what_a_question_is_only_dressed_in_is_not_asked(question: str, word: str, asked: bool) -> None:
    """How the answer is used, or what its kind says anyway."""
    assert (word in asked_words(question)) is asked


def test_a_people_is_met_by_its_country() -> None:
    """Spanish islands are those of Spain, and Spain is named where the Spanish are."""
    assert meet_word("spanish", frozenset({"spain"}), frozenset()) > 0
    assert meet_word("spain", frozenset(), frozenset({"spanish"})) > 0
    assert meet_word("spanish", frozenset({"portug"}), frozenset()) == 0


def test_a_bound_meets_the_word_for_it(harbour: Index) -> None:
    """The bound "up to EUR 90,000" meets "maximum", which stands nowhere in it."""
    found = look_up(harbour, "What is the maximum amount of a grant?")
    hit, text = found.hits[0], "A grant is up to EUR 90,000."

    assert meet_words(harbour, found, Place(hit, 0, len(text), text))[stem("maximum")] == 1.0


@given(st.text("abcdefgh", min_size=5, max_size=12), st.integers(0, 11), st.sampled_from("xyz"))
def test_one_letter_wrong_is_a_typing_error(word: str, place: int, letter: str) -> None:
    """One letter more, less or other behind the first is a typing error; two others are none."""
    at = 1 + place % (len(word) - 1)

    assert is_mistyped(word, word[:at] + letter + word[at:])
    assert is_mistyped(word, word[:at] + letter + word[at + 1 :])
    assert not is_mistyped(word, "xx" + word[2:])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Which programmes does Interact support?", ["interact"]),
        ("TESIM phone", ["tesim"]),
        ("What is it? Ask them.", []),
        ("is Iași in RO-MD", ["iasi", "ro", "md"]),
    ],
)
def test_proper_looking_words(text: str, found: list[str]) -> None:
    """Capitals name something, unless they begin a sentence."""
    assert proper_words(text) == found
