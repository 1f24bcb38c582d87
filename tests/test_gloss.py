"""Questions of other languages put into English words."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.gloss import GLOSSED, LEXICON, Entry, Lexicon, gloss, packaged_lexicon, transliterate
from kb.wording import LANGUAGES

GLOSSES = [
    ("fr", "Qui est l'autorité de gestion du programme ?", "who is managing authority of programme?"),
    ("fr", "Combien de pays voisins y a-t-il ?", "how many countries neighbour?"),
    ("fr", "Qu'est-ce qu'un chef de file ?", "what is lead partner?"),
    ("it", "Quali sono le priorità del programma Polonia-Ucraina?", "what are priorities of programme Poland-Ukraine?"),
    ("it", "Quando è stato approvato il bilancio totale?", "when was approve total budget?"),
    ("ro", "Unde se află secretariatul comun?", "where located joint secretariat?"),
    ("ro", "Ce țări participă?", "what countries participate?"),
    ("uk", "Скільки проєктів?", "how many projects?"),
    ("uk", "Коли закінчується перший конкурс у Румунії?", "when end first call in Romania?"),
    # "È" is "is", "e" is "and"; who asks is not left in the other language.
    ("it", "Chi è il direttore e chi paga?", "who is director and who pay?"),
    ("it", "Qual e la scadenza?", "what is deadline?"),
    ("fr", "Notre ville est en Corse", "our city is in Corsica"),
    ("ro", "Comuna mea este în Moldova", "municipality my is in Moldova"),
    ("uk", "Моє місто Чернівці", "my city Chernivtsi"),
    # What is counted is not what it belongs to; money has no plural.
    ("it", "Quanti soldi ha il programma?", "how much money programme?"),
    ("fr", "De quels fonds dispose le programme ?", "of which money have programme?"),
    ("fr", "Combien d'argent demandaient-ils ?", "how much money ask?"),
    ("ro", "Ce buget a avut?", "what budget of?"),
    ("fr", "Pourquoi la coopération a-t-elle été arrêtée ?", "why cooperation was suspended?"),
    # "Чи" asks, and stands for "or" further on; "з" is "with" or "from".
    ("uk", "Чи можна подати заявку?", "can apply?"),
    ("uk", "Чи є програма?", "is there programme?"),
    ("uk", "Чи платить ЄС?", "does pay EU?"),
    ("uk", "Проєкт чи програма?", "project or programme?"),
    ("uk", "співпраця з Росією", "cooperation with Russia"),
    ("uk", "кошти з бюджету", "money from budget"),
    ("uk", "Хто відповідає за бюджет?", "who responsible for budget?"),
    # "Який" without a verb asks what something is, with one which of several.
    ("uk", "Який бюджет програми?", "what is budget programme?"),
    ("uk", "Яка програма має бюджет?", "which programme budget?"),
    ("uk", "Де офіс у Лівані?", "where office in Lebanon?"),  # not Libya, which has the same stem
    ("uk", "Де офіс у Лівії?", "where office in Libya?"),
    ("fr", "Y a-t-il un appel ouvert ?", "is there call open?"),
    ("uk", "Хто такий Іван Шевченко?", "who takyi Ivan Shevchenko?"),
    # Verbs of what happens to programmes, calls and meetings.
    ("uk", "Коли угода втратила чинність?", "when agreement expire?"),
    ("uk", "Коли програма перестала діяти?", "when programme expire?"),
    ("it", "Quando si riunisce il comitato?", "when meet committee?"),
    ("ro", "Când s-a reunit comitetul?", "when meet committee?"),
    ("fr", "L'appel a-t-il été prolongé ?", "call was extend?"),
    ("it", "Il bando è stato rinviato?", "call for proposals was postpone?"),
    ("fr", "Le règlement est-il en vigueur ?", "regulation is in vigueur?"),  # no word of ending
    # What is said in Latin everywhere is no post.
    ("fr", "évaluation ex post", "evaluation ex post"),
    ("ro", "evaluare ex post", "evaluation ex post"),
    ("fr", "Fluxwerk 2021/1059", "Fluxwerk 2021/1059"),
    ("fr", "", ""),
]

# The system's own examples: https://zakon.rada.gov.ua/laws/show/55-2010-%D0%BF
LATIN = [
    ("Згурський", "Zhurskyi"),
    ("Їжакевич", "Yizhakevych"),
    ("Кадиївка", "Kadyivka"),
    ("Йосипівка", "Yosypivka"),
    ("Стрий", "Stryi"),
    ("Щербухи", "Shcherbukhy"),
    ("Русь", "Rus"),
    ("Знам'янка", "Znamianka"),
    ("Закарпаття", "Zakarpattia"),
    ("Юрій", "Yurii"),
]


@pytest.mark.parametrize(("language", "question", "english"), GLOSSES)
def test_glosses(language: str, question: str, english: str) -> None:
    """Phrases go before words, question words keep their kind, plurals stay plurals, the unknown stays."""
    assert gloss(question, packaged_lexicon(language)) == english


def test_what_is_kept_stays_as_typed() -> None:
    """Names that the library knows are not taken for words."""
    assert gloss("Qui gère Mer Noire ?", packaged_lexicon("fr"), [(9, 18)]) == "who run Mer Noire?"


def test_the_first_entry_wins() -> None:
    """A library's own translation goes before the packaged one."""
    own = Entry("", "river board", ("comité",))

    assert gloss("comité", Lexicon("fr", [own, Entry("", "committee", ("comité",))])) == "river board"


@pytest.mark.parametrize(("cyrillic", "latin"), LATIN)
def test_ukrainian_in_latin_letters(cyrillic: str, latin: str) -> None:
    """Names are written as the national system writes them, but for its one special group, зг."""
    assert transliterate(cyrillic) == latin


def test_each_row_has_every_language() -> None:
    """Each row of the lexicon has a column for each language and English, and some word in it."""
    for name in ("words.csv", "countries.csv"):
        with (LEXICON / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert all(set(LANGUAGES) <= set(row) and None not in row for row in rows)
        assert [row for row in rows if not any(row[language] for language in GLOSSED)] == []


@given(st.sampled_from(GLOSSED), st.text(max_size=80))
def test_any_text_has_a_gloss(language: str, text: str) -> None:
    """Nothing that can be typed fails."""
    assert isinstance(gloss(text, packaged_lexicon(language)), str)
