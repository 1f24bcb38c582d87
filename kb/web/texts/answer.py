"""What stands around an answer, and what can be done with it."""

from kb.wording import Language

ANSWER: dict[str, dict[Language, str]] = {
    "status_answered": {
        "en": "Answered from the documents",
        "fr": "Réponse tirée des documents",
        "it": "Risposta dai documenti",
        "ro": "Răspuns din documente",
        "uk": "Відповідь із документів",
    },
    "worded_by": {
        "en": "Worded by {model}, each sentence checked against the passages",
        "fr": "Formulé par {model}, chaque phrase vérifiée d'après les passages",
        "it": "Formulato da {model}, ogni frase verificata sui passaggi",
        "ro": "Formulat de {model}, fiecare frază verificată după pasaje",
        "uk": "Сформулювала модель {model}, кожне речення звірено з уривками",
    },
    "copy": {
        "en": "Copy",
        "fr": "Copier",
        "it": "Copia",
        "ro": "Copiază",
        "uk": "Копіювати",
    },
    "copied": {
        "en": "Copied, with its sources.",
        "fr": "Copié, avec ses sources.",
        "it": "Copiato, con le fonti.",
        "ro": "Copiat, cu sursele.",
        "uk": "Скопійовано разом із джерелами.",
    },
    "copy_link": {
        "en": "Copy link",
        "fr": "Copier le lien",
        "it": "Copia link",
        "ro": "Copiază linkul",
        "uk": "Копіювати посилання",
    },
    "link_copied": {
        "en": "Link copied: it asks this question.",
        "fr": "Lien copié : il pose cette question.",
        "it": "Link copiato: pone questa domanda.",
        "ro": "Link copiat: pune această întrebare.",
        "uk": "Посилання скопійовано: воно ставить це запитання.",
    },
    "copy_failed": {
        "en": "The browser did not allow copying.",
        "fr": "Le navigateur n'a pas permis la copie.",
        "it": "Il browser non ha consentito la copia.",
        "ro": "Browserul nu a permis copierea.",
        "uk": "Браузер не дозволив копіювання.",
    },
    "by_mail": {
        "en": "As an e-mail",
        "fr": "Par e-mail",
        "it": "Per e-mail",
        "ro": "Prin e-mail",
        "uk": "Електронним листом",
    },
    "mail_paste": {
        "en": "Too long for a link: the answer with its sources is copied, paste it into the e-mail.",
        "fr": "Trop long pour un lien : la réponse et ses sources sont copiées, collez-les dans l'e-mail.",
        "it": "Troppo lungo per un link: la risposta con le fonti è copiata, la incolli nell'e-mail.",
        "ro": "Prea lung pentru un link: răspunsul cu sursele este copiat, lipiți-l în e-mail.",
        "uk": "Задовго для посилання: відповідь із джерелами скопійовано, вставте її в лист.",
    },
    "save": {
        "en": "Save",
        "fr": "Enregistrer",
        "it": "Salva",
        "ro": "Salvează",
        "uk": "Зберегти",
    },
    "save_word": {
        "en": "Answer as Word",
        "fr": "Réponse en Word",
        "it": "Risposta in Word",
        "ro": "Răspuns ca Word",
        "uk": "Відповідь у Word",
    },
    "save_markdown": {
        "en": "Answer as Markdown",
        "fr": "Réponse en Markdown",
        "it": "Risposta in Markdown",
        "ro": "Răspuns ca Markdown",
        "uk": "Відповідь у Markdown",
    },
    "save_all_word": {
        "en": "Conversation as Word",
        "fr": "Conversation en Word",
        "it": "Conversazione in Word",
        "ro": "Conversație ca Word",
        "uk": "Розмова у Word",
    },
    "save_all_markdown": {
        "en": "Conversation as Markdown",
        "fr": "Conversation en Markdown",
        "it": "Conversazione in Markdown",
        "ro": "Conversație ca Markdown",
        "uk": "Розмова у Markdown",
    },
    "print": {
        "en": "Print",
        "fr": "Imprimer",
        "it": "Stampa",
        "ro": "Tipărește",
        "uk": "Друкувати",
    },
    "exported": {
        "en": "From {name}, {date}. An AI system that quotes documents; look at the sources.",
        "fr": "De {name}, {date}. Un système d'IA qui cite des documents ; regardez les sources.",
        "it": "Da {name}, {date}. Un sistema di IA che cita documenti; guardi le fonti.",
        "ro": "Din {name}, {date}. Un sistem de IA care citează documente; verificați sursele.",
        "uk": "З {name}, {date}. Система ШІ, що цитує документи; дивіться джерела.",
    },
    "write_mail": {
        "en": "Write an e-mail with this question",
        "fr": "Écrire un courriel avec cette question",
        "it": "Scrivere un'e-mail con questa domanda",
        "ro": "Scrieți un e-mail cu această întrebare",
        "uk": "Написати листа з цим запитанням",
    },
    "mail_subject": {
        "en": "A question: {question}",
        "fr": "Une question : {question}",
        "it": "Una domanda: {question}",
        "ro": "O întrebare: {question}",
        "uk": "Запитання: {question}",
    },
    "mail_body": {
        "en": "Hello,\n\nI have a question that the documents do not answer:\n\n{question}\n\nThank you and best "
        "regards",
        "fr": "Bonjour,\n\nJ'ai une question à laquelle les documents ne répondent pas :\n\n{question}\n\nMerci et "
        "bien cordialement",
        "it": "Buongiorno,\n\nho una domanda a cui i documenti non rispondono:\n\n{question}\n\nGrazie e cordiali "
        "saluti",
        "ro": "Bună ziua,\n\nAm o întrebare la care documentele nu răspund:\n\n{question}\n\nVă mulțumesc, cu stimă",
        "uk": "Добрий день,\n\nмаю запитання, на яке документи не відповідають:\n\n{question}\n\nДякую, з повагою",
    },
}
