"""Every phrase of ours that can stand in an answer, in each language that an answer can be framed in.

What the documents say is quoted as they say it; this is what stands around it. To add a language, add it to LANGUAGES
and to each row of the table; a test tells what is missing.
"""

from typing import Literal

Language = Literal["en", "fr", "it", "ro", "uk"]
LANGUAGES: tuple[Language, ...] = ("en", "fr", "it", "ro", "uk")

PHRASES: dict[str, dict[Language, str]] = {
    "not_found": {
        "en": "Not found in the documents.",
        "fr": "Pas trouvé dans les documents.",
        "it": "Non trovato nei documenti.",
        "ro": "Nu s-a găsit în documente.",
        "uk": "У документах не знайдено.",
    },
    "not_known": {
        "en": "The documents themselves say that this is not known.",
        "fr": "Les documents disent eux-mêmes que cela n'est pas connu.",
        "it": "I documenti stessi dicono che questo non è noto.",
        "ro": "Documentele însele spun că acest lucru nu este cunoscut.",
        "uk": "Самі документи кажуть, що це невідомо.",
    },
    "partly": {
        "en": "Part of the answer: the documents do not tell everything that was asked.",
        "fr": "Une partie de la réponse : les documents ne disent pas tout ce qui a été demandé.",
        "it": "Una parte della risposta: i documenti non dicono tutto ciò che è stato chiesto.",
        "ro": "O parte din răspuns: documentele nu spun tot ce s-a întrebat.",
        "uk": "Частина відповіді: документи не повідомляють усього, про що запитано.",
    },
    "status_partly": {
        "en": "Part of the answer",
        "fr": "Une partie de la réponse",
        "it": "Una parte della risposta",
        "ro": "O parte din răspuns",
        "uk": "Частина відповіді",
    },
    "status_doubt": {
        "en": "Perhaps an answer",
        "fr": "Peut-être une réponse",
        "it": "Forse una risposta",
        "ro": "Poate un răspuns",
        "uk": "Можливо, відповідь",
    },
    "status_not_found": {
        "en": "Not found in the documents",
        "fr": "Pas trouvé dans les documents",
        "it": "Non trovato nei documenti",
        "ro": "Nu s-a găsit în documente",
        "uk": "У документах не знайдено",
    },
    "status_unclear": {
        "en": "One more detail is needed",
        "fr": "Il faut une précision",
        "it": "Serve una precisazione",
        "ro": "Este nevoie de o precizare",
        "uk": "Потрібне одне уточнення",
    },
    "sources": {"en": "Sources", "fr": "Sources", "it": "Fonti", "ro": "Surse", "uk": "Джерела"},
    "source": {"en": "source", "fr": "source", "it": "fonte", "ro": "sursa", "uk": "джерело"},
    "page": {
        "en": "page {number}",
        "fr": "page {number}",
        "it": "pagina {number}",
        "ro": "pagina {number}",
        "uk": "сторінка {number}",
    },
    "as_of": {
        "en": "as of {date}",
        "fr": "état : {date}",
        "it": "stato: {date}",
        "ro": "situația la: {date}",
        "uk": "станом на: {date}",
    },
    "undated": {"en": "undated", "fr": "sans date", "it": "senza data", "ro": "fără dată", "uk": "без дати"},
    "old": {
        "en": "old: check whether it still holds",
        "fr": "ancien : à vérifier",
        "it": "non recente: da verificare",
        "ro": "vechi: de verificat",
        "uk": "давнє: варто перевірити",
    },
    "nearest": {
        "en": "The nearest documents",
        "fr": "Les documents les plus proches",
        "it": "I documenti più vicini",
        "ro": "Documentele cele mai apropiate",
        "uk": "Найближчі документи",
    },
    "whom_to_ask": {
        "en": "Whom to ask",
        "fr": "À qui s'adresser",
        "it": "A chi rivolgersi",
        "ro": "Pe cine puteți întreba",
        "uk": "До кого звернутися",
    },
    "ask": {
        "en": "You can ask {whom}.",
        "fr": "Vous pouvez vous adresser à : {whom}.",
        "it": "Può rivolgersi a: {whom}.",
        "ro": "Puteți întreba: {whom}.",
        "uk": "Можна звернутися: {whom}.",
    },
    "missing": {
        "en": "The passages quoted do not tell: {what}.",
        "fr": "Les passages cités ne disent pas : {what}.",
        "it": "I passi citati non dicono: {what}.",
        "ro": "Pasajele citate nu spun: {what}.",
        "uk": "Наведені уривки не повідомляють: {what}.",
    },
    "missing_of": {
        "en": "The passages quoted do not tell this of {what}.",
        "fr": "Les passages cités ne disent pas cela de {what}.",
        "it": "I passi citati non lo dicono di {what}.",
        "ro": "Pasajele citate nu spun acest lucru despre {what}.",
        "uk": "Наведені уривки не повідомляють цього про {what}.",
    },
    "asked_telephone number": {
        "en": "telephone number",
        "fr": "numéro de téléphone",
        "it": "numero di telefono",
        "ro": "numărul de telefon",
        "uk": "номер телефону",
    },
    "asked_fax number": {
        "en": "fax number",
        "fr": "numéro de fax",
        "it": "numero di fax",
        "ro": "numărul de fax",
        "uk": "номер факсу",
    },
    "asked_e-mail address": {
        "en": "e-mail address",
        "fr": "adresse électronique",
        "it": "indirizzo e-mail",
        "ro": "adresa de e-mail",
        "uk": "адресу електронної пошти",
    },
    "asked_website": {"en": "website", "fr": "site web", "it": "sito web", "ro": "site-ul web", "uk": "вебсайт"},
    "asked_postal address": {
        "en": "postal address",
        "fr": "adresse postale",
        "it": "indirizzo postale",
        "ro": "adresa poștală",
        "uk": "поштову адресу",
    },
    "asked_person": {
        "en": "the person's name",
        "fr": "le nom de la personne",
        "it": "il nome della persona",
        "ro": "numele persoanei",
        "uk": "ім'я особи",
    },
    "asked_language": {"en": "the language", "fr": "la langue", "it": "la lingua", "ro": "limba", "uk": "мову"},
    "asked_contact": {
        "en": "whom to contact",
        "fr": "à qui s'adresser",
        "it": "a chi rivolgersi",
        "ro": "cui să vă adresați",
        "uk": "до кого звертатися",
    },
    "asked_date": {"en": "the date", "fr": "la date", "it": "la data", "ro": "data", "uk": "дату"},
    "asked_money": {"en": "the amount", "fr": "le montant", "it": "l'importo", "ro": "suma", "uk": "суму"},
    "asked_number": {"en": "the number", "fr": "le nombre", "it": "il numero", "ro": "numărul", "uk": "кількість"},
    "asked_share": {"en": "the share", "fr": "la part", "it": "la quota", "ro": "cota", "uk": "частку"},
    "asked_place": {"en": "the place", "fr": "le lieu", "it": "il luogo", "ro": "locul", "uk": "місце"},
    "asked_duration": {"en": "how long", "fr": "la durée", "it": "la durata", "ro": "durata", "uk": "тривалість"},
    "asked_length": {"en": "the measure", "fr": "la mesure", "it": "la misura", "ro": "măsura", "uk": "розмір"},
    "asked_age": {
        "en": "the date of birth or the age",
        "fr": "la date de naissance ou l'âge",
        "it": "la data di nascita o l'età",
        "ro": "data nașterii sau vârsta",
        "uk": "дату народження чи вік",
    },
    "asked_items": {
        "en": "each of them",
        "fr": "chacun d'eux",
        "it": "ciascuno di essi",
        "ro": "fiecare dintre ele",
        "uk": "кожне з них",
    },
    "asked_reason": {"en": "the reason", "fr": "la raison", "it": "il motivo", "ro": "motivul", "uk": "причину"},
    "asked_time to come": {
        "en": "what is to come",
        "fr": "ce qui est à venir",
        "it": "ciò che deve ancora venire",
        "ro": "ce urmează",
        "uk": "те, що має відбутися",
    },
    "asked_state of today": {
        "en": "how it stands today",
        "fr": "la situation actuelle",
        "it": "la situazione attuale",
        "ro": "situația actuală",
        "uk": "як є нині",
    },
    "asked_limit": {"en": "the limit", "fr": "la limite", "it": "il limite", "ro": "limita", "uk": "межу"},
    "asked_share of one": {
        "en": "the share of this one alone",
        "fr": "la part de celui-ci seul",
        "it": "la parte di questo solo",
        "ro": "partea acestuia singur",
        "uk": "частку лише цього",
    },
    "asked_share of a country": {
        "en": "the share of the country alone",
        "fr": "la part du pays seul",
        "it": "la parte del solo paese",
        "ro": "partea țării singure",
        "uk": "частку самої країни",
    },
    "asked_figure of a year": {
        "en": "the figure for a year",
        "fr": "le chiffre par an",
        "it": "la cifra per anno",
        "ro": "cifra pe an",
        "uk": "показник за рік",
    },
    "unsure": {
        "en": "Perhaps not what was asked: please read the passages themselves.",
        "fr": "Peut-être pas ce qui a été demandé : veuillez lire les passages eux-mêmes.",
        "it": "Forse non è ciò che è stato chiesto: legga i passi stessi.",
        "ro": "Poate nu este ceea ce s-a întrebat: vă rugăm să citiți pasajele.",
        "uk": "Можливо, це не те, про що питали: будь ласка, прочитайте самі уривки.",
    },
    "unsaid": {
        "en": "Perhaps not what was asked: the passages quoted do not speak of {what}.",
        "fr": "Peut-être pas ce qui a été demandé : les passages cités ne parlent pas de {what}.",
        "it": "Forse non è ciò che è stato chiesto: i passi citati non parlano di {what}.",
        "ro": "Poate nu este ceea ce s-a întrebat: pasajele citate nu vorbesc despre {what}.",
        "uk": "Можливо, це не те, про що питали: у наведених уривках не йдеться про {what}.",
    },
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
    "disagree": {
        "en": "The sources differ, the newest first:",
        "fr": "Les sources diffèrent, la plus récente d'abord :",
        "it": "Le fonti divergono, la più recente per prima:",
        "ro": "Sursele diferă, cea mai nouă prima:",
        "uk": "Джерела розходяться, найновіше перше:",
    },
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


def phrase(key: str, language: str = "en", **values: object) -> str:
    """Give a phrase in a language, English for one that has none, with its placeholders filled in.

    Raises KeyError for a key that is not in the table or a placeholder without a value: mistakes of the program.
    """
    known: Language = language if language in LANGUAGES else "en"
    return PHRASES[key][known].format(**values)
