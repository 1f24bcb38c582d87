"""Yes or no: the list that decides is shown, and the word is said only where it is certain."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from libraries import make_library

from kb.answer import Status, answer_question
from kb.compose.enumerated import find_enumerations
from kb.compose.material import Material
from kb.extract import Composed, compose_answer
from kb.index import Index
from kb.lookup import look_up
from kb.names import find_names
from kb.wording import LANGUAGES, phrase

GOLDEN = Path(__file__).parent / "golden" / "yes-no.yaml"
ASKED: list[dict[str, Any]] = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))["questions"]
WORDS = {phrase(says, language): says for says in ("yes", "no") for language in LANGUAGES}

PAGES = {
    "harbour.md": (
        "# Harbour Programme\n\nThe Harbour Programme builds piers.\n\n## Area\n\n"
        "Three countries take part in the Harbour Programme: Latvia, Estonia and Finland.\n\n"
        "The Latvian part of the area is made up of three regions:\n\n- Kurzeme region\n- Vidzeme region\n"
        "- Latgale region, only in part\n\n## Committee\n\nThe members of its board are: Latvia and Estonia.\n"
    ),
    "ferry.md": (
        "# Ferry Programme\n\nThe Ferry Programme runs ferries.\n\n## Area\n\n"
        "Three countries take part in the Ferry Programme: Sweden and Finland.\n\n"
        "The Swedish part of the area is made up of two regions:\n\n- Gotland region\n- Zemgale region\n"
    ),
    "policies.md": (
        "# Policies\n\nThe policies are told below.\n\n## Northern Sea Policy (NSP)\n\n"
        "The Northern Sea Policy (NSP) is a policy for the sea.\n\n"
        "The three NSP countries, that is, the partners of the Northern Sea Policy (NSP), are:\n\n"
        "- Norway\n- Iceland\n- Denmark\n\n## Southern Sea Policy (SSP)\n\n"
        "The two countries that the Southern Sea Policy (SSP) calls candidate partners are:\n\n- Malta\n- Cyprus\n"
    ),
    "pier.md": (
        "# Pier Programme\n\nThe Pier Programme builds piers.\n\n## Area\n\n"
        "Four countries take part in the Pier Programme, two EU Member States and two partner countries:\n\n"
        "- EU Member States: Italy, Malta\n- Partner countries: Egypt, Tunisia\n"
    ),
}


@pytest.fixture(scope="module")
def piers(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of two programmes; the second says of three countries and names two."""
    return make_library(tmp_path_factory.mktemp("piers"), PAGES)


def compose(index: Index, question: str) -> Composed:
    return compose_answer(index, look_up(index, question))


def said(text: str) -> str:
    """Give "yes" or "no" if the text begins with that word."""
    return WORDS.get(text.split(" ")[0], "")


