"""Tell which HTML elements a browser doesn't show: nobody has read their text, so it is no evidence."""

import re
from collections.abc import Mapping
from typing import Any

_HIDDEN_TAGS = frozenset("script style template noscript iframe object svg math head title".split())
_HIDING_STYLE = re.compile(r"display:none|visibility:hidden|font-size:0(?![.\d])|opacity:0(?![.\d])")

_WHITE = re.compile(r"(?<![\w-])color:(?:white|transparent|#fff(?:fff)?|rgba?\(255,255,255(?:,[\d.]+)?\))(?!\w)")
_BACKGROUNDS = ("class", "id", "bgcolor", "background")  # what may colour the ground behind a text


def is_white(element: Any) -> bool:
    """Tell whether an element's own style writes white on the white page, where nothing can colour the ground."""
    if _WHITE.search(_style_of(element.attrib)) is None:
        return False
    around = (element, *element.iterancestors())
    return not any(
        "background" in _style_of(other.attrib) or any(name in other.attrib for name in _BACKGROUNDS)
        for other in around
    )


def _style_of(attributes: Mapping[str, str | None]) -> str:
    return re.sub(r"\s", "", attributes.get("style") or "").lower()


def is_hidden(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an element is hidden by its tag, its ``hidden`` attribute or its own style."""
    return tag in _HIDDEN_TAGS or "hidden" in attributes or _HIDING_STYLE.search(_style_of(attributes)) is not None
