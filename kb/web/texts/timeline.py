"""The view of dated events."""

from kb.wording import Language

TIMELINE: dict[str, dict[Language, str]] = {
    "timeline_lead": {
        "en": "What happened when, from the chronologies and the dated sentences of the documents.",
        "fr": "Ce qui s’est passé et quand, d’après les chronologies et les phrases datées des documents.",
        "it": "Che cosa è successo e quando, dalle cronologie e dalle frasi datate dei documenti.",
        "ro": "Ce s-a întâmplat și când, din cronologiile și frazele datate ale documentelor.",
        "uk": "Що і коли відбулося: з хронологій і датованих речень документів.",
    },
    "timeline_chart": {
        "en": "Timeline of {number} events from {first} to {last}, a row for each instrument or topic. "
        "The list below tells the same.",
        "fr": "Frise de {number} événements de {first} à {last}. La liste ci-dessous dit la même chose.",
        "it": "Linea del tempo di {number} eventi dal {first} al {last}. L’elenco sotto dice lo stesso.",
        "ro": "Cronologie cu {number} evenimente din {first} până în {last}. Lista de mai jos spune același lucru.",
        "uk": "Шкала з {number} подій від {first} до {last}. Список нижче містить те саме.",
    },
    "timeline_hint": {
        "en": "Drag over the chart to zoom in, double-click to see all, click a point to go to its event. "
        "A filled point is an exact day; a hollow one is a month or year.",
        "fr": "Glissez sur le graphique pour agrandir, double-cliquez pour tout voir, cliquez sur un point pour aller "
        "à l’événement. Point plein : jour exact ; point creux : mois ou année.",
        "it": "Trascini sul grafico per ingrandire, doppio clic per vedere tutto, clic su un punto per andare "
        "all’evento. Punto pieno: giorno esatto; punto vuoto: mese o anno.",
        "ro": "Trageți pe grafic pentru a mări, dublu clic pentru a vedea tot, clic pe un punct pentru eveniment. "
        "Punct plin: zi exactă; punct gol: lună sau an.",
        "uk": "Протягніть по графіку, щоб збільшити, двічі клацніть, щоб побачити все, клацніть точку, щоб перейти до "
        "події. Заповнена точка — точний день, порожня — місяць або рік.",
    },
    "timeline_empty": {
        "en": "The documents tell no dated events.",
        "fr": "Les documents ne contiennent aucun événement daté.",
        "it": "I documenti non riportano eventi datati.",
        "ro": "Documentele nu conțin evenimente datate.",
        "uk": "У документах немає датованих подій.",
    },
    "period": {"en": "Period", "fr": "Période", "it": "Periodo", "ro": "Perioadă", "uk": "Період"},
    "kind": {
        "en": "Instrument or topic",
        "fr": "Instrument ou thème",
        "it": "Strumento o tema",
        "ro": "Instrument sau temă",
        "uk": "Інструмент або тема",
    },
    "sentences_too": {
        "en": "Also every dated sentence of the documents",
        "fr": "Aussi chaque phrase datée des documents",
        "it": "Anche ogni frase datata dei documenti",
        "ro": "Și fiecare frază datată din documente",
        "uk": "Також кожне датоване речення документів",
    },
}
