"""Units: what of a page can be quoted whole, and what belongs together."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.units import Unit, find_units, group_lists

# Sentences that hold full stops and other marks which end nothing. Each begins so that it can follow another.
SENTENCES = [
    "Regulation (EU) No 232/2014 set up the ENI.",
    "See No. 5 of the list.",
    "The kick-off was on 28-29 January 2020.",
    "It cost EUR 1,062.2 million, i.e. 3.5 % more.",
    "Mr. J. M. Barroso opened the meeting.",
    "Prof. Anna Nowak spoke for approx. 20 minutes.",
    "The rules (cf. Art. 5 and paras. 6-7) apply to e.g. Poland, Ukraine etc. and to others.",
    "Art. 6 of Reg. (EU) 2021/1059 says so.",
    "The U.K. and the U.S. are not partners.",
    "“Who pays?” asked the applicant.",
    "He said: “We do.”",
    "Is it open?",
    "It is open!",
    "Ask jems@interact.eu or see https://interact.eu/a.b?c=d for more.",
    "Проєкт триває до 2027 року.",
    "7 programmes run.",
    "(This one stands in brackets.)",
    "(As hard as it gets in class C.)",
    "The harbour is small.[3]",
    "Nobody has counted it.[citation needed][4]",
    "See annex [B] and J. [Jan] Nowak.",
    "Wait…",
    "'Quoted from the start' is a title.",
]


def quoted(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, str]]:
    """Give the kind and text of each unit."""
    return [(unit.kind, text[unit.start : unit.end]) for unit in find_units(text, start, end)]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.sampled_from([" ", "\n", "  "]))
def test_sentences_come_apart_where_they_were_joined(sentences: list[str], gap: str) -> None:
    """Abbreviations, initials, numbers, dates, quotations and addresses end no sentence."""
    assert quoted(gap.join(sentences)) == [("sentence", sentence) for sentence in sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("No full stop", [("sentence", "No full stop")]),
        ("One.Two.", [("sentence", "One.Two.")]),
        ("# Title\n\nText.", [("heading", "Title"), ("sentence", "Text.")]),
        ("###### Deep", [("heading", "Deep")]),
        ("#hash stays text", [("sentence", "#hash stays text")]),
        (
            "The aims are:\n\n- one thing. And more of it.\n  - a part\n12. twelfth\n3) third",
            [
                ("sentence", "The aims are:"),
                ("item", "one thing. And more of it."),
                ("item", "a part"),
                ("item", "twelfth"),
                ("item", "third"),
            ],
        ),
        ("| Name: A | Year: 2020\n| Name: B", [("row", "Name: A | Year: 2020"), ("row", "Name: B")]),
        ("2020. It was 1 year.", [("sentence", "2020."), ("sentence", "It was 1 year.")]),
        ("One line\ngoes on. Next.", [("sentence", "One line\ngoes on."), ("sentence", "Next.")]),
        ("One paragraph\n\nanother", [("sentence", "One paragraph"), ("sentence", "another")]),
        ("One paragraph\n \t\nanother", [("sentence", "One paragraph"), ("sentence", "another")]),
        ("Text\n- item\nText again", [("sentence", "Text"), ("item", "item"), ("sentence", "Text again")]),
        ("-", [("sentence", "-")]),
        ("- ", [("sentence", "-")]),
        ("-5 degrees", [("sentence", "-5 degrees")]),
    ],
)
def test_kinds_of_units(text: str, expected: list[tuple[str, str]]) -> None:
    """Headings, items, rows and sentences are told by the conventions of stored text, and lose their marks."""
    assert quoted(text) == expected


_words = st.lists(
    st.sampled_from("the programme of Ukraine i.e. 2021 EUR 5.5 No. „quoted” (see p. 4) Так".split()), min_size=1
)
_line = _words.map(" ".join)
_block = st.one_of(
    st.builds("{} {}".format, st.sampled_from(["#", "##", "######"]), _line),
    st.lists(_line, min_size=1, max_size=3).map(lambda lines: ". ".join(lines) + "."),
    st.lists(st.builds("{}- {}".format, st.sampled_from(["", "  "]), _line), min_size=1, max_size=4).map("\n".join),
    st.lists(_line, min_size=1, max_size=4).map(lambda items: "\n".join(f"{n}. {x}" for n, x in enumerate(items, 1))),
    st.lists(st.builds("| Name: {} | As of: {}".format, _line, _line), min_size=1, max_size=4).map("\n".join),
)
canonical = st.lists(_block, max_size=6).map("\n\n".join)
anything = st.text(alphabet='aB1 .:?!-|#\n"”)(\u2028\t', max_size=80)
BETWEEN = re.compile(r"\s*(?:#{1,6} +|- +|\d{1,3}[.)] +|\| +)?\s*")


@given(st.one_of(canonical, anything))
def test_units_are_whole_and_in_order(text: str) -> None:
    """Units lie in order, do not overlap and have no blank edges."""
    last = 0
    for unit in find_units(text):
        assert last <= unit.start < unit.end <= len(text)
        assert text[unit.start : unit.end] == text[unit.start : unit.end].strip()
        last = unit.end


@given(st.one_of(canonical, anything))
def test_nothing_is_left_out(text: str) -> None:
    """Between two units is nothing but white space and one mark."""
    units = find_units(text)
    ends = [0, *(unit.end for unit in units)]
    starts = [*(unit.start for unit in units), len(text)]

    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    assert [gap for gap in between if not BETWEEN.fullmatch(gap)] == []
    assert between[-1].strip() == ""


@given(st.one_of(canonical, anything), st.data())
def test_a_window_is_read_as_if_it_were_the_text(text: str, data: st.DataObject) -> None:
    """The units between two offsets are those of the text between them, counted from the beginning of the whole."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    expected = [Unit(unit.kind, unit.start + start, unit.end + start) for unit in find_units(text[start:end])]
    assert find_units(text, start, end) == expected


