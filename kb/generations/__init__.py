"""The folder of generations: which one is current, and an index that follows it."""

from kb.generations.folder import (
    Serving,
    current_generation,
    find_serving,
    held_back,
    list_generations,
    named_generation,
    point_current,
    roll_back,
    sync_folder,
)
from kb.generations.live import LiveIndex, open_in_background
from kb.generations.opening import open_current

__all__ = [
    "LiveIndex",
    "Serving",
    "current_generation",
    "find_serving",
    "held_back",
    "list_generations",
    "named_generation",
    "open_current",
    "open_in_background",
    "point_current",
    "roll_back",
    "sync_folder",
]
