"""What programs may ask of the page, below /api: answers, passages, documents; described by OpenAPI."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Query, Request
from fastapi import Path as PathParameter
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.sse import format_sse_event
from starlette.exceptions import HTTPException as AnyHTTPException

from kb.answer import Answer, check_question
from kb.batch import Asked, read_asked
from kb.errors import KnowledgeBaseError
from kb.fields import (
    HitFields,
    PageFields,
    SearchResult,
    describe_invalid,
    document_fields,
    read_page,
)
from kb.filters import find_scope
from kb.followup import Turn
from kb.retrieve import prepare_queries, retrieve_hits
from kb.show import answer_fields, search_fields
from kb.web.ask_bodies import AskBody, DocumentList, LinkedAnswer, RefusalBody, SearchBody
from kb.web.ask_page import show_api
from kb.web.asking import AnswerResponse, Asking, Refusal, refuse
from kb.web.links import link_to
from kb.web.name import NAME

PREFIX = "/api"
# Nothing but our stylesheet and icon: the page about the operations runs no script at all.
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
ABOUT = """Ask the documents in the words you would use on the page. Every answer is quoted from a document; a \
citation tells the document, the page and where in its text the quotation stands.

Bodies are JSON (`Content-Type: application/json`), 64 kB at most. What can't be done is answered with a status of 400 \
or more and `{"detail": "one line that says why"}`; 503 with `Retry-After` means: ask again."""

REFUSED: dict[int | str, dict[str, Any]] = {
    status: {"model": RefusalBody, "description": told}
    for status, told in {
        415: "The body is not declared as JSON.",
        422: "The question, a filter or a field can't be used.",
        503: "Busy, or there is no index; Retry-After tells when to ask again.",
    }.items()
}
ABSENT: dict[int | str, dict[str, Any]] = {
    404: {"model": RefusalBody, "description": "There is no such document or page."},
    503: REFUSED[503],
}
ANSWERED = {
    "description": "The answer. Who accepts `text/event-stream` gets events: `answer` for each step of a growing "
    "answer, `done` for the complete one, or `error` with a detail.",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}


def build_ask_api(asking: Asking) -> FastAPI:
    """Build what is mounted below /api; it alone has a description in OpenAPI."""
    api = FastAPI(
        title=f"{NAME} for programs",
        version="1",
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        responses={422: REFUSED[422]},
    )
    api.add_exception_handler(RequestValidationError, _refuse_invalid)
    api.add_exception_handler(AnyHTTPException, _refuse_http)
    api.add_exception_handler(KnowledgeBaseError, _refuse_error)
    api.add_exception_handler(Exception, _refuse_error)

    @api.post(
        "/ask",
        response_model=LinkedAnswer,
        responses={**REFUSED, 200: ANSWERED},
        dependencies=[Depends(require_json)],
    )
    async def ask(body: AskBody, request: Request) -> AnswerResponse:
        """Answer a question."""
        events = "text/event-stream" in request.headers.get("accept", "")
        return AnswerResponse(asking.answer(read_body(body)), AskForm(), events=events)

    @api.post("/search", responses=REFUSED, dependencies=[Depends(require_json)])
    def search(body: SearchBody) -> SearchResult:
        """Find the passages nearest to a query, with their scores."""
        query = check_question(printable(body.query))
        asked = read_asked(body.model_dump() | {"question": query})
        with asking.in_slot(), asking.reading() as index:
            scope = find_scope(index, asked.filters, asked.sources)
            hits = retrieve_hits(index, prepare_queries(index, query), body.top, scope)
        return SearchResult(hits=[HitFields(**search_fields(hit)) for hit in hits])

    @api.get("/documents", responses={503: REFUSED[503]})
    def documents() -> DocumentList:
        """List the documents."""
        with asking.reading() as index:
            return DocumentList(documents=[document_fields(document) for document in index.documents])

    @api.get("/documents/{source:path}", responses=ABSENT)
    def document(
        source: Annotated[str, PathParameter(description="The document, as answers and the list name it.")],
        page: Annotated[int, Query(ge=1, le=10**9, description="Counts from 1.")] = 1,
    ) -> PageFields:
        """Read a page of a document, as the index holds it."""
        with asking.reading() as index:
            return read_page(index, source, page)

    return api


def mount_on(app: FastAPI, asking: Asking) -> None:
    """Mount it on the application, with a page that shows what may be asked."""
    api = build_ask_api(asking)

    @app.get(PREFIX)
    def show_operations(request: Request) -> HTMLResponse:
        """Show what may be asked, as a page with examples for the address it was asked at."""
        page = show_api(api.openapi(), f"{request.url.scheme}://{request.url.netloc}{PREFIX}")
        return HTMLResponse(page, headers={"Content-Security-Policy": PAGE_POLICY})

    app.mount(PREFIX, api)


def read_body(body: AskBody) -> Asked:
    """Read a question as a line of a batch is read, and check it."""
    asked = read_asked(body.model_dump())
    said = tuple(Turn(turn.role, printable(turn.text)) for turn in asked.history)
    return replace(asked, question=check_question(printable(asked.question)), history=said)


class AskForm:
    """Answers as JSON, and as events that each hold a whole answer."""

    def __init__(self) -> None:
        self._told = ""

    def whole(self, answer: Answer) -> Mapping[str, Any]:
        """Give the fields of an answer, its citations with their links."""
        links = [{**asdict(citation), "link": link_to(citation, answer.generation)} for citation in answer.citations]
        return answer_fields(answer) | {"citations": links}

    def grown(self, answer: Answer) -> str:
        """Give the answer so far, if its text is another than before."""
        if answer.text == self._told:
            return ""
        self._told = answer.text
        return event("answer", self.whole(answer))

    def done(self, answer: Answer) -> str:
        """Give the complete answer."""
        return event("done", self.whole(answer))

    def failed(self, refusal: Refusal) -> str:
        """Give the line that says why it ends."""
        return event("error", {"detail": refusal.text})

    def refused(self, refusal: Refusal) -> JSONResponse:
        """Give the line that says why there is no answer."""
        return respond(refusal)


def event(name: str, fields: Mapping[str, Any]) -> str:
    """Write a server-sent event whose data are JSON."""
    return format_sse_event(data_str=json.dumps(fields), event=name).decode()


def respond(refusal: Refusal) -> JSONResponse:
    """Write a refusal."""
    return JSONResponse({"detail": printable(refusal.text)}, refusal.status, headers=refusal.headers)


def printable(text: str) -> str:
    """Give a text as it can be encoded: half of a surrogate pair, as JSON may hold, becomes its escape."""
    return text.encode(errors="backslashreplace").decode()


def require_json(request: Request) -> None:
    """Refuse a body that is not declared as JSON: pages of other sites can send only such without being asked."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "The body must be JSON: send it with Content-Type: application/json.")


async def _refuse_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    told = describe_invalid(error.errors(), PREFIX)
    return respond(Refusal(400 if told.startswith("The body is not JSON") else 422, told))


async def _refuse_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AnyHTTPException)  # noqa: S101
    return JSONResponse({"detail": str(error.detail)}, error.status_code, headers=error.headers)


async def _refuse_error(request: Request, error: Exception) -> JSONResponse:
    return respond(refuse(error))
