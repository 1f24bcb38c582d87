"""The web application around the chat: documents, health, static files, and what guards them all."""

from dataclasses import asdict
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles

from kb.errors import KnowledgeBaseError
from kb.web import ask_api, openai_api
from kb.web.asking import Asking
from kb.web.document import GONE, Passage, show_document, show_message
from kb.web.guard import Guard
from kb.web.headers import SecurityHeaders
from kb.web.library import Library

STATIC = Path(__file__).parent / "static"
MOST_DIGITS = 9  # of a number in a link

# Nothing but our stylesheet and icon: a document's page runs no script at all.
DOCUMENT_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)


def build_api(library: Library, asking: Asking) -> FastAPI:
    """Build the application, on which the chat is mounted; asking is what answers programs."""
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # The one added last sees a request first: a refusal gets its headers too.
    api.add_middleware(Guard)
    api.add_middleware(SecurityHeaders)
    api.mount("/web", StaticFiles(directory=STATIC))

    @api.get("/health")
    def health() -> JSONResponse:
        """Tell whether questions can be answered, and from what."""
        return JSONResponse(asdict(library.state()))

    @api.get("/document/{source:path}")
    def document(source: str, request: Request) -> HTMLResponse:
        """Show a document, opened at a passage."""
        status, page = _document(library, source, _passage(request))
        return HTMLResponse(page, status, headers={"Content-Security-Policy": DOCUMENT_POLICY})

    ask_api.mount_on(api, asking)
    openai_api.mount_on(api, asking)
    return api


def _document(library: Library, source: str, passage: Passage) -> tuple[int, str]:
    state = library.state()
    if not state.ready:
        return 503, show_message("Not available yet", state.problem)
    try:
        with library.borrow() as index:
            document = index.document(source)
            if document is None:
                return 404, show_message("Not available", GONE)
            return 200, show_document(index, document, passage)
    except KnowledgeBaseError as error:
        return 503, show_message("Not available", str(error))


def _passage(request: Request) -> Passage:
    """Read a link; what can't be read counts as not said."""
    given = request.query_params
    return Passage(
        page=_number(given.get("page")) or 1,
        start=_number(given.get("start")),
        end=_number(given.get("end")),
        generation=_number(given.get("generation")),
        quote=given.get("quote", ""),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
