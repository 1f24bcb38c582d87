"""A form within a section: its fields, and what fills and empties them for a question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Form:
    """Fields, and functions that give a value for each of them."""

    fields: Sequence[Any]
    fill: Callable[..., Sequence[Any]]
    empty: Callable[[], Sequence[Any]]
