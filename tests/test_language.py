"""A question's language."""

import pytest

from kb.language import detect_language

LANGUAGES = {
    "en": """Who runs it? | budget | the deadline | What is Autorità di gestione? | contact for small projects |
        contact secretariat Suceava | suceava secretariat e-mail | contact Iași |
        waht is a smal project fnd | 12345 | TESIM? | e-mail of the joint secretariat | priorities | ok | ''""",
    "fr": """Qui est le directeur ? | Quel est le budget total ? | C'est quoi, un partenaire ? | date limite du dépôt |
        Combien d'argent reçoit le projet ? | autorité de gestion""",
    "it": """Chi è il direttore? | Qual è la scadenza? | quanti paesi partecipano | Dove si trova l'ufficio? |
        autorità di gestione""",
    "ro": """Cine este directorul? | Care este termenul limită? | câte țări participă | Unde se află biroul? |
        autoritatea de management | secretariat comun | adresa secretariat Iași""",
    "uk": "Хто директор? | Який термін подання? | скільки країн | Де офіс? | орган управління",
    "de": "Wer ist für das Programm zuständig? | Wie hoch ist das Budget des Programms?",
    "es": "¿Quién es el responsable del programa? | ¿Cuándo se aprobó el presupuesto?",
}


@pytest.mark.parametrize(
    ("language", "question"),
    [(language, question.strip()) for language, texts in LANGUAGES.items() for question in texts.split("|")],
)
def test_the_language_of_short_questions(language: str, question: str) -> None:
    """A few words tell the language; where nothing tells it, it is English."""
    assert detect_language(question) == language


def test_names_do_not_decide() -> None:
    """A foreign name in an English question is left out."""
    question = "Biroul Regional pentru Cooperare Transfrontalieră address"

    assert detect_language(question, [(0, len(question) - len(" address"))]) == "en"


def test_a_piece_of_a_sentence_keeps_the_language_that_was_spoken() -> None:
    """Words that may be of either language are of the one before, English words are English."""
    assert detect_language("il Mar Nero", spoken="it") == "it"
    assert detect_language("il Mar Nero") == "en"
    assert detect_language("the second call", spoken="it") == "en"
    assert detect_language("contact", spoken="ro") == "en"
