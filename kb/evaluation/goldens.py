"""Keep golden files: append an entry in the file's own style, and find entries that no longer hold."""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kb.answer import Answer
from kb.errors import ConfigError
from kb.evaluation.causes import Library
from kb.evaluation.sets import EvaluationQuestion, read_golden_questions
from kb.golden import holds_facts
from kb.words import split_words

ABOUT = "about: Golden questions over documents/. A correct answer contains one string of every `any` list.\n"
PLAIN = re.compile(r"[^\W\d_](?:[\w ,.;()/+'?-]*[\w.()?])?")  # a scalar that YAML reads as a string without quotes
NOT_STRINGS = frozenset("true false yes no on off null y n none".split())

NO_FACT = "fact not in the documents"
DUPLICATE = "duplicate"
CONTRADICTION = "contradiction"
SAME_ID = "id used twice"


@dataclass(frozen=True, slots=True)
class GoldenEntry:
    """What is written of one question; without facts it is one that the documents don't answer, why_not says why."""

    id: str
    kind: str
    lang: str
    turns: tuple[str, ...]
    expect: tuple[tuple[str, ...], ...] = ()
    why_not: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an entry."""

    file: Path
    id: str
    problem: str
    told: str


@dataclass(frozen=True, slots=True)
class _Style:
    indent: str = ""  # before the dash
    inner: str = ""  # before the dash of an inner list
    flow: bool = True  # lists of strings in brackets
    blank: bool = True  # an empty line between entries
    source: bool = True  # entries name their source


def add_golden(file: Path, entry: GoldenEntry) -> None:
    """Append an entry to a golden file, every byte that is there left as it is; raises ConfigError if it would not fit.

    The file is replaced in one step; a new one begins with what it is about.
    """
    old = file.read_bytes() if file.exists() else (ABOUT + "questions:\n").encode()
    before = read_golden_questions(file) if file.exists() else []
    if entry.id in {question.id for question in before}:
        raise ConfigError(f"{file} has an entry {entry.id} already.")
    style = _style_of(old.decode("utf-8")) if before else _Style()
    between = b"" if old.endswith(b"\n") else b"\n"
    between += b"\n" if before and style.blank and not old.endswith(b"\n\n") else b""
    part = file.with_name(f".{file.name}.part")
    file.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(old + between + _write(entry, style).encode())
    try:
        after = read_golden_questions(part)
        if after[:-1] != before or after[-1].expect != entry.expect or after[-1].question != entry.turns[-1]:
            raise ConfigError("the entry would change others")
        os.replace(part, file)
    except ConfigError as error:
        raise ConfigError(f"{file}: nothing can be appended; its `questions` must be the last thing in it.") from error
    finally:
        part.unlink(missing_ok=True)


def next_id(ids: Sequence[str], file: Path) -> str:
    """Give the id that follows the highest of a file; a new file's begin with its first letter."""
    numbered = [match for id_ in ids if (match := re.fullmatch(r"(.*?)(\d+)", id_))]
    if not numbered:
        return f"{file.stem[:1]}001"
    last = max(numbered, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"


def source_of_facts(answer: Answer, expect: tuple[tuple[str, ...], ...]) -> str:
    """Name the document that tells the facts: the first one cited or found that holds one of them; "" for none."""
    if not expect:
        return ""
    told = [(c.source, c.quote) for c in answer.citations] + [(hit.source, hit.text) for hit in answer.passages]
    return next((source for source, text in told if any(holds_facts(text, (facts,)) for facts in expect)), "")


def check_golden(entries: Mapping[Path, Sequence[EvaluationQuestion]], library: Library) -> list[Problem]:
    """Find facts that no document holds, the same question twice, with other expectations, and ids used twice."""
    placed = [(file, question) for file, questions in entries.items() for question in questions]
    missing = [
        Problem(file, question.id, NO_FACT, " | ".join(facts))
        for file, question in placed
        for facts in question.expect
        if not library.tells(facts)
    ]
    return missing + list(_repeated(placed)) + list(_same_ids(placed))


def _repeated(placed: Sequence[tuple[Path, EvaluationQuestion]]) -> Iterator[Problem]:
    """Compare each question with the first that asks the same after the same turns, spelling folded."""
    first: dict[tuple[tuple[str, ...], ...], tuple[Path, EvaluationQuestion]] = {}
    for file, question in placed:
        folded = tuple(tuple(split_words(turn)) for turn in (*question.earlier, question.question))
        where, other = first.setdefault(folded, (file, question))
        if other is question:
            continue
        same = (other.answerable, _facts(other)) == (question.answerable, _facts(question))
        yield Problem(
            file, question.id, DUPLICATE if same else CONTRADICTION, f"asks the same as {other.id} in {where}"
        )


def _same_ids(placed: Sequence[tuple[Path, EvaluationQuestion]]) -> Iterator[Problem]:
    files: dict[str, list[Path]] = defaultdict(list)
    for file, question in placed:
        files[question.id].append(file)
    for id_, where in files.items():
        if len(where) > 1:
            yield Problem(where[-1], id_, SAME_ID, f"in {', '.join(map(str, where))}")


def _facts(question: EvaluationQuestion) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(fact.casefold() for fact in facts) for facts in question.expect)


def _style_of(text: str) -> _Style:
    """Read from the entries of a file how the next one is written."""
    dash = re.search(r"^( *)- id:", text, re.M)
    inner = re.search(r"^( *)- any:", text, re.M)
    indent = dash[1] if dash else ""
    return _Style(
        indent=indent,
        inner=inner[1] if inner else f"{indent}  ",
        flow=re.search(r"^ *turns: *\[", text, re.M) is not None,
        blank=re.search(r"\n\n *- id:", text) is not None,
        source=re.search(r"^ *source:", text, re.M) is not None,
    )


def _write(entry: GoldenEntry, style: _Style) -> str:
    """Write one entry in the order of the design, with a line for each fact."""
    if not style.source:
        entry = replace(entry, source="")
    margin = style.inner.removeprefix(f"{style.indent}  ")  # of a list below its name
    lines = [
        f"id: {_scalar(entry.id)}",
        f"kind: {_scalar(entry.kind)}",
        f"lang: {_scalar(entry.lang)}",
        f"answerable: {'true' if entry.expect else 'false'}",
        *_list("turns", entry.turns, style, margin),
    ]
    if entry.expect:
        lines.append("expect:")
        for facts in entry.expect:
            first, *rest = _list("any", facts, style, f"{margin}  {margin}")
            lines += [f"{margin}- {first}", *rest]
    else:
        lines.append(f"why_not: {_scalar(entry.why_not)}")
    if entry.source:
        lines.append(f"source: {_scalar(entry.source)}")
    first, *others = lines
    return "".join([f"{style.indent}- {first}\n", *(f"{style.indent}  {line}\n" for line in others)])


def _list(name: str, values: Sequence[str], style: _Style, margin: str) -> list[str]:
    if style.flow:
        return [f"{name}: [{', '.join(json.dumps(value, ensure_ascii=False) for value in values)}]"]
    return [f"{name}:", *(f"{margin}- {_scalar(value)}" for value in values)]


def _scalar(value: str) -> str:
    plain = PLAIN.fullmatch(value) and value.casefold() not in NOT_STRINGS and not value.endswith(" ")
    return value if plain else json.dumps(value, ensure_ascii=False)
