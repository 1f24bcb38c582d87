"""The view of all documents."""

from kb.wording import Language

_ROWS: dict[str, tuple[str, str, str, str, str]] = {
    # key: English, French, Italian, Romanian, Ukrainian
    "library_search": (
        "Search in titles and names",
        "Chercher dans les titres et les noms",
        "Cerca nei titoli e nei nomi",
        "Caută în titluri și nume",
        "Шукати в назвах",
    ),
    "library_topic": ("Topic", "Thème", "Tema", "Temă", "Тема"),
    "library_all": ("All topics", "Tous les thèmes", "Tutti i temi", "Toate temele", "Усі теми"),
    "library_sort": ("Sort by", "Trier par", "Ordina per", "Sortează după", "Упорядкувати за"),
    "library_by_title": ("Title", "Titre", "Titolo", "Titlu", "Назвою"),
    "library_by_topic": ("Topic, then title", "Thème, puis titre", "Tema, poi titolo", "Temă, apoi titlu", "Темою"),
    "library_by_newest": ("Newest first", "Plus récents", "Più recenti", "Cele mai noi", "Спершу найновіші"),
    "library_by_oldest": ("Oldest first", "Plus anciens", "Meno recenti", "Cele mai vechi", "Спершу найдавніші"),
    "library_by_longest": ("Longest first", "Plus longs", "Più lunghi", "Cele mai lungi", "Спершу найдовші"),
    "library_by_changed": (
        "Changed lately first",
        "Modifiés récemment",
        "Modificati di recente",
        "Modificate recent",
        "Спершу недавно змінені",
    ),
    "library_caption": (
        "What the answers are made from",
        "Ce dont les réponses sont faites",
        "Da dove vengono le risposte",
        "Din ce sunt făcute răspunsurile",
        "З чого складаються відповіді",
    ),
    "library_lead": (
        "Every document that the answers are made from, how old it is, and its original.",
        "Tous les documents dont les réponses sont faites, leur date et leur original.",
        "Tutti i documenti da cui vengono le risposte, la loro data e il loro originale.",
        "Toate documentele din care sunt făcute răspunsurile, data lor și originalul.",
        "Усі документи, з яких складаються відповіді, їхня дата й оригінал.",
    ),
    "library_document": ("Document", "Document", "Documento", "Document", "Документ"),
    "library_date": ("Date", "Date", "Data", "Data", "Дата"),
    "library_length": ("Length", "Longueur", "Lunghezza", "Lungime", "Обсяг"),
    "library_language": ("Language", "Langue", "Lingua", "Limbă", "Мова"),
    "library_changed": ("Lately", "Récemment", "Di recente", "Recent", "Нещодавно"),
    "library_original": ("Original", "Original", "Originale", "Original", "Оригінал"),
    "library_pages": (
        "pages: {count}",
        "pages : {count}",
        "pagine: {count}",
        "pagini: {count}",
        "сторінок: {count}",
    ),
    "library_characters": (
        "{count} characters",
        "{count} caractères",
        "{count} caratteri",
        "{count} caractere",
        "{count} знаків",
    ),
    "library_new": ("new", "nouveau", "nuovo", "nou", "новий"),
    "library_altered": ("changed", "modifié", "modificato", "modificat", "змінений"),
    "library_old": (
        "old, check it",
        "ancien, à vérifier",
        "non recente, da verificare",
        "vechi, de verificat",
        "давній, варто перевірити",
    ),
    "library_web": ("web", "web", "web", "web", "сайт"),
    "library_download": ("file", "fichier", "file", "fișier", "файл"),
    "library_count": (
        "Documents: {count}",
        "Documents : {count}",
        "Documenti: {count}",
        "Documente: {count}",
        "Документів: {count}",
    ),
    "library_part": (
        "Documents: {first} to {last} of {count}",
        "Documents : {first} à {last} sur {count}",
        "Documenti: da {first} a {last} di {count}",
        "Documente: de la {first} la {last} din {count}",
        "Документи: {first}–{last} з {count}",
    ),
    "library_gone": (
        "No longer here since the ingest before: {names}",
        "Disparus depuis la lecture précédente : {names}",
        "Non più presenti dalla lettura precedente: {names}",
        "Dispărute de la citirea anterioară: {names}",
        "Зникли після попереднього читання: {names}",
    ),
    "library_no_match": (
        "No document matches. Search for another word, or choose all topics.",
        "Aucun document ne correspond. Cherchez un autre mot ou choisissez tous les thèmes.",
        "Nessun documento corrisponde. Cercare un’altra parola o scegliere tutti i temi.",
        "Niciun document nu se potrivește. Căutați alt cuvânt sau alegeți toate temele.",
        "Жоден документ не підходить. Пошукайте інше слово або виберіть усі теми.",
    ),
    "library_loading": (
        "The documents are being looked through…",
        "Les documents sont passés en revue…",
        "I documenti vengono esaminati…",
        "Documentele sunt parcurse…",
        "Документи переглядаються…",
    ),
    "library_before": ("Previous", "Précédents", "Precedenti", "Anterioare", "Попередні"),
    "library_after": ("Next", "Suivants", "Successivi", "Următoare", "Наступні"),
}

LIBRARY: dict[str, dict[Language, str]] = {
    key: {"en": en, "fr": fr, "it": it, "ro": ro, "uk": uk} for key, (en, fr, it, ro, uk) in _ROWS.items()
}
