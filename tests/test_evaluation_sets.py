"""Evaluation sets: how folders and golden files are read."""

import json
from pathlib import Path

import pytest

from kb.errors import ConfigError
from kb.evaluation.sets import EvaluationQuestion, EvaluationSet, digest_path, read_set, spread_questions
from kb.followup import Turn

GOLDEN = """questions:
- {id: a1, kind: fact, lang: en, answerable: true, turns: ["One?", "Two?"], expect: [{any: [x, 7]}], source: a/b.md}
- {id: a2, kind: out, lang: uk, answerable: false, turns: ["Погода?"], why_not: no weather}
"""


def write_rows(folder: Path, *rows: object) -> None:
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    """Every field of the format arrives; what is left out is empty."""
    history = [{"role": "user", "text": "Hi"}, {"role": "assistant", "text": "Hello"}]
    full = {"id": 1, "question": "Q?", "history": history, "answers": ["A"], "answerable": True, "relevant": ["a.md"]}
    full |= {"evidence": ["E"], "page": [2, 3], "scope": ["a.md"], "kind": "fact", "lang": "en", "topic": "t"}
    write_rows(tmp_path / "tiny", full, {"id": "2", "question": "R?", "page": 4, "answerable": None})

    assert read_set(tmp_path / "tiny") == EvaluationSet(
        "tiny",
        tmp_path / "tiny",
        (
            EvaluationQuestion(
                *("1", "Q?", True, "fact", "en", "t"),
                history=(Turn("user", "Hi"), Turn("assistant", "Hello")),
                answers=("A",),
                relevant=("a.md",),
                evidence=("E",),
                pages=(2, 3),
                scope=("a.md",),
            ),
            EvaluationQuestion("2", "R?", pages=(4,)),
        ),
        tmp_path / "tiny" / "documents",
    )


def test_a_corpus_goes_before_a_folder_of_documents(tmp_path: Path) -> None:
    """A set with corpus.jsonl is one of passages."""
    write_rows(tmp_path, {"id": "1", "question": "Q?"})
    (tmp_path / "corpus.jsonl").write_text("")

    assert read_set(tmp_path).documents == tmp_path / "corpus.jsonl"


def test_a_golden_file_is_read_with_topic_and_source(tmp_path: Path) -> None:
    """The last turn is the question; where an entry names its source, that is relevant and its folder the topic."""
    (tmp_path / "g.yaml").write_text(GOLDEN)

    given = read_set(tmp_path / "g.yaml")

    assert (given.name, given.documents) == ("g", None)
    assert given.questions == (
        EvaluationQuestion(
            *("a1", "Two?", True, "fact", "en", "a"), earlier=("One?",), expect=(("x", "7"),), relevant=("a/b.md",)
        ),
        EvaluationQuestion("a2", "Погода?", False, "out", "uk"),
    )


def test_a_folder_of_golden_files_is_one_set(tmp_path: Path) -> None:
    """Ids that several files have are told apart by the file's name."""
    (tmp_path / "one.yaml").write_text(GOLDEN)
    (tmp_path / "two.yaml").write_text(GOLDEN.replace("a2", "b2"))

    assert [question.id for question in read_set(tmp_path).questions] == ["one/a1", "a2", "two/a1", "b2"]


@pytest.mark.parametrize(
    "row",
    [
        {"id": "1"},
        {"question": "Q?"},
        {"id": "1", "question": 5},
        {"id": "1", "question": "Q?", "answerable": "maybe"},
        {"id": "1", "question": "Q?", "history": [{"role": "system", "text": "x"}]},
        {"id": "1", "question": "Q?", "answers": "A"},
        "text",
    ],
)
def test_a_bad_line_is_named(row: object, tmp_path: Path) -> None:
    """A line that is not in the format is named with its number."""
    write_rows(tmp_path, {"id": "0", "question": "Q?"}, row)

    with pytest.raises(ConfigError, match=r"questions\.jsonl, line 2: expected a JSON object"):
        read_set(tmp_path)


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    """Two questions of one id could not be compared."""
    write_rows(tmp_path / "s", {"id": "1", "question": "Q?"}, {"id": "1", "question": "R?"})

    with pytest.raises(ConfigError, match="The set s has the id '1' more than once"):
        read_set(tmp_path / "s")


def test_what_is_no_set_is_named(tmp_path: Path) -> None:
    """A folder without questions, and one with questions but no documents, are refused."""
    with pytest.raises(ConfigError, match="is no evaluation set"):
        read_set(tmp_path)
    (tmp_path / "questions.jsonl").write_text("")
    with pytest.raises(ConfigError, match=r"neither corpus\.jsonl nor a folder"):
        read_set(tmp_path)


def test_a_digest_is_of_names_and_contents(tmp_path: Path) -> None:
    """The digest of a folder changes with a name or a byte, and with nothing else."""
    (tmp_path / "a.md").write_text("one")
    first = digest_path(tmp_path)
    assert digest_path(tmp_path) == first
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    second = digest_path(tmp_path)
    (tmp_path / "b.md").write_text("two")

    assert len({first, second, digest_path(tmp_path)}) == 3


def test_a_limit_is_spread_over_the_set() -> None:
    """Questions are taken from the whole set, in its order; a limit above its size takes all."""
    given = EvaluationSet("s", Path("s"), tuple(EvaluationQuestion(str(i), "Q?") for i in range(10)))

    assert [question.id for question in spread_questions(given, 4).questions] == ["0", "2", "5", "7"]
    assert spread_questions(given, 10) == spread_questions(given, None) == given
