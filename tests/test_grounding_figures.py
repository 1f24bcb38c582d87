"""Whether a sentence leaves a figure with what its passage gives it to: dates, ranges, sums, counts."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.grounding import Grounds
from kb.retrieve import prepare_queries, retrieve_hits

TEXT = """# Rhine fund

## Dates

The survey of Bonn was made in 2017, and its findings were published in 2018.
Trade with Kleve was stopped because of the flood of Emmerich in February 2022.
Statute 12/2020 of 9 November 2022 lays down rules. Statute 12/2020 entered into force on 12 November 2022.
Statute 14/2021 is published in OJ L 29 of 11 March 2021.
The seven charters were approved between 3 November and 13 December 2022.
The deadline of Worms was moved from 30 November 2025 to 29 January 2026.
Mainz was a member until 2027, as its page of October 2025 says.
The tower of Speyer is not known (state: November 2026). In May 2020 Speyer had eight towers.
Fees of Trier rose from EUR 2.4 million to EUR 8 million. The first meeting, on 29 January 2020, counted ten towns.
The proposal COM(2025) 552 deals with locks.

## Ranges

Helpers of Hagen are aged 18 to 30 and stay for 2 to 6 months.
The tram of Essen was built in 1987-1993 and in 2004-2006.

## Sums

The reform brought Ulm EUR 19 million more, and Ulm has EUR 85 million.
The call of Linz drew 71 bids asking for EUR 27 million.
A project in the call of Passau could get EUR 5,000 to EUR 9,000. The call of Passau had EUR 70,000.
Graz has EUR 45 million of EU money and EUR 11 million of national money.

## Counts

Hof had 15 projects between large towns and villages.
The page of Celle speaks of 500 letters, while that of
Peine names 300 people and offices.
A tenant needed at least one guarantor and could have one guest at most.

## Reasons

The bridge of Deutz is closed. The ferry of Deutz is full. The fair of Siegen is annual.
The crane of Siegen is 40 metres high.
Goch and Xanten agreed to keep the border. The wharf of Rees joined the league, and so it is lit.

## First meeting of Lahr

The board of Lahr met for the first time on 5 April 2024. The board chose six mills.

## Second meeting of Lahr

The board of Lahr met for the second time on 7 June 2024. The board chose nine locks.

## Small and large grants

Small grants of Neuss are paid once. Small grants of Neuss last up to 12 months.
Large grants of Neuss last up to 24 months.

## Flows

Money first meant for mills of Lindau goes to mills of Bregenz. Some mills of Zell get grants, for example Zell-Nord.
The cost of each mill of Zell is not known. The Council may pay the costs of the mills with Egg and Au.

The three mills of Wied were Obermühle, Untermühle and Altmühle. The lists of Wied have Obermühle and Neumühle.
The reform gave Murr EUR 5 million of EU money. The reform added a gate of Murr called Tor.

## People

