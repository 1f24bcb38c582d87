"""What the answers are limited to."""

from kb.wording import Language

FILTERS: dict[str, dict[Language, str]] = {
    "filters": {
        "en": "Filters",
        "fr": "Filtres",
        "it": "Filtri",
        "ro": "Filtre",
        "uk": "Фільтри",
    },
    "filter_topic": {
        "en": "Topic",
        "fr": "Thème",
        "it": "Tema",
        "ro": "Temă",
        "uk": "Тема",
    },
    "filter_document": {
        "en": "Document",
        "fr": "Document",
        "it": "Documento",
        "ro": "Document",
        "uk": "Документ",
    },
    "filter_since": {
        "en": "Since",
        "fr": "Depuis",
        "it": "Dal",
        "ro": "Din",
        "uk": "Від",
    },
    "filter_until": {
        "en": "Until",
        "fr": "Jusqu'à",
        "it": "Fino al",
        "ro": "Până în",
        "uk": "До",
    },
    "any_year": {
        "en": "Any year",
        "fr": "Toute année",
        "it": "Qualsiasi anno",
        "ro": "Orice an",
        "uk": "Будь-який рік",
    },
    "only": {
        "en": "Only",
        "fr": "Seulement",
        "it": "Solo",
        "ro": "Numai",
        "uk": "Лише",
    },
    "only_note": {
        "en": "{count} of {all} documents. Untick what should no longer limit the answers.",
        "fr": "Documents : {count} sur {all}. Décochez ce qui ne doit plus limiter les réponses.",
        "it": "Documenti: {count} su {all}. Deselezioni ciò che non deve più limitare le risposte.",
        "ro": "Documente: {count} din {all}. Debifați ce nu trebuie să mai limiteze răspunsurile.",
        "uk": "Документів: {count} з {all}. Зніміть позначку з того, що не має більше обмежувати відповіді.",
    },
    "only_line": {
        "en": "Only: {limits} – {count} of {all} documents",
        "fr": "Seulement : {limits} – documents : {count} sur {all}",
        "it": "Solo: {limits} – documenti: {count} su {all}",
        "ro": "Numai: {limits} – documente: {count} din {all}",
        "uk": "Лише: {limits} – документів: {count} з {all}",
    },
    "since": {
        "en": "since {year}",
        "fr": "depuis {year}",
        "it": "dal {year}",
        "ro": "din {year}",
        "uk": "від {year}",
    },
    "until": {
        "en": "until {year}",
        "fr": "jusqu'à {year}",
        "it": "fino al {year}",
        "ro": "până în {year}",
        "uk": "до {year}",
    },
    "no_document": {
        "en": "No document is left: remove a filter.",
        "fr": "Aucun document ne reste : retirez un filtre.",
        "it": "Non resta alcun documento: tolga un filtro.",
        "ro": "Nu rămâne niciun document: eliminați un filtru.",
        "uk": "Жодного документа не лишилося: приберіть фільтр.",
    },
}
