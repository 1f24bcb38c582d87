"""Tables of records: what only the whole of one tells, read word by word; their rows do not say again what is told."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.compose.material import Material
from kb.compose.recorded import compose_recorded
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "river.md": "# River Club\n\nThe first race of River Club closed on 3 May 2023 with 12 proposals for "
    "EUR 4 million. "
    "The second race of River Club closed on 20 June 2024 with 7 proposals. It was to close on 2 June 2024. "
    "It opened in May 2024. Its budget was EUR 9 million.\n",
    "harbour.md": "# Harbour Club\n\nThe first race of Harbour Club opened on 1 March 2024 with EUR 2 million. "
    "It drew 40 proposals.\n",
    "lake.md": "# Lake Club\n\nThe first race of Lake Club closed on 8 July 2024 with 15 proposals for EUR 1 million. "
    "It opened in 2023.\n",
    "races.md": "# Races compared\n\n"
    "| Race: First race of River Club | Club: River Club | Boats: sail boats for young crews "
    "| Opened: not known | Closed: 3 May 2023 | Budget: EUR 4 million | Applications: 12 | Selected: 3 boats\n"
    "| Race: Second race of River Club | Club: River Club | Boats: sail and row boats | Opened: May 2024 "
    "| Closed: 20 June 2024 (extended from 2 June 2024) | Budget: EUR 9 million | Applications: 7 "
    "| Selected: not known\n"
    "| Race: First race of Harbour Club | Club: Harbour Club | Boats: no row boats | Opened: 1 March 2024 "
    "| Closed: not known | Budget: EUR 2 million | Applications: 40 | Selected: 5 boats\n"
    "| Race: First race of Lake Club | Club: Lake Club | Boats: row boats | Opened: 2023 "
    "| Closed: 8 July 2024 | Budget: EUR 1 million | Applications: 15\n",
    "talks.md": "# Talks compared\n\n"
    "| Talk: First talk of River Club | Club: River Club | Date: 3 May 2023 | Place: Turku\n"
    "| Talk: Fourth talk of Harbour Club | Club: Harbour Club | Date: 1 March 2024 | Place: Riga\n"
    "| Talk: First talk of Lake Club | Club: Lake Club | Date: 8 July 2024 | Place: Oslo\n",
}
RIVER, AGAIN = "First race of River Club", "Second race of River Club"
HARBOUR, LAKE = "First race of Harbour Club", "First race of Lake Club"
DRAWN = "The first race of Lake Club closed on 8 July 2024 with 15 proposals for EUR 1 million."
EXTENDED = "closed: 20 June 2024 (extended from 2 June 2024)"


@pytest.fixture(scope="module")
def clubs(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of clubs, with tables of their races and talks."""
    pages = {source: text.replace("Closed:", "closed:") for source, text in PAGES.items()}
    return make_library(tmp_path_factory.mktemp("clubs"), pages)


