"""The web application around the chat: documents, health, static files, and what guards them all."""

from dataclasses import asdict
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from kb.web import ask_api, openai_api
from kb.web.asking import Asking
from kb.web.document_routes import build_document_routes
from kb.web.guard import Guard
from kb.web.headers import SecurityHeaders
from kb.web.library import Library

STATIC = Path(__file__).parent / "static"


def build_api(library: Library, asking: Asking, documents: Path) -> FastAPI:
    """Build the application, on which the chat is mounted.

    asking is what answers programs, documents the folder that was ingested.
    """
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # The one added last sees a request first: a refusal gets its headers too.
    api.add_middleware(Guard)
    api.add_middleware(SecurityHeaders)
    api.mount("/web", StaticFiles(directory=STATIC))

    @api.get("/health")
    def health() -> JSONResponse:
        """Tell whether questions can be answered, and from what."""
        return JSONResponse(asdict(library.state()))

    ask_api.mount_on(api, asking)
    openai_api.mount_on(api, asking)
    api.include_router(build_document_routes(library, documents))
    return api
