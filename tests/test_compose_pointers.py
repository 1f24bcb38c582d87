"""A sentence that only says where more is told is no part of an answer."""

import pytest
from libraries import make_library

from kb.compose.pointers import without_pointers
from kb.extract import Quotation, compose_answer
from kb.index import Index
from kb.lookup import look_up

TOLD = "The tools are made by a group."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of one sentence, to quote lines from."""
    return make_library(tmp_path_factory.mktemp("index"), {"a.md": f"# Tools\n\n{TOLD}\n"})


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ((TOLD, "More about the tools of 2030 is in The guide."), (TOLD,)),
        ((TOLD, "- Further details are given in The guide."), (TOLD,)),
        (("More on the tools is in The guide.",), ("More on the tools is in The guide.",)),
        ((TOLD, "More than half of the tools are in use."), (TOLD, "More than half of the tools are in use.")),
        ((TOLD, "More tools were made."), (TOLD, "More tools were made.")),
    ],
)
def test_a_pointer_is_left_out(lines: tuple[str, ...], kept: tuple[str, ...], index: Index) -> None:
    """Unless there is nothing else; what tells of more of something is none."""
    hit = compose_answer(index, look_up(index, "Who makes the tools?")).quotations[0].hit
    quotations = [Quotation(hit, number, number + 1, line, line) for number, line in enumerate(lines)]

    assert tuple(one.shown for one in without_pointers(quotations)) == kept
