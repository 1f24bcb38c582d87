"""The view of terms and short forms."""

from kb.wording import Language

GLOSSARY: dict[str, dict[Language, str]] = {
    "glossary_search": {
        "en": "Term, abbreviation or word in another language",
        "fr": "Terme, abréviation ou mot dans une autre langue",
        "it": "Termine, abbreviazione o parola in un’altra lingua",
        "ro": "Termen, abreviere sau cuvânt în altă limbă",
        "uk": "Термін, скорочення або слово іншою мовою",
    },
    "glossary_lead": {
        "en": "Terms and short forms, what they mean, and what they are called in other languages.",
        "fr": "Termes et abréviations, leur sens et leurs noms dans d’autres langues.",
        "it": "Termini e abbreviazioni, il loro significato e i nomi in altre lingue.",
        "ro": "Termeni și abrevieri, ce înseamnă și cum se numesc în alte limbi.",
        "uk": "Терміни та скорочення, їхнє значення та назви іншими мовами.",
    },
    "glossary_empty": {
        "en": "The documents have no glossary, list of abbreviations or table of translations.",
        "fr": "Les documents n’ont ni glossaire, ni liste d’abréviations, ni tableau de traductions.",
        "it": "I documenti non hanno glossario, elenco di abbreviazioni o tabella di traduzioni.",
        "ro": "Documentele nu au glosar, listă de abrevieri sau tabel de traduceri.",
        "uk": "У документах немає глосарія, списку скорочень чи таблиці перекладів.",
    },
    "letters": {"en": "Letters", "fr": "Lettres", "it": "Lettere", "ro": "Litere", "uk": "Літери"},
}
