"""Why a question is not answered, and what to do."""

from kb.wording import Language

PROBLEMS: dict[str, dict[Language, str]] = {
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
    "not_available": {
        "en": "Not available",
        "fr": "Non disponible",
        "it": "Non disponibile",
        "ro": "Indisponibil",
        "uk": "Недоступно",
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
}
