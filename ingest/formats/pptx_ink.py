"""Take out of a slide the text that nobody can see on it: nobody has read it, so it is no evidence."""

from collections.abc import Iterator
from typing import Any

from ingest.formats.package import Package, attribute, local_name

_TINY = 100
"""Hundredths of a point; print that nobody can read."""
_WHITE, _PAPER = "FFFFFF", frozenset(("bg1", "lt1"))
_FILLINGS = frozenset(("gradFill", "blipFill", "pattFill"))


def drop_unseen(package: Package, part: str, slide: Any) -> int:
    """Remove the runs of a slide that are tiny, or white where all is white, and return how many.

    White is judged only where nothing is drawn that could lie behind the letters, on the slide or on what it is made
    after, and where no background is set but the theme's white.
    """
    unseen = [run for run in slide.iter("{*}r", "{*}fld") if _is_tiny(run)]
    white = [run for run in slide.iter("{*}r", "{*}fld") if _is_white(run) and run not in unseen]
    if white and all(map(_is_bare, _list_grounds(package, part, slide))):
        unseen += white
    for run in unseen:
        run.getparent().remove(run)
    return sum(bool((run.findtext("{*}t") or "").strip()) for run in unseen)


def _list_grounds(package: Package, part: str, slide: Any) -> Iterator[Any]:
    """Yield a slide, its layout and its master."""
    yield slide
    for layout in package.related(part, "slideLayout")[:1]:
        yield package.tree(layout)
        for master in package.related(layout, "slideMaster")[:1]:
            yield package.tree(master)


def _is_tiny(run: Any) -> bool:
    size = "".join(attribute(properties, "sz") for properties in run.iterchildren("{*}rPr"))
    return size.isdecimal() and int(size) <= _TINY


def _is_white(run: Any) -> bool:
    return any(map(_is_paper, run.iterfind("{*}rPr/{*}solidFill")))


def _is_paper(filling: Any) -> bool:
    """Tell whether a filling is plain white, by its value or as the background of the theme."""
    colours = list(filling)
    if len(colours) != 1 or len(colours[0]):
        return False
    name = local_name(colours[0])
    value = colours[0].get("val", "")
    return (name == "srgbClr" and value.upper() == _WHITE) or (name == "schemeClr" and value in _PAPER)


def _is_bare(ground: Any) -> bool:
    """Tell whether nothing on a slide, layout or master can colour what lies behind its letters."""
    if any(True for _ in ground.iter("{*}pic", "{*}graphicFrame", "{*}fillRef", "{*}highlight")):
        return False
    for properties in ground.iter("{*}spPr", "{*}grpSpPr", "{*}bgPr"):
        for child in properties:
            if local_name(child) in _FILLINGS or (local_name(child) == "solidFill" and not _is_paper(child)):
                return False
    references = [colour.get("val", "") for bg in ground.iter("{*}bgRef") for colour in bg]
    return all(value in _PAPER for value in references)
