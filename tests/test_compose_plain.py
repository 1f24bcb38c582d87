"""An answer made of quotations: which units are chosen, and how they are shown."""

from dataclasses import replace
from pathlib import Path

import pytest
from libraries import NETWORK, make_library

from kb.compose.plain import MOST_PROSE, MOST_UNITS, MOST_WORDS, choose_quotations
from kb.compose.question import ask
from kb.compose.quotation import Quotation
from kb.compose.rank import rank_units
from kb.compose.unknown import Wanted, says_unknown
from kb.constraints import asked_focus
from kb.evidence import Evidence
from kb.index import Hit, Index
from kb.lookup import look_up
from kb.words import term_set


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of three documents."""
    return make_library(tmp_path_factory.mktemp("small"), NETWORK)


def choose(index: Index, question: str) -> list[Quotation]:
    found = look_up(index, question)
    return choose_quotations(question, rank_units(index, found, ask(index, found)))


def unit(text: str, kind: str = "sentence", score: float = 1.0, start: int = 0, source: str = "a.md") -> Evidence:
    """Make a unit of evidence; it is kept, and its hit has a title of its own."""
    hit = Hit(text, source, "Contacts", 1, "Bodies", start, start + len(text), score, "", "2024", "", 0, score, score)
    return Evidence(kind, hit, start, start + len(text), text, score, score, 1.0, kept=True, precision=1.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Who is the contact for the network?", "Anna Nowak is the contact for the network."),
        (
            "What are the three aims of the network?",
            "The three aims of the network are:\n- Harmonisation of the rules\n- Synergies between programmes\n"
            "- Visibility of results",
        ),
        (
            "Which programmes are there?",
            "The seven programmes are:\n- Poland-Ukraine\n- Romania-Ukraine\n- Italy-Tunisia",
        ),
        (
            "What is the telephone number of Maria Rossi?",
            "Maria Rossi – press officer; +39 070 123",
        ),
    ],
)
def test_best_quotation(question: str, shown: str, small: Index) -> None:
    """A question gets the one unit that answers it, as a person reads it; a list is quoted whole."""
    assert [quotation.shown for quotation in choose(small, question)] == [shown]


def test_quotation_is_exact(small: Index) -> None:
    """What is shown may leave out marks and blank lines; the quote is the page's text at its place."""
    [quotation] = choose(small, "What are the three aims of the network?")

    assert quotation.quote == small.text_of("network.md", 1)[quotation.start : quotation.end]
    assert quotation.quote.startswith("The three aims of the network are:\n\n- Harmonisation")


def test_nothing_is_chosen_from_nothing() -> None:
    """Without evidence there is no quotation."""
    assert choose_quotations("Who?", []) == []


def test_only_what_is_nearly_as_good_is_added() -> None:
    """A further unit must be nearly as good as the best."""
    evidence = [unit("Anna runs it.", score=1.0), unit("Jan helps.", score=0.95, start=20), unit("Rain.", score=0.9)]

    assert [q.quote for q in choose_quotations("why?", evidence)] == ["Anna runs it.", "Jan helps."]


def test_what_was_said_is_not_said_again() -> None:
    """A unit that repeats the words of those before it is left out, wherever it stands."""
    evidence = [
        unit("Anna Nowak runs the network."),
        unit("The network is run by Anna Nowak.", source="b.md"),
        unit("Jan Kowalski keeps accounts.", source="c.md"),
    ]

    assert [q.hit.source for q in choose_quotations("why?", evidence)] == ["a.md", "c.md"]


def test_overlapping_units_are_not_both_quoted() -> None:
    """A sentence around an item that is quoted is left out; at the same place of another document it is not."""
    item = unit("Vienna", kind="item", start=20)
    around = unit("Offices are in:\n\n- Vienna\n- Turku\n- Viborg", score=0.99)
    elsewhere = unit("Seats are in Valencia, Bratislava and Rome.", score=0.98, source="b.md")

    assert [q.hit.source for q in choose_quotations("why?", [item, around, elsewhere])] == ["a.md", "b.md"]


