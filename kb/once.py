"""What is read of a library once, and kept as long as its index is open."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from kb.index import Index

T = TypeVar("T")


def once_for_index(read: Callable[[Index], T]) -> Callable[[Index], T]:
    """Have a function read each open index once; what it gave goes with the index."""
    found: WeakKeyDictionary[Index, T] = WeakKeyDictionary()

    @wraps(read)
    def read_once(index: Index) -> T:
        if index not in found:
            found[index] = read(index)
        return found[index]

    return read_once
