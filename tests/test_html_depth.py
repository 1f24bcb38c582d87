"""Web pages made to hang a reader: each is read or named in ten seconds, and what is hidden stays out (A15)."""

import pytest

from ingest.child import ParserChild
from ingest.load import load_document
from kb.errors import DocumentError

DEEP = {
    "div": "<div>" * 100_000 + "The end." + "</div>" * 100_000,
    "unclosed paragraphs": "<p>" * 100_000 + "The end.",
    "links": "<a href=x>" * 100_000 + "The end.",
    "lists": "<ul><li>" * 50_000 + "The end.",
    "tables": "<table><tr><td>" * 33_000 + "The end.",
    "unknown tags": "<x-y>" * 100_000 + "The end.",
    "attributes": "<p " + "a=b " * 200_000 + ">The end.",
    "comments": "<!--" * 100_000 + "-->The end.",
}


@pytest.fixture(scope="module")
def child():
    with ParserChild(seconds=10) as child:
        yield child


@pytest.mark.parametrize("kind", DEEP)
def test_deep_pages_end_in_text_or_one_line(tmp_path, child, kind):
    """Catalogue A15: 100,000 nested tags are read, or refused for their depth, within ten seconds."""
    (tmp_path / "a.html").write_text(f"<html><body><p>The beginning.</p>{DEEP[kind]}")

    try:
        [page] = child.load(tmp_path / "a.html", "a.html").pages
    except DocumentError as error:
        page = str(error)
    assert page.endswith("The end.") or page.startswith("its HTML is nested more than 255 levels deep")


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>secret</script>",
        "<style>secret</style>",
        "<noscript>secret</noscript>",
        "<template>secret</template>",
        "<!-- secret -->",
        "<p hidden>secret</p>",
        "<p style='display: none'>secret</p>",
        "<div style='visibility:hidden'><p>secret</p></div>",
        "<svg><text>secret</text></svg>",
        "<p onclick='secret()' title='secret'>Shown.</p>",
        "<input type=hidden value=secret>",
        "<nav><a href=secret>secret</a></nav>",
    ],
)
def test_what_is_not_shown_is_not_read(tmp_path, hidden):
    """Catalogue A15: scripts, styles, comments, hidden text and navigation are not in the text."""
    text = (
        "<h1>Calls</h1>"
        + "<p>The programme has two calls a year, and both are open to partners of all regions.</p>" * 3
    )
    (tmp_path / "a.html").write_text(f"<html><body>{text}{hidden}<p>The last line.</p>")

    [page] = load_document(tmp_path / "a.html", "a.html").pages
    assert "secret" not in page
    assert "two calls a year" in page


def test_a_page_of_nothing_but_a_linked_heading_keeps_it(tmp_path):
    """A heading without text under it isn't lost where it is all there is."""
    (tmp_path / "a.html").write_text("<body><div><h2><a href=/home>Home of the programme</a></h2></div>")

    assert load_document(tmp_path / "a.html", "a.html").pages == ("## Home of the programme",)