@given(canonical)
def test_groups_are_the_units_in_order(text: str) -> None:
    """Grouping takes nothing away and changes no order."""
    units = find_units(text)

    assert [unit for group in group_lists(text, units) for unit in group] == units


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("The aims are:\n\n- one\n- two\n\nMore.", [["The aims are:", "one", "two"], ["More."]]),
        ("The aims are these.\n\n- one\n- two", [["The aims are these."], ["one", "two"]]),
        ("First. The aims:\n\n1. one\n\n2. two", [["First."], ["The aims:", "one", "two"]]),
        ("The aims:\n\n- one\n  - part of one\n- two", [["The aims:", "one", "part of one", "two"]]),
        ("The rows:\n\n| A: 1\n| A: 2", [["The rows:", "A: 1", "A: 2"]]),
        ("- one\n\nText between.\n\n- two", [["one"], ["Text between."], ["two"]]),
        ("- one\n\n| A: 1", [["one"], ["A: 1"]]),
        ("## Aims:\n\n- one\n- two", [["Aims:"], ["one", "two"]]),
        ("One:\n\nTwo:\n\n- a", [["One:"], ["Two:", "a"]]),
        ("- one:\n- two", [["one:", "two"]]),
        ("", []),
    ],
)
def test_a_list_goes_with_its_lead_in(text: str, groups: list[list[str]]) -> None:
    """Items or rows in a row are one group, together with the sentence before that ends in a colon."""
    grouped = group_lists(text, find_units(text))

    assert [[text[unit.start : unit.end] for unit in group] for group in grouped] == groups


@pytest.mark.parametrize("text", ["a. " * 20_000, "." * 50_000 + "a", '."' * 20_000 + "a", "See No. 5. " * 10_000])
def test_a_hostile_paragraph_takes_no_time(text: str) -> None:
    """Time grows with the length of a paragraph, not with its square: each of these once took half a minute."""
    began = time.perf_counter()

    find_units(text)

    assert time.perf_counter() - began < 3
