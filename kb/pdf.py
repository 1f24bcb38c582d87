"""Draw a page of a PDF, and find where on the picture a passage of its text stands. Run it in a child (kb.pictures)."""

import io
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double, c_int
from dataclasses import dataclass
from typing import Any

from kb.errors import DocumentError
from kb.printed import Range, find_printed

WIDTH = 1100  # dots across a page: small print can be read on a dense screen
MOST_DOTS = 3_000_000
MOST_LETTERS = 100_000  # of a page; one with more is shown without boxes
_CLOSING = ".,;:!?)]\"'”’»"  # belongs to the word before
_MARGIN = 2.0  # dots around the letters


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a picture, in dots from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as it is printed: a PNG of width x height dots, and a box for each line of the passage.

    boxes are empty when no passage was asked for, and when it was not found on the page.
    """

    png: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]


def draw_page(content: bytes, number: int, text: str = "", start: int = 0, end: int = 0) -> PagePicture:
    """Draw a page (counted from 1) of a PDF; text is its stored text and text[start:end] the passage to be boxed.

    Raises DocumentError when the page can't be drawn.
    """
    import pypdfium2  # only the child needs it

    try:
        with pypdfium2.PdfDocument(content) as document:
            if not 1 <= number <= len(document):
                raise DocumentError(f"the file has no page {number}")
            return _draw(document[number - 1], pypdfium2.raw, text, start, end)
    except pypdfium2.PdfiumError as error:
        raise DocumentError("the page can't be drawn: the file is damaged or protected") from error


def _draw(page: Any, raw: Any, text: str, start: int, end: int) -> PagePicture:
    width, height = page.get_size()  # in points, as turned
    if min(width, height) < 1:
        raise DocumentError("the page has no size")
    scale = min(WIDTH / width, (MOST_DOTS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale)
    size = (bitmap.width, bitmap.height)
    png = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(png, "PNG")
    boxes = _find_boxes(page, raw, size, text, start, end) if start < end else ()
    return PagePicture(png.getvalue(), *size, boxes)


def _find_boxes(page: Any, raw: Any, size: tuple[int, int], text: str, start: int, end: int) -> tuple[Box, ...]:
    letters = page.get_textpage()
    count = letters.count_chars()
    if not 0 < count <= MOST_LETTERS:
        return ()
    printed = "".join(chr(raw.FPDFText_GetUnicode(letters, index)) for index in range(count))
    turn = _Turn(page, raw, size)
    lines: list[Box] = []
    for first, stop in find_printed(text, start, end, printed):
        while stop < count and printed[stop] in _CLOSING:
            stop += 1
        lines += _join_letters(list(_measure(letters, raw, turn, printed, (first, stop))))
    return tuple(Box(box.left - _MARGIN, box.top - _MARGIN, box.right + _MARGIN, box.bottom + _MARGIN) for box in lines)


@dataclass(frozen=True, slots=True)
class _Turn:
    """From points of a page to dots of its picture, which may be turned."""

    page: Any
    raw: Any
    size: tuple[int, int]

    def dot(self, x: float, y: float) -> tuple[float, float]:
        fine = 16  # pdfium gives whole dots
        left, top = c_int(), c_int()
        width, height = self.size
        self.raw.FPDF_PageToDevice(self.page, 0, 0, width * fine, height * fine, 0, x, y, byref(left), byref(top))
        return left.value / fine, top.value / fine


def _measure(letters: Any, raw: Any, turn: _Turn, printed: str, within: Range) -> Iterator[Box]:
    """Yield the box of each letter that is seen."""
    for index in range(*within):
        if printed[index].isspace() or raw.FPDFText_IsGenerated(letters, index) == 1:
            continue
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        if not raw.FPDFText_GetCharBox(letters, index, byref(left), byref(right), byref(bottom), byref(top)):
            continue
        one, other = turn.dot(left.value, top.value), turn.dot(right.value, bottom.value)
        (x1, x2), (y1, y2) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        if x2 > x1 and y2 > y1:
            yield Box(x1, y1, x2, y2)


def _join_letters(letters: Sequence[Box]) -> list[Box]:
    """Join letters that follow each other on a line, be it across the picture or up and down."""
    lines: list[Box] = []
    before: Box | None = None
    for letter in letters:
        if before is not None and _follows(before, letter):
            line = lines[-1]
            lines[-1] = Box(
                min(line.left, letter.left),
                min(line.top, letter.top),
                max(line.right, letter.right),
                max(line.bottom, letter.bottom),
            )
        else:
            lines.append(letter)
        before = letter
    return lines


def _follows(before: Box, letter: Box) -> bool:
    size = max(before.bottom - before.top, before.right - before.left, letter.bottom - letter.top)
    across = min(before.bottom, letter.bottom) - max(before.top, letter.top)
    down = min(before.right, letter.right) - max(before.left, letter.left)
    # Letters of a line overlap, or nearly (a comma, a hyphen), and no wider gap than a few blanks parts them.
    return (across > -0.4 * size and -down < 2.5 * size and across >= down) or (
        down > -0.4 * size and -across < 2.5 * size and down > across
    )
