"""The page of a document, and the panel that shows it beside the chat."""

from kb.wording import Language

_ROWS: dict[str, tuple[str, str, str, str, str]] = {
    # key: English, French, Italian, Romanian, Ukrainian
    "doc_web": (
        "Original on the web",
        "Original sur le web",
        "Originale sul web",
        "Originalul pe web",
        "Оригінал в інтернеті",
    ),
    "doc_file": (
        "Download the file",
        "Télécharger le fichier",
        "Scarica il file",
        "Descarcă fișierul",
        "Завантажити файл",
    ),
    "doc_contents": ("Contents", "Sommaire", "Indice", "Cuprins", "Зміст"),
    "doc_table": ("Table", "Tableau", "Tabella", "Tabel", "Таблиця"),
    "doc_page": (
        "Page {number} of {count}",
        "Page {number} sur {count}",
        "Pagina {number} di {count}",
        "Pagina {number} din {count}",
        "Сторінка {number} з {count}",
    ),
    "doc_previous_page": ("Previous page", "Page précédente", "Pagina precedente", "Pagina anterioară", "Назад"),
    "doc_next_page": ("Next page", "Page suivante", "Pagina successiva", "Pagina următoare", "Далі"),
    "doc_to_passage": (
        "Back to the passage",
        "Retour au passage",
        "Torna al passo",
        "Înapoi la pasaj",
        "До цитованого місця",
    ),
    "doc_picture": (
        "Picture of page {number}; its text follows",
        "Image de la page {number} ; le texte suit",
        "Immagine della pagina {number}; segue il testo",
        "Imaginea paginii {number}; urmează textul",
        "Зображення сторінки {number}; далі її текст",
    ),
    "doc_boxed": (
        "Picture of page {number}, the passage boxed; its text follows",
        "Image de la page {number}, le passage encadré ; le texte suit",
        "Immagine della pagina {number} con il passo riquadrato; segue il testo",
        "Imaginea paginii {number}, cu pasajul încadrat; urmează textul",
        "Зображення сторінки {number}, цитоване місце обведено; далі її текст",
    ),
    "doc_enlarge": (
        "Enlarge the page",
        "Agrandir la page",
        "Ingrandisci la pagina",
        "Mărește pagina",
        "Збільшити сторінку",
    ),
    "doc_text_of_page": (
        "Text of the page",
        "Texte de la page",
        "Testo della pagina",
        "Textul paginii",
        "Текст сторінки",
    ),
    "doc_not_boxed": (
        "The passage could not be found on the picture of the page. It is marked in the text below.",
        "Le passage n’a pas été trouvé sur l’image de la page. Il est marqué dans le texte ci-dessous.",
        "Il passo non è stato trovato sull’immagine della pagina. È evidenziato nel testo qui sotto.",
        "Pasajul nu a fost găsit pe imaginea paginii. Este marcat în textul de mai jos.",
        "Це місце не знайдено на зображенні сторінки. Його позначено в тексті нижче.",
    ),
    "doc_not_drawn": (
        "This page can’t be shown as a picture, only as text.",
        "Cette page ne peut pas être montrée en image, seulement en texte.",
        "Questa pagina non può essere mostrata come immagine, solo come testo.",
        "Această pagină nu poate fi arătată ca imagine, doar ca text.",
        "Цю сторінку не можна показати як зображення, лише як текст.",
    ),
    "doc_file_missing": (
        "The original file is no longer in the folder of the documents, so only its text is shown.",
        "Le fichier original n’est plus dans le dossier des documents ; seul son texte est affiché.",
        "Il file originale non è più nella cartella dei documenti; ne è mostrato solo il testo.",
        "Fișierul original nu mai este în dosarul documentelor; este afișat doar textul lui.",
        "Оригінального файлу вже немає в теці документів, тому показано лише його текст.",
    ),
    "doc_web_copy": (
        "This was read from the web: its text is shown, and not its printed pages. They are in the original on the "
        "web.",
        "Ceci a été lu sur le web : son texte est affiché, et non ses pages imprimées. Elles sont dans l’original sur "
        "le web.",
        "Questo è stato letto dal web: ne è mostrato il testo, non le pagine stampate. Sono nell’originale sul web.",
        "Acesta a fost citit de pe web: este afișat textul, nu paginile tipărite. Ele sunt în originalul de pe web.",
        "Це прочитано з інтернету: показано текст, а не друковані сторінки. Вони є в оригіналі в інтернеті.",
    ),
    "doc_file_changed": (
        "The original file has changed since it was read. What you see here is the text as it was then.",
        "Le fichier original a changé depuis sa lecture. Vous voyez ici le texte tel qu’il était alors.",
        "Il file originale è cambiato da quando è stato letto. Qui si vede il testo com’era allora.",
        "Fișierul original s-a schimbat de când a fost citit. Aici vedeți textul așa cum era atunci.",
        "Оригінальний файл змінився відтоді, як його прочитали. Тут показано текст, яким він був тоді.",
    ),
    "doc_gone": (
        "This document is no longer available: it was deleted or renamed since the answer was given.",
        "Ce document n’est plus disponible : il a été supprimé ou renommé depuis la réponse.",
        "Questo documento non è più disponibile: è stato eliminato o rinominato dopo la risposta.",
        "Acest document nu mai este disponibil: a fost șters sau redenumit după ce s-a dat răspunsul.",
        "Цього документа більше немає: його видалили або перейменували після відповіді.",
    ),
    "doc_changed": (
        "The documents were ingested again since this answer was given; this one may have changed.",
        "Les documents ont été relus depuis cette réponse ; celui-ci a peut-être changé.",
        "I documenti sono stati riletti dopo questa risposta; questo potrebbe essere cambiato.",
        "Documentele au fost recitite după acest răspuns; este posibil ca acesta să se fi schimbat.",
        "Документи перечитано після цієї відповіді; цей міг змінитися.",
    ),
    "doc_different": (
        "What was quoted no longer stands at this place in the document, so nothing is marked.",
        "Ce qui était cité ne se trouve plus à cet endroit du document ; rien n’est donc marqué.",
        "Ciò che era citato non si trova più in questo punto del documento; perciò nulla è evidenziato.",
        "Ceea ce a fost citat nu mai este în acest loc al documentului, deci nimic nu este marcat.",
        "Процитованого вже немає на цьому місці документа, тому нічого не позначено.",
    ),
    "doc_outside": (
        "The passage lies outside the document, so nothing is marked.",
        "Le passage est en dehors du document ; rien n’est donc marqué.",
        "Il passo è al di fuori del documento; perciò nulla è evidenziato.",
        "Pasajul este în afara documentului, deci nimic nu este marcat.",
        "Це місце лежить поза документом, тому нічого не позначено.",
    ),
    "doc_none": ("Not available", "Indisponible", "Non disponibile", "Indisponibil", "Недоступно"),
    "panel_source": ("Source", "Source", "Fonte", "Sursă", "Джерело"),
    "panel_position": (
        "{number} of {count}",
        "{number} sur {count}",
        "{number} di {count}",
        "{number} din {count}",
        "{number} з {count}",
    ),
    "panel_previous": (
        "Previous source",
        "Source précédente",
        "Fonte precedente",
        "Sursa anterioară",
        "Попереднє джерело",
    ),
    "panel_next": ("Next source", "Source suivante", "Fonte successiva", "Sursa următoare", "Наступне джерело"),
    "panel_tab": (
        "Open in a tab",
        "Ouvrir dans un onglet",
        "Apri in una scheda",
        "Deschide într-o filă",
        "Відкрити у вкладці",
    ),
    "panel_close": ("Close", "Fermer", "Chiudi", "Închide", "Закрити"),
    "panel_loading": (
        "Opening the document…",
        "Ouverture du document…",
        "Apertura del documento…",
        "Se deschide documentul…",
        "Документ відкривається…",
    ),
    "panel_failed": (
        "The document could not be loaded: is the server still running? Close this and try again.",
        "Le document n’a pas pu être chargé : le serveur fonctionne-t-il encore ? Fermez et réessayez.",
        "Non è stato possibile caricare il documento: il server è ancora attivo? Chiudere e riprovare.",
        "Documentul nu a putut fi încărcat: mai funcționează serverul? Închideți și încercați din nou.",
        "Документ не вдалося завантажити: чи працює ще сервер? Закрийте й спробуйте знову.",
    ),
}

DOCUMENT: dict[str, dict[Language, str]] = {
    key: {"en": en, "fr": fr, "it": it, "ro": ro, "uk": uk} for key, (en, fr, it, ro, uk) in _ROWS.items()
}
