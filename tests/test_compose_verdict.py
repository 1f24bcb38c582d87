"""Yes or no before what is quoted: only where a figure or a denial leaves no doubt."""

import pytest
from libraries import make_library

from kb.extract import Composed, compose_answer
from kb.index import Index
from kb.lookup import look_up
from kb.wording import LANGUAGES, phrase

PAGES = {
    "sail.md": (
        "# Terms of the sea\n\nThe terms are told below.\n\n## Sail Corps (SC)\n\n"
        "In the Sail Corps (SC) people aged 18 to 30 volunteer on ships of Riga.\n\n"
        "## Log Book (LB)\n\nThe Log Book (LB) is the software of the harbour, free of charge under a licence.\n\n"
        "## Wind Chart (WC)\n\nThe Wind Chart (WC) is the map of the harbour, free of charge for captains.\n\n"
        "## Tide Table (TT)\n\nThe Tide Table (TT) was a book of the harbour, no longer free of charge.\n\n"
        "## Salt League (SL)\n\nNorway was never a partner of the Salt League (SL). "
        "Sweden was not a member of the Salt League (SL) before 1990.\n"
    ),
    "raft.md": (
        "# Raft Programme\n\nThe Raft Programme pays for rafts.\n\n## Crews\n\n"
        "A crew in the Raft Programme may have at most six sailors.\n\n"
        "## Journeys\n\nA journey in the first call of the Raft Programme may last up to 12 months.\n\n"
        "## Boats\n\nA fleet in the Raft Programme may have at most four covered boats.\n\n"
        "## Anchors\n\nA raft in the Raft Programme may have up to two anchors, and up to five anchors at sea.\n"
    ),
}
WORDS = {phrase(says, language): says for says in ("yes", "no") for language in LANGUAGES}


@pytest.fixture(scope="module")
def sea(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of limits, ages, denials and of what is free."""
    return make_library(tmp_path_factory.mktemp("sea"), PAGES)


def compose(index: Index, question: str) -> Composed:
    return compose_answer(index, look_up(index, question))


def said(composed: Composed) -> str:
    """Give "yes" or "no" if the first quotation begins with that word."""
    return WORDS.get(composed.quotations[0].shown.split(" ")[0], "")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Can I volunteer in the Sail Corps at 29?", "yes"),
        ("Can I volunteer in the Sail Corps at 18?", "yes"),
        ("Can I volunteer in the Sail Corps at 30?", ""),  # the upper end may be meant to be in it or not
        ("Can a person of 17 volunteer in the Sail Corps?", "no"),
        ("Can I volunteer in the Sail Corps at 41?", "no"),
        ("Can I be paid in the Sail Corps at 29?", ""),  # nothing is said of that
        ("Can I volunteer in the Sail Corps for 29 months?", ""),
        ("Can only people of 29 volunteer in the Sail Corps?", ""),
        ("How can I volunteer in the Sail Corps at 29?", ""),
        ("Can a crew in the Raft Programme have seven sailors?", "no"),
        ("Can a crew in the Raft Programme have 12 sailors?", "no"),
        ("Can a crew in the Raft Programme have six sailors?", ""),
        ("Can a crew in the Raft Programme have two sailors?", ""),  # other rules may forbid it
        ("Can a crew have seven sailors?", ""),  # in another programme it may
        ("Can a crew in the Raft Programme have seven captains?", ""),
        ("Can a journey in the Raft Programme last 13 months?", ""),  # of one call only
        ("Can a fleet in the Raft Programme have five boats?", ""),  # of one sort only
        ("Can a raft in the Raft Programme have three anchors?", ""),  # one limit is higher
        ("Is the Log Book free?", "yes"),
        ("Is the Log Book free of charge?", "yes"),
        ("Is the licence of the Log Book free?", ""),
        ("Is the Wind Chart free?", ""),
        ("Is the Tide Table free?", ""),
        ("Is Norway a partner of the Salt League?", "no"),
        ("Is Norway part of the Salt League?", "no"),
        ("Is Sweden a member of the Salt League?", ""),  # that was so before 1990
        ("Is the partner of Norway in the Salt League?", ""),
    ],
)
def test_what_is_decided(question: str, verdict: str, sea: Index) -> None:
    """A word is said only where the first sentences decide all that was asked."""
    composed = compose(sea, question)

    assert (said(composed), composed.decided) == (verdict, bool(verdict))


def test_the_quotation_is_as_it_stands(sea: Index) -> None:
    """The word stands before what is shown, not in what is quoted."""
    first = compose(sea, "Is the Log Book free?").quotations[0]

    assert first.shown == f"Yes. {first.quote}"
    assert sea.text_of("sail.md", 1)[first.start : first.end] == first.quote


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("can a HUSKROUA project have seven partners", "no"),
        ("can a HUSKROUA project have four partners", ""),
        ("is Jems free", "yes"),
        ("can I volunteer at 29", "yes"),
        ("can I be an IVY volunteer at 35?", "no"),
        ("can Russians volunteer at 25?", ""),
        ("can a small-scale project in HUSKROUA last 30 months?", ""),
        ("can a project have seven partners?", ""),
        ("is Russia part of the ENP?", "no"),
        ("is Libya a partner of the ENP", "yes"),
        ("is there a Karelia programme for 2021-2027?", "no"),
        ("is a call open in Poland-Ukraine?", ""),
        ("is keep.eu free?", ""),
        ("does Interact fund projects?", ""),
    ],
)
def test_no_wrong_word_on_the_shipped_library(question: str, verdict: str, shipped: Index) -> None:
    """What the documents settle is said; what they leave open is not."""
    assert said(compose(shipped, question)) == verdict
