"""Chunks: they fit the model, hold the whole text in order, and keep together what belongs together."""

from itertools import pairwise

import pytest
from fakes import BagOfWords
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langchain_core.documents import Document

from ingest.split import CountTokens, split_sections
from kb.index import context_of
from kb.models import Encoder
from kb.units import find_units, group_lists

OFFSET = 1000  # where the generated sections begin in their page

_words = st.sampled_from(
    "the programme Ukraine cross-border 1,062.2 EUR i.e. Zakarpattia Türkiye область (No 232/2014) a@b.eu".split()
)
_sentence = st.lists(_words, min_size=1, max_size=30).map(lambda words: " ".join(words).capitalize() + ".")
_paragraph = st.lists(_sentence, min_size=1, max_size=5).map(" ".join)
_item = st.lists(_words, min_size=1, max_size=25).map(" ".join)
_bullets = st.lists(_item, min_size=1, max_size=6).map(lambda items: "\n".join(f"- {item}" for item in items))
_numbered = st.lists(_item, min_size=1, max_size=6).map(
    lambda items: "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))
)
_rows = st.lists(_item, min_size=1, max_size=6).map(lambda items: "\n".join(f"| Name: {x} | Note: x" for x in items))
_led = st.builds("{} follow:\n\n{}".format, _item.map(str.capitalize), st.one_of(_bullets, _numbered, _rows))
_one_word = st.builds(
    lambda word, times: word * times, st.sampled_from(["?!", "Дніпро", "中文", "a-b_"]), st.integers(1, 300)
)
_text = st.lists(st.one_of(_paragraph, _bullets, _rows, _led, _led, _one_word), min_size=1, max_size=5).map("\n\n".join)
sections = st.builds(
    lambda text, title, heading: make_section(text, title, heading),
    _text,
    st.sampled_from(["", "Title", "The Interreg NEXT network"]),
    st.sampled_from(["", "Money", "Priorities > Priority 1"]),
)


def make_section(text: str, title: str = "Title", heading: str = "Heading") -> Document:
    metadata = {"source": "a.md", "title": title, "heading": heading, "start": OFFSET, "end": OFFSET + len(text)}
    return Document(page_content=text, metadata=metadata)


def check_chunks(section: Document, count_tokens: CountTokens, max_tokens: int) -> None:
    """Assert all that split_sections promises of one section."""
    text = section.page_content
    context = context_of(section.metadata["title"], section.metadata["heading"])
    room = max_tokens - count_tokens([context])[0]
    chunks = split_sections([section], count_tokens, max_tokens)
    places = [(chunk.metadata["start"] - OFFSET, chunk.metadata["end"] - OFFSET) for chunk in chunks]

    # each fits, together with its context
    sizes = count_tokens([context + chunk.page_content for chunk in chunks])
    assert [size for size in sizes if size > max_tokens] == []
    # each is the text at its place, and has the section's metadata
    assert [text[start:end] for start, end in places] == [chunk.page_content for chunk in chunks]
    names = ("source", "title", "heading")
    assert all(chunk.metadata[name] == section.metadata[name] for chunk in chunks for name in names)
    assert [chunk.page_content.strip() for chunk in chunks] == [chunk.page_content for chunk in chunks]
    # in order, without overlap, and nothing between them but white space
    ends = [0, *(end for _, end in places)]
    starts = [*(start for start, _ in places), len(text)]
    assert [text[end:start].strip() for end, start in zip(ends, starts, strict=True)] == [""] * len(ends)

    groups = group_lists(text, find_units(text))
    cuts = {end for _, end in places}
    # no chunk ends with a lead-in that fits with its first item
    for group in groups:
        if len(group) > 1 and group[0].kind == "sentence":
            together = count_tokens([text[group[0].start : group[1].end]])[0]
            assert group[0].end not in cuts or together > room
    # a unit is cut only when it is too long alone, with the mark before it
    units = [unit for group in groups for unit in group]
    for before, unit in pairwise([None, *units]):
        assert unit is not None
        first = before.end if before else 0
        alone = count_tokens([text[first : unit.end]])[0]
        assert alone > room or not any(unit.start < cut < unit.end for cut in cuts)


