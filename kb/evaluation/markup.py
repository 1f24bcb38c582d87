"""HTML by construction: what is not markup of ours is escaped, whoever wrote it."""

from collections.abc import Iterable
from html import escape


class Html(str):
    """Markup that is shown as it stands; only element() and join() make it."""

    __slots__ = ()


def element(name: str, /, *children: str | None, **attributes: object) -> Html:
    """Make an element; children that are no Html are escaped, attributes that are None or False left out.

    An attribute's underscores become hyphens, and a last one is dropped: class_, data_kind.
    """
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(_clean(str(value)))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{name}{given}>{join(children)}</{name}>")


def join(children: Iterable[str | None]) -> Html:
    """Put markup and text one after the other."""
    return Html("".join(c if isinstance(c, Html) else escape(_clean(c)) for c in children if c is not None))


def highlight(text: str, wanted: Iterable[str]) -> Html:
    """Mark every place in a text where one of the wanted strings stands; letter case does not matter."""
    folded = text.lower()
    if len(folded) != len(text):  # a letter whose small form is longer: places would shift
        folded = text
    spans: list[tuple[int, int]] = []
    for string in filter(None, wanted):
        start = folded.find(string.lower())
        while start >= 0:
            spans.append((start, start + len(string)))
            start = folded.find(string.lower(), start + len(string))
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            parts += [text[done:start], element("mark", text[start:end])]
            done = end
    return join([*parts, text[done:]])


def _clean(text: str) -> str:
    """Replace what no file in UTF-8 and no HTML may hold: lone surrogates and control characters."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if (c >= " " and c != "\x7f") or c in "\n\t" else "\ufffd" for c in text)
