"""What the bot sees as one HTML page: nothing is loaded from elsewhere, and whatever documents say is shown as text."""

from collections.abc import Iterator, Sequence
from html import escape

from ingest.look import DocumentLook, LibraryLook

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid GrayText; padding: .3rem .6rem; text-align: left; vertical-align: top; }
td.number { text-align: right; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
tr.kept, tr.failed { background: color-mix(in srgb, Mark 25%, Canvas); }
:root { color-scheme: light dark; }
"""
_HEAD = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What the bot sees</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>What the bot sees</h1>"""
_COLUMNS = ("Document", "Status", "Pages", "Tables", "Characters", "Language", "As of", "What to do")


def write_page(library: LibraryLook) -> str:
    """Write the page."""
    return "\n".join(
        (_HEAD, *_write_summary(library), *_write_table(library.documents), "</main>", "</body>", "</html>")
    )


def _write_summary(library: LibraryLook) -> Iterator[str]:
    yield f"<p>Generation {library.generation}, built {escape(library.built_at)}.</p>"
    if library.problem:
        yield f'<p role="alert"><strong>{escape(library.problem)}</strong></p>'
    if library.before:
        yield f"<h2>Since generation {library.before}</h2>"
        changes = (("Added", library.added), ("Changed", library.changed), ("Deleted", library.deleted))
        if not any(names for _, names in changes):
            yield "<p>No document changed.</p>"
        for word, names in changes:
            if names:
                yield f"<h3>{word}</h3><ul>{''.join(f'<li>{escape(name)}</li>' for name in names)}</ul>"


def _write_table(documents: Sequence[DocumentLook]) -> Iterator[str]:
    yield f"<h2>Documents</h2><table><caption>{len(documents)} documents</caption><thead><tr>"
    yield "".join(f'<th scope="col">{column}</th>' for column in _COLUMNS)
    yield "</tr></thead><tbody>"
    for document in documents:
        yield f'<tr class="{document.status.split()[0]}"><th scope="row">{escape(document.source)}'
        if document.preview:
            yield f"<details><summary>Text</summary><pre>{escape(document.preview)}</pre></details>"
        yield f"</th><td>{document.status}</td>"
        for number in (document.pages, document.tables, document.characters):
            yield f'<td class="number">{number}</td>'
        yield f"<td>{escape(document.language)}</td><td>{escape(document.as_of)}</td>"
        yield f"<td>{_write_advice(document)}</td></tr>"
    yield "</tbody></table>"


def _write_advice(document: DocumentLook) -> str:
    told = [document.problem, *document.warnings]
    if document.empty_pages:
        told.append(f"no text on page {', '.join(map(str, document.empty_pages))}")
    if document.needs_ocr:
        told.append("needs OCR: give a version with text, or install Tesseract")
    return "<br>".join(escape(one) for one in told if one)
