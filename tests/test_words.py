"""Words as search sees them: folded, without stop words, stemmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.words import STOP_WORDS, fold, split_words, stem, terms

FOLDED = [
    ("Przemyśl", "przemysl"),
    ("Łańcut", "lancut"),
    ("Đorđe", "dorde"),
    ("Øresund", "oresund"),
    ("ÆGIS œuvre", "aegis oeuvre"),
    ("Straße", "strasse"),
    ("İstanbul ılık", "istanbul ilik"),
    ("România", "romania"),
    ("Köln", "koln"),
    ("Ελλάδα", "ελλαδα"),
    ("Україна Київ", "украіна киів"),
    ("№ 232", "no 232"),
    ("ﬁnance", "finance"),
    ("１２３", "123"),
    ("Te\u0301le\u0301phone", "telephone"),
]

TERMS = [
    ("", []),
    ("?!… 🙂", []),
    ("Which programmes are there?", ["programm"]),
    ("What is the budget of NEXT MED?", ["budget", "next", "med"]),
    ("EUR 187.4 million", ["eur", "187.4", "million"]),
    ("1,062.2", ["1,062.2"]),
    ("Regulation (EU) 2021/1059", ["regul", "eu", "2021/1059", "2021", "1059"]),
    ("28-29 January 2020", ["28", "29", "januari", "2020"]),
    ("jems@interact.eu", ["jem", "interact", "eu"]),
    ("snake_case", ["snake", "case"]),
    ("What's the contact's e-mail?", ["contact", "e", "mail"]),
    ("Łódź ŁÓDŹ lodz", ["lodz", "lodz", "lodz"]),
    ("programme Programmes PROGRAMMES", ["programm", "programm", "programm"]),
    ("Hungary-Slovakia-Romania-Ukraine", ["hungari", "slovakia", "romania", "ukrain"]),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_spellings_of_one_word_are_equal(text: str, folded: str) -> None:
    """Case, diacritics and typographic variants make no difference."""
    assert fold(text) == folded


@pytest.mark.parametrize(("text", "expected"), TERMS)
def test_terms_of(text: str, expected: list[str]) -> None:
    """Terms come in order, stemmed, without stop words; compound numbers whole and in parts."""
    assert terms(text) == expected


def test_stop_words_stand_folded() -> None:
    """Each stop word is a word as split_words gives it; else it would never match."""
    assert [word for word in sorted(STOP_WORDS) if split_words(word) != [word]] == []


@pytest.mark.parametrize(("word", "stemmed"), [("programmes", "programm"), ("187.4", "187.4"), ("2021", "2021")])
def test_numbers_have_no_stem(word: str, stemmed: str) -> None:
    """Words lose their endings, numbers stay."""
    assert stem(word) == stemmed


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is folded."""
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_terms_do_not_depend_on_case(text: str) -> None:
    """What is typed in capitals finds the same."""
    assert terms(text.upper().lower()) == terms(text.upper())


@given(st.text(max_size=60), st.text(max_size=60))
def test_terms_of_two_lines_are_those_of_each(first: str, second: str) -> None:
    """Terms do not reach over a line break."""
    assert terms(f"{first}\n{second}") == terms(first) + terms(second)
