"""What is said of the words of a chat model."""

from kb.wording.languages import Language

WORDED: dict[str, dict[Language, str]] = {
    "chat_failed": {
        "en": "The chat model gave no usable answer; these are the passages themselves.",
        "fr": "Le modèle de conversation n'a pas donné de réponse utilisable ; voici les passages eux-mêmes.",
        "it": "Il modello di conversazione non ha dato una risposta utilizzabile; ecco i passaggi stessi.",
        "ro": "Modelul de conversație nu a dat un răspuns utilizabil; iată pasajele înseși.",
        "uk": "Мовна модель не дала придатної відповіді; ось самі уривки.",
    },
    "chat_language": {
        "en": "Other words than those of the passages can't be checked in this language; these are the passages.",
        "fr": "Dans cette langue, une reformulation des passages n'est pas vérifiable ; voici les passages eux-mêmes.",
        "it": "In questa lingua una riformulazione dei passaggi non può essere verificata; ecco i passaggi stessi.",
        "ro": "În această limbă o reformulare a pasajelor nu poate fi verificată; iată pasajele înseși.",
        "uk": "Цією мовою переказ уривків не можна перевірити; ось самі уривки.",
    },
    "chat_cut": {
        "en": "The chat model broke off: this answer is cut.",
        "fr": "Le modèle de conversation s'est interrompu : cette réponse est tronquée.",
        "it": "Il modello di conversazione si è interrotto: questa risposta è troncata.",
        "ro": "Modelul de conversație s-a întrerupt: acest răspuns este trunchiat.",
        "uk": "Мовна модель урвалася: ця відповідь неповна.",
    },
}
