"""Routes of the maintainers' page beside Gradio's: one that takes a document, one that shows the last evaluation.

Gradio's own upload stays closed: it keeps whatever is sent in a folder of its own, under names it is given, and serves
it again. Here one file a request is counted while it is read, parsed by a child process as an ingest would, and put
into the folder of documents whole, or not at all; what it says is then shown as escaped text only.
"""

import asyncio
import shutil
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from kb.config import Config
from kb.documents import LARGEST, already_there, find_place, put_in_place, safe_name, set_aside
from kb.errors import KnowledgeBaseError, UploadError
from kb.evaluation.last import REPORT
from kb.fixes import find_kind
from kb.ingest_process import look_at_file
from kb.web.document import Frame, show_message
from kb.web.maintain.texts import Language, language_of, say

FREE = 200 * 2**20  # bytes that an upload leaves on the disk
AT_ONCE = 2  # files that are looked at
STATUS = {"exists": 409, "too_large": 413, "disk": 507, "unreadable": 422}
# The report is complete without its script; nothing of it may act in the name of this page.
REPORT_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def mount_on(api: FastAPI, config: Config) -> None:
    """Add the routes; before Gradio's page is mounted, which takes every path below /maintain."""
    looking = asyncio.Semaphore(AT_ONCE)

    @api.post("/maintain/upload")
    async def upload(request: Request, name: str = "", topic: str = "", replace: bool = False) -> JSONResponse:
        """Take a document as the body of the request, under a name that is made safe, into one of the topics."""
        language = language_of(request.headers)
        try:
            place = await run_in_threadpool(find_place, config.documents, topic, safe_name(name))
            _refuse_early(request, place, replace=replace)
            seen = await _take(request, place, config, looking, replace=replace)
        except UploadError as error:
            return _answer(STATUS.get(error.reason, 400), error.reason, _explain(error, language))
        except ClientDisconnect:
            return _answer(400, "gone", "")
        except KnowledgeBaseError as error:
            return _answer(503, "failed", str(error))
        told = say("upload_done", language, name=place.name, pages=seen["pages"], characters=f"{seen['characters']:,}")
        return _answer(201, "", " ".join([told, *seen["warnings"]]))

    @api.get("/maintain")
    def page(request: Request) -> RedirectResponse:
        """Lead to where Gradio's page is mounted."""
        return RedirectResponse(str(request.url.replace(path="/maintain/", scheme="", netloc="")))

    @api.get("/maintain/evaluation")
    def evaluation(request: Request) -> HTMLResponse:
        """Show the report of the last evaluation, in which nothing runs."""
        try:
            page = REPORT.read_text(encoding="utf-8")
        except (OSError, ValueError):
            language = language_of(request.headers)
            told = say("evaluation_none", language)
            return HTMLResponse(show_message(say("evaluation_title", language), told, Frame(language)), 404)
        return HTMLResponse(page, headers={"Content-Security-Policy": REPORT_POLICY})


def _refuse_early(request: Request, place: Path, *, replace: bool) -> None:
    """Refuse before anything is read what is refused anyway."""
    if place.exists() and not replace:
        raise already_there(place)
    if place.is_symlink() or (place.exists() and not place.is_file()):
        raise UploadError(f"{place.name} is no file that can be replaced.", "no_file")
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > LARGEST:
        raise _too_large()
    if shutil.disk_usage(place.parent).free < FREE + LARGEST:
        raise UploadError("The disk is too full for an upload. Free some space.", "disk")


async def _take(
    request: Request, place: Path, config: Config, looking: asyncio.Semaphore, *, replace: bool
) -> dict[str, Any]:
    with set_aside(place) as (file, aside):
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > LARGEST:
                raise _too_large()
            await run_in_threadpool(file.write, chunk)
        file.close()
        async with looking:
            seen = await run_in_threadpool(look_at_file, config, aside)
        if seen["problem"]:
            raise UploadError(seen["problem"], "unreadable")
        await run_in_threadpool(put_in_place, aside, place, replace=replace)
        return seen


def _too_large() -> UploadError:
    return UploadError(f"The file is larger than {LARGEST >> 20} MB. Split it.", "too_large")


def _explain(error: UploadError, language: Language) -> str:
    if error.reason == "unreadable":
        return f"{error} {say(f'fix_{find_kind(str(error))}', language)}"
    return say(f"upload_{error.reason}", language, limit=LARGEST >> 20)


def _answer(status: int, reason: str, told: str) -> JSONResponse:
    return JSONResponse({"reason": reason, "told": told}, status)
