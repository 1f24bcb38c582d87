"""How the letters of a rich text document are written: nobody has read what is white on white or tiny."""

import re
from dataclasses import dataclass, replace

_TINY = 2
"""Half points; print that nobody can read."""
_TABLE = re.compile(rb"\\colortbl\b(.*?)\}", re.DOTALL)
INK_WORDS = frozenset(("cf", "fs", "cb", "highlight", "chcbpat"))
USUAL = 24
"""Half points, where a document says none."""
_WHITE = {b"red": 255, b"green": 255, b"blue": 255}


@dataclass(frozen=True, slots=True)
class Ink:
    """The colour of letters and that behind them, by their places in the table of colours; the size in half points."""

    colour: int = 0
    ground: int = 0
    size: int = USUAL

    def change(self, word: str, number: int | None) -> "Ink":
        """Give what is valid after a control word, one of INK_WORDS; without a number it stands for what is usual."""
        match word:
            case "cf":
                return replace(self, colour=number or 0)
            case "fs":
                return replace(self, size=USUAL if number is None else number)
            case _:
                return replace(self, ground=number or 0)

    def is_seen(self, white: frozenset[int], *, shaded: bool) -> bool:
        """Tell whether letters can be read on paper, which something shades or not."""
        if self.size <= _TINY:
            return False
        return self.colour not in white or shaded or self.ground not in white | {0}


BLACK = Ink()


def find_white(content: bytes) -> frozenset[int]:
    """Return the places of white in the table of colours; the first place, 0, is the colour that is usual."""
    match = _TABLE.search(content)
    colours = match.group(1).split(b";") if match else []
    return frozenset(
        place
        for place, colour in enumerate(colours)
        if {word: int(number) for word, number in re.findall(rb"\\(red|green|blue)(\d{1,3})", colour)} == _WHITE
    )
