"""Questions to start with."""

from kb.wording import Language

STARTERS: dict[str, dict[Language, str]] = {
    "starter_history": {"en": "History", "fr": "Histoire", "it": "Storia", "ro": "Istorie", "uk": "Історія"},
    "starter_contact": {
        "en": "Who is the contact for the Interreg NEXT network?",
        "fr": "Qui est la personne de contact du réseau Interreg NEXT ?",
        "it": "Chi è la persona di contatto per la rete Interreg NEXT?",
        "ro": "Cine este persoana de contact pentru rețeaua Interreg NEXT?",
        "uk": "Хто є контактною особою мережі Interreg NEXT?",
    },
    "starter_programmes": {
        "en": "Which programmes are there?",
        "fr": "Quels sont les programmes ?",
        "it": "Quali sono i programmi?",
        "ro": "Ce programe există?",
        "uk": "Які є програми?",
    },
    "starter_budget": {
        "en": "What is the budget of Interreg NEXT Black Sea Basin?",
        "fr": "Quel est le budget d'Interreg NEXT Black Sea Basin ?",
        "it": "Qual è il bilancio di Interreg NEXT Black Sea Basin?",
        "ro": "Care este bugetul Interreg NEXT Black Sea Basin?",
        "uk": "Який бюджет Interreg NEXT Black Sea Basin?",
    },
    "starter_before": {
        "en": "What came before Interreg NEXT?",
        "fr": "Qu'y avait-il avant Interreg NEXT ?",
        "it": "Che cosa c'era prima di Interreg NEXT?",
        "ro": "Ce a fost înainte de Interreg NEXT?",
        "uk": "Що було до Interreg NEXT?",
    },
    "starter_suspension": {
        "en": "What happened to the programmes with Russia and Belarus?",
        "fr": "Que sont devenus les programmes avec la Russie et le Bélarus ?",
        "it": "Che cosa è successo ai programmi con la Russia e la Bielorussia?",
        "ro": "Ce s-a întâmplat cu programele cu Rusia și Belarus?",
        "uk": "Що сталося з програмами з Росією та Білоруссю?",
    },
    "starter_term": {
        "en": "What is a managing authority?",
        "fr": "Qu'est-ce qu'une autorité de gestion ?",
        "it": "Che cos'è un'autorità di gestione?",
        "ro": "Ce este o autoritate de management?",
        "uk": "Що таке орган управління?",
    },
}
