"""What happened in a period: which rows of chronologies answer, and in what order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libraries import make_library

from kb.compose.events import MOST_EVENTS
from kb.extract import Composed, compose_answer
from kb.gloss import gloss, packaged_lexicon
from kb.index import Index
from kb.lookup import look_up
from kb.stretch import Period, find_period

LIBRARY = {
    "chronology.md": """# Chronology of the harbour

What happened in the harbour, by date:

| Date: 3 May 2019 | Event: The old crane is taken down by the harbour company after sixty years. | Where: North quay
| Date: 2020 | Event: The harbour gets a second lighthouse, which the ferry company pays for in full. | Where: Mole
| Date: March 2021 | Event: The ferry to the island happened to stop for a month because of heavy ice. | Where: Pier

## Later

| Date: 5 March 2022 | Event: The ferry company Blue Line buys two ships from the yard in the next town. | Where: Yard
| Date: 1 March 2022 | Event: The fish market moves into the new hall behind the customs house. | Where: Hall
| Date: 20 July 2023 | Event: The harbour celebrates its birthday with all ferries and both keepers. | Where: Pier
""",
    "meetings.md": """# Meetings of the harbour board

| Event: Board meeting | When: 7-8 June 2022 | What: The board talked about dredging
| Event: Users' meeting | When: autumn 2022 | What: Complaints
| Event: Summer meeting | When: 2 July 2023 | What: The budget of the harbour

## Periods

- 2019-2021: Period of building
- 2022-2023: Period of rest
""",
    "steps.md": """# Steps of the museum

- 4 April 2010: the museum opened its doors
- 2011: the museum got a roof
- May 2012: the museum showed its first boat
""",
    "ferry.md": """# Ferry Line North

Ferry Line North is a line.

## Money

Ferry Line North got EUR 5 million on 3 May 2020.

## Council

| Meeting: First meeting | Council of Ferry Line North: 5 and 6 July 2022 in Oslo, chose a chair
| Meeting: Second meeting | Council of Ferry Line North: 9 July 2023 in Bergen

## History of the line

### Start

| Event: Plan | Ferry Line North: Drawn up in March 2019 by the town
| Event: Approval | Ferry Line North: Approved by the county on 7 June 2020

The number of the approval is not known: the page of 2021 does not print it.

### Later

Ferry Line North opened on 2 April 2021. The opening of April 2021 cost EUR 3 million. A report of 9 May 2021
praises it. Ferry Line North closed for the winter on 20 November 2021.
""",
    "gatherings.md": """# Events of the coast

| Event: Fair of the coast | When: 7-8 May 2024 | Where: Riga | What: More than 200 people from all ports of the coast
| Event: Old boats day | When: every year | Where: all ports | What: Boats

## Milestones of the tide talks

The milestones of the tide talks after 2022 are:

| Event: Fair of the coast | Date: 7-8 May 2024 | Place: Riga
| Event: Last tide talk | Date: 3 June 2024 | Place: Tallinn
""",
    "years.md": """# Chronology of the coast

| Date: 5 May 2024 | Event: The coast gets a new map of all its sands and reefs. | Where: Coast
| Date: 7-8 May 2024 | Event: The fair of the coast takes place in Riga with many people. | Where: Coast
""",
    "year.md": "# Diary of the observatory\n\nEvents at the observatory:\n\n"
    + "\n".join(f"- {day} June 1950: star number {day} was seen at the observatory" for day in range(1, 20)),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library with a chronology in two tables, a table of meetings and two dated lists."""
    return make_library(tmp_path_factory.mktemp("period"), LIBRARY)