def tell(index: Index, question: str) -> list[str] | None:
    """Give the lines of the answer, None where it is left to others."""
    composed = compose_recorded(Material(index, look_up(index, question)))
    if composed is None:
        return None
    untold = [f"UNTOLD {composed.untold}"] if composed.untold else []
    told = [line for one in composed.quotations for line in f"{one.above}\n{one.shown}".strip().split("\n")]
    return told + untold + (["UNKNOWN"] if composed.unknown else [])


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        # What closed in a year, and of what that is not known.
        (
            "Which races closed in 2024?",
            [f"- {AGAIN} – {EXTENDED}", f"- {LAKE} – closed: 8 July 2024", f"- {HARBOUR} – closed: not known"],
        ),
        ("Which races closed in 2023?", [f"- {RIVER} – closed: 3 May 2023"]),  # Harbour Club's opened later
        ("Which races opened in 2024?", [f"- {AGAIN} – Opened: May 2024", f"- {HARBOUR} – Opened: 1 March 2024"]),
        ("Which races of River Club closed in 2023?", [f"- {RIVER} – closed: 3 May 2023"]),
        (
            "How many races opened in 2024?",
            ["2 (counted):", f"- {AGAIN} – Opened: May 2024", f"- {HARBOUR} – Opened: 1 March 2024"],
        ),
        ("Which races closed in 2021?", []),  # none is told
        # A column of all that are meant.
        (
            "How many applications did the first races draw?",
            [f"- {RIVER} – Applications: 12", f"- {HARBOUR} – Applications: 40", f"- {LAKE} – Applications: 15"],
        ),
        ("How much money did the second races have?", [f"- {AGAIN} – Budget: EUR 9 million"]),
        (
            "How many boats did the first races select?",
            [f"- {RIVER} – Selected: 3 boats", f"- {HARBOUR} – Selected: 5 boats", f"UNTOLD {LAKE}"],
        ),
        (
            "Where did the talks of 2024 take place?",
            [
                "- Fourth talk of Harbour Club – Date: 1 March 2024; Place: Riga",
                "- First talk of Lake Club – Date: 8 July 2024; Place: Oslo",
            ],
        ),
        # What is said within the rows, but not what they exclude.
        ("Which race is for young people?", [f"- {RIVER} – sail boats for young crews"]),
        (
            "Which races are for row boats?",
            [
                "Said in this word (others may use another one):",
                f"- {AGAIN} – sail and row boats",
                f"- {LAKE} – row boats",
            ],
        ),
        ("Which race was extended?", [f"- {AGAIN} – {EXTENDED}"]),
        # The most of something.
        (
            "Which race drew the most applications?",
            [f"Most: {HARBOUR} – Applications: 40", f"{LAKE} – 15", f"{RIVER} – 12"],
        ),
        (
            "Which race had the smallest budget?",
            [f"Smallest: {LAKE} – Budget: EUR 1 million", f"{HARBOUR} – EUR 2 million", f"{RIVER} – EUR 4 million"],
        ),
        (
            "Which race opened last?",
            [f"Last: {AGAIN} – Opened: May 2024", f"{HARBOUR} – 1 March 2024", f"{LAKE} – 2023"],
        ),
        (
            "Which club has held the most races?",
            [
                "River Club – 2 (counted):",
                f"- {RIVER} – Opened: not known; closed: 3 May 2023",
                f"- {AGAIN} – Opened: May 2024; {EXTENDED}",
            ],
        ),
        (
            "Which talk was held first?",  # the table lacks some
            [
                "First of those known: First talk of River Club – Date: 3 May 2023",
                "Fourth talk of Harbour Club – 1 March 2024",
                "First talk of Lake Club – 8 July 2024",
            ],
        ),
        ("Which race was held first?", None),  # opened or closed?
        # What no row tells: a share.
        (
            "What was the success rate in the first race of Harbour Club?",
            [f"- {HARBOUR} – Applications: 40; Selected: 5 boats", "UNTOLD success rate"],
        ),
        ("How many applications did the first race of Lake Club draw?", [DRAWN]),  # its own sentence
        ("How many boats did the first race of Lake Club fund?", None),  # no column has a number of what is funded
        (
            "What were the budget and the selected boats of the first race of Lake Club?",
            [f"- {LAKE} – row boats; Budget: EUR 1 million", "UNTOLD Selected"],
        ),
        # A table that lacks talks is not counted.
        (
            "How many talks took place in 2024?",
            [
                "- Fourth talk of Harbour Club – Date: 1 March 2024; Place: Riga",
                "- First talk of Lake Club – Date: 8 July 2024; Place: Oslo",
                "UNTOLD How many",
            ],
        ),
        (
            "How many talks did Harbour Club hold?",
            ["- Fourth talk of Harbour Club – Date: 1 March 2024; Place: Riga", "UNTOLD How many"],
        ),
        ("Which club has held the most talks?", None),
        ("Which races are about a lake?", None),  # that is the name of one of them
        ("Which race closed on 3 May 2023?", [f"- {RIVER} – closed: 3 May 2023"]),
        ("How much did boats get in the first races?", None),  # what a boat gets is no budget of a race
        # What is not understood, or not meant, is left to others.
        ("Which races closed in Norway in 2024?", None),
        ("Which races of Garden Club closed in 2024?", None),
        ("Which races closed in 2004?", None),  # older ones may be told elsewhere
        ("Which races did not close in 2024?", None),
        ("Who judged the first races?", None),
        ("How many applications did the first races draw in total?", None),  # a sum
        ("When did the first race of Lake Club open?", None),  # its own document tells it in other words
        ("When did the race close?", None),  # which one?
        ("What are races?", None),
        ("What happened in 2024?", None),
        ("How many races were there?", None),
        ("Which race drew the most spectators?", None),
        ("Which race drew the most applications per euro of its budget?", None),  # no column tells that
        ("Which race had the most applications for each euro of the budget?", None),
        ("Did a race close in 2024?", None),
    ],
)
def test_a_table_of_records_tells_what_none_of_its_things_does(
    question: str, lines: list[str] | None, clubs: Index
) -> None:
    """What a question wants of several, or of several columns; nothing where a word of it is not understood."""
    assert tell(clubs, question) == lines


