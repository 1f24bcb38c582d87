import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from kb.index import Index
from kb.units import find_units
from kb.web.text import MarkedText, show_text

HEADINGS = ["# Title\n\n", "## Part < two\n\n", "# \n"]
PROSE = ["A sentence. ", "Another & one.\n", "\n\n", "\t \n"]
ITEMS = ["- item\n", "  - deeper\n", "1. first\n", "-\n"]
ROWS = ["| a: 1 | b: 2\n", "| a: 3\n", "| b: 4 | a: 5\n", "| no header\n", "| a: x: y | c: <z>\n", "| \n"]
PIECES = st.sampled_from([*HEADINGS, *PROSE, *ITEMS, *ROWS])
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(alphabet="a#|-:. \n<&1", max_size=60)


class Marks(HTMLParser):
    """Collect all text and what of it stands in marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.marked = ""
        self.ids: list[str] = []
        self.depth = 0
        self.heads = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "mark"
        self.heads += tag == "thead"
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "mark"
        self.heads -= tag == "thead"

    def handle_data(self, data: str) -> None:
        if not self.heads:  # a table's head repeats what its cells say
            self.text += data
            self.marked += data if self.depth else ""


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(TEXTS, st.integers(0, 400), st.integers(0, 400))
def test_marks_hold_the_passage_and_nothing_is_left_out(text: str, one: int, other: int) -> None:
    """In any text, for any passage: the page says all of the text, and the marks say the passage."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    shown = Marks(show_text(MarkedText(text, start, end), 1))
    assert squeeze(shown.text) == squeeze(text)
    assert squeeze(shown.marked) == squeeze(text[start:end])
    assert shown.ids.count("passage") == bool(squeeze(text[start:end]))


def test_marks_hold_the_quote_in_the_shipped_documents(shipped: Index) -> None:
    """Every unit of every document, marked, stands in the marks."""
    for document in shipped.documents:
        for page in range(1, document.pages + 1):
            text = shipped.text_of(document.source, page)
            for unit in find_units(text)[::7]:
                shown = Marks(show_text(MarkedText(text, unit.start, unit.end), page))
                assert squeeze(shown.marked) == squeeze(text[unit.start : unit.end])


def test_rows_with_the_same_headers_become_a_table() -> None:
    """Each header stands once in the head; a cell that was empty in the file is empty here."""
    html = show_text(MarkedText("| name: A | role: x | note: n\n| name: B | note: m\n"), 1)
    assert re.findall(r"<th scope[^>]*>(.*?)</th>", html) == ["name", "role", "note"]
    assert html.count("<tr>") == 3
    assert "<td></td>" in html


def test_rows_with_other_headers_become_lines() -> None:
    """Rows that don't fit together are shown one below the other."""
    html = show_text(MarkedText("| Seat: Vienna\n| Budget: none\n"), 1)
    assert "<table>" not in html
    assert html.count('<p class="row">') == 2


def test_headings_stand_below_those_above_them() -> None:
    """A page's headings keep their order under a title that is not part of the text."""
    assert re.findall(r"<h\d", show_text(MarkedText("# A\n\n## B\n\n###### C\n"), 1, above=1)) == ["<h2", "<h3", "<h6"]
