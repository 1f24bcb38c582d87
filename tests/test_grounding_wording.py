"""What a sentence makes of the wording of a passage: plans, open questions, reasons, facts joined in other words."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.grounding import Grounds
from kb.retrieve import prepare_queries, retrieve_hits

TEXT = """# Rhine programme

## Plans

Bonn planned a second fair for 2024. The Council proposed on 3 June 2022 to move EUR 26.2 million to Aachen.
The tender was to close on 15 April 2025 and was extended to 15 May 2025. A new handbook is in preparation.
EUR 43 million planned for Kleve went to Wesel.

The changes proposed by the Council are:

- Payments: based on results
- Advance: 4% a year

## Open questions

The page gives EUR 83 million, without saying whether that is EU money only.
Whether the statute was amended after its adoption is not known, as no amendment was found.

| Name: Jane Roe | E-mail: not known | Telephone: 555 |

## Facts

Work on the canal was discontinued in 2021. The fund closed in June 2025 after 945 fairs.
The total budget of Wesel is EUR 36 million. Kehl has EUR 85 million of EU money.
The secretariat of Bavaria-Saxony-Hesse sits in Hof. The office is at Ring 16, 820 05 Worms.
Anna Blum heads the archive, and Carl Dorn is the curator of the archive.
Zoll works on the inner side of the harbour, while Quay looks after the outer side.
The second edition of the guide was approved by the European Council. The museum was opened by the European Council.
Ems deals with bridges, with eastern locks such as Emden, and with support for ferries.
The report counts 15 locks. A tenant needed at least one guarantor from Trier.
Some towns were left without a partner. Ask the harbour office about Mainz.
The harbour office knows nothing of Mainz. The tram was formed in 1987-1993.
Guests from Ulm are excluded from the club, both as members and as hosts. The 7th concert was in Speyer.
Large bridges are built directly, without a tender. Worms built large bridges. Austrian support for Linz was stopped.

## Seats

| Town: Calw | Part in the fair: whole territory |
| Town: Rottweil | Part in the fair: whole territory |
| Town: Horb | Part in the fair: two streets |

The old mill covers 86 square kilometres, and has 14 wheels and all nine gates of Nagold.
The new tools are made in the open instead of by a standing board.
Vaduz (not a port) has a harbour. About 80% of the money of Buchs was to be contracted after the fair.
The list of Wil may be incomplete. Maia Kos was the warden of Zug in February 2025.
DG Ost came out of DG West on 1 February 2025. The Council proposed the rules of Thun on 29 May 2018.
The total budget of Chur is not known. The committee of Sion approved the bridges.

## Second tender

The second tender opened on 29 March 2024 with EUR 52 million. The closing date is not known.
Rust has EUR 3 million. The closing date of Rust is 5 May 2020. The third call opened on 5 March 2023.
The third call closed on 9 April 2023. A boat of Rust is worth EUR 300 to EUR 900.
The fair excluded tours on wine alone. Quarries are given directly, without a lottery, and run for up to 30 months.
Since 5 June 2020 Lahr has run the tower. Small grants go to the lower town. More than half of the ferries use oars.

## Harbour of Metz

The quays of Metz lie in the lower and the upper town. The quays are run by Hannah Stolz. The harbour has 14 cranes.

