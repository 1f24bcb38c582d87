"""Tell which HTML elements a browser doesn't show: nobody has read their text, so it is no evidence."""

import re
from collections.abc import Mapping

_HIDDEN_TAGS = frozenset("script style template noscript iframe object svg math head title".split())
_HIDING_STYLE = re.compile(r"display:none|visibility:hidden|font-size:0(?![.\d])|opacity:0(?![.\d])")


def is_hidden(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an element is hidden by its tag, its ``hidden`` attribute or its own style."""
    style = re.sub(r"\s", "", attributes.get("style") or "").lower()
    return tag in _HIDDEN_TAGS or "hidden" in attributes or _HIDING_STYLE.search(style) is not None
