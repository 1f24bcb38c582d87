"""What is taken away: whole, numbered, and nothing in it that is more than text."""

import io
from dataclasses import replace

import pytest
from docx import Document
from markdown_it import MarkdownIt

from kb.answer import Answer, Citation, Status
from kb.web.chat import Exchange
from kb.web.export.entries import list_entries
from kb.web.export.markdown import escape_markdown, write_markdown, write_plain
from kb.web.export.word import write_word

HOSTILE = [
    "<script>alert(1)</script>",
    "![i](http://evil.example/x) [l](javascript:alert(1)) <http://evil.example>",
    "# no title", "- no item", "1. no item", "> no quote", "| no | table |", "    no code", "```", "---", "=1+1",
    "**b** _i_ `c` ~~s~~ $x$ &amp; \\",
    "{ HYPERLINK \"http://evil.example\" }",
]  # fmt: skip
CITED = Citation(1, "a.md", "Title", 2, "One > Two", 0, 9, "It began.", "2022-03-04", "https://example.org/a", old=True)


def conversation(text: str = "It began. [1]\n- so [2]", **cited: object) -> tuple[Exchange, ...]:
    answer = Answer(text, Status.PARTLY, (replace(CITED, **cited),), missing="No more.", generation=3)  # type: ignore[arg-type]
    return (Exchange("When?", "", "x", answer), Exchange("failed", "", "", None))


def test_plain_text_has_numbered_footnotes() -> None:
    """It can be pasted into an e-mail as it is."""
    assert write_plain(list_entries(conversation(), "http://here")) == (
        "When?\n\n"
        "It began. [1]\n- so [2]\nNo more.\n\n"
        "Sources:\n[1] Title, One › Two, page 2 (as of 4 March 2022; old: check whether it still holds): “It began.” "
        "https://example.org/a\n"
    )


def test_markdown_has_its_sources_below() -> None:
    """Question, status, answer and sources, each with its quotation and the address of the original."""
    written = write_markdown("T", "N", list_entries(conversation(), "http://here"))
    assert written.split("\n\n") == [
        "# T",
        "*N*",
        "## When?",
        "**Part of the answer**",
        "It began. [1]",
        "- so \\[2\\]",
        "No more.",
        "### Sources",
        "\\[1\\] Title, One › Two, page 2 (as of 4 March 2022; old: check whether it still holds) "
        "<https://example.org/a>",
        "> It began.\n",
    ]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markdown_of_hostile_text_shows_it_as_it_stands(hostile: str) -> None:
    """No markup, link, picture or script comes of what documents or people wrote."""
    shown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(escape_markdown(hostile))
    assert [token.type for token in shown] == ["paragraph_open", "inline", "paragraph_close"]
    inline = shown[1].children or []
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline) == hostile.strip()


def test_word_holds_the_same_as_text() -> None:
    """Headings, a list, sources; control characters that Word can't hold are left out."""
    entries = list_entries(conversation(text="It\x00 began. [1]\n- so"), "http://here")
    paragraphs = [
        (p.style.name, p.text) for p in Document(io.BytesIO(write_word("T", "N", entries))).paragraphs if p.style
    ]
    assert paragraphs == [
        ("Title", "T"),
        ("Normal", "N"),
        ("Heading 1", "When?"),
        ("Normal", "Part of the answer"),
        ("Normal", "It began. [1]"),
        ("List Bullet", "so"),
        ("Normal", "No more."),
        ("Heading 2", "Sources"),
        ("Normal", "[1] Title, One › Two, page 2 (as of 4 March 2022; old: check whether it still holds)"),
        ("Normal", "https://example.org/a"),
        ("Quote", "It began."),
    ]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_word_of_hostile_text_has_no_fields_or_links(hostile: str) -> None:
    """Whatever is written is a run of text."""
    entries = list_entries(conversation(text=hostile, title=hostile, quote=hostile, url="javascript:x"), "http://here")
    document = Document(io.BytesIO(write_word(hostile, hostile, entries)))
    written = document.element.xml
    assert not any(mark in written for mark in ("w:hyperlink", "w:fldChar", "w:fldSimple", "w:instrText"))
    assert "javascript:x" not in written
