"""Questions read with a library's names and translations."""

from pathlib import Path

from libraries import make_library

from kb.followup import Turn
from kb.index import Index
from kb.reading import read_question, read_turns

RIVERS = {
    "alva.md": "# River Alva-Berg (RAB)\n\nThe weir board of River Alva-Berg meets in Oslo.\n",
    "terms.csv": "# Terms\n\n| English term: weir board (WB) | French: comité des barrages (CB); barragerie\n",
}


def test_a_question_in_english_is_searched_as_it_is(shipped: Index) -> None:
    """English needs no gloss; its names are known, and spelt as the documents mostly do."""
    reading = read_question(shipped, "Who runs PL-UA?")

    assert (reading.text, reading.language) == ("Who runs NEXT Poland-Ukraine?", "en")
    assert [name.spellings[0] for name in reading.names] == ["NEXT Poland-Ukraine"]


def test_a_question_in_another_language_is_glossed_and_its_names_found(shipped: Index) -> None:
    """Names are found in the words of the gloss, whatever their order."""
    found = {
        question: [name.spellings[0] for name in read_question(shipped, question).names if name.titled]
        for question in ("Le budget du bassin de la mer Noire ?", "Який бюджет програми Румунія-Україна?")
    }

    assert list(found.values()) == [["NEXT Black Sea Basin"], ["NEXT Romania-Ukraine"]]


def test_what_the_library_is_about_is_not_named(shipped: Index) -> None:
    """The subject of the whole library tells nothing apart."""
    assert read_question(shipped, "What is Interreg NEXT?").names == ()
    assert read_question(shipped, "Which NEXT programmes are there?").names == ()


def test_a_language_without_a_lexicon_is_answered_in_english(shipped: Index) -> None:
    """A German question stays as it is, and its frame is English."""
    question = "Wer ist für das Programm zuständig?"
    reading = read_question(shipped, question)

    assert (reading.text, reading.language) == (question, "en")


def test_a_librarys_own_translations_are_used(tmp_path: Path) -> None:
    """A table with columns named by languages is part of the lexicon, abbreviations in brackets too."""
    index = make_library(tmp_path, RIVERS)
    read = [
        read_question(index, question).text
        for question in ("Qui est la barragerie ?", "Où est le CB ?", "Où est le comité des barrages ?")
    ]

    assert read == ["who is weir board?", "where is WB?", "where is weir board?"]


def test_misspelt_names_are_named(shipped: Index) -> None:
    """A name with a letter too few is found, and what was taken for what is told."""
    reading = read_question(shipped, "huskrua budjet, Mongolia?")

    assert [name.spellings[0] for name in reading.names] == ["NEXT Hungary-Slovakia-Romania-Ukraine"]
    assert (reading.corrections, reading.unknown) == ((("huskrua", "HUSKROUA"), ("budjet", "budget")), ("Mongolia",))


def test_earlier_questions_are_read_too(shipped: Index) -> None:
    """What was asked before is glossed, what was answered is not."""
    turns = [Turn("user", "Quel est le budget total ?"), Turn("assistant", "Le budget")]

    assert [turn.text for turn in read_turns(shipped, turns)[0]] == ["what is total budget?", "Le budget"]


def test_what_opens_a_question_in_ukrainian_is_no_or(shipped: Index) -> None:
    """It asks for a yes or no; within a question it is "or"."""
    assert read_question(shipped, "Чи можна зараз подати заявку на програму Румунія-Україна?").text.startswith("can")
    assert " or " in read_question(shipped, "Хто керує програмою: Румунія чи Україна?").text