@pytest.mark.parametrize(
    ("question", "decided", "word"),
    [
        ("Does Estonia take part in the Harbour Programme?", True, "Yes."),
        ("Is Kurzeme eligible in the Harbour Programme?", True, "Yes."),
        ("is vidzeme region part of the Harbour Programme", True, "Yes."),
        ("Does Sweden take part in the Harbour Programme?", True, "No."),
        ("Can Estonian partners apply in the Harbour Programme?", True, ""),
        ("Can Swedish NGOs join the Harbour Programme?", True, "No."),
        ("Can a Swedish museum apply in the Harbour Programme?", True, "Sweden is not named there."),
        ("Can Swedish partners apply in the Harbour Programme?", True, "Sweden is not named there."),
        ("Is Latgale eligible in the Harbour Programme?", True, ""),  # only in part
        ("Is Gotland eligible in the Harbour Programme?", True, "Gotland is not named there."),  # it may lie in one
        ("Does only Estonia take part in the Harbour Programme?", True, ""),
        ("Did Estonia take part in the Harbour Programme in 1999?", False, ""),
        ("Is Estonia a member of the board of the Harbour Programme?", False, ""),
        ("Does Norway take part in the Ferry Programme?", False, ""),  # the list is not whole
        ("Do Estonia and Sweden take part in the Harbour Programme?", False, ""),
        ("Which part of Estonia takes part in the Harbour Programme?", False, ""),
        ("Does the Harbour Programme build piers?", False, ""),
        ("Is Norway a partner of the NSP?", True, "Yes."),
        ("Is Iceland part of the Northern Sea Policy?", True, "Yes."),
        ("Is Sweden a partner country of the NSP?", True, "No."),
        ("Is Sweden part of the NSP?", False, ""),  # the list of partners does not say who else takes part
        ("Was Sweden a partner of the NSP?", False, ""),
        ("Is Malta a partner of the SSP?", False, ""),  # a candidate
        ("Is Spain a partner of the SSP?", False, ""),
        ("Is Egypt a partner country of the Pier Programme?", True, "Yes."),
        ("Is Italy a partner country of the Pier Programme?", True, ""),  # it is a Member State
        ("Is Norway a partner of the Pier Programme?", True, "No."),
    ],
)
def test_what_is_decided(question: str, decided: bool, word: str, piers: Index) -> None:
    """Only what stands in a list, or is a country and stands not in a whole one, is said to be so or not."""
    composed = compose(piers, question)

    assert composed.decided is decided
    shown = "\n".join(quotation.shown for quotation in composed.quotations)
    begins, ends = said(shown), shown.split("\n")[-1].endswith("not named there.")
    assert (begins, ends) == ({"Yes.": "yes", "No.": "no"}.get(word, ""), word.endswith("named there."))
    assert shown.startswith(word) or shown.endswith(word)


def test_what_is_shown_is_the_list(piers: Index) -> None:
    """The list is quoted whole, with its lead-in, and the word stands before it."""
    [quotation] = compose(piers, "Is Kurzeme eligible in the Harbour Programme?").quotations

    assert quotation.quote.startswith("The Latvian part of the area is made up of three regions:")
    assert quotation.quote.endswith("- Latgale region, only in part")
    assert piers.text_of("harbour.md", 1)[quotation.start : quotation.end] == quotation.quote


def test_a_list_is_whole_when_it_holds_as_many_as_it_says(piers: Index) -> None:
    """What a list says and what it holds are compared."""
    names = {name.spellings[0]: name for name in find_names(piers).all if name.titled}
    material = Material(piers, look_up(piers, "Ferry Programme"))

    whole = {
        one.lead.split()[0] + one.lead[-9:]: one.whole for one in find_enumerations(material, names["Ferry Programme"])
    }

    assert whole == {"ThreeProgramme": False, "The regions:": True}


@pytest.mark.parametrize("entry", ASKED, ids=[entry["id"] for entry in ASKED])
def test_no_wrong_word_on_the_shipped_library(entry: dict[str, Any], shipped: Index) -> None:
    """Never is the wrong word said, nor any where nothing is certain."""
    answer = answer_question(shipped, entry["turns"][-1])

    assert said(answer.text) in ("", entry["says"]), answer.text


def test_most_that_is_certain_is_said(shipped: Index) -> None:
    """Nine of ten questions that the documents decide get their word."""
    certain = [entry for entry in ASKED if entry["says"]]

    right = [entry for entry in certain if said(answer_question(shipped, entry["turns"][-1]).text) == entry["says"]]

    assert len(right) >= 0.9 * len(certain), [entry["id"] for entry in certain if entry not in right]


@pytest.mark.parametrize("question", ["Does Egypt take part in NEXT MED?", "Participă Ungaria la România-Ucraina?"])
def test_a_decided_question_is_answered(question: str, shipped: Index) -> None:
    """What a rule has decided is sure enough to be shown."""
    assert answer_question(shipped, question).status is Status.ANSWERED