def compose(index: Index, question: str) -> Composed:
    return compose_answer(index, look_up(index, question))


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What happened in 2023?", 20230000, 20231231),
        ("What happened between 2003 and 2007?", 20030000, 20071231),
        ("What happened between March and June 2022?", 20220300, 20220631),
        ("What happened from 4 March 2022 to 2 May 2023?", 20220304, 20230502),
        ("What happened since March 2022?", 20220300, 99999999),
        ("What happened before 2004?", 0, 20039999),
        ("What happened after March 2022?", 20220332, 99999999),
        ("What happened until 2006?", 0, 20061231),
        ("What happened in March 2022?", 20220300, 20220331),
        ("What happened on 4 March 2022?", 20220304, 20220304),
        ("What happened in 2003-2006?", 20030000, 20061231),
        ("timeline of the museum, end 2010 to spring 2012", 20100000, 20120531),
        # The year before, behind or between, and none of their own
        ("What happened in 2022 after the flood, step by step between march and august", 20220300, 20220831),
        ("What happened in 2022 from march to august?", 20220300, 20220831),
        ("What happened from March to August, 2022?", 20220300, 20220831),
        ("What happened between august and december of 2023?", 20230800, 20231231),
        ("What happened between March 2022 and August?", 20220300, 20220831),
        ("What happened 2024, january until june?", 20240100, 20240631),
        ("2024: what happened in the harbour, January-June?", 20240100, 20240631),
        ("What happened from Nov to Feb 2023?", 20221100, 20230231),
        ("What happened from Nov 2022 to Feb?", 20221100, 20230231),
        ("What happened in March and April 2022?", 20220300, 20220431),
        ("What happened in 2022 and 2023?", 20220000, 20231231),
        ("What happened between 4 and 20 March 2022?", 20220304, 20220320),
        ("What happened between March 4 and April 2nd of 2022?", 20220304, 20220402),
        ("What happened March 2022 - 2024?", 20220300, 20241231),
        ("What happened between winter 2021-22 and summer 2022?", 20211200, 20220831),
        # One part of a year
        ("What happened in march of the year 2022?", 20220300, 20220331),
        ("What happened on March 4, 2022?", 20220304, 20220304),
        ("What happened in the second half of 2022?", 20220700, 20221231),
        ("What happened second semester 2022?", 20220700, 20221231),
        ("What happened in H1 2022?", 20220100, 20220631),
        ("What happened in the first quarter of 2024?", 20240100, 20240331),
        ("What happened in 2024, last quarter?", 20241000, 20241231),
        ("What happened from Q2 to Q3 2024?", 20240400, 20240931),
        ("What happened in the first six months of 2022?", 20220100, 20220631),
        ("What happened in the last 2 months of 2022?", 20221100, 20221231),
        ("What happened in spring 2022?", 20220300, 20220531),
        ("What happened in the autumn of 2022?", 20220900, 20221131),
        ("What happened in winter 2022/2023?", 20221200, 20230231),
        # Bounds
        ("What happened in 2022 after March?", 20220332, 20221231),
        ("What happened in 2022 before the summer?", 20220000, 20220599),
        ("What happened since May 2021 and before March 2022?", 20210500, 20220299),
        ("What happened after March 2022 until June 2023?", 20220332, 20230631),
        ("What happened before the end of 2022?", 0, 20221231),
        # What stands in the question besides
        ("What happened with the decision of March 2022 in 2023?", 20230000, 20231231),
        ("What happened in 2022 to Regulation 897/2014?", 20220000, 20221231),
        ("What happened in spring 2022 in ENPI CBC 2007-2013?", 20220300, 20220531),
        ("What may have happened in 2022?", 20220000, 20221231),
    ],
)
def test_a_period_is_read_from_the_question(question: str, first: int, last: int) -> None:
    """Years, months and days, with the words that say from when to when."""
    period = find_period(question)

    assert period is not None
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    ("language", "question", "first", "last"),
    [
        ("fr", "Que s'est-il passé entre mars et août 2022 ?", 20220300, 20220831),
        ("fr", "Qu'est-ce qui s'est passé en 2022, de mars à août ?", 20220300, 20220831),
        ("fr", "Que s'est-il passé au deuxième semestre 2022 ?", 20220700, 20221231),
        ("fr", "Que s'est-il passé pendant l'été 2022 ?", 20220600, 20220831),
        ("it", "Cosa è successo tra marzo e agosto del 2022?", 20220300, 20220831),
        ("it", "Che cosa è accaduto nel 2024, da gennaio fino a giugno?", 20240100, 20240631),
        ("it", "Cosa è successo nel primo trimestre del 2024?", 20240100, 20240331),
        ("ro", "Ce s-a întâmplat din martie până în august 2022?", 20220300, 20220831),
        ("ro", "Ce s-a întâmplat în a doua jumătate a anului 2022?", 20220700, 20221231),
        ("ro", "Ce s-a întâmplat în primăvara anului 2022?", 20220300, 20220531),
        ("uk", "Що сталося між березнем і серпнем 2022 року?", 20220300, 20220831),
        ("uk", "Що відбулося з березня по серпень 2022 року?", 20220300, 20220831),
        ("uk", "Що сталося навесні 2022 року?", 20220300, 20220531),
        ("uk", "Що відбулося у першому кварталі 2024 року?", 20240100, 20240331),
    ],
)
def test_a_period_is_read_in_other_languages(language: str, question: str, first: int, last: int) -> None:
    """What is glossed is no English, but says what is asked and from when to when."""
    glossed = gloss(question, packaged_lexicon(language))
    period = find_period(glossed)

    assert glossed.startswith("what happened")
    assert period is not None
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "question",
    [
        "What happened?",
        "What is ENPI CBC 2007-2013?",
        "Interreg annual event 2023",
        "What happened in spring?",
        "What happened between March and June?",
        "What happened from 2023 to 2021?",
        "What may change after the second half?",
    ],
)
def test_a_name_with_years_is_no_period(question: str) -> None:
    """Years that belong to a name ask for no stretch of time, nor do parts of no year."""
    assert find_period(question) is None


