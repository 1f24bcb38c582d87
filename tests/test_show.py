"""Answers and hits as a terminal and as programs read them."""

import json
from dataclasses import replace

from kb.answer import Answer, Citation, Nearest, Status
from kb.index import Hit
from kb.show import answer_fields, answer_for_people, answer_json, hit_fields, hit_for_people, hit_json

HIT = Hit(
    "One  two\nthree.", "a/b.md", "Title", 2, "Head", 10, 25, 0.123456, "topic", "2024", "https://x.eu", 7, 0.5, 0.6
)
FIRST = Citation(1, "a/b.md", "Title", 2, "Head", 10, 25, "One  two\nthree.", "2024-05", "https://x.eu")
SECOND = Citation(2, "c.md", "Other", 1, "", 0, 4, "Four", "undated", "")
PLACE = {"source": "a/b.md", "page": 2, "start": 10, "end": 25, "score": 0.1235, "text": "One  two\nthree."}

ANSWERED = Answer(
    "One two three. [1]\nFour [2]",
    Status.ANSWERED,
    citations=(FIRST, SECOND),
    confidence=0.876543,
    passages=(HIT,),
    generation=3,
    seconds=0.0123456,
)
REFUSED = Answer(
    "Not found in the documents.",
    Status.NOT_FOUND,
    nearest=(Nearest("a/b.md", "Title", 2, "Head", 10, 25), Nearest("c.md", "Other", 1, "", 0, 4)),
)


def test_fields_of_an_answer() -> None:
    """Programs read status, missing, text, confidence, seconds, citations and passages, rounded to four decimals."""
    assert answer_fields(ANSWERED) == {
        "status": "answered",
        "missing": "",
        "text": "One two three. [1]\nFour [2]",
        "confidence": 0.8765,
        "seconds": 0.0123,
        "citations": [
            {
                "number": 1,
                "source": "a/b.md",
                "title": "Title",
                "page": 2,
                "heading": "Head",
                "start": 10,
                "end": 25,
                "quote": "One  two\nthree.",
                "as_of": "2024-05",
                "url": "https://x.eu",
                "old": False,
            },
            {
                "number": 2,
                "source": "c.md",
                "title": "Other",
                "page": 1,
                "heading": "",
                "start": 0,
                "end": 4,
                "quote": "Four",
                "as_of": "undated",
                "url": "",
                "old": False,
            },
        ],
        "passages": [PLACE],
        "nearest": [],
        "ask": None,
        "choices": [],
        "language": "en",
        "generation": 3,
        "worded_by": "",
        "notice": "",
        "problem": "",
        "tokens_in": 0,
        "tokens_out": 0,
    }
    assert hit_fields(HIT) == PLACE


def test_json_is_one_line_that_reads_back() -> None:
    """JSON holds the same fields on one line, letters of all scripts as they are."""
    for written, fields in (
        (answer_json(ANSWERED), answer_fields(ANSWERED)),
        (answer_json(REFUSED), answer_fields(REFUSED)),
        (hit_json(HIT), {**PLACE, "title": "Title", "heading": "Head"}),
    ):
        assert "\n" not in written
        assert json.loads(written) == fields
    assert '"Контакт"' in answer_json(Answer("Контакт", Status.ANSWERED))


def test_answer_for_people() -> None:
    """The text comes first, then each source with its date."""
    assert answer_for_people(ANSWERED) == (
        "One two three. [1]\nFour [2]\n\n[1] Title > Head (as of 2024-05), a/b.md\n[2] Other (as of undated), c.md"
    )


def test_part_of_an_answer_says_so() -> None:
    """An answer that leaves something open says so below the text."""
    partly = Answer("Not known. [2]", Status.PARTLY, citations=(SECOND,), missing="Not known.")

    assert answer_for_people(partly) == (
        "Not known. [2]\n(Part of the answer: the documents do not tell everything that was asked.)\n\n"
        "[2] Other (as of undated), c.md"
    )


def test_refusal_names_documents() -> None:
    """Where nothing was found the nearest documents are named; small talk names nothing."""
    assert answer_for_people(REFUSED) == (
        "Not found in the documents.\n\nThe nearest documents:\n- Title, a/b.md\n- Other, c.md"
    )
    assert answer_for_people(Answer("Hello!", Status.CONVERSATIONAL)) == "Hello!"


def test_the_frame_is_in_the_language_of_the_question() -> None:
    """All but the quotations is said in the language of the answer."""
    refused = replace(REFUSED, language="ro")
    partly = Answer("Non noto. [2]", Status.PARTLY, citations=(SECOND,), language="it")

    assert "\n\nDocumentele cele mai apropiate:\n- Title, a/b.md" in answer_for_people(refused)
    assert answer_for_people(partly) == (
        "Non noto. [2]\n(Una parte della risposta: i documenti non dicono tutto ciò che è stato chiesto.)\n\n"
        "[2] Other (stato: undated), c.md"
    )


def test_hit_for_people() -> None:
    """A hit takes two lines: where it stands, and the beginning of its text."""
    long = Hit("word " * 100, "c.md", "", 1, "", 0, 500, 1.0, "", "", "", 0, 0.0, 0.0)

    assert hit_for_people(HIT) == "0.123  a/b.md, page 2  Head\n       One two three."
    assert hit_for_people(long) == f"1.000  c.md, page 1  \n       {('word ' * 100)[:157]}..."
