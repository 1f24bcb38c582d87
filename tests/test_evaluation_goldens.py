"""Keeping golden files: appending in the file's own style, and finding what no longer holds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from libraries import NETWORK, make_library

from kb.answer import Answer, Citation, Status
from kb.errors import ConfigError
from kb.evaluation.causes import Library
from kb.evaluation.goldens import (
    CONTRADICTION,
    DUPLICATE,
    NO_FACT,
    SAME_ID,
    GoldenEntry,
    Problem,
    add_golden,
    check_golden,
    next_id,
    source_of_facts,
)
from kb.evaluation.sets import EvaluationQuestion, read_golden_questions
from kb.golden import GoldenQuestion, read_golden

FLOW = """# kept by hand
about: two   questions
questions:
- id: g001   # the first
  kind: fact
  lang: en
  answerable: true
  turns: ["One?", "Two?"]
  expect:
  - any: ["x", 'y']
  source: network/a.md

- id: g002
  kind: out-of-scope
  lang: uk
  answerable: false
  turns: ["Погода?"]
  why_not: no weather
"""

BLOCK = """about: block style
questions:
  - id: q09
    kind: count
    lang: en
    answerable: true
    turns:
      - How many?
    expect:
      - any:
          - seven
          - '7'
  - id: q10
    kind: not-in-kb
    lang: en
    answerable: false
    turns:
      - Why?
    why_not: nobody knows"""

ENTRY = GoldenEntry("g003", "date", "en", ("When, and why?",), (("3 May 2024", "May: 2024"), ("7",)), source="a.md")
REFUSED = GoldenEntry("g003", "near-miss", "no", ("Why: so?",), why_not="The documents # do not tell")


def test_an_entry_is_appended_in_flow_style(tmp_path: Path) -> None:
    """Comments and other entries stay byte for byte; the new entry has the order and style of the others."""
    path = tmp_path / "golden.yaml"
    path.write_text(FLOW)

    add_golden(path, ENTRY)

    assert path.read_text() == FLOW + (
        """
- id: g003
  kind: date
  lang: en
  answerable: true
  turns: ["When, and why?"]
  expect:
  - any: ["3 May 2024", "May: 2024"]
  - any: ["7"]
  source: a.md
"""
    )


def test_an_entry_is_appended_in_block_style(tmp_path: Path) -> None:
    """Lists stand one string a line, indented like the others; a missing last newline is added."""
    path = tmp_path / "golden.yaml"
    path.write_text(BLOCK)

    add_golden(path, ENTRY)

    assert path.read_text() == BLOCK + (
        """
  - id: g003
    kind: date
    lang: en
    answerable: true
    turns:
      - When, and why?
    expect:
      - any:
          - "3 May 2024"
          - "May: 2024"
      - any:
          - "7"
"""
    )


# As YAML writers do by default: lists are not indented below their names.
FLAT = """questions:
- id: q1
  kind: fact
  lang: en
  answerable: true
  turns:
  - Why?
  expect:
  - any:
    - because
  support:
  - history.yaml
"""


def test_an_entry_is_appended_in_flat_style(tmp_path: Path) -> None:
    """Where lists are not indented below their names, the new ones are not either."""
    path = tmp_path / "golden.yaml"
    path.write_text(FLAT)

    add_golden(path, GoldenEntry("q2", "fact", "en", ("How?",), (("so", "this way"),), source="a.md"))

    assert path.read_text() == FLAT + (
        """- id: q2
  kind: fact
  lang: en
  answerable: true
  turns:
  - How?
  expect:
  - any:
    - so
    - this way
"""
    )


@pytest.mark.parametrize("text", [FLOW, BLOCK, FLAT, None])
@pytest.mark.parametrize("entry", [ENTRY, REFUSED])
def test_what_is_appended_is_read_again(text: str | None, entry: GoldenEntry, tmp_path: Path) -> None:
    """An entry comes back as it went in, behind the others, in a new file too."""
    path = tmp_path / "new" / "golden.yaml"
    path.parent.mkdir()
    if text is not None:
        path.write_text(text)
    before = read_golden(path) if text is not None else []

    add_golden(path, entry)

    made = GoldenQuestion(entry.id, entry.kind, entry.lang, bool(entry.expect), entry.turns, entry.expect)
    assert read_golden(path) == [*before, made]
    assert [file.name for file in path.parent.iterdir()] == ["golden.yaml"]
    assert yaml.safe_load(path.read_text())["questions"][-1].get("why_not", "") == entry.why_not


SAID = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip)


@given(question=SAID, fact=SAID, kind=SAID, text=st.sampled_from([FLOW, BLOCK, FLAT]))
def test_any_words_come_back(
    question: str, fact: str, kind: str, text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is typed is quoted so that it is the same when read, and a string."""
    path = tmp_path_factory.mktemp("golden") / "golden.yaml"
    path.write_text(text, encoding="utf-8")

    add_golden(path, GoldenEntry("new", kind, "en", (question,), ((fact, "yes"),)))

    assert read_golden(path)[-1] == GoldenQuestion("new", kind, "en", True, (question,), ((fact, "yes"),))
    assert path.read_text(encoding="utf-8").startswith(text)