def test_an_answer_stays_short() -> None:
    """No more than MOST_UNITS units and MOST_WORDS words, of sentences MOST_PROSE; the best one may be longer."""
    many = [unit(f"Word{n} other{n} third{n}.", start=50 * n) for n in range(10)]
    half = [unit(" ".join(f"w{n}x{m}" for m in range(MOST_PROSE // 2)), start=500 * n) for n in range(3)]
    items = [replace(one, kind="item") for one in half]
    longest = [unit(" ".join(f"w{m}" for m in range(MOST_WORDS + 20))), unit("Short one.", start=9000)]

    assert len(choose_quotations("why?", many)) == MOST_UNITS
    assert sum(len(q.quote.split()) for q in choose_quotations("why?", half)) == MOST_PROSE
    assert sum(len(q.quote.split()) for q in choose_quotations("why?", [*half[:2], items[2]])) == MOST_PROSE
    assert MOST_PROSE < sum(len(q.quote.split()) for q in choose_quotations("why?", [*items[:2], *many])) <= MOST_WORDS
    assert [len(q.quote.split()) for q in choose_quotations("why?", longest)] == [MOST_WORDS + 20]


def test_quotations_stand_in_natural_order() -> None:
    """The document of the best unit comes first, and within a document the order of its text is kept."""
    evidence = [
        unit("Third thing.", score=1.0, start=90),
        unit("Other matter.", score=0.99, source="b.md"),
        unit("First fact.", score=0.98, start=0),
    ]

    assert [q.quote for q in choose_quotations("why?", evidence)] == ["First fact.", "Third thing.", "Other matter."]


def test_what_is_far_better_does_not_stand_behind_what_stands_before_it() -> None:
    """The best one is read first, with the sentence beside it; the rest follows as the documents have it."""
    small = unit("Small boats cost five euros a day", score=0.5, start=10)
    best = unit("Each crew needs three sailors", score=1.0, start=100)
    behind = unit("That counts for races only", score=0.1, start=130)
    later = unit("Harbours close at midnight", score=0.45, start=300)

    chosen = choose_quotations("q", [best, small, later])
    assert [quotation.quote for quotation in chosen] == [best.text, small.text, later.text]
    chosen = choose_quotations("q", [best, small, behind])
    assert [quotation.quote for quotation in chosen] == [best.text, behind.text, small.text]
    nearly = replace(small, score=0.8)
    assert choose_quotations("q", [best, nearly])[0].quote == nearly.text


def test_neighbours_become_one_quotation() -> None:
    """Two sentences of a passage that follow each other are quoted as one; what stands apart is not."""
    text = "Anna runs it. Jan keeps accounts. Rain fell. Maria writes letters."
    hit = Hit(text, "a.md", "Contacts", 1, "", 100, 100 + len(text), 1.0, "", "2024", "", 0, 1.0, 1.0)
    evidence = [
        Evidence("sentence", hit, 100 + start, 100 + end, text[start:end], 1.0, 1.0, 1.0, kept=True, precision=1.0)
        for start, end in ((14, 33), (45, 66), (0, 13))
    ]

    assert [(q.start, q.end, q.quote, q.shown) for q in choose_quotations("why?", evidence)] == [
        (100, 133, "Anna runs it. Jan keeps accounts.", "Anna runs it. Jan keeps accounts."),
        (145, 166, "Maria writes letters.", "Maria writes letters."),
    ]


def test_other_units_must_hold_what_was_asked_for() -> None:
    """A question of when gets no further unit without a date."""
    dated, undated = unit("It began on 3 March 2022."), unit("Nobody came.", start=50)
    undated = Evidence(**{name: getattr(undated, name) for name in Evidence.__slots__ if name != "kept"}, kept=False)

    assert [q.quote for q in choose_quotations("When did it begin?", [dated, undated])] == [dated.text]


def test_a_whole_list_of_the_thing_asked_for_goes_first() -> None:
    """A list whose lead-in names the thing beats a sentence with a little more score, and stands alone."""
    sentence = unit("Programmes are many.", score=1.1)
    listed = unit("The programmes are:\n\n- one\n- two", kind="list", score=1.0, start=100)
    other = unit("The regions are:\n\n- one\n- two", kind="list", score=1.0, start=200)

    assert [q.quote for q in choose_quotations("Which programmes are there?", [sentence, other, listed])] == [
        listed.text
    ]
    assert choose_quotations("Why programmes?", [sentence, other, listed])[0].quote != listed.text


@pytest.mark.parametrize(
    ("question", "kind", "text", "shown"),
    [
        ("why?", "row", "Call: A | Opened: May", "Contacts: A – Opened: May"),
        ("why?", "row", "Contact: A | Opened: May", "A – Opened: May"),
        ("why?", "row", "Call: Contacts A | Opened: May", "Contacts A – Opened: May"),
        ("why?", "row", "Name: A | Role: B | E-mail: not known", "A – B"),
        ("e-mail?", "row", "Name: A | Role: B | E-mail: not known", "A – B; E-mail: not known"),
        ("why?", "row", "Item: Budget | Contacts: EUR 5", "Contacts – Budget: EUR 5"),
        ("why?", "row", "Date: 2004 | Event: It began. | Place: Rome", "2004 – It began.; Place: Rome"),
        ("why?", "item", "One thing", "Contacts: One thing"),
        ("why?", "sentence", "One thing.", "One thing."),
        ("the size?", "row", "Nm: 1 | Pl: 2 | Size: 3 | Sq: 4 | Ty: 5 | Ur: 6", "Contacts: 1 – Size: 3"),
        ("why?", "row", "Nm: 1 | Pl: 2 | Re: 3 | Sq: 4 | Ty: 5 | Ur: 6", "Contacts: 1 – Pl: 2; Re: 3; Sq: 4; Ty: 5"),
        ("why?", "list", "Things:\n\n- a\n\n  - b\n", "Things:\n- a\n- b"),
    ],
)
def test_how_a_unit_is_shown(question: str, kind: str, text: str, shown: str) -> None:
    """Rows read as a sentence, of long ones what was asked for; rows and items name what they are about."""
    assert [q.shown for q in choose_quotations(question, [unit(text, kind)])] == [shown]


@pytest.mark.parametrize(
    ("question", "kind", "text", "unknown"),
    [
        ("What is her telephone number?", "sentence", "The telephone number is not known.", True),
        ("What is her telephone number?", "sentence", "Nothing is known of a telephone.", True),
        ("What is her telephone number?", "sentence", "Her telephone was not found.", True),
        ("What is her telephone number?", "sentence", "The telephone number is 123.", False),
        ("telephone of Anna", "row", "Name: Anna | Telephone: not known | E-mail: a@b.eu", True),
        ("e-mail of Anna", "row", "Name: Anna | Telephone: not known | E-mail: a@b.eu", False),
        ("telephone and e-mail of Anna", "row", "Name: Anna | Telephone: not known | E-mail: a@b.eu", False),
        ("Who is Anna?", "row", "Name: Anna | Telephone: not known", False),
        (
            "Who do I ask on audits?",
            "row",
            "Question: On audits | Ask: The board, it audits; addresses not known",
            False,
        ),
        ("addresses of the board", "row", "Question: On audits | Ask: The board, it audits; addresses not known", True),
        ("Which colleague knows ropes?", "row", "Question: On ropes | Ask: Ada; telephone not known", False),
        ("controllers of Anna", "row", "Item: Budget | Anna: not known", False),  # only the name is common
        ("Which ministry is the authority of Anna?", "sentence", "The authority of Anna is not known.", True),
        ("budget of Anna", "row", "Item: Budget | Anna: not known", True),
        ("money of Anna", "row", "Item: Budget | Anna: not known", True),  # by another word
        ("how many partners may a project have?", "sentence", "The result of the large projects is not known.", False),
        ("how many projects are large?", "sentence", "The number of large projects is not known.", True),
        ("Which periods were there?", "list", "The periods were:\n\n- 2004: number not known\n- 2007: 13", False),
    ],
)
def test_a_unit_that_says_not_known(question: str, kind: str, text: str, unknown: bool) -> None:
    """A sentence may say that something is not known; in a row the cells that were asked for count."""
    own = term_set(question)
    wanted = Wanted(own, own - term_set("Anna"), asked_focus(question) if "how many" in question else frozenset())
    assert says_unknown(unit(text, kind), wanted) == unknown


def test_two_documents_that_disagree_are_both_quoted(tmp_path: Path) -> None:
    """Where two documents tell different figures of one thing, both are shown, the newest first."""
    pages = {
        f"{year}.md": f"# {title}\n\nThe budget of the network is EUR {money} million.\n\n"
        f"Source: https://x.eu (as of {year})\n"
        for year, title, money in (("2020", "Plan", 3), ("2024", "Report", 5))
    }
    index = make_library(tmp_path, pages)

    quoted = [(q.hit.as_of, q.quote) for q in choose(index, "What is the budget of the network?")]
    assert quoted == [
        ("2024", "The budget of the network is EUR 5 million."),
        ("2020", "The budget of the network is EUR 3 million."),
    ]


def test_a_sentence_that_refers_back_brings_what_it_refers_to() -> None:
    """What points back says nothing alone: the sentence before comes first, or it is left out."""
    address = unit("The office is in Quay Street 2.", score=0.5)
    printed = unit("That address is printed for the office.", start=address.end + 1, score=1.0)
    other = unit("Offices open at nine.", source="b.md", score=0.95)
    dangling = unit("That hour is printed.", source="b.md", start=other.end + 1, score=0.99)

    assert shown_of(choose_quotations("Where is the office?", [printed, address])) == [
        "The office is in Quay Street 2.",
        "That address is printed for the office.",
    ]
    best = unit("The office opens.", score=1.0)
    assert "That hour is printed." not in shown_of(choose_quotations("When is it?", [best, dangling, other]))


def test_another_address_of_the_same_belongs_to_the_answer() -> None:
    """The sentences behind the best one that give another address are shown, too, up to one that gives none."""
    first = unit("The mail of the team is team@old.eu.")
    second = unit("A file of 2026 writes team@new.eu instead.", start=first.end + 1, score=0.01)
    third = unit("Letters are read on Mondays.", start=second.end + 1, score=0.01)
    fourth = unit("The boss is boss@new.eu, by the way.", start=third.end + 1, score=0.01)
    units = [first, second, third, fourth]

    assert shown_of(choose_quotations("What is the e-mail address of the team?", units)) == [first.text, second.text]
    assert shown_of(choose_quotations("Who is in the team?", units)) == [first.text]


def test_beside_a_contact_detail_stands_no_line_without_one() -> None:
    """Who asks for a street is not told an e-mail address or that there is a page, too, where one street was found."""
    best = unit("The office is in Quay Street 2, Riga.")
    mail = unit("The e-mail address of the team of the office is a@b.eu.", source="b.md", score=0.99)
    other = unit("Letters for the captain go to 5 Mill Lane, Narva.", source="c.md", score=0.99)

    question = "What is the postal address of the office?"
    assert shown_of(choose_quotations(question, [best, mail, other])) == [best.text, other.text]
    assert shown_of(choose_quotations("How do I write to the office?", [best, mail])) == [best.text, mail.text]


def test_a_sentence_that_also_tells_something_of_the_same_belongs_to_it() -> None:
    """Half of what a call was for is not all of it, whichever half was found first."""
    small = unit("The second call was for small projects of EUR 70,000 to 300,000.")
    large = unit(
        "The second call was also for large projects of EUR 300,000 to 500,000.", start=small.end + 1, score=0.01
    )
    other = unit("The second office also has a small door.", start=large.end + 1, score=0.01)

    both = [f"{small.text} {large.text}"] if small.hit.row == large.hit.row else [small.text, large.text]
    question = "How big are the projects of the second call?"
    assert " ".join(shown_of(choose_quotations(question, [small, large, other]))) == " ".join(both)
    assert shown_of(choose_quotations("How big are large projects?", [replace(large, score=1.0), small])) == [
        large.text
    ]
    turned = [replace(large, score=1.0), replace(small, score=0.01), other]
    assert " ".join(shown_of(choose_quotations(question, turned))) == " ".join(both)


def test_a_year_is_no_other_figure() -> None:
    """Of two sentences that say the same, one with the year of its source, one is enough."""
    best = unit("Anna Nowak is the contact at the office for the network.")
    again = unit("Anna Nowak is the contact at the office for the network (page of 2024).", source="b.md", score=0.99)

    assert shown_of(choose_quotations("Who is the contact?", [best, again])) == [best.text]


def shown_of(quotations: list[Quotation]) -> list[str]:
    return [quotation.shown for quotation in quotations]


def test_a_definition_needs_nothing_beside_it() -> None:
    """What a thing is, is told by the sentences that define it; what else is said of it is left out."""
    best = unit("A ferry is a ship that carries people and cars.")
    page = unit("A ferry is boarded at the quay of the town by lorries.", source="b.md", score=0.99)
    aside = unit("The ferry has a page about timetables.", source="c.md", score=0.99)

    assert shown_of(choose_quotations("What is a ferry?", [best, aside])) == [best.text]
    assert shown_of(choose_quotations("What is a ferry?", [best, aside, page])) == [best.text, page.text]


def test_rows_of_nameless_tables_stand_beside_each_other() -> None:
    """One with other figures says something else, though with the same words; elsewhere it repeats what was said."""
    best = unit("Load factor | 2015: 81%", kind="row")
    rival = unit("Load factor of the fleet | 2015: 82%", kind="row", score=0.9, source="b.md")

    assert len(choose_quotations("What is the load factor?", [best, rival], [best, rival])) == 2
    assert len(choose_quotations("What is the load factor?", [best, rival])) == 1
