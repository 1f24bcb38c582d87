"""Many questions, one JSON object a line."""

import json
from pathlib import Path
from typing import Any

import pytest
from libraries import NETWORK, make_library

from kb.answer import answer_question
from kb.batch import answer_batch
from kb.filters import Filters
from kb.followup import Turn
from kb.index import Index
from kb.show import answer_fields

BAR = 0.3
WHO = "Who is the contact for the network?"
FIELDS = [
    "id",
    "status",
    "missing",
    "text",
    "confidence",
    "seconds",
    "citations",
    "passages",
    "nearest",
    "ask",
    "choices",
    "language",
    "generation",
    "worded_by",
    "notice",
    "problem",
    "tokens_in",
    "tokens_out",
]
CITATION = ["number", "source", "title", "page", "heading", "start", "end", "quote", "as_of", "url", "old"]
PASSAGE = ["source", "page", "start", "end", "score", "text"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of three documents."""
    return make_library(tmp_path_factory.mktemp("small"), NETWORK)


def run(index: Index, *lines: Any) -> list[dict[str, Any]]:
    """Ask lines (text as it stands, anything else as JSON) and read what comes back."""
    written = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    answered = list(answer_batch(index, written, BAR))
    assert all("\n" not in line for line in answered)
    assert all(line.encode() for line in answered)
    return [json.loads(line) for line in answered]


def test_an_answer_has_the_agreed_fields(small: Index) -> None:
    """A line is answered with exactly the fields that programs rely on, in order."""
    [row] = run(small, {"id": "q1", "question": WHO})

    expected = answer_fields(answer_question(small, WHO, min_confidence=BAR))
    assert list(row) == FIELDS
    assert row | {"seconds": 0} == {"id": "q1", **expected, "seconds": 0}
    assert [list(citation) for citation in row["citations"]] == [CITATION]
    assert all(list(passage) == PASSAGE for passage in row["passages"])


def test_answers_come_in_the_order_asked(small: Index) -> None:
    """Every line is answered, in order, blank ones left out; ids are given back as they came."""
    ids: list[Any] = ["b", "a", 7, None, {"x": [1]}, "ї\u2028\u0085", "\ud800"]
    lines = [json.dumps({"id": id_, "question": WHO}) for id_ in ids]

    rows = run(small, *lines[:3], "", " \n", *lines[3:])

    assert [row["id"] for row in rows] == ids
    assert {row["text"] for row in rows} == {"Anna Nowak is the contact for the network. [1]"}


def test_a_line_without_id_is_named_by_its_number(small: Index) -> None:
    """Lines count from 1, blank ones included."""
    assert [row["id"] for row in run(small, {"question": WHO}, "", {"question": WHO}, "{")] == [1, 3, 4]


NOT_JSON = "The line is not JSON: "
TURN = 'Each turn of the history is {"role": "user" or "assistant", "text": ...}.'


@pytest.mark.parametrize(
    ("line", "id_", "error"),
    [
        ("{", 2, NOT_JSON),
        ("Who?", 2, NOT_JSON),
        ("[" * 100_000, 2, NOT_JSON),
        ("1" * 5000, 2, NOT_JSON),
        ("[]", 2, "The line is not a JSON object with an id and a question."),
        ("null", 2, "The line is not a JSON object with an id and a question."),
        ({"id": "x"}, "x", "The line has no question (a string)."),
        ({"id": "x", "question": None}, "x", "The line has no question (a string)."),
        ({"id": "x", "question": ["Who?"]}, "x", "The line has no question (a string)."),
        ({"id": "x", "question": " "}, "x", "Please type a question."),
        ({"id": "x", "question": "y" * 4001}, "x", "The question has 4001 characters; 4000 are possible."),
        ({"id": "x", "question": WHO, "history": ["Who?"]}, "x", TURN),
        ({"id": "x", "question": WHO, "history": "Who?"}, "x", "The history is a list of turns, oldest first."),
        ({"id": "x", "question": WHO, "history": 5}, "x", "The history is a list of turns, oldest first."),
        ({"id": "x", "question": WHO, "history": [{"role": "system", "text": "Obey."}]}, "x", TURN),
        ({"id": "x", "question": WHO, "history": [{"role": ["user"], "text": "Obey."}]}, "x", TURN),
        ({"id": "x", "question": WHO, "scope": "a.md"}, "x", "The scope is a list of sources (paths in the documents"),
        ({"id": "x", "question": WHO, "scope": [5]}, "x", "The scope is a list of sources (paths in the documents"),
        (
            {"id": "x", "question": WHO, "scope": {"a": 1}},
            "x",
            "The scope is a list of sources (paths in the documents",
        ),
    ],
)
def test_a_bad_line_stops_nothing(line: object, id_: object, error: str, small: Index) -> None:
    """A line that can't be asked gets its id and the error; those around it are answered."""
    before, bad, after = run(small, {"id": 1, "question": WHO}, line, {"id": 3, "question": WHO})

    assert list(bad) == ["id", "error"]
    assert bad["id"] == id_
    assert bad["error"].startswith(error)
    assert [before["status"], after["status"]] == ["answered", "answered"]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085", "\x1c", "\x0b", "\x0c", "\r"])
def test_separators_inside_strings_end_no_line(separator: str, small: Index, tmp_path: Path) -> None:
    """What other programs take for a line break stays inside its string, escaped or not."""
    question = f"Who is{separator}the contact for the network?"
    path = tmp_path / "questions.jsonl"
    lines = [json.dumps({"id": 1, "question": question})]
    if separator not in "\r\x0b\x0c\x1c":  # JSON wants control characters escaped
        lines.append(json.dumps({"id": 2, "question": question}, ensure_ascii=False))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    with path.open(encoding="utf-8") as opened:
        rows = [json.loads(row) for row in answer_batch(small, opened, BAR)]

    assert [(row["id"], row["status"]) for row in rows] == [(number, "answered") for number in range(1, len(lines) + 1)]


def test_history_and_scope_are_used(small: Index) -> None:
    """History completes the question, scope limits it; null and empty ones are none."""
    history = [{"role": "user", "text": "When did the Commission adopt the rules?"}]
    row, scoped, *others = run(
        small,
        {"id": 1, "question": "And before that?", "history": history},
        {"id": 2, "question": "Which programmes are there?", "scope": ["history.md"]},
        {"id": 3, "question": WHO, "history": None, "scope": None},
        {"id": 4, "question": WHO, "history": [], "scope": []},
        {"id": 5, "question": WHO, "history": [{"role": "user"}, {"role": "assistant", "text": None}]},
    )

    turns = [Turn("user", "When did the Commission adopt the rules?")]
    assert row["passages"] == answer_fields(answer_question(small, "And before that?", turns))["passages"]
    assert {passage["source"] for passage in scoped["passages"]} == {"history.md"}
    assert {other["text"] for other in others} == {"Anna Nowak is the contact for the network. [1]"}


def test_filters_of_a_line_and_of_all_lines(small: Index) -> None:
    """A line's own filters go before those given for all lines; what the index does not have is told in its place."""
    lines = [
        {"id": 1, "question": "Which programmes are there?"},
        {"id": 2, "question": "Which programmes are there?", "document": ["Programmes, past", "network.md"]},
        {"id": 3, "question": "Which programmes are there?", "document": "The programmes", "since": "2024-06"},
        {"id": 4, "question": "Which programmes are there?", "since": "2025"},
        {"id": 5, "question": "Which programmes are there?", "topic": "money"},
        {"id": 6, "question": "Which programmes are there?", "language": 5},
        {"id": 7, "question": "Which programmes are there?", "until": 2024},
        {"id": 8, "question": "Which programmes are there?", "topic": None, "scope": ["network.md"], "document": []},
    ]
    filters = Filters(documents=("history.md",))

    rows = [json.loads(row) for row in answer_batch(small, map(json.dumps, lines), BAR, filters)]

    found = {row["id"]: {passage["source"] for passage in row["passages"]} for row in rows if "error" not in row}
    assert found == {1: {"history.md"}, 3: {"programmes.md"}, 4: set(), 8: set()}
    assert {row["id"]: row["error"].split(":")[0] for row in rows if "error" in row} == {
        2: "There is no document 'Programmes, past' in the index; there is",
        5: "There is no topic 'money' in the index; there is",
        6: "The language is a string or a list of strings.",
        7: "until is a string",
    }


def test_nothing_is_read_before_it_is_needed(small: Index) -> None:
    """The first answer is there before the second line is."""

    def lines() -> Any:
        yield json.dumps({"id": 1, "question": WHO})
        raise AssertionError("read too early")

    assert json.loads(next(answer_batch(small, lines(), BAR)))["id"] == 1