def test_a_file_that_goes_on_after_its_questions_is_left_alone(tmp_path: Path) -> None:
    """Where an entry can't be appended nothing is written."""
    path = tmp_path / "golden.yaml"
    path.write_text(FLOW + "notes: more\n")

    with pytest.raises(ConfigError, match="must be the last thing in it"):
        add_golden(path, ENTRY)

    assert path.read_text() == FLOW + "notes: more\n"
    assert [file.name for file in tmp_path.iterdir()] == ["golden.yaml"]


def test_an_id_is_not_used_again(tmp_path: Path) -> None:
    """An entry with an id that is there is refused."""
    path = tmp_path / "golden.yaml"
    path.write_text(FLOW)

    with pytest.raises(ConfigError, match="has an entry g002 already"):
        add_golden(path, replace(ENTRY, id="g002"))


@pytest.mark.parametrize(
    ("ids", "following"), [(["g001", "g020", "g003"], "g021"), ([], "x001"), (["q9"], "q10"), (["a-09", "b"], "a-10")]
)
def test_the_next_id(ids: list[str], following: str) -> None:
    """Ids count on from the highest, as wide as it is."""
    assert next_id(ids, Path("x.yaml")) == following


def test_the_source_is_the_document_that_tells_a_fact() -> None:
    """The first citation that holds one of the facts names it; without facts there is none."""
    cited = [Citation(i, f"{i}.md", "", 1, "", 0, 1, quote, "", "") for i, quote in enumerate(["Kyiv", "in Vienna"])]
    answer = Answer("", Status.ANSWERED, tuple(cited))

    assert source_of_facts(answer, (("vienna",),)) == "1.md"
    assert source_of_facts(answer, (("Rome",),)) == ""
    assert source_of_facts(answer, ()) == ""


# checking


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The texts of a small library."""
    index = make_library(tmp_path_factory.mktemp("network"), NETWORK)
    yield Library(index)
    index.close()


GOOD = EvaluationQuestion("a1", "Where does it meet?", True, expect=(("Vienna", "Wien"), ("Spring",)))
ONE, TWO = Path("one.yaml"), Path("two.yaml")


@pytest.mark.parametrize(
    ("other", "problems"),
    [
        (replace(GOOD, id="a2", question="Who?"), []),
        (replace(GOOD, id="a2", earlier=("Hi",)), []),
        (replace(GOOD, id="a2", question="Who?", expect=(("Kyiv", "Rome"),)), [(TWO, "a2", NO_FACT, "Kyiv | Rome")]),
        (
            replace(GOOD, id="a2", question="where DOES it meet"),
            [(TWO, "a2", DUPLICATE, "asks the same as a1 in one.yaml")],
        ),
        (replace(GOOD, id="a2", expect=(("Anna",),)), [(TWO, "a2", CONTRADICTION, "asks the same as a1 in one.yaml")]),
        (
            replace(GOOD, id="a2", answerable=False, expect=()),
            [(TWO, "a2", CONTRADICTION, "asks the same as a1 in one.yaml")],
        ),
        (replace(GOOD, question="Who?"), [(TWO, "a1", SAME_ID, "in one.yaml, two.yaml")]),
    ],
)
def test_what_a_check_finds(
    other: EvaluationQuestion, problems: list[tuple[Path, str, str, str]], library: Library
) -> None:
    """Facts that no document holds, duplicates, contradictions and ids used twice are each found, once."""
    assert check_golden({ONE: [GOOD], TWO: [other]}, library) == [Problem(*problem) for problem in problems]


def test_golden_files_of_the_project_can_be_appended_to(tmp_path: Path) -> None:
    """Each shipped golden file takes an entry in its own style."""
    for path in sorted((Path(__file__).parent / "golden").glob("*.yaml")):
        copy = tmp_path / path.name
        copy.write_bytes(path.read_bytes())
        add_golden(copy, replace(ENTRY, id="new-1"))
        assert copy.read_bytes().startswith(path.read_bytes())
        assert len(read_golden_questions(copy)) == len(read_golden_questions(path)) + 1
