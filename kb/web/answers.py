"""Routes for what is done with an answer: it is saved as a file, copied, and judged."""

import re
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, StringConstraints

from kb.answer import Citation
from kb.errors import FeedbackError, KnowledgeBaseError
from kb.feedback import FeedbackLog, Verdict
from kb.index import Index
from kb.web.chat import Conversation
from kb.web.document import Frame, show_message
from kb.web.export.entries import list_entries
from kb.web.export.markdown import write_markdown, write_plain
from kb.web.export.word import write_word
from kb.web.interface import language_of, say
from kb.web.judge import make_feedback
from kb.web.kept import KeptAnswers
from kb.web.library import Library, generation_of
from kb.web.name import NAME

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


class Judgement(BaseModel):
    """What a person says of an answer."""

    id: Annotated[str, StringConstraints(max_length=40)]
    verdict: Verdict
    reason: Annotated[str, StringConstraints(max_length=4000)] = ""


def build_answer_routes(kept: KeptAnswers, feedback: FeedbackLog, library: Library) -> APIRouter:
    """Build the routes on the answers that are kept, for whoever knows the id of one."""
    routes = APIRouter()

    @routes.get("/answer/{exchange_id}.{form}")
    def save_answer(exchange_id: str, form: str, request: Request) -> Response:
        """Save one answer."""
        return _save(library, kept.find(exchange_id)[-1:], form, request)

    @routes.get("/conversation/{exchange_id}.{form}")
    def save_conversation(exchange_id: str, form: str, request: Request) -> Response:
        """Save a conversation up to an answer."""
        return _save(library, kept.find(exchange_id), form, request)

    @routes.post("/feedback")
    def judge(judgement: Judgement, request: Request) -> JSONResponse:
        """Keep what a person says of an answer."""
        conversation = kept.find(judgement.id)
        if not conversation or judgement.verdict is Verdict.NOT_FOUND:
            return JSONResponse({"detail": say("answer_gone", language_of(request.headers))}, 404)
        try:
            feedback.add(make_feedback(conversation, judgement.verdict, judgement.reason))
        except FeedbackError as error:
            return JSONResponse({"detail": str(error)}, 503)
        return JSONResponse({"kept": True})

    return routes


def _save(library: Library, conversation: Conversation, form: str, request: Request) -> Response:
    language = language_of(request.headers)
    if form not in TYPES or not conversation:
        page = show_message(say("not_available", language), say("answer_gone", language), Frame(language))
        return Response(page, 404, media_type="text/html")
    try:
        stale = _find_stale(library, conversation)
    except KnowledgeBaseError as error:
        page = show_message(say("not_available", language), str(error), Frame(language))
        return Response(page, 503, media_type="text/html")
    entries = list_entries(conversation, str(request.base_url).rstrip("/"), stale, say("answer_stale", language))
    note = say("exported", language, name=NAME, date=date.today().isoformat())
    title = " ".join(conversation[0].question.split())
    written = {
        "docx": lambda: write_word(title, note, entries),
        "md": lambda: write_markdown(title, note, entries).encode(errors="replace"),
        "txt": lambda: write_plain(entries).encode(errors="replace"),
    }[form]()
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(title)}.{form}"'}
    return Response(written, media_type=TYPES[form], headers=headers)


def _find_stale(library: Library, conversation: Conversation) -> frozenset[str]:
    """Find the exchanges that quote what no document says any more: what was deleted is in no copy made later."""
    with library.borrow() as index:
        return frozenset(
            exchange.id
            for exchange in conversation
            if exchange.answer is not None
            and exchange.answer.generation != generation_of(index)
            and not all(_is_there(index, citation) for citation in exchange.answer.citations)
        )


def _is_there(index: Index, citation: Citation) -> bool:
    document = index.document(citation.source)
    pages = range(1, document.pages + 1) if document else ()
    return any(citation.quote in index.text_of(citation.source, page) for page in pages)


def _file_name(title: str) -> str:
    """Make a name that every system takes: plain letters and figures."""
    return "-".join(re.findall(r"[A-Za-z0-9]+", title))[:60] or "answer"