| Person: Otto Klein | Function in Metz: pilot of the harbour |
| Person: Ida Gross | Function in Metz: keeper of the western lock |
"""


@pytest.fixture
def grounds(tmp_path: Path) -> Grounds:
    """One page of statements that may be told wrongly."""
    index = make_library(tmp_path, {"rhine.md": TEXT})
    return Grounds(index, retrieve_hits(index, prepare_queries(index, "Rhine programme"), 20))


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Bonn planned a second fair for 2024.", True),
        ("Bonn intended to hold a second fair in 2024.", True),
        ("Bonn held a second fair in 2024.", False),
        ("The Council proposed to move EUR 26.2 million to Aachen.", True),
        ("On 3 June 2022 the Council moved EUR 26.2 million to Aachen.", False),
        ("The tender was extended to 15 May 2025.", True),
        ("The tender closed on 15 April 2025.", False),
        ("The tender was due to close on 15 April 2025.", True),
        ("The tender closed on 15 May 2025, months after 15 April 2025.", False),
        ("A new handbook has been made.", False),
        ("EUR 43 million of Kleve went to Wesel.", True),
        ("Under the proposal, payments would be based on results.", True),
        ("Payments are based on results.", False),
    ],
)
def test_plans(sentence: str, borne: bool, grounds: Grounds) -> None:
    """What is only planned, proposed or expected is not told as a fact; what came of it is."""
    assert bool(grounds.check(sentence)) is borne


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("The page gives EUR 83 million.", True),
        ("The page gives EUR 83 million, but does not specify whether all of this is EU money.", True),
        ("The page gives EUR 83 million of EU money.", False),
        ("The statute was amended after its adoption.", False),
        ("The statute was not amended after its adoption.", False),
        ("It is not known whether the statute was amended after its adoption.", True),
        ("Jane Roe has the telephone 555.", True),
        ("Jane Roe has an e-mail.", False),
        ("The e-mail of Jane Roe is not known.", True),
    ],
)
def test_open_questions(sentence: str, borne: bool, grounds: Grounds) -> None:
    """What the passage leaves open, or has no value for, is neither stated nor denied."""
    assert bool(grounds.check(sentence)) is borne


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Work on the canal was discontinued in 2021.", True),
        ("Work on the canal was continued in 2021.", False),
        ("Work on the canal was not continued in 2021.", True),
        ("Work on the canal was not discontinued in 2021.", False),
        ("Guests from Ulm may not join the club, neither as members nor as hosts.", True),
        ("Guests from Ulm may join the club as hosts, but not as members.", False),
        ("Large bridges are built directly rather than through a tender.", True),
        ("Large bridges are built through a tender rather than directly.", False),
        ("Work on the canal was discontinued, while Austria's support for Linz was stopped.", True),
        ("The fund closed in June 2025 after 945 fairs.", True),
        ("The fund closed in June 2025 as its money was used up.", False),
        ("The fund closed in June 2025, since it had held 945 fairs.", False),
        ("The total budget of Wesel is EUR 36 million.", True),
        ("Wesel has EUR 36 million of EU money.", False),
        ("Kehl has EUR 85 million in total.", False),
        ("The secretariat of Bavaria-Saxony-Hesse sits in Hof.", True),
        ("The secretariat of Saxony-Hesse sits in Hof.", False),
        ("The office has 5 rings in Worms.", False),
        ("Anna Blum, who heads the archive, works with Carl Dorn, who is its curator.", True),
        ("Anna Blum heads the archive, which has Carl Dorn as curator.", True),
        ("The archive is headed by Anna Blum, who is also the curator of the archive.", False),
        ("Zoll and Quay share the harbour: the former works on the inner side and the latter on the outer side.", True),
        (
            "Zoll and Quay share the harbour: the latter works on the inner side and the former on the outer side.",
            False,
        ),
        ("The Council approved the second edition of the guide.", True),
        ("The European Parliament opened the museum.", False),
        ("Ems is responsible for support for ferries.", True),
    ],
)
def test_who_and_what(sentence: str, borne: bool, grounds: Grounds) -> None:
    """What is turned round, given to another or made a reason is not borne."""
    assert bool(grounds.check(sentence)) is borne


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("The report counts only 15 locks.", True),
        ("The report counts only locks.", False),
        ("Each tenant needed at least one guarantor from Trier.", True),
        ("All towns were left without a partner.", False),
        ("Some towns no longer have a partner.", True),
        ("The harbour office knows nothing of Mainz, so you should ask the harbour office about Mainz.", True),
        ("The office has its seat in Worms.", True),
        ("The 7th concert was held in Speyer.", True),
        ("The 8th concert was held in Speyer.", False),
        ("The tram was formed in the years 1987 to 1993.", True),
        ("The documents do not give the closing date of the second tender.", True),
        ("The second tender opened on 29 March 2024 with EUR 52 million, but its closing date is not known.", True),
        ("The third call ran from 5 March to 9 April 2023.", True),
        ("The third call ran from 5 March to 5 May 2023.", False),
        ("A boat of Rust is worth up to EUR 900.", True),
        ("A boat of Rust is worth at least EUR 300.", True),
        ("A boat of Rust is worth at least EUR 900.", False),
        ("A boat of Rust is worth up to EUR 300.", False),
        ("The quays of Metz are run by Hannah Stolz, and there are 14 cranes in the harbour.", True),
        ("The quays are run by Hannah Stolz, and there are 14 cranes in the harbour.", True),
        ("Otto Klein is the pilot of the harbour of Metz.", True),
        ("Otto Klein is the pilot of the harbour of Metz and keeps the western lock.", False),
        ("The fair excluded tours that were only on wine.", True),
        ("Over half of the ferries use oars.", True),
        ("Less than half of the ferries use oars.", False),
        ("Small grants go to the lower town.", True),
        ("Large grants go to the lower town.", False),
        ("Small grants go to the upper town.", False),
        ("Quarries run for up to 30 months.", True),
        ("Quarries are limited to 30 months.", True),
        ("Quarries do not run for up to 30 months.", False),
        ("Quarries are given through a lottery and run for up to 30 months.", False),
        ("Calw and Rottweil take part with their whole territory.", True),
        ("Calw and Horb take part with their whole territory.", False),
        ("Calw and Rottweil are covered in full.", True),
        ("The old mill, which has 14 wheels, covers 86 km² and has all nine gates of Nagold.", True),
        ("The old mill has all gates.", False),
        ("The new tools are made in the open.", True),
        ("The new tools are made by a standing board.", False),
        ("Vaduz has a harbour.", True),
        ("Vaduz is a port.", False),
        ("Vaduz, which is not a port, has a harbour.", True),
        ("About 80% of the money of Buchs was expected to be contracted after the fair.", True),
        ("About 80% of the money of Buchs was contracted after the fair.", False),
        ("The list of Wil may not be complete.", True),
        ("The list of Wil is complete.", False),
        ("DG Ost emerged from DG West on 1 February 2025, and in that month Maia Kos was the warden of Zug.", True),
        ("DG Ost emerged from DG West on 1 March 2025, and in that month Maia Kos was the warden of Zug.", False),
        ("DG West emerged from DG Ost on 1 February 2025.", False),
        ("The Council put its proposal for the rules of Thun forward on 29 May 2018.", True),
        ("It isn't known how large the total budget of Chur is.", True),
        ("The committee of Sion gave the go-ahead to the bridges.", True),
        ("The committee of Sion gave up the bridges.", False),
        ("Rust has EUR 3 million, and since 5 June 2020 Lahr has run the tower.", True),
        ("Rust has EUR 3 million since Lahr has run the tower.", False),
    ],
)
def test_other_words(sentence: str, borne: bool, grounds: Grounds) -> None:
    """Words that only stress, point or advise need not be the passage's."""
    assert bool(grounds.check(sentence)) is borne
