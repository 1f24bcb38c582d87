"""Take out of a PDF's page the text that nobody can see on it: nobody has read it, so it is no evidence."""

import math
from ctypes import byref, c_float, c_int, c_uint, c_ushort
from dataclasses import dataclass
from typing import Any

_WHITE = 240
"""Of 255, in each of red, green and blue; text that is darker is seen on white paper."""
_SEEN = 16
"""Of 255; what changes the page by less is not seen."""
_TINY = 1.0
"""Points; print that nobody can read."""
_MAX_DOTS = 12_000_000
_MAX_DEPTH = 8  # of forms in forms

_Box = tuple[float, float, float, float]  # left, bottom, right, top in points


@dataclass(frozen=True, slots=True)
class _Piece:
    """Hold a piece of text or a picture, and the matrices of the forms that it lies in, from the inmost."""

    handle: Any
    forms: tuple[Any, ...]


def hide_unseen(page: Any, raw: Any) -> int:
    """Switch off the pieces of text that are white on white, transparent or tiny, and return how many have letters.

    What is white or transparent is looked for on the drawn page, once with it and once without: white letters on a dark
    ground are seen. Letters that are not drawn at all are hidden unless they lie on a picture, as those of a scan.
    """
    texts, pictures = _list_pieces(page, raw)
    undrawn = [text for text in texts if _is_undrawn(text, raw)]
    hidden = [text for text in texts if _is_tiny(text, raw)]
    if undrawn:
        boxes = [_find_box(picture, raw) for picture in pictures]
        hidden += [text for text in undrawn if not any(_is_on(_find_box(text, raw), box) for box in boxes)]
    if faint := [text for text in texts if _is_faint(text, raw) and not _is_undrawn(text, raw)]:
        drawn = _draw(page)
        _switch(faint, raw, on=False)
        without = _draw(page)
        _switch(faint, raw, on=True)
        for text in faint:
            area = _find_area(page, raw, _find_box(text, raw), drawn.shape)
            if abs(drawn[area] - without[area]).max(initial=0) < _SEEN:
                hidden.append(text)
    count = _count_lettered(page, hidden, raw) if hidden else 0
    _switch(hidden, raw, on=False)
    return count


def _list_pieces(page: Any, raw: Any) -> tuple[list[_Piece], list[_Piece]]:
    """Return the pieces of text and the pictures on a page, also those in forms."""
    texts, pictures = [], []
    count = raw.FPDFPage_CountObjects(page)
    waiting = [_Piece(raw.FPDFPage_GetObject(page, number), ()) for number in range(count)]
    while waiting:
        piece = waiting.pop()
        kind = raw.FPDFPageObj_GetType(piece.handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts.append(piece)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(piece)
        elif kind == raw.FPDF_PAGEOBJ_FORM and len(piece.forms) < _MAX_DEPTH:
            forms = (_find_matrix(piece, raw), *piece.forms)
            count = raw.FPDFFormObj_CountObjects(piece.handle)
            waiting += [_Piece(raw.FPDFFormObj_GetObject(piece.handle, number), forms) for number in range(count)]
    return texts, pictures


def _is_undrawn(text: _Piece, raw: Any) -> bool:
    return bool(raw.FPDFTextObj_GetTextRenderMode(text.handle) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _is_faint(text: _Piece, raw: Any) -> bool:
    red, green, blue, opacity = c_uint(), c_uint(), c_uint(), c_uint()
    raw.FPDFPageObj_GetFillColor(text.handle, byref(red), byref(green), byref(blue), byref(opacity))
    return opacity.value < _SEEN or min(red.value, green.value, blue.value) >= _WHITE


def _is_tiny(text: _Piece, raw: Any) -> bool:
    """Tell whether letters are too small; what has no height or width in the file is not judged."""
    size = c_float()
    raw.FPDFTextObj_GetFontSize(text.handle, byref(size))
    height = abs(size.value)
    for matrix in (_find_matrix(text, raw), *text.forms):
        height *= math.hypot(matrix.c, matrix.d)
    if height > _TINY:
        return False
    left, bottom, right, top = _find_box(text, raw)
    return 0 < min(right - left, top - bottom) <= 2 * _TINY


def _find_matrix(piece: _Piece, raw: Any) -> Any:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(piece.handle, byref(matrix))
    return matrix


def _find_box(piece: _Piece, raw: Any) -> _Box:
    edges = [c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(piece.handle, *map(byref, edges))
    left, bottom, right, top = (edge.value for edge in edges)
    corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
    for matrix in piece.forms:
        corners = [(matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f) for x, y in corners]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _is_on(box: _Box, other: _Box) -> bool:
    """Tell whether the middle of a box lies in another."""
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return other[0] <= across <= other[2] and other[1] <= up <= other[3]


def _draw(page: Any) -> Any:
    """Return the page in shades of grey, an array of whole numbers of shape (height, width)."""
    width, height = page.get_size()
    scale = min(1.0, math.sqrt(_MAX_DOTS / max(width * height, 1.0)))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        return bitmap.to_numpy().reshape(bitmap.height, bitmap.width).astype("int16")
    finally:
        bitmap.close()


def _find_area(page: Any, raw: Any, box: _Box, shape: tuple[int, int]) -> tuple[slice, slice]:
    """Return the rows and columns of the drawn page that a box covers."""
    height, width = shape
    across, down = [], []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        column, row = c_int(), c_int()
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, byref(column), byref(row))
        across.append(column.value)
        down.append(row.value)
    return _span(down, height), _span(across, width)


def _span(ends: list[int], size: int) -> slice:
    return slice(min(max(min(ends), 0), size), min(max(max(ends) + 1, 0), size))


def _count_lettered(page: Any, texts: list[_Piece], raw: Any) -> int:
    """Return how many pieces are more than blanks."""
    loaded = raw.FPDFText_LoadPage(page)
    try:
        return sum(bool(_read(text, loaded, raw).strip()) for text in texts)
    finally:
        raw.FPDFText_ClosePage(loaded)


def _read(text: _Piece, loaded: Any, raw: Any) -> str:
    size = raw.FPDFTextObj_GetText(text.handle, loaded, None, 0)  # bytes
    letters = (c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(text.handle, loaded, letters, size)
    return bytes(letters).decode("utf-16-le", errors="replace").rstrip("\0")


def _switch(texts: list[_Piece], raw: Any, *, on: bool) -> None:
    for text in texts:
        raw.FPDFPageObj_SetIsActive(text.handle, on)
