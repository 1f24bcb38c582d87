"""Tell what an OpenDocument file writes in white on white: nobody has read it, so it is no evidence."""

from collections.abc import Iterator, Mapping
from typing import Any

from ingest.formats.package import attribute, local_name

_WHITE = "#ffffff"
_PAPER = frozenset(("", "transparent", _WHITE))
_DRAWN = frozenset(("frame", "custom-shape", "rect", "ellipse", "page"))  # what may be filled, or lie on a picture
_MAX_PARENTS = 20


def is_white(styles: Mapping[str, Any], style: Any, element: Any) -> bool:
    """Tell whether a style makes an element white where nothing colours the ground behind it."""
    if not any(attribute(properties, "color").lower() == _WHITE for properties in style):
        return False
    around = [element, *element.iterancestors()]
    if any(local_name(other) in _DRAWN for other in around):
        return False
    pages = [style for style in styles.values() if local_name(style) == "page-layout"]
    grounds = [style for other in around for style in _styles_of(styles, other)]
    return all(
        attribute(properties, "background-color").lower() in _PAPER
        for ground in (*pages, *grounds)
        for properties in ground
    )


def _styles_of(styles: Mapping[str, Any], element: Any) -> Iterator[Any]:
    """Yield the style of an element and those that it inherits from."""
    name = attribute(element, "style-name")
    for _ in range(_MAX_PARENTS):
        style = styles.get(name)
        if style is None:
            return
        yield style
        name = attribute(style, "parent-style-name")