@given(sections, st.integers(30, 80))
def test_chunks_of_any_section(section: Document, max_tokens: int) -> None:
    """Chunks fit, are exact, hold everything in order, and cut no unit that fits, nor a lead-in from its list."""
    check_chunks(section, BagOfWords().count_tokens, max_tokens)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(section=sections)
def test_chunks_of_any_section_by_the_real_tokenizer(section: Document, encoder: Encoder) -> None:
    """The same holds for the tokens of the packaged model and its limit."""
    check_chunks(section, encoder.count_tokens, encoder.max_tokens)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(section=sections)
def test_chunks_of_a_smaller_model(section: Document, encoder: Encoder) -> None:
    """The same holds for its tokens and a limit that cuts most sections."""
    check_chunks(section, encoder.count_tokens, 48)


def split(text: str, max_tokens: int, title: str = "", heading: str = "") -> list[str]:
    section = make_section(text, title, heading)
    return [chunk.page_content for chunk in split_sections([section], BagOfWords().count_tokens, max_tokens)]


@pytest.mark.parametrize(
    ("text", "max_tokens", "chunks"),
    [
        ("", 5, []),
        ("   \n ", 5, []),
        ("One two.", 5, ["One two."]),
        ("One two. Three four. Five six.", 6, ["One two. Three four.", "Five six."]),
        ("one two three four five six", 3, ["one two three", "four five six"]),
        ("Things:\n\n- a b\n- c d", 5, ["Things:\n\n- a b", "- c d"]),
        ("One two. Things:\n\n- a b\n- c d", 7, ["One two.", "Things:\n\n- a b", "- c d"]),
        ("Many things that are:\n\n- a b\n- c d", 5, ["Many things that are:", "- a b", "- c d"]),
        ("????????", 2, ["??", "??", "??", "??"]),
        ("| A: b | C: d\n| A: e | C: f", 10, ["| A: b | C: d", "| A: e | C: f"]),
    ],
)
def test_where_chunks_end(text: str, max_tokens: int, chunks: list[str]) -> None:
    """Units go together while they fit; a lead-in goes with its list; only what is too long alone is cut."""
    assert split(text, max_tokens) == chunks


def test_context_takes_room() -> None:
    """Title and heading are embedded with each chunk, so less text fits."""
    text = "One two. Three four."

    assert split(text, 6) == [text]
    assert split(text, 6, "Title") == ["One two.", "Three four."]
    assert split(text, 8, "Title", "Heading") == ["One two.", "Three four."]


@pytest.mark.parametrize("word", ["中" * 2000, "?!" * 1000, "x" * 5000, "ab" * 45 + " " + "ba" * 45, "🙂" * 600])
def test_a_word_longer_than_the_limit(word: str, encoder: Encoder) -> None:
    """A word that does not fit is cut inside, and nothing of it is lost."""
    chunks = split_sections([make_section(word)], encoder.count_tokens, encoder.max_tokens)

    assert "".join(chunk.page_content for chunk in chunks) == word.replace(" ", "") or len(chunks) == 1
    check_chunks(make_section(word), encoder.count_tokens, encoder.max_tokens)


def test_sections_never_share_a_chunk() -> None:
    """A chunk lies in one section: it never crosses a heading."""
    sections = [make_section("One."), make_section("Two."), make_section("")]

    chunks = split_sections(sections, BagOfWords().count_tokens, 60)

    assert [chunk.page_content for chunk in chunks] == ["One.", "Two."]


def test_a_section_is_left_as_it_was() -> None:
    """Splitting changes neither a section nor its metadata."""
    section = make_section("One two. Three four.")
    before = section.model_copy(deep=True)

    split_sections([section], BagOfWords().count_tokens, 6)

    assert section == before
