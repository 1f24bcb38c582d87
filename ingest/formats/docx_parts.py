"""The parts of a Word document, and the values in them."""

from typing import Any

from ingest.formats.package import Package, parse_xml

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_TRANSITIONAL.decode()}}}"


def read_part(package: Package, name: str) -> Any:
    """Return the root of a part; what was saved as strict OOXML has other names for the same elements."""
    content = package.read(name)
    return parse_xml(content.replace(_STRICT, _TRANSITIONAL), name)


def value_of(element: Any, *names: str) -> str:
    """Return the ``w:val`` of the element at the end of a path, "" if there is none."""
    found = element.find("/".join(f"{W}{name}" for name in names))
    return "" if found is None else found.get(f"{W}val", "")
