"""The view of contacts."""

from kb.wording import Language

CONTACTS: dict[str, dict[Language, str]] = {
    "contacts_search": {
        "en": "Name, role, programme or country",
        "fr": "Nom, fonction, programme ou pays",
        "it": "Nome, funzione, programma o paese",
        "ro": "Nume, funcție, program sau țară",
        "uk": "Ім’я, посада, програма або країна",
    },
    "contacts_lead": {
        "en": "Who answers for what, and how to reach them, as the documents say it.",
        "fr": "Qui répond de quoi et comment les joindre, selon les documents.",
        "it": "Chi risponde di cosa e come contattarlo, secondo i documenti.",
        "ro": "Cine răspunde de ce și cum poate fi contactat, potrivit documentelor.",
        "uk": "Хто за що відповідає і як із ними зв’язатися, за документами.",
    },
    "contacts_empty": {
        "en": "The documents have no table of contacts: none with an e-mail address, a website or whom to ask.",
        "fr": "Les documents n’ont pas de tableau de contacts.",
        "it": "I documenti non hanno una tabella di contatti.",
        "ro": "Documentele nu au un tabel de contacte.",
        "uk": "У документах немає таблиці контактів.",
    },
    "write_to": {
        "en": "Write to {address}",
        "fr": "Écrire à {address}",
        "it": "Scrivi a {address}",
        "ro": "Scrie la {address}",
        "uk": "Написати на {address}",
    },
    "others": {"en": "Others", "fr": "Autres", "it": "Altri", "ro": "Alții", "uk": "Інші"},
}
