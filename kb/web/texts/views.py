"""What several of the views made from the documents say."""

from kb.wording import Language

VIEWS: dict[str, dict[Language, str]] = {
    "reading": {
        "en": "Reading the documents…",
        "fr": "Lecture des documents…",
        "it": "Lettura dei documenti…",
        "ro": "Se citesc documentele…",
        "uk": "Читання документів…",
    },
    "search": {"en": "Search", "fr": "Rechercher", "it": "Cerca", "ro": "Caută", "uk": "Пошук"},
    "all": {"en": "All", "fr": "Tous", "it": "Tutti", "ro": "Toate", "uk": "Усі"},
    "shown": {
        "en": "{shown} of {all} shown",
        "fr": "{shown} sur {all} affichés",
        "it": "{shown} di {all} mostrati",
        "ro": "{shown} din {all} afișate",
        "uk": "Показано {shown} з {all}",
    },
    "nothing_fits": {
        "en": "Nothing fits what you typed or chose. Use fewer words, or choose “All”.",
        "fr": "Rien ne correspond à votre saisie ou à vos choix. Utilisez moins de mots ou choisissez « Tous ».",
        "it": "Nulla corrisponde a quanto digitato o scelto. Usi meno parole o scelga «Tutti».",
        "ro": "Nimic nu se potrivește. Folosiți mai puține cuvinte sau alegeți „Toate”.",
        "uk": "Нічого не знайдено. Введіть менше слів або виберіть «Усі».",
    },
    "also_in": {"en": "Also in", "fr": "Aussi dans", "it": "Anche in", "ro": "Și în", "uk": "Також у"},
    "show_chart": {
        "en": "As a chart",
        "fr": "En graphique",
        "it": "Come grafico",
        "ro": "Ca grafic",
        "uk": "Як діаграму",
    },
}