@given(
    st.lists(
        st.sampled_from(
            "in between and to - the fırst last half months 12 4 q3 h2 aprıl aprİl ſpring winter 2022 2023 of".split()
        ),
        max_size=12,
    )
)
def test_any_words_are_read(words: list[str]) -> None:
    """Whatever is typed, a period ends after it begins, and its words are the question's."""
    period = find_period(" ".join(words))

    assert period is None or period.first <= period.last
    assert period is None or set(period.text.split()) <= set(words)


@pytest.mark.parametrize(
    ("question", "begin"),
    [
        ("What happened in the harbour in 2022?", ["- 1 March 2022 – The fish", "- 5 March 2022 – The ferry"]),
        ("What happened between 2019 and 2020 in the harbour?", ["- 3 May 2019 – The old", "- 2020 – The harbour"]),
        ("What happened to the ferry since 2021?", ["- March 2021 –", "- 5 March 2022 –", "- 20 July 2023 –"]),
        ("What happened before 2020 in the harbour?", ["- 3 May 2019 –"]),
        ("Give me an overview of 2020, please", ["- 2020 – The harbour"]),
        ("Tell me about the year 2020", ["- 2020 – The harbour"]),
        ("Timeline 2020", ["- 2020 – The harbour"]),
        ("Main steps of the museum between early 2011 and late 2012, dates please", ["- 2011: the", "- May 2012: the"]),
        ("What happened in the museum since 2011?", ["- 2011: the", "- May 2012: the"]),
        ("Which meetings of the harbour board were there in 2022?", ["- 7-8 June 2022 – Board meeting"]),
    ],
)
def test_what_happened_is_told_by_date(question: str, begin: list[str], library: Index) -> None:
    """All rows of the period that speak of what is asked, in order of their dates, and no others."""
    composed = compose(library, question)

    assert composed.direct
    assert [q.shown[: len(b)] for q, b in zip(composed.quotations, begin, strict=True)] == begin
    for quotation in composed.quotations:
        assert library.text_of(quotation.hit.source, 1)[quotation.start : quotation.end] == quotation.quote


def test_what_is_left_out_is_counted(library: Index) -> None:
    """Of a long history the first events are told, and how many more there are."""
    composed = compose(library, "What happened at the observatory in June 1950?")

    assert len(composed.quotations) == MOST_EVENTS
    assert composed.quotations[0].shown.startswith("- 1 June 1950")
    assert composed.quotations[-1].shown.endswith("\nand 3 more")