@pytest.mark.parametrize(
    ("closed", "found"),
    [("3 May 2023", {"river.md"}), ("5 May 2023", {"river.md", "races.md"})],  # another day, which is news
)
def test_a_row_that_says_no_more_than_the_document_of_its_thing_is_not_found(
    closed: str, found: set[str], tmp_path: Path
) -> None:
    """The sentences of the document tell it better; a row that has another figure is found like any other."""
    clubs = ("River Club", "Harbour Club", "Lake Club")
    own = {f"{club.split()[0].lower()}.md": f"# {club}\n\nThe race of {club} closed on 3 May 2023.\n" for club in clubs}
    rows = "".join(f"| Race: First race of {club} | Club: {club} | Closed: {closed}\n" for club in clubs)
    index = make_library(tmp_path, {**own, "races.md": f"# Races compared\n\n{rows}"})

    hits = look_up(index, "When did the race of River Club close?").hits

    assert {hit.source for hit in hits} & {"river.md", "races.md"} == found
    within = look_up(index, "When did the race of River Club close?", scope=("races.md",)).hits
    assert {hit.source for hit in within} == {"races.md"}  # nothing else is searched


@pytest.mark.parametrize(("unknown", "told"), [(3, 3), (4, 0)])
def test_many_that_are_not_known_are_not_listed(unknown: int, told: int, tmp_path: Path) -> None:
    """That one of them may be the smallest is said beside the first."""
    clubs = [f"{name} Club" for name in ("Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch")[: 3 + unknown]]
    own = {f"{club[:3].lower()}.md": f"# {club}\n\n{club} sails.\n" for club in clubs}
    budgets = ["EUR 3 million", "EUR 2 million", "EUR 4 million", *["not known"] * unknown]
    rows = "".join(
        f"| Race: First race of {club} | Club: {club} | Budget: {budget}\n"
        for club, budget in zip(clubs, budgets, strict=True)
    )
    lines = tell(
        make_library(tmp_path, {**own, "races.md": f"# Races\n\n{rows}"}), "Which race had the smallest budget?"
    )

    assert lines is not None
    assert lines[0] == "Smallest of those known: First race of Birch Club – Budget: EUR 2 million"
    assert sum("not known" in line for line in lines) == told


def test_each_word_of_the_question_counts_as_told(clubs: Index) -> None:
    """How late it closed is told, though no row says "late"."""
    composed = compose_recorded(Material(clubs, look_up(clubs, "How late did the second races close?")))

    assert composed is not None
    assert {"late", "close"} <= composed.settled
