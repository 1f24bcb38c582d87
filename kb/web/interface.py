"""Every word of the page itself, in each language that the page speaks; what stands in answers is in kb.wording.

Gradio translates the names of its components in the browser (`translations()`); what we write as HTML is written in
the language that the browser prefers (`language_of`). To add a text, add a row in every language; a test tells what is
missing.
"""

from collections.abc import Mapping

from kb.web.document_texts import DOCUMENT_TEXTS
from kb.web.view_texts import VIEW_TEXTS
from kb.wording import LANGUAGES, Language

TEXTS: dict[str, dict[Language, str]] = {
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
    "new_conversation": {
        "en": "New conversation",
        "fr": "Nouvelle conversation",
        "it": "Nuova conversazione",
        "ro": "Conversație nouă",
        "uk": "Нова розмова",
    },
    **DOCUMENT_TEXTS,
    **VIEW_TEXTS,
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
    "worded_by": {
        "en": "Worded by {model}, each sentence checked against the passages",
        "fr": "Formulé par {model}, chaque phrase vérifiée d'après les passages",
        "it": "Formulato da {model}, ogni frase verificata sui passaggi",
        "ro": "Formulat de {model}, fiecare frază verificată după pasaje",
        "uk": "Сформулювала модель {model}, кожне речення звірено з уривками",
    },
    "what_to_know": {
        "en": "What would you like to know?",
        "fr": "Que voulez-vous savoir ?",
        "it": "Che cosa vuole sapere?",
        "ro": "Ce ați dori să știți?",
        "uk": "Що Ви хотіли б знати?",
    },
    "conversation": {
        "en": "Conversation",
        "fr": "Conversation",
        "it": "Conversazione",
        "ro": "Conversație",
        "uk": "Розмова",
    },
    "conversations": {
        "en": "Conversations",
        "fr": "Conversations",
        "it": "Conversazioni",
        "ro": "Conversații",
        "uk": "Розмови",
    },
    "conversations_note": {
        "en": "Kept until you close or reload this page.",
        "fr": "Conservées jusqu'à ce que vous fermiez ou rechargiez la page.",
        "it": "Conservate finché non chiude o ricarica la pagina.",
        "ro": "Păstrate până închideți sau reîncărcați pagina.",
        "uk": "Зберігаються, доки Ви не закриєте чи не оновите сторінку.",
    },
    "delete_conversation": {
        "en": "Delete this conversation",
        "fr": "Supprimer cette conversation",
        "it": "Elimina questa conversazione",
        "ro": "Șterge această conversație",
        "uk": "Видалити цю розмову",
    },
    "your_question": {
        "en": "Your question",
        "fr": "Votre question",
        "it": "La Sua domanda",
        "ro": "Întrebarea dumneavoastră",
        "uk": "Ваше запитання",
    },
    "the_answer": {
        "en": "Answer",
        "fr": "Réponse",
        "it": "Risposta",
        "ro": "Răspuns",
        "uk": "Відповідь",
    },
    "ask_a_question": {
        "en": "Ask a question",
        "fr": "Posez une question",
        "it": "Faccia una domanda",
        "ro": "Puneți o întrebare",
        "uk": "Ваше запитання",
    },
    "send": {
        "en": "Send",
        "fr": "Envoyer",
        "it": "Invia",
        "ro": "Trimite",
        "uk": "Надіслати",
    },
    "stop": {
        "en": "Stop",
        "fr": "Arrêter",
        "it": "Ferma",
        "ro": "Oprește",
        "uk": "Зупинити",
    },
    "stopped": {
        "en": "Stopped. The question is in the input again.",
        "fr": "Arrêté. La question est de nouveau dans le champ.",
        "it": "Interrotto. La domanda è di nuovo nel campo.",
        "ro": "Oprit. Întrebarea este din nou în câmp.",
        "uk": "Зупинено. Запитання знову в полі введення.",
    },
    "connection_lost": {
        "en": "The connection to the server was lost, and this answer is not complete.",
        "fr": "La connexion au serveur est perdue et cette réponse n'est pas complète.",
        "it": "La connessione al server è caduta e questa risposta non è completa.",
        "ro": "Conexiunea la server s-a pierdut și acest răspuns nu este complet.",
        "uk": "Зв'язок із сервером втрачено, і ця відповідь неповна.",
    },
    "ask_again": {
        "en": "Ask again",
        "fr": "Poser la question à nouveau",
        "it": "Chiedere di nuovo",
        "ro": "Întreabă din nou",
        "uk": "Запитати ще раз",
    },
    "searching": {
        "en": "Searching the documents…",
        "fr": "Recherche dans les documents…",
        "it": "Ricerca nei documenti…",
        "ro": "Se caută în documente…",
        "uk": "Пошук у документах…",
    },
    "wording": {
        "en": "Wording the answer…",
        "fr": "Rédaction de la réponse…",
        "it": "Formulazione della risposta…",
        "ro": "Se formulează răspunsul…",
        "uk": "Формулювання відповіді…",
    },
    "starting": {
        "en": "Starting: the language model is being loaded. A question asked now is answered in a few seconds.",
        "fr": "Démarrage : le modèle de langue est en cours de chargement. Une question posée maintenant recevra "
        "sa réponse dans quelques secondes.",
        "it": "Avvio: il modello linguistico è in caricamento. Una domanda posta ora avrà risposta tra pochi secondi.",
        "ro": "Pornire: modelul lingvistic se încarcă. O întrebare pusă acum primește răspuns în câteva secunde.",
        "uk": "Запуск: мовна модель завантажується. На запитання, поставлене зараз, буде відповідь за кілька секунд.",
    },
    "no_index": {
        "en": "There are no documents to answer from yet. The maintainer has them read with “make ingest”.",
        "fr": "Il n'y a pas encore de documents pour répondre. Le responsable les fait lire par « make ingest ».",
        "it": "Non ci sono ancora documenti da cui rispondere. Il responsabile li fa leggere con «make ingest».",
        "ro": "Nu există încă documente din care să se răspundă. Responsabilul le citește cu „make ingest”.",
        "uk": "Ще немає документів, за якими можна відповідати. Відповідальний зчитує їх командою «make ingest».",
    },
    "question_too_long": {
        "en": "The question has {count} characters; {most} are possible. Please shorten it.",
        "fr": "La question compte {count} caractères ; {most} sont possibles. Raccourcissez-la.",
        "it": "La domanda ha {count} caratteri; ne sono possibili {most}. La accorci.",
        "ro": "Întrebarea are {count} caractere; sunt posibile {most}. Scurtați-o.",
        "uk": "У запитанні {count} символів; можна {most}. Скоротіть його, будь ласка.",
    },
    "question_period": {
        "en": "Nothing is both since {since} and until {until}. Choose an earlier year for “since”.",
        "fr": "Rien n'est à la fois depuis {since} et jusqu'à {until}. Choisissez une année de début antérieure.",
        "it": "Nulla è sia dal {since} sia fino al {until}. Scelga un anno iniziale precedente.",
        "ro": "Nimic nu este și din {since}, și până în {until}. Alegeți un an de început mai mic.",
        "uk": "Немає нічого водночас від {since} і до {until}. Виберіть раніший початковий рік.",
    },
    "question_not_there": {
        "en": "“{name}”, which the answers are limited to, is no longer among the documents. Change the filters.",
        "fr": "« {name} », à quoi les réponses sont limitées, n'est plus parmi les documents. Changez les filtres.",
        "it": "«{name}», a cui le risposte sono limitate, non è più tra i documenti. Cambi i filtri.",
        "ro": "„{name}”, la care sunt limitate răspunsurile, nu mai este printre documente. Schimbați filtrele.",
        "uk": "«{name}», чим обмежено відповіді, більше немає серед документів. Змініть фільтри.",
    },
    "answer_stale": {
        "en": "A document that this answer quoted is no longer there or says something else. Please ask again.",
        "fr": "Un document cité dans cette réponse n'existe plus ou dit autre chose. Posez la question à nouveau.",
        "it": "Un documento citato in questa risposta non c'è più o dice altro. Ponga di nuovo la domanda.",
        "ro": "Un document citat în acest răspuns nu mai există sau spune altceva. Întrebați din nou.",
        "uk": "Документа, який цитувала ця відповідь, більше немає або в ньому сказано інше. Запитайте ще раз.",
    },
    "broken": {
        "en": "Something went wrong (error id {id}). Your question is kept: please try again, and tell the "
        "maintainer the id.",
        "fr": "Une erreur s'est produite (numéro {id}). Votre question est conservée : réessayez et indiquez ce "
        "numéro au responsable.",
        "it": "Qualcosa è andato storto (errore {id}). La Sua domanda è conservata: riprovi e comunichi il numero "
        "al responsabile.",
        "ro": "Ceva nu a funcționat (eroarea {id}). Întrebarea este păstrată: încercați din nou și comunicați "
        "numărul administratorului.",
        "uk": "Щось пішло не так (помилка {id}). Ваше запитання збережено: спробуйте ще раз і повідомте номер "
        "відповідальному.",
    },
    "status_answered": {
        "en": "Answered from the documents",
        "fr": "Réponse tirée des documents",
        "it": "Risposta dai documenti",
        "ro": "Răspuns din documente",
        "uk": "Відповідь із документів",
    },
    "related": {
        "en": "Related questions",
        "fr": "Questions voisines",
        "it": "Domande collegate",
        "ro": "Întrebări înrudite",
        "uk": "Пов'язані запитання",
    },
    "edit": {
        "en": "Edit",
        "fr": "Modifier",
        "it": "Modifica",
        "ro": "Modifică",
        "uk": "Змінити",
    },
    "editing": {
        "en": "You are changing an earlier question. Sending it replaces that question and what followed.",
        "fr": "Vous modifiez une question antérieure. L'envoyer remplace cette question et ce qui suivait.",
        "it": "Sta modificando una domanda precedente. Inviandola sostituisce quella domanda e ciò che seguiva.",
        "ro": "Modificați o întrebare anterioară. Trimiterea o înlocuiește, cu tot ce a urmat.",
        "uk": "Ви змінюєте попереднє запитання. Надсилання замінить його і все, що було далі.",
    },
    "cancel": {
        "en": "Cancel",
        "fr": "Annuler",
        "it": "Annulla",
        "ro": "Anulează",
        "uk": "Скасувати",
    },
    "copy": {
        "en": "Copy",
        "fr": "Copier",
        "it": "Copia",
        "ro": "Copiază",
        "uk": "Копіювати",
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
    "filters": {
        "en": "Filters",
        "fr": "Filtres",
        "it": "Filtri",
        "ro": "Filtre",
        "uk": "Фільтри",
    },
    "filter_topic": {
        "en": "Topic",
        "fr": "Thème",
        "it": "Tema",
        "ro": "Temă",
        "uk": "Тема",
    },
    "filter_document": {
        "en": "Document",
        "fr": "Document",
        "it": "Documento",
        "ro": "Document",
        "uk": "Документ",
    },
    "filter_since": {
        "en": "Since",
        "fr": "Depuis",
        "it": "Dal",
        "ro": "Din",
        "uk": "Від",
    },
    "filter_until": {
        "en": "Until",
        "fr": "Jusqu'à",
        "it": "Fino al",
        "ro": "Până în",
        "uk": "До",
    },
    "any_year": {
        "en": "Any year",
        "fr": "Toute année",
        "it": "Qualsiasi anno",
        "ro": "Orice an",
        "uk": "Будь-який рік",
    },
    "only": {
        "en": "Only",
        "fr": "Seulement",
        "it": "Solo",
        "ro": "Numai",
        "uk": "Лише",
    },
    "only_note": {
        "en": "{count} of {all} documents. Untick what should no longer limit the answers.",
        "fr": "Documents : {count} sur {all}. Décochez ce qui ne doit plus limiter les réponses.",
        "it": "Documenti: {count} su {all}. Deselezioni ciò che non deve più limitare le risposte.",
        "ro": "Documente: {count} din {all}. Debifați ce nu trebuie să mai limiteze răspunsurile.",
        "uk": "Документів: {count} з {all}. Зніміть позначку з того, що не має більше обмежувати відповіді.",
    },
    "only_line": {
        "en": "Only: {limits} – {count} of {all} documents",
        "fr": "Seulement : {limits} – documents : {count} sur {all}",
        "it": "Solo: {limits} – documenti: {count} su {all}",
        "ro": "Numai: {limits} – documente: {count} din {all}",
        "uk": "Лише: {limits} – документів: {count} з {all}",
    },
    "since": {
        "en": "since {year}",
        "fr": "depuis {year}",
        "it": "dal {year}",
        "ro": "din {year}",
        "uk": "від {year}",
    },
    "until": {
        "en": "until {year}",
        "fr": "jusqu'à {year}",
        "it": "fino al {year}",
        "ro": "până în {year}",
        "uk": "до {year}",
    },
    "no_document": {
        "en": "No document is left: remove a filter.",
        "fr": "Aucun document ne reste : retirez un filtre.",
        "it": "Non resta alcun documento: tolga un filtro.",
        "ro": "Nu rămâne niciun document: eliminați un filtru.",
        "uk": "Жодного документа не лишилося: приберіть фільтр.",
    },
    "not_available": {
        "en": "Not available",
        "fr": "Non disponible",
        "it": "Non disponibile",
        "ro": "Indisponibil",
        "uk": "Недоступно",
    },
    "answer_gone": {
        "en": "This answer is no longer at hand: it is kept only while the page in which it was asked is open. Ask "
        "again.",
        "fr": "Cette réponse n'est plus disponible : elle n'est gardée que tant que la page où elle a été demandée est "
        "ouverte. Reposez la question.",
        "it": "Questa risposta non è più disponibile: è conservata solo finché la pagina in cui è stata chiesta è "
        "aperta. Rifaccia la domanda.",
        "ro": "Acest răspuns nu mai este disponibil: este păstrat numai cât timp pagina în care a fost cerut este "
        "deschisă. Întrebați din nou.",
        "uk": "Ця відповідь більше недоступна: вона зберігається, лише доки відкрита сторінка, на якій її отримано. "
        "Запитайте ще раз.",
    },
    "exported": {
        "en": "From {name}, {date}. An AI system that quotes documents; look at the sources.",
        "fr": "De {name}, {date}. Un système d'IA qui cite des documents ; regardez les sources.",
        "it": "Da {name}, {date}. Un sistema di IA che cita documenti; guardi le fonti.",
        "ro": "Din {name}, {date}. Un sistem de IA care citează documente; verificați sursele.",
        "uk": "З {name}, {date}. Система ШІ, що цитує документи; дивіться джерела.",
    },
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


def say(key: str, language: str, **values: object) -> str:
    """Give a text of the page in a language, English for one that it does not speak, with values put in."""
    known: Language = language if language in LANGUAGES else "en"
    return TEXTS[key][known].format(**values)


def translations() -> dict[str, dict[str, str]]:
    """Give the texts by language and key, as Gradio's I18n takes them."""
    return {language: {key: row[language] for key, row in TEXTS.items()} for language in LANGUAGES}


def language_of(headers: Mapping[str, str]) -> Language:
    """Give the language of the page that a browser prefers, English if it prefers none of them."""
    for part in headers.get("accept-language", "").split(","):
        code = part.split(";")[0].strip()[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"
