"""The routes of documents: the page of each, pictures of a PDF's pages, the original files, the empty panel."""

from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from urllib.parse import quote as percent_encode
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse

from kb.errors import DocumentError, KnowledgeBaseError
from kb.index import Index, StoredDocument
from kb.originals import Digests, documents_folder, ingested_digest, open_original
from kb.pictures import LARGEST, Pictures, Wanted
from kb.web.document import Frame, Original, Passage, find_passage, show_document, show_message
from kb.web.figure import Figure
from kb.web.interface import language_of, say
from kb.web.library import Library, say_problem
from kb.web.links import path_to
from kb.web.panel import show_panel

MOST_DIGITS = 9  # of a number in a link
PIECE = 2**16  # bytes of a file sent at once

# Nothing but our stylesheet, icon and pictures: a document's page runs no script at all.
DOCUMENT_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def build_document_routes(library: Library, documents: Path) -> APIRouter:
    """Build the routes; documents is the folder that the library was ingested from."""
    routes = APIRouter()
    files = _Files(documents)

    @routes.get("/document/{source:path}")
    def document(source: str, request: Request) -> HTMLResponse:
        """Show a document, opened at a passage."""
        frame = Frame(language_of(request.headers), request.query_params.get("panel") == "1")
        status, page = _show(library, files, source, _passage(request), frame)
        return HTMLResponse(page, status, headers={"Content-Security-Policy": DOCUMENT_POLICY})

    @routes.get("/picture/{source:path}")
    def picture(source: str, request: Request) -> Response:
        """Show a page of a PDF as it is printed."""
        number = _number(request.query_params.get("page")) or 1
        try:
            with library.borrow() as index:
                content, sha256 = files.read(index, source)
        except KnowledgeBaseError as error:
            return PlainTextResponse(str(error), 404)
        try:
            drawn = files.pictures.find(sha256, number) or files.pictures.draw(content, Wanted(sha256, number))
        except DocumentError as error:
            return PlainTextResponse(str(error), 404)
        return Response(drawn.png, media_type="image/png")

    @routes.get("/original/{source:path}")
    def original(source: str) -> Response:
        """Give a document's file to be saved, never to be shown: it may hold anything."""
        try:
            with library.borrow() as index:
                if index.document(source) is None:
                    return PlainTextResponse(say("doc_none", "en"), 404)
            file = open_original(files.folder, source)
        except KnowledgeBaseError as error:
            return PlainTextResponse(str(error), 404)
        name = percent_encode(source.rsplit("/", 1)[-1], safe="")
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Content-Security-Policy": FILE_POLICY,
        }
        return StreamingResponse(_send(file), media_type="application/octet-stream", headers=headers)

    @routes.get("/panel")
    def panel(request: Request) -> HTMLResponse:
        """Give the empty panel in the language of the browser."""
        return HTMLResponse(show_panel(language_of(request.headers)))

    return routes


class _Files:
    """The files of the documents, with the pictures of their pages."""

    def __init__(self, documents: Path) -> None:
        self.folder = documents_folder(documents)
        self.pictures = Pictures()
        self._digests = Digests()

    def read(self, index: Index, source: str) -> tuple[bytes, str]:
        """Read the file of a PDF, and its sha256; raises DocumentError unless it is the one that was ingested."""
        if index.document(source) is None or not source.lower().endswith(".pdf"):
            raise DocumentError("This is no PDF of the documents.")
        with open_original(self.folder, source) as file:
            sha256 = self._digests.of(file)
            if sha256 != ingested_digest(index.manifest, source):
                raise DocumentError("The file has changed since it was ingested.")
            return file.read(LARGEST + 1), sha256

    def look(self, index: Index, document: StoredDocument, passage: Passage) -> Original:
        """Find a document's file, and draw the page that is asked for if it is a PDF."""
        source = document.source
        try:
            with open_original(self.folder, source) as file:
                sha256 = self._digests.of(file)
        except DocumentError:
            return Original(notice=why_without_file(document))
        ingested = ingested_digest(index.manifest, source)
        if sha256 != ingested:
            return Original(there=True, notice="doc_file_changed" if ingested else "")
        if not source.lower().endswith(".pdf") or not 1 <= passage.shown <= document.pages:
            return Original(there=True)
        return self._draw(index, document, passage)

    def _draw(self, index: Index, document: StoredDocument, passage: Passage) -> Original:
        text = index.text_of(document.source, passage.shown)
        found = find_passage(text, passage) if passage.shown == passage.page else ""
        start, end = found if isinstance(found, tuple) else (0, 0)
        try:
            content, sha256 = self.read(index, document.source)
            picture = self.pictures.draw(content, Wanted(sha256, passage.shown, text, start, end))
        except DocumentError:
            return Original(there=True, notice="doc_not_drawn")
        src = f"{path_to(document.source, 'picture')}?{urlencode({'page': passage.shown})}"
        notice = "doc_not_boxed" if start < end and not picture.boxes else ""
        return Original(True, Figure(passage.shown, src, picture), notice)


def _show(library: Library, files: _Files, source: str, passage: Passage, frame: Frame) -> tuple[int, str]:
    title = say("doc_none", frame.language)
    state = library.state()
    if not state.ready:
        return 503, show_message(title, say_problem(state, frame.language), frame)
    try:
        with library.borrow() as index:
            document = index.document(source)
            if document is None:
                return 404, show_message(title, say("doc_gone", frame.language), frame)
            return 200, show_document(index, document, passage, files.look(index, document, passage), frame)
    except KnowledgeBaseError as error:
        return 503, show_message(title, str(error), frame)


def why_without_file(document: StoredDocument) -> str:
    """Give the key of what is said of a document without a file where a picture of its pages could be expected."""
    printed = document.source.lower().partition("?")[0].endswith(".pdf") or document.pages > 1
    if document.source.startswith("web/"):
        return "doc_web_copy" if printed else ""
    return "doc_file_missing" if printed and not document.url else ""


def _send(file: BufferedReader) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def _passage(request: Request) -> Passage:
    """Read a link; what can't be read counts as not said."""
    given = request.query_params
    return Passage(
        page=_number(given.get("page")) or 1,
        start=_number(given.get("start")),
        end=_number(given.get("end")),
        generation=_number(given.get("generation")),
        quote=given.get("quote", ""),
        show=_number(given.get("show")),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
