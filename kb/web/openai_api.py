"""The page for chat clients that speak the OpenAI protocol, below /v1: a model whose answers are quoted from documents.

Of a request only messages, stream and stream_options count: there is nothing to set. Messages of a system or a tool are
not read, as nothing but the documents may say what is answered.
"""

import json
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.sse import format_sse_event
from starlette.exceptions import HTTPException

from kb.answer import Answer, Citation, Nearest, Status
from kb.errors import KnowledgeBaseError
from kb.fields import describe_invalid
from kb.web.ask_api import printable, require_json
from kb.web.asking import AnswerResponse, Asking, Refusal, refuse
from kb.web.links import describe_date, link_to
from kb.web.openai_messages import CompletionBody, read_messages
from kb.wording import phrase

PREFIX = "/v1"
MODEL = "next-answers"
# What would make a link, an image or a tag of a document's words, in a client that reads Markdown or HTML.
_ACTIVE = re.compile(r"(?<=\])(?=[(\[:])|(?=<[A-Za-z/!?])")


def build_openai_api(asking: Asking) -> FastAPI:
    """Build what is mounted below /v1."""
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    api.add_exception_handler(RequestValidationError, _refuse_invalid)
    api.add_exception_handler(HTTPException, _refuse_http)
    api.add_exception_handler(KnowledgeBaseError, _refuse_error)

    @api.get("/models")
    def models() -> JSONResponse:
        """List the one model there is."""
        return JSONResponse({"object": "list", "data": [_MODEL]})

    @api.get("/models/{name}")
    def model(name: str) -> JSONResponse:
        """Tell of the model."""
        if name != MODEL:
            return respond(Refusal(404, f"There is no model {name!r}; there is {MODEL!r}."), "model_not_found")
        return JSONResponse(_MODEL)

    @api.post("/chat/completions", dependencies=[Depends(require_json)])
    async def complete(body: CompletionBody, request: Request) -> AnswerResponse:
        """Answer the last message of the user."""
        usage = bool(body.stream_options and body.stream_options.include_usage)
        form = CompletionForm(f"{request.url.scheme}://{request.url.netloc}", usage)
        return AnswerResponse(asking.answer(read_messages(body.messages)), form, events=bool(body.stream))

    return api


def mount_on(app: FastAPI, asking: Asking) -> None:
    """Mount it on the application."""
    app.mount(PREFIX, build_openai_api(asking))


_MODEL = {"id": MODEL, "object": "model", "created": 0, "owned_by": "library"}


