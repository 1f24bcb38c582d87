"""How the lists of a Word document are numbered."""

import re
from dataclasses import dataclass
from typing import Any

from ingest.formats.docx_parts import W, read_part, value_of
from ingest.formats.package import Package


@dataclass(frozen=True, slots=True)
class _Level:
    """Hold how one level of a list is numbered: ``bullet``, ``decimal``, ...; its text has %1 for the first level."""

    number_format: str
    text: str
    start: int


class Numbering:
    """Count the items of each list, in the order in which they stand in the document."""

    def __init__(self, package: Package, main: str) -> None:
        self._lists, self._levels = _read_numbering(package, main)
        self._counters: dict[str, dict[int, int]] = {}

    def count(self, number_id: str, depth: int) -> tuple[int | None, str]:
        """Return the number of the next item of a list (None for bullets), and its label as Word writes it."""
        fallback = _Level("bullet" if number_id == "list bullet" else "decimal", f"%{depth + 1}.", 1)
        levels = self._levels.get(number_id, {})
        # "List Bullet 2" names a list of its own, with one level that is drawn as the second.
        level = levels.get(depth) or levels.get(0, fallback)
        if level.number_format in ("bullet", "none"):
            return None, ""
        counters = self._counters.setdefault(self._lists.get(number_id, number_id), {})
        for deeper in [other for other in counters if other > depth]:
            del counters[deeper]
        counters[depth] = counters.get(depth, level.start - 1) + 1

        def show(place: re.Match[str]) -> str:
            outer = int(place.group(1)) - 1
            start = levels.get(outer, fallback).start
            return _show_number(counters.get(outer, start), levels.get(outer, fallback).number_format)

        return counters[depth], re.sub(r"%([1-9])", show, level.text).strip()


def _read_numbering(package: Package, main: str) -> tuple[dict[str, str], dict[str, dict[int, _Level]]]:
    """Return for each list the definition that it counts in, and its levels."""
    counted: dict[str, str] = {}
    levels: dict[str, dict[int, _Level]] = {}
    for part in package.related(main, "numbering")[:1]:
        root = read_part(package, part)
        definitions = {
            element.get(f"{W}abstractNumId", ""): {
                depth: level for found in element.iter(f"{W}lvl") for depth, level in [_read_level(found)]
            }
            for element in root.iterchildren(f"{W}abstractNum")
        }
        for element in root.iterchildren(f"{W}num"):
            key = element.get(f"{W}numId", "")
            definition = value_of(element, "abstractNumId")
            restarts = element.find(f"{W}lvlOverride/{W}startOverride") is not None
            counted[key] = key if restarts else f"definition {definition}"
            levels[key] = definitions.get(definition, {})
    return counted, levels


def _read_level(element: Any) -> tuple[int, _Level]:
    depth, start = element.get(f"{W}ilvl", "0"), value_of(element, "start")
    level = _Level(value_of(element, "numFmt"), value_of(element, "lvlText"), int(start) if start.isdecimal() else 1)
    return int(depth) if depth.isdecimal() else 0, level


def _show_number(number: int, number_format: str) -> str:
    """Write a number as letters or Roman numerals where a list does so."""
    if number_format in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if number_format.startswith("upper") else letter
    if number_format in ("lowerRoman", "upperRoman") and 0 < number < 40:
        tens, ones = divmod(number, 10)
        roman = "x" * tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][ones]
        return roman.upper() if number_format.startswith("upper") else roman
    return f"{number:02d}" if number_format == "decimalZero" else str(number)
