"""What two tables tell of one thing is told once, by the row that tells more."""

from kb.compose.quotation import Quotation
from kb.compose.repeats import without_repeats
from kb.index import Hit


def line(shown: str, quote: str, above: str = "") -> Quotation:
    """Make a quotation of a row that is shown so."""
    hit = Hit(quote, "page.md", "Title", 1, "", 0, len(quote), 1.0, "", "", "", 0, 1.0, 1.0)
    return Quotation(hit, 0, len(quote), quote, shown, above)


SHORT = line("Anna Nowak – Contact for ropes (RP)", "Name: Anna Nowak | Role: Contact for ropes (RP)")
LONG = line("Anna Nowak – contact for ropes; Guild", "Name: Anna Nowak | Role: contact for ropes | Of: Guild")
LINKED = line(
    "Anna Nowak – contact for ropes; https://ropes.example",
    "Name: Anna Nowak | Role: contact for ropes (RP) | Web: https://ropes.example",
)
OTHER = line("Jan Kowalski – contact for ropes", "Name: Jan Kowalski | Role: contact for ropes")
DAY = line("- 3 May 2023 – The rope day is held in Riga.", "Date: 3 May 2023 | What: The rope day is held in Riga.")
EVENT = line("- 3 May 2023 – Rope day; Knots", "Event: Rope day | When: 3 May 2023 | Where: Riga, port | What: Knots")
SAME_DAY = line("- 3 May 2023 – A ferry sinks.", "Date: 3 May 2023 | What: A ferry sinks.")


def told(*lines: Quotation) -> list[str]:
    return [one.shown for one in without_repeats(lines)]


def test_the_same_person_is_told_once() -> None:
    """The line with more stays, where it stood."""
    assert told(SHORT, LONG) == [LONG.shown]
    assert told(SHORT, LINKED) == [SHORT.shown]  # an address alone is not more
    assert told(LONG, OTHER, SHORT) == [LONG.shown, OTHER.shown]


def test_the_same_event_is_told_with_what_either_says() -> None:
    """The row that stays is shown with the cell that the other had told."""
    assert told(DAY, EVENT, SAME_DAY) == ["- 3 May 2023 – Rope day; Knots; Riga, port", SAME_DAY.shown]


def test_what_is_more_than_a_repeated_line_stays() -> None:
    """A line with a count above it or with others below it, a sentence, and another thing of the same label."""
    counted = line(SHORT.shown, SHORT.quote, "2 (counted):")
    more = line(f"{DAY.shown}\nand 4 more", DAY.quote)
    sentence = line("Anna Nowak is the contact for ropes.", "Anna Nowak is the contact for ropes.")

    assert told(counted, LONG) == [counted.shown, LONG.shown]
    assert told(more, EVENT) == [more.shown, EVENT.shown]
    assert told(sentence, LONG) == [sentence.shown, LONG.shown]
    assert told(DAY, SAME_DAY) == [DAY.shown, SAME_DAY.shown]