FAIR = [
    "- 7-8 May 2024 – Fair of the coast; More than 200 people from all ports of the coast",
    "- 3 June 2024 – Last tide talk",
]
LINE = [
    "- Plan: Drawn up in March 2019 by the town",
    "- Approval: Approved by the county on 7 June 2020",
    "- Ferry Line North opened on 2 April 2021. The opening of April 2021 cost EUR 3 million.",
    "- Ferry Line North closed for the winter on 20 November 2021.",
    "- 5 and 6 July 2022 – Council of Ferry Line North, First meeting: in Oslo, chose a chair",
    "- 9 July 2023 – Council of Ferry Line North, Second meeting: in Bergen",
]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Timeline of Ferry Line North", LINE),
        ("Give me the key dates of Ferry Line North", LINE),
        ("What were the main steps of Ferry Line North so far?", LINE),
        ("How has Ferry Line North developed?", LINE),
        ("History of Ferry Line North from its approval until today", LINE[1:]),
        ("What happened to Ferry Line North in 2021?", LINE[2:4]),
        ("What meetings has Ferry Line North had?", LINE[4:]),
        (
            "Milestones of the tide talks after 2022",
            ["- 7-8 May 2024 – Fair of the coast", "- 3 June 2024 – Last tide talk"],
        ),
    ],
)
def test_a_timeline_is_the_dated_facts_of_a_history(question: str, lines: list[str], library: Index) -> None:
    """The history's own rows and sentences come by date, what goes on with its event, and where else it is named."""
    composed = compose(library, question)

    assert composed.direct
    assert [quotation.shown for quotation in composed.quotations] == lines
    for quotation in composed.quotations:
        assert library.text_of(quotation.hit.source, 1)[quotation.start : quotation.end] == quotation.quote


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Which events took place on the coast in 2024?", FAIR),
        ("Were there any meetings on health in 2024?", []),
        ("Were there any events in 2024?", FAIR),
        ("Events 2024", FAIR),
        ("Which fair meetings were held in 2024?", FAIR[:1]),
        (
            "What happened on the coast in 2024?",
            [
                "- 5 May 2024 – The coast gets a new map of all its sands and reefs.",
                "- 7-8 May 2024 – The fair of the coast takes place in Riga with many people.",
            ],
        ),
    ],
)
def test_events_are_told_from_their_tables_and_what_happened_from_chronologies(
    question: str, lines: list[str], library: Index
) -> None:
    """What one could go to is no history, and the same event in two tables is told once."""
    told = [quotation.shown for quotation in compose(library, question).quotations]
    assert [line for line in told if line.startswith("- ")] == lines


@pytest.mark.parametrize(
    "question",
    [
        "Timeline of the money of Ferry Line North",
        "Main steps to apply to Ferry Line North",
        "Milestones of the lighthouse talks",
        "Who spoke at the meeting of Ferry Line North?",
    ],
)
def test_a_timeline_of_something_else_is_none_of_the_thing(question: str, library: Index) -> None:
    """What is asked beside the thing must be what a chronology is about."""
    assert not any(quotation.shown.startswith("- ") for quotation in compose(library, question).quotations)


@pytest.mark.parametrize(
    "question",
    [
        "What happened in the harbour in 1985?",
        "What happened to the submarine in 2022?",
        "Where was the board meeting in 2022?",
        "What is the harbour like?",
    ],
)
def test_nothing_is_told_of_another_time_or_thing(question: str, library: Index) -> None:
    """Without an event of that time on that thing, or where something else is asked, there is no history."""
    assert not compose(library, question).direct


def test_a_whole_year_ends_with_its_last_day() -> None:
    """A period of one year holds its last day and not the next year's first."""
    assert find_period("What happened in 2020?") == Period(20200000, 20201231, "in 2020")


def test_what_may_lie_outside_is_not_held() -> None:
    """A date that names only its year or month lies in a period when all of it does."""
    period = Period(20221200, 20230231, "")

    assert [date for date in (20221200, 20221231, 20230000, 20230200, 20230300) if period.holds(date)] == [
        20221200,
        20221231,
        20230200,
    ]
    assert Period(20220000, 20231231, "").holds(20230000)


def test_meetings_of_a_year_say_whose_they_are(library: Index) -> None:
    """Where only the header of a column names whose; who runs something is not asked."""
    shown = [
        one.shown for one in compose_answer(library, look_up(library, "list all council meetings in 2023")).quotations
    ]

    assert shown == ["- 9 July 2023 – Council of Ferry Line North, Second meeting: in Bergen"]
