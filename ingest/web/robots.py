"""Read robots.txt: which paths of a host may be fetched (RFC 9309)."""

import re
from dataclasses import dataclass

_MAX_DELAY = 30.0
_MAX_RULES = 5000


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one program at one host: (allowed, pattern) pairs, and the seconds between two requests.

    problem says why they could not be read, in which case nothing may be fetched.
    """

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0
    problem: str = ""

    def allows(self, path: str) -> bool:
        """Tell whether a path with its query may be fetched: the longest rule that fits decides, or one that allows."""
        best, allowed = -1, not self.problem
        for allow, pattern in self.rules:
            if (len(pattern), allow) > (best, allowed) and _fits(pattern, path):
                best, allowed = len(pattern), allow
        return allowed


def parse_robots(text: str, product: str) -> Robots:
    """Return the rules of the groups that name a product, or else those for all."""
    own: list[tuple[str, str]] = []
    general: list[tuple[str, str]] = []
    agents: list[str] = []
    in_rules = False
    found = False
    for line in text.splitlines():
        name, colon, value = line.split("#", 1)[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if in_rules:
                agents, in_rules = [], False
            agents.append(value.lower())
            found = found or value.lower() == product.lower()
        elif name in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            if product.lower() in agents:
                own.append((name, value))
            if "*" in agents:
                general.append((name, value))
    lines = own if found else general
    rules = tuple((name == "allow", value) for name, value in lines if name != "crawl-delay" and value)
    delays = [
        float(value) for name, value in lines if name == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d+)?", value)
    ]
    return Robots(rules[:_MAX_RULES], min(max(delays, default=0.0), _MAX_DELAY))


def _fits(pattern: str, path: str) -> bool:
    """Match a path with a pattern in which * stands for anything and $ at its end for the end, without backtracking."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    position = len(first)
    if ends and others and not (path.endswith(others[-1]) and len(path) - len(others[-1]) >= position):
        return False
    for piece in others[: len(others) - 1 if ends else None]:
        position = path.find(piece, position)
        if position < 0:
            return False
        position += len(piece)
    if not ends:
        return True
    return position <= len(path) - len(others[-1]) if others else position == len(path)
