"""Golden questions: what a file of them says, and whether an answer holds the facts that were expected."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kb.errors import ConfigError


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """One question. turns are what the user says, the last one is judged; expect has the facts of a right answer.

    An answer is right when it contains one string of every tuple in expect; letter case does not matter.
    """

    id: str
    kind: str
    lang: str
    answerable: bool
    turns: tuple[str, ...]
    expect: tuple[tuple[str, ...], ...]


def read_golden(path: Path) -> list[GoldenQuestion]:
    """Read a golden file (YAML); raises ConfigError naming the entry that is wrong."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]
        if not isinstance(entries, list):
            raise TypeError(entries)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise ConfigError(f"{path} is no golden file: expected YAML with a list `questions`.") from error
    return [_question(path, number, entry) for number, entry in enumerate(entries, start=1)]


def holds_facts(text: str, expect: tuple[tuple[str, ...], ...]) -> bool:
    """Tell whether a text contains one string of every tuple."""
    folded = text.casefold()
    return all(any(fact.casefold() in folded for fact in facts) for facts in expect)


def _question(path: Path, number: int, entry: Any) -> GoldenQuestion:
    try:
        answerable = bool(entry["answerable"])
        expect = _filled(entry["expect"]) if answerable else []  # without a fact any answer would be right
        return GoldenQuestion(
            id=str(entry["id"]),
            kind=str(entry["kind"]),
            lang=str(entry["lang"]),
            answerable=answerable,
            turns=tuple(map(str, _filled(entry["turns"]))),
            expect=tuple(tuple(map(str, _filled(row["any"]))) for row in expect),
        )
    except (KeyError, TypeError) as error:
        raise ConfigError(f"{path}, entry {number}: expected id, kind, lang, answerable, turns and expect.") from error


def _filled(given: Any) -> list[Any]:
    if not isinstance(given, list) or not given:
        raise TypeError(given)
    return given
