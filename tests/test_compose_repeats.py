"""What two tables tell of one person is told once, by the row that tells more."""

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
SHIP = line("Gull – boat of Riga", "Boat: Gull | Of: boat of Riga")
SHIPS = line("Gull – boat of Riga; red", "Boat: Gull | Of: boat of Riga | Colour: red")


def told(*lines: Quotation) -> list[str]:
    return [one.shown for one in without_repeats(lines)]


def test_the_same_person_is_told_once() -> None:
    """The line with more stays, where it stood."""
    assert told(SHORT, LONG) == [LONG.shown]
    assert told(SHORT, LINKED) == [SHORT.shown]  # an address alone is not more
    assert told(LONG, OTHER, SHORT) == [LONG.shown, OTHER.shown]


def test_what_is_more_than_a_repeated_line_stays() -> None:
    """A line with a count above it or with others below it, a sentence, and what is no person."""
    counted = line(SHORT.shown, SHORT.quote, "2 (counted):")
    more = line(f"{SHORT.shown}\nand 4 more", SHORT.quote)
    sentence = line("Anna Nowak is the contact for ropes.", "Anna Nowak is the contact for ropes.")

    assert told(counted, LONG) == [counted.shown, LONG.shown]
    assert told(more, LONG) == [more.shown, LONG.shown]
    assert told(sentence, LONG) == [sentence.shown, LONG.shown]
    assert told(SHIP, SHIPS) == [SHIP.shown, SHIPS.shown]  # what is no person may well be two
