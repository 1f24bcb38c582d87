"""The view in which programmes are compared."""

from kb.wording import Language

PROGRAMMES: dict[str, dict[Language, str]] = {
    "source_in": {"en": "Source", "fr": "Source", "it": "Fonte", "ro": "Sursă", "uk": "Джерело"},
    "programmes_lead": {
        "en": "What the documents compare: every cell opens the passage that says so.",
        "fr": "Ce que les documents comparent : chaque cellule ouvre le passage qui le dit.",
        "it": "Ciò che i documenti confrontano: ogni cella apre il passaggio che lo dice.",
        "ro": "Ce compară documentele: fiecare celulă deschide pasajul care o spune.",
        "uk": "Що порівнюють документи: кожна клітинка відкриває відповідний уривок.",
    },
    "programmes_empty": {
        "en": "The documents compare nothing: no tables at a glance of several things, no table with a row for each.",
        "fr": "Les documents ne comparent rien : aucun tableau récapitulatif de plusieurs programmes.",
        "it": "I documenti non confrontano nulla: nessuna tabella riassuntiva di più programmi.",
        "ro": "Documentele nu compară nimic: niciun tabel de ansamblu al mai multor programe.",
        "uk": "Документи нічого не порівнюють: немає оглядових таблиць кількох програм.",
    },
    "programmes_table": {
        "en": "All at a glance",
        "fr": "Vue d’ensemble",
        "it": "Tutti in sintesi",
        "ro": "Privire de ansamblu",
        "uk": "Усе в одній таблиці",
    },
    "name": {"en": "Name", "fr": "Nom", "it": "Nome", "ro": "Nume", "uk": "Назва"},
    "sort_by": {"en": "Sort by", "fr": "Trier par", "it": "Ordina per", "ro": "Sortează după", "uk": "Сортувати за"},
    "reversed": {
        "en": "Largest or last first",
        "fr": "Du plus grand au plus petit",
        "it": "Dal maggiore al minore",
        "ro": "De la mare la mic",
        "uk": "Від більшого до меншого",
    },
    "compare": {
        "en": "Side by side",
        "fr": "Côte à côte",
        "it": "A confronto",
        "ro": "Față în față",
        "uk": "Порівняння",
    },
    "compare_which": {
        "en": "Compare",
        "fr": "Comparer",
        "it": "Confronta",
        "ro": "Compară",
        "uk": "Порівняти",
    },
    "compare_more": {
        "en": "Choose two or more to see them side by side.",
        "fr": "Choisissez-en deux ou plus pour les voir côte à côte.",
        "it": "Ne scelga due o più per vederli a confronto.",
        "ro": "Alegeți două sau mai multe pentru a le vedea față în față.",
        "uk": "Виберіть дві або більше, щоб порівняти.",
    },
    "differences_only": {
        "en": "Only what differs",
        "fr": "Seulement les différences",
        "it": "Solo le differenze",
        "ro": "Doar diferențele",
        "uk": "Лише відмінності",
    },
    "attribute": {"en": "Subject", "fr": "Sujet", "it": "Voce", "ro": "Subiect", "uk": "Показник"},
    "other_figure": {
        "en": "Other figure",
        "fr": "Autre chiffre",
        "it": "Altro dato",
        "ro": "Altă cifră",
        "uk": "Інше значення",
    },
    "not_told": {
        "en": "not told",
        "fr": "non indiqué",
        "it": "non indicato",
        "ro": "nemenționat",
        "uk": "не вказано",
    },
    "money_chart": {
        "en": "Money: {names}",
        "fr": "Montants : {names}",
        "it": "Importi: {names}",
        "ro": "Sume: {names}",
        "uk": "Кошти: {names}",
    },
    "money_hint": {
        "en": "Bars show the first figure that is told, diamonds every other figure for the same. "
        "The table below has all of them with date and source.",
        "fr": "Les barres montrent le premier chiffre indiqué, les losanges les autres. "
        "Le tableau ci-dessous les donne tous, avec date et source.",
        "it": "Le barre mostrano il primo dato indicato, i rombi gli altri. "
        "La tabella sotto li riporta tutti, con data e fonte.",
        "ro": "Barele arată prima cifră indicată, romburile celelalte. "
        "Tabelul de mai jos le conține pe toate, cu dată și sursă.",
        "uk": "Смуги показують перше вказане значення, ромби — інші. У таблиці нижче подано всі з датою та джерелом.",
    },
    "million": {"en": "million", "fr": "millions", "it": "milioni", "ro": "milioane", "uk": "млн"},
    "area_chart": {
        "en": "Who takes part: {number} countries",
        "fr": "Qui participe : {number} pays",
        "it": "Chi partecipa: {number} paesi",
        "ro": "Cine participă: {number} țări",
        "uk": "Хто бере участь: {number} країн",
    },
    "area_hint": {
        "en": "A point says that the country takes part; the column {name} of the table above tells the same.",
        "fr": "Un point indique que le pays participe ; la colonne {name} du tableau ci-dessus dit la même chose.",
        "it": "Un punto indica che il paese partecipa; la colonna {name} della tabella sopra dice lo stesso.",
        "ro": "Un punct arată că țara participă; coloana {name} din tabelul de mai sus spune același lucru.",
        "uk": "Точка означає участь країни; те саме подано в стовпці {name} таблиці вище.",
    },
    "figures": {
        "en": "Figures with date and source",
        "fr": "Chiffres avec date et source",
        "it": "Dati con data e fonte",
        "ro": "Cifre cu dată și sursă",
        "uk": "Значення з датою та джерелом",
    },
    "figure": {"en": "Figure", "fr": "Chiffre", "it": "Dato", "ro": "Cifră", "uk": "Значення"},
    "date": {"en": "Date", "fr": "Date", "it": "Data", "ro": "Data", "uk": "Дата"},
}
