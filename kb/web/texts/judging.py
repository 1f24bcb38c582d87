"""What people say of an answer."""

from kb.wording import Language

JUDGING: dict[str, dict[Language, str]] = {
    "helpful": {
        "en": "Helpful",
        "fr": "Utile",
        "it": "Utile",
        "ro": "Util",
        "uk": "Корисно",
    },
    "not_helpful": {
        "en": "Not helpful",
        "fr": "Pas utile",
        "it": "Non utile",
        "ro": "Nu este util",
        "uk": "Не корисно",
    },
    "judge_up": {
        "en": "What was good? (optional)",
        "fr": "Qu'est-ce qui était bien ? (facultatif)",
        "it": "Che cosa andava bene? (facoltativo)",
        "ro": "Ce a fost bine? (opțional)",
        "uk": "Що було добре? (необов'язково)",
    },
    "judge_down": {
        "en": "What was wrong or missing? (optional)",
        "fr": "Qu'est-ce qui était faux ou manquait ? (facultatif)",
        "it": "Che cosa era sbagliato o mancava? (facoltativo)",
        "ro": "Ce a fost greșit sau lipsea? (opțional)",
        "uk": "Що було неправильно чи чого бракувало? (необов'язково)",
    },
    "judge_consent": {
        "en": "Sending stores this question, what was said before it, the answer, its sources and your words for "
        "the maintainers, for a year at most. Your name is not stored.",
        "fr": "L'envoi conserve pour les responsables cette question, ce qui la précède, la réponse, ses sources "
        "et vos mots, un an au plus. Votre nom n'est pas conservé.",
        "it": "L'invio conserva per i responsabili questa domanda, ciò che la precede, la risposta, le sue fonti e "
        "le Sue parole, per un anno al massimo. Il Suo nome non viene conservato.",
        "ro": "Trimiterea păstrează pentru administratori această întrebare, ce s-a spus înainte, răspunsul, "
        "sursele lui și cuvintele dumneavoastră, cel mult un an. Numele nu este păstrat.",
        "uk": "Надсилання збереже для відповідальних це запитання, сказане до нього, відповідь, її джерела і Ваші "
        "слова, щонайбільше на рік. Ваше ім'я не зберігається.",
    },
    "judge_send": {
        "en": "Send feedback",
        "fr": "Envoyer l'avis",
        "it": "Invia il parere",
        "ro": "Trimite părerea",
        "uk": "Надіслати відгук",
    },
    "judge_thanks": {
        "en": "Thank you. Your feedback was stored.",
        "fr": "Merci. Votre avis a été enregistré.",
        "it": "Grazie. Il Suo parere è stato registrato.",
        "ro": "Vă mulțumim. Părerea a fost înregistrată.",
        "uk": "Дякуємо. Ваш відгук збережено.",
    },
    "judge_failed": {
        "en": "Your feedback could not be stored. Please try again later.",
        "fr": "Votre avis n'a pas pu être enregistré. Réessayez plus tard.",
        "it": "Il Suo parere non ha potuto essere registrato. Riprovi più tardi.",
        "ro": "Părerea nu a putut fi înregistrată. Încercați mai târziu.",
        "uk": "Ваш відгук не вдалося зберегти. Спробуйте пізніше.",
    },
}
