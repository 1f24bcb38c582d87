"""What stands around the views: their names, and what is said of the page before one asks."""

from kb.wording import Language

FRAME: dict[str, dict[Language, str]] = {
    "view_ask": {"en": "Ask", "fr": "Demander", "it": "Chiedere", "ro": "Întreabă", "uk": "Запитати"},
    "view_timeline": {
        "en": "Timeline",
        "fr": "Chronologie",
        "it": "Cronologia",
        "ro": "Cronologie",
        "uk": "Хронологія",
    },
    "view_programmes": {
        "en": "Programmes",
        "fr": "Programmes",
        "it": "Programmi",
        "ro": "Programe",
        "uk": "Програми",
    },
    "view_contacts": {"en": "Contacts", "fr": "Contacts", "it": "Contatti", "ro": "Contacte", "uk": "Контакти"},
    "view_glossary": {"en": "Glossary", "fr": "Glossaire", "it": "Glossario", "ro": "Glosar", "uk": "Глосарій"},
    "view_library": {"en": "Library", "fr": "Bibliothèque", "it": "Biblioteca", "ro": "Bibliotecă", "uk": "Бібліотека"},
    "maintain": {"en": "Maintain", "fr": "Gestion", "it": "Gestione", "ro": "Administrare", "uk": "Керування"},
    "tagline": {
        "en": "Ask about the Interreg NEXT network, its programmes, their history and whom to contact.",
        "fr": "Posez une question sur le réseau Interreg NEXT, ses programmes, leur histoire et les personnes à "
        "contacter.",
        "it": "Chieda della rete Interreg NEXT, dei suoi programmi, della loro storia e di chi contattare.",
        "ro": "Întrebați despre rețeaua Interreg NEXT, programele ei, istoria lor și persoanele de contact.",
        "uk": "Запитайте про мережу Interreg NEXT, її програми, їхню історію та контактних осіб.",
    },
    "ai_notice": {
        "en": "You are talking to an AI system. It answers only from the documents and quotes them. It can miss "
        "things, so look at the sources.",
        "fr": "Vous parlez à un système d'IA. Il ne répond qu'à partir des documents et les cite. Il peut passer à "
        "côté de quelque chose : regardez les sources.",
        "it": "Sta parlando con un sistema di IA. Risponde solo in base ai documenti e li cita. Qualcosa può "
        "sfuggirgli: guardi le fonti.",
        "ro": "Vorbiți cu un sistem de IA. Răspunde numai din documente și le citează. Îi poate scăpa ceva, deci "
        "verificați sursele.",
        "uk": "Ви розмовляєте із системою штучного інтелекту. Вона відповідає лише за документами і цитує їх. Вона "
        "може щось пропустити, тож дивіться джерела.",
    },
    "ai_reminder": {
        "en": "An AI system: it quotes the documents and can miss things.",
        "fr": "Un système d'IA : il cite les documents et peut passer à côté de quelque chose.",
        "it": "Un sistema di IA: cita i documenti e qualcosa può sfuggirgli.",
        "ro": "Un sistem de IA: citează documentele și îi poate scăpa ceva.",
        "uk": "Система ШІ: вона цитує документи і може щось пропустити.",
    },
    "not_stored": {
        "en": "Conversations are not stored.",
        "fr": "Les conversations ne sont pas conservées.",
        "it": "Le conversazioni non vengono conservate.",
        "ro": "Conversațiile nu sunt păstrate.",
        "uk": "Розмови не зберігаються.",
    },
    "questions_kept": {
        "en": "Questions that find nothing are kept for {days} days for the maintainers, without your name; "
        "conversations are not stored.",
        "fr": "Les questions sans réponse sont conservées {days} jours pour les responsables, sans votre nom ; les "
        "conversations ne sont pas conservées.",
        "it": "Le domande senza risposta sono conservate per {days} giorni per i responsabili, senza il Suo nome; "
        "le conversazioni non vengono conservate.",
        "ro": "Întrebările fără răspuns sunt păstrate {days} zile pentru administratori, fără numele "
        "dumneavoastră; conversațiile nu sunt păstrate.",
        "uk": "Запитання, на які нічого не знайдено, зберігаються {days} днів для відповідальних, без Вашого "
        "імені; розмови не зберігаються.",
    },
    "model_words": {
        "en": "Answers are worded by the chat model {model}, which is sent your question and the passages found. "
        "Each sentence is checked against them.",
        "fr": "Les réponses sont formulées par le modèle {model}, qui reçoit votre question et les passages "
        "trouvés. Chaque phrase est vérifiée d'après eux.",
        "it": "Le risposte sono formulate dal modello {model}, che riceve la Sua domanda e i passaggi trovati. "
        "Ogni frase è verificata su di essi.",
        "ro": "Răspunsurile sunt formulate de modelul {model}, căruia i se trimit întrebarea și pasajele găsite. "
        "Fiecare frază este verificată după ele.",
        "uk": "Відповіді формулює модель {model}, якій надсилаються Ваше запитання і знайдені уривки. Кожне "
        "речення звіряється з ними.",
    },
    "what_to_know": {
        "en": "What would you like to know?",
        "fr": "Que voulez-vous savoir ?",
        "it": "Che cosa vuole sapere?",
        "ro": "Ce ați dori să știți?",
        "uk": "Що Ви хотіли б знати?",
    },
}