Anna Blum heads the archive. Carl Dorn has a shop in Husum.
"""


@pytest.fixture
def grounds(tmp_path: Path) -> Grounds:
    """One page of figures that may be given to something else."""
    index = make_library(tmp_path, {"rhine.md": TEXT})
    return Grounds(index, retrieve_hits(index, prepare_queries(index, "Rhine fund"), 30))


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("The survey of Bonn was made in 2017.", True),
        ("The findings of the survey of Bonn were published in 2018.", True),
        ("The survey of Bonn was made in 2018.", False),
        ("Trade with Kleve was stopped because of the flood in February 2022.", True),
        ("Trade with Kleve was stopped in February 2022.", False),
        ("Statute 12/2020 of 9 November 2022 lays down rules.", True),
        ("Statute 12/2020 came into force on 12 November 2022.", True),
        ("Statute 12/2020 of 12 November 2022 lays down rules.", False),
        ("Statute 12/2020 came into force on 9 November 2022.", False),
        ("Statute 14/2021 was published in OJ L 29 of 11 March 2021.", True),
        ("Statute 14/2021 is of 11 March 2021.", False),
        ("The seven charters were approved between 3 November and 13 December 2022.", True),
        ("The seven charters were approved by 13 December 2022.", True),
        ("The seven charters were approved on 13 December 2022.", False),
        ("The deadline of Worms was moved to 29 January 2026.", True),
        ("The deadline of Worms was originally 30 November 2025.", True),
        ("The deadline of Worms was 30 November 2025.", False),
        ("Mainz was a member until 2027.", True),
        ("Mainz was a member until 2025.", False),
        ("The tower of Speyer is not known (as of November 2026).", True),
        ("Speyer had eight towers in November 2026.", False),
        ("The fees of Trier are EUR 8 million.", True),
        ("The fees of Trier are EUR 2.4 million.", False),
        ("The first meeting counted ten towns.", True),
        ("Ten towns meet today.", False),
        ("The proposal COM(2025) 552 deals with locks.", True),
        ("The proposal COM(2027) 552 deals with locks.", False),
    ],
)
def test_dates(sentence: str, borne: bool, grounds: Grounds) -> None:
    """A date is that of its own clause, and an old one or the end of a span is told as such."""
    assert bool(grounds.check(sentence)) is borne


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Helpers of Hagen are between 18 and 30 and stay for 2 to 6 months.", True),
        ("Helpers of Hagen are between 18 and 6.", False),
        ("The tram of Essen was built in the years 1987 to 1993.", True),
        ("The tram of Essen was built between 2004 and 2006.", True),
        ("The tram of Essen was built between 1987 and 2006.", False),
        ("The reform brought Ulm an additional EUR 19 million.", True),
        ("Ulm has EUR 19 million.", False),
        ("The reform brought Ulm EUR 85 million more.", True),  # both are told of the reform
        ("The bids for the call of Linz came to EUR 27 million.", True),
        ("The call of Linz has EUR 27 million.", False),
        ("The call of Linz asked for EUR 71 million.", False),
        ("A project in the call of Passau could get between EUR 5,000 and EUR 9,000.", True),
        ("The call of Passau has EUR 9,000.", False),
        ("Graz has EUR 11 million of national money.", True),
        ("Graz has EUR 11 million.", False),
    ],
)
def test_ranges_and_sums(sentence: str, borne: bool, grounds: Grounds) -> None:
    """The ends of a range go together, and a sum is asked for, added or given as the passage says."""
    assert bool(grounds.check(sentence)) is borne


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("Hof had 15 projects.", True),
        ("There were 15 villages in Hof.", False),
        ("Peine names 300 people and offices.", True),
        ("Peine names 300 people and 500 offices.", False),
        ("A tenant could have at most one guest.", True),
        ("A tenant needed at most four guarantors.", False),
        ("The bridge of Deutz is closed, and the ferry of Deutz is full.", True),
        ("The bridge of Deutz is closed, so the ferry of Deutz is full.", False),
        ("The wharf of Rees joined the league, so it is lit.", True),
        ("The fair of Siegen is held every year.", True),
        ("The crane of Siegen is yearly 40 metres high.", False),
        ("Goch and Xanten agreed to keep the border.", True),
        ("Goch and Xanten agreed to give up the border.", False),
        ("At the first meeting, held on 5 April 2024, the board chose six mills.", True),
        ("At the first meeting, held on 5 April 2024, the board chose nine locks.", False),
        ("Small grants of Neuss are paid once and are limited to 12 months.", True),
        ("Small grants are paid once and are limited to 24 months.", False),
        ("Money was moved from mills of Lindau to mills of Bregenz.", True),
        ("Money was moved from mills of Bregenz to mills of Lindau.", False),
        ("Some mills of Zell, including Zell-Nord, get grants.", True),
        ("All mills of Zell, including Zell-Nord, get grants.", False),
        ("The Council may cover the costs of the mills with Egg and Au.", True),
        ("Egg and Au may cover the costs of the mills.", False),
        ("Wied has three mills, namely Obermühle, Untermühle and Altmühle.", True),
        ("Wied has three mills, namely Untermühle, Obermühle and Neumühle.", False),
        ("The reform gave Murr EUR 5 million of EU money, and added a gate of Murr called Tor.", True),
        ("Anna Blum heads the archive, and she has a shop in Husum.", False),
        ("Anna Blum heads the archive, and Carl Dorn has a shop in Husum.", True),
    ],
)
def test_parts(sentence: str, borne: bool, grounds: Grounds) -> None:
    """What a part of a sentence says is told of what the sentence says it of."""
    assert bool(grounds.check(sentence)) is borne


@pytest.mark.parametrize(
    ("sentence", "before", "borne"),
    [
        ("It has EUR 45 million of EU money.", ["How much has Graz?"], True),
        ("It has EUR 45 million of EU money.", ["How much has Ulm?"], False),
        ("It has EUR 45 million of EU money.", ["How much has Ulm?", "Graz is in the fund."], True),
        ("It has EUR 45 million of EU money.", ["How much has Graz?", "Ulm is in the fund."], False),
        ("It has EUR 45 million of EU money.", ["And how much is it?"], True),
        ("Graz has EUR 45 million of EU money.", ["How much has Ulm?"], True),
    ],
)
def test_what_it_is(sentence: str, before: list[str], borne: bool, grounds: Grounds) -> None:
    """A sentence that begins with a pronoun speaks of what was named last, or of what was asked."""
    assert bool(grounds.check(sentence, before)) is borne
