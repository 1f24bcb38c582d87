"""What a chat model may be used for today, and what it has been used for; days are those of UTC. Kept in memory."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Usage:
    """What worded answers cost today on one generation.

    answers were worded by the model, remembered ones were given again without it. failures counts what went wrong by
    its line ("took too long"), a cut answer among them. tokens_in and tokens_out are at most what was used, rewritten
    questions included.
    """

    generation: int
    answers: int = 0
    remembered: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    failures: dict[str, int] = field(default_factory=dict)


class Allowance:
    """Count answers a day, for everyone and for each user."""

    def __init__(self, a_user: int, together: int) -> None:
        self._a_user, self._together = a_user, together
        self._lock = threading.Lock()
        self._day = 0
        self._taken: Counter[str] = Counter()

    def take(self, user: str, now: float | None = None) -> bool:
        """Take one answer for user; False when there is none left today."""
        with self._lock:
            if not self._is_left(user, now):
                return False
            self._taken[user] += 1
            return True

    def is_left(self, user: str, now: float | None = None) -> bool:
        """Tell whether user has an answer left today."""
        with self._lock:
            return self._is_left(user, now)

    def _is_left(self, user: str, now: float | None) -> bool:
        day = _day(now)
        if day != self._day:
            self._day, self._taken = day, Counter()
        return self._taken.total() < self._together and self._taken[user] < self._a_user


class Tally:
    """Add up what answers cost today, a generation at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day = 0
        self._counts: dict[int, Counter[str]] = {}
        self._failures: dict[int, Counter[str]] = {}

    def add(self, generation: int, problem: str = "", now: float | None = None, **counts: int) -> None:
        """Add counts, named as in Usage, and a problem if there was one."""
        with self._lock:
            self._begin_day(now)
            self._counts.setdefault(generation, Counter()).update(counts)
            if problem:
                self._failures.setdefault(generation, Counter())[problem] += 1

    def read(self, now: float | None = None) -> tuple[Usage, ...]:
        """Give today's usage, the newest generation first."""
        with self._lock:
            self._begin_day(now)
            return tuple(
                Usage(generation, **self._counts[generation], failures=dict(self._failures.get(generation, {})))
                for generation in sorted(self._counts, reverse=True)
            )

    def _begin_day(self, now: float | None) -> None:
        day = _day(now)
        if day != self._day:
            self._day, self._counts, self._failures = day, {}, {}


def _day(now: float | None) -> int:
    return int((time.time() if now is None else now) // 86_400)
