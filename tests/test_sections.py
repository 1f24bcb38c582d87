"""Sections: which text they hold, where it stands, and which date and address it has."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ingest.extracted import Extracted
from ingest.sections import find_sections

KEYS = ["source", "title", "topic", "page", "heading", "start", "end", "as_of", "url", "lang"]


def find(text, **fields):
    pages = (text,) if isinstance(text, str) else tuple(text)
    return find_sections(Extracted(pages, fields.pop("title", "Title"), **fields), "folder/file.md")


def show(sections):
    return [(s.metadata["heading"], s.page_content, s.metadata["as_of"], s.metadata["url"]) for s in sections]


def test_section_has_exactly_the_agreed_metadata():
    """A section carries its place and what the file says of itself, and nothing is None."""
    [section] = find("# Title\n\nText.", topic="network", as_of="2024", url="https://x.eu", lang="en")

    assert section.page_content == "Text."
    assert section.metadata == {
        "source": "folder/file.md",
        "title": "Title",
        "topic": "network",
        "page": 1,
        "heading": "",
        "start": 9,
        "end": 14,
        "as_of": "2024",
        "url": "https://x.eu",
        "lang": "en",
    }
    assert list(section.metadata) == KEYS


def test_heading_path_follows_the_levels():
    """The path holds the open headings, without the document's own title; empty sections are left out."""
    text = "# Title\n\nIntro.\n\n## A\n\n### B\n\none\n\n- two\n\n## C\n\nthree\n\n# Other\n\nfour"

    assert [entry[:2] for entry in show(find(text))] == [
        ("", "Intro."),
        ("A > B", "one\n\n- two"),
        ("C", "three"),
        ("Other", "four"),
    ]


def test_heading_that_begins_the_title_is_no_heading():
    """The page heading that its window title repeats with the site's name is left out of the path."""
    assert show(find("# Contact\n\nText.", title="Contact - Ministry"))[0][0] == ""


def test_headings_go_on_over_pages():
    """A section that goes on over a page keeps its heading, and each page counts its own offsets."""
    sections = find(["## A\n\none", "", "two"])

    assert [(s.metadata["page"], s.metadata["heading"], s.metadata["start"]) for s in sections] == [
        (1, "A", 6),
        (3, "A", 0),
    ]


def test_source_line_dates_its_section():
    """The line that ends a section gives it a date and an address, the first of several counts."""
    text = (
        "## A\n\none\n\nSource: https://a.eu/1 (as of 2024-03-07)\n\n"
        "## B\n\ntwo\n\nSources: https://b.eu (as of 2023); https://c.eu (as of 2022)\n\n"
        "## C\n\nthree\n\nSource: https://c.eu\n\n"
        "## D\n\nfour\n\nSource: the manual (as of undated)\n\n"
        "## E\n\nfive\n\nSource: ftp://x (as of last summer)\n\n"
        "## F\n\nSource: https://f.eu is quoted here.\n\nsix"
    )

    assert show(find(text, as_of="2020", url="https://file.eu")) == [
        ("A", "one", "2024-03-07", "https://a.eu/1"),
        ("B", "two", "2023", "https://b.eu"),
        ("C", "three", "2020", "https://c.eu"),
        ("D", "four", "undated", "https://file.eu"),
        ("E", "five", "2020", "https://file.eu"),
        ("F", "Source: https://f.eu is quoted here.\n\nsix", "2020", "https://file.eu"),
    ]


def test_row_with_its_own_date_is_a_section():
    """A row that ends with date and source stands alone without them and cuts its section in two."""
    text = (
        "## A\n\nbefore\n\n"
        "| Name: x | Tel: 1 | As of: 2024-02 | Source: https://x.eu\n"
        "| Name: y | Tel: 2 | as_of: 2023-13 | Source URL: somewhere\n"
        "| Name: z | Tel: 3\n"
        "| As of: 2024\n\nafter"
    )

    assert show(find(text, as_of="2020", url="https://file.eu")) == [
        ("A", "before", "2020", "https://file.eu"),
        ("A", "| Name: x | Tel: 1", "2024-02", "https://x.eu"),
        ("A", "| Name: y | Tel: 2", "2020", "https://file.eu"),
        ("A", "| Name: z | Tel: 3\n| As of: 2024\n\nafter", "2020", "https://file.eu"),
    ]


def test_row_falls_back_to_the_source_line():
    """What a row doesn't say of its origin is taken from the source line of its section."""
    text = "| Name: x | As of: 2024\n| Name: y\n\nSource: https://s.eu (as of 2023)"

    assert show(find(text)) == [
        ("", "| Name: x", "2024", "https://s.eu"),
        ("", "| Name: y", "2023", "https://s.eu"),
    ]


WORDS = st.text("abc é,.:()|#-12", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
CELLS = st.lists(WORDS.map(lambda text: text.replace("|", "/")), min_size=1, max_size=3)
DATES = st.sampled_from(["2024", "2024-02", "2024-02-30", "undated", "soon"])
TAILS = st.sampled_from(["", " | As of: 2024", " | As of: soon | Source: https://x.eu", " | url: https://y.eu"])
BLOCKS = st.one_of(
    st.builds("{} {}".format, st.sampled_from(["#", "##", "###"]), WORDS),
    st.builds(lambda cells, tail: "| " + " | ".join(cells) + tail, CELLS, TAILS),
    st.builds("Source: {} (as of {})".format, WORDS, DATES),
    st.builds("{}- {}".format, st.sampled_from(["", "  "]), WORDS),
    WORDS,
)
PAGES = st.lists(st.lists(BLOCKS, max_size=8).map("\n\n".join), min_size=1, max_size=3)


@given(PAGES)
def test_every_section_is_the_text_at_its_place(pages):
    """Each section's text is that of its page at its offsets, stripped, and no two overlap."""
    reached = (1, 0)
    for section in find(pages):
        page, start, end = (section.metadata[key] for key in ("page", "start", "end"))
        assert section.page_content == pages[page - 1][start:end] == section.page_content.strip() != ""
        assert (page, start) >= reached
        reached = (page, end)


@given(PAGES)
def test_all_text_is_in_a_section(pages):
    """Only headings, source lines that end a section, and the tails of rows are in no section."""
    sections = find(pages)
    for number, page in enumerate(pages, 1):
        rest = list(page)
        for section in sections:
            if section.metadata["page"] == number:
                for at in range(section.metadata["start"], section.metadata["end"]):
                    rest[at] = "\0"
        for line in "".join(rest).split("\n"):
            left = line.replace("\0", "").strip()
            assert not left or re.match(r"#{1,6} |Sources?: ", left) or re.match(r"\| (As of|Source|url): ", left)
