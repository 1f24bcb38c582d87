"""What is said to a greeting, thanks and orders."""

from kb.wording.languages import Language

TALK: dict[str, dict[Language, str]] = {
    "hello": {
        "en": "Hello! I answer questions about the Interreg NEXT network, its programmes, their history and whom to "
        "contact. Every statement is quoted from the network's documents.",
        "fr": "Bonjour ! Je réponds aux questions sur le réseau Interreg NEXT, ses programmes, leur histoire et les "
        "personnes à contacter. Chaque affirmation est citée des documents du réseau.",
        "it": "Buongiorno! Rispondo a domande sulla rete Interreg NEXT, i suoi programmi, la loro storia e le persone "
        "da contattare. Ogni affermazione è citata dai documenti della rete.",
        "ro": "Bună ziua! Răspund la întrebări despre rețeaua Interreg NEXT, programele ei, istoria lor și persoanele "
        "de contact. Fiecare afirmație este citată din documentele rețelei.",
        "uk": "Вітаю! Я відповідаю на запитання про мережу Interreg NEXT, її програми, їхню історію та контактних "
        "осіб. Кожне твердження цитується з документів мережі.",
    },
    "thanks": {
        "en": "You are welcome. Ask whenever you like.",
        "fr": "Je vous en prie. N'hésitez pas à poser d'autres questions.",
        "it": "Prego. Chieda pure quando vuole.",
        "ro": "Cu plăcere. Întrebați oricând doriți.",
        "uk": "Прошу. Запитуйте, коли забажаєте.",
    },
    "help": {
        "en": "I am an AI system that answers from the documents of the Interreg NEXT network, and only from them. Ask "
        'for instance "Which programmes are there?" or "Who is the contact for the Interreg NEXT network?". Click a '
        "number to see the passage an answer was taken from.",
        "fr": "Je suis un système d'IA qui répond à partir des documents du réseau Interreg NEXT, et seulement d'eux. "
        "Demandez par exemple « Quels sont les programmes ? » ou « Qui est le contact du réseau Interreg NEXT ? ». "
        "Cliquez sur un numéro pour voir le passage dont une réponse est tirée.",
        "it": "Sono un sistema di IA che risponde in base ai documenti della rete Interreg NEXT, e solo a quelli. "
        "Chieda per esempio «Quali sono i programmi?» o «Chi è il contatto per la rete Interreg NEXT?». Faccia clic "
        "su un numero per vedere il passo da cui è tratta una risposta.",
        "ro": "Sunt un sistem de IA care răspunde din documentele rețelei Interreg NEXT, și numai din ele. Întrebați "
        "de exemplu „Ce programe există?” sau „Cine este persoana de contact pentru rețeaua Interreg NEXT?”. Faceți "
        "clic pe un număr pentru a vedea pasajul din care provine răspunsul.",
        "uk": "Я система штучного інтелекту, яка відповідає за документами мережі Interreg NEXT, і лише за ними. "
        "Запитайте, наприклад, «Які є програми?» або «Хто є контактною особою мережі Interreg NEXT?». Натисніть на "
        "номер, щоб побачити уривок, з якого взято відповідь.",
    },
    "declined": {
        "en": "I only answer questions from the documents of the Interreg NEXT network; I can't do that.",
        "fr": "Je ne réponds qu'aux questions, à partir des documents du réseau Interreg NEXT ; cela, je ne peux pas "
        "le faire.",
        "it": "Rispondo solo a domande, in base ai documenti della rete Interreg NEXT; questo non posso farlo.",
        "ro": "Răspund numai la întrebări, din documentele rețelei Interreg NEXT; acest lucru nu îl pot face.",
        "uk": "Я відповідаю лише на запитання за документами мережі Interreg NEXT; цього я зробити не можу.",
    },
}
