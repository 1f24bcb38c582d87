"""What stands above, before and behind quotations."""

from kb.wording.languages import Language

COMPOSED: dict[str, dict[Language, str]] = {
    "which_one": {
        "en": "Which one do you mean?",
        "fr": "Lequel voulez-vous dire ?",
        "it": "Quale intende?",
        "ro": "La care vă referiți?",
        "uk": "Що саме Ви маєте на увазі?",
    },
    "counted": {
        "en": "{number} (counted)",
        "fr": "{number} (comptés)",
        "it": "{number} (contati)",
        "ro": "{number} (numărate)",
        "uk": "{number} (пораховано)",
    },
    "only_in": {
        "en": "{things} – in the list of {first}, not in that of {second} (compared):",
        "fr": "{things} – dans la liste de {first}, pas dans celle de {second} (comparées) :",
        "it": "{things} – nell'elenco di {first}, non in quello di {second} (confrontati):",
        "ro": "{things} – în lista {first}, nu în cea a {second} (comparate):",
        "uk": "{things} – у переліку {first}, а не в переліку {second} (порівняно):",
    },
    "yes": {"en": "Yes.", "fr": "Oui.", "it": "Sì.", "ro": "Da.", "uk": "Так."},
    "no": {"en": "No.", "fr": "Non.", "it": "No.", "ro": "Nu.", "uk": "Ні."},
    "not_listed": {
        "en": "{thing} is not named there.",
        "fr": "{thing} n'y est pas mentionné.",
        "it": "{thing} non vi è nominato.",
        "ro": "{thing} nu este menționat acolo.",
        "uk": "{thing} там не згадано.",
    },
    "more": {
        "en": "and {number} more",
        "fr": "et {number} de plus",
        "it": "e altri {number}",
        "ro": "și încă {number}",
        "uk": "і ще {number}",
    },
    "themes": {
        "en": "In priorities or objectives by this word (others may use another one):",
        "fr": "Dans les priorités ou objectifs, sous ce mot (d'autres peuvent en employer un autre) :",
        "it": "Nelle priorità o negli obiettivi con questa parola (altri possono usarne un'altra):",
        "ro": "În priorități sau obiective, sub acest cuvânt (altele pot folosi altul):",
        "uk": "У пріоритетах або цілях за цим словом (інші можуть уживати інше):",
    },
    "by_word": {
        "en": "Said in this word (others may use another one)",
        "fr": "Avec ce mot (d'autres peuvent en employer un autre)",
        "it": "Con questa parola (altri possono usarne un'altra)",
        "ro": "Cu acest cuvânt (altele pot folosi altul)",
        "uk": "За цим словом (інші можуть уживати інше)",
    },
    "disagree": {
        "en": "The sources differ, the newest first:",
        "fr": "Les sources diffèrent, la plus récente d'abord :",
        "it": "Le fonti divergono, la più recente per prima:",
        "ro": "Sursele diferă, cea mai nouă prima:",
        "uk": "Джерела розходяться, найновіше перше:",
    },
}