class CompletionForm:
    """Answers as completions: text with its sources below, and the citations once more as data."""

    def __init__(self, address: str, usage: bool) -> None:
        self._address = address
        self._usage = usage
        self._role = {"role": "assistant"}  # told once
        self._sent = ""
        self._before: Answer | None = None
        self._same = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": MODEL}

    def whole(self, answer: Answer) -> Mapping[str, Any]:
        """Give a complete answer as one completion."""
        message = {"role": "assistant", "content": self._written(answer), "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        told = {"choices": [choice], "usage": _usage(answer), **self._about(answer)}
        return {**self._same, "object": "chat.completion", **told}

    def grown(self, answer: Answer) -> str:
        """Give what the text has grown by; the last line may still grow within, so it is sent when it is complete."""
        text = inert(answer.text)
        if not text or text == self._sent or not text.startswith(self._sent):
            return ""
        self._before, new, self._sent = answer, text[len(self._sent) :], text
        return self._say(new)

    def done(self, answer: Answer) -> str:
        """Give the rest of the text, its sources and the end marks.

        When the complete answer is another than what was sent (a chat model failed on the way), what was sent gets its
        own sources before the complete answer follows.
        """
        written = self._written(answer)
        rest = written[len(self._sent) :]
        if not written.startswith(self._sent) and self._before is not None:
            rest = f"{self._below(self._before)}\n\n---\n\n{written}"
        events = [self._say(rest)] if rest else []
        events.append(self._chunk({}, "stop", **self._about(answer)))
        if self._usage:
            events.append(_event({**self._same, **_CHUNK, "choices": [], "usage": _usage(answer)}))
        return "".join(events) + format_sse_event(data_str="[DONE]").decode()

    def failed(self, refusal: Refusal) -> str:
        """Give the error that ends a stream."""
        return _event(_error(refusal))

    def refused(self, refusal: Refusal) -> JSONResponse:
        """Give the error that stands instead of a completion."""
        return respond(refusal)

    def _say(self, text: str) -> str:
        role, self._role = self._role, {}
        return self._chunk({**role, "content": text})

    def _chunk(self, delta: Mapping[str, Any], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return _event({**self._same, **_CHUNK, "choices": [choice], **more})

    def _about(self, answer: Answer) -> dict[str, Any]:
        citations = [{**asdict(citation), "link": self._link(citation, answer)} for citation in answer.citations]
        return {"status": str(answer.status), "confidence": round(answer.confidence, 4), "citations": citations}

    def _written(self, answer: Answer) -> str:
        """Write the text, what is missing, and the sources."""
        partly = phrase("partly", answer.language) if answer.status is Status.PARTLY else ""
        lines = [f"({line})" for line in (answer.missing or partly, answer.notice) if line]
        return "\n\n".join([inert(answer.text), *lines]) + self._below(answer)

    def _below(self, answer: Answer) -> str:
        below = ""
        if answer.citations:
            items = [f"{c.number}. {self._source(c, answer)}" for c in answer.citations]
            below += f"\n\n{phrase('sources', answer.language)}:\n\n" + "\n".join(items)
        if answer.nearest:
            items = [f"- {self._source(nearest, answer)}" for nearest in answer.nearest]
            below += f"\n\n{phrase('nearest', answer.language)}:\n\n" + "\n".join(items)
        return below

    def _source(self, place: Citation | Nearest, answer: Answer) -> str:
        named = " > ".join(filter(None, (place.title, place.heading)))
        title = re.sub(r"([\[\]\\<`*_])", r"\\\1", " ".join(named.split()))
        when = f" ({describe_date(place.as_of, answer.language)})" if isinstance(place, Citation) else ""
        return f"[{title}]({self._link(place, answer)}){when}"

    def _link(self, place: Citation | Nearest, answer: Answer) -> str:
        return self._address + link_to(place, answer.generation)


_CHUNK = {"object": "chat.completion.chunk"}


def inert(text: str) -> str:
    """Write a text so that a client's Markdown makes no link, image or tag of it: nothing is loaded from elsewhere."""
    return _ACTIVE.sub(r"\\", text)


def respond(refusal: Refusal, code: str | None = None) -> JSONResponse:
    """Write a refusal as OpenAI's servers do."""
    return JSONResponse(_error(refusal, code), refusal.status, headers=refusal.headers)


def _error(refusal: Refusal, code: str | None = None) -> dict[str, Any]:
    kind = "invalid_request_error" if refusal.status < 500 else "server_error"
    return {"error": {"message": printable(refusal.text), "type": kind, "param": None, "code": code}}


def _usage(answer: Answer) -> dict[str, int]:
    """Tell what a chat model used; without one nothing is."""
    used = {"prompt_tokens": answer.tokens_in, "completion_tokens": answer.tokens_out}
    return {**used, "total_tokens": answer.tokens_in + answer.tokens_out}


def _event(fields: Mapping[str, Any]) -> str:
    return format_sse_event(data_str=json.dumps(fields)).decode()


async def _refuse_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 (it is registered for no other)
    return respond(Refusal(400, describe_invalid(error.errors(), PREFIX)))


async def _refuse_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 (it is registered for no other)
    return respond(Refusal(error.status_code, str(error.detail)))


async def _refuse_error(request: Request, error: Exception) -> JSONResponse:
    refusal = refuse(error)
    return respond(Refusal(400, refusal.text) if refusal.status == 422 else refusal)
