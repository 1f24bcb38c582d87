"""What programs are told, field by field: the models behind the JSON of the page's routes and of assistants' tools."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from kb.answer import Citation, Nearest, Status
from kb.contacts import Contact
from kb.errors import DocumentError
from kb.index import Index, StoredDocument

SHOWN = 60  # characters of a value that an error repeats

Page = Annotated[int, Field(description="Counts from 1.")]
Start = Annotated[int, Field(description="Where it begins: an offset in characters in the page's text.")]
End = Annotated[int, Field(description="Where it ends.")]


class _Fields(BaseModel):
    # What kb.show writes and what stands here can't drift apart: another field is an error.
    model_config = ConfigDict(extra="forbid")


class PassageFields(_Fields):
    """A passage that was found: the stored text of that page, from start to end, is text."""

    source: Annotated[str, Field(description="Path of the document, relative to the documents folder.")]
    page: Page
    start: Start
    end: End
    score: Annotated[float, Field(description="0 to 1 within one search, higher is better.")]
    text: str


class HitFields(PassageFields):
    """A passage that a search found."""

    title: Annotated[str, Field(description="Of the document.")]
    heading: Annotated[str, Field(description='The headings above it, joined by " > ".')]


class BriefAnswerFields(_Fields):
    """An answer. Every statement in text is quoted from a document or was checked against one."""

    status: Annotated[
        Status,
        Field(
            description="answered; partly (missing says what the documents don't tell); not_found (no evidence); "
            "unclear (choices says what may be meant); conversational (a greeting, thanks, an order)."
        ),
    ]
    missing: Annotated[str, Field(description="What the documents don't tell of what was asked.")]
    text: Annotated[str, Field(description="The answer; [1] refers to the citation of that number.")]
    confidence: Annotated[float, Field(description="The probability that the documents answer the question.")]
    seconds: float
    citations: list[Citation]
    nearest: Annotated[list[Nearest], Field(description="Documents to look into when nothing was found.")]
    ask: Annotated[Contact | None, Field(description="Whom to ask when not everything was found.")]
    choices: Annotated[list[str], Field(description="What an unclear question may mean.")]
    language: Annotated[str, Field(description="Of all but the quotations: en, fr, it, ro or uk.")]
    generation: Annotated[int, Field(description="Number of the index that answered.")]
    worded_by: Annotated[str, Field(description="The chat model that worded the text; empty for quotations.")]
    notice: Annotated[str, Field(description="A line on what the chat model did wrong.")]
    problem: Annotated[str, Field(description="The same for maintainers.")]
    tokens_in: Annotated[int, Field(description="Tokens that the chat model read at most.")]
    tokens_out: Annotated[int, Field(description="Tokens that it wrote at most.")]


class AnswerFields(BriefAnswerFields):
    """An answer, with the passages that were found for it."""

    passages: Annotated[list[PassageFields], Field(description="The ten best passages, whether they answer or not.")]


class DocumentFields(_Fields):
    """A document of the library."""

    source: Annotated[str, Field(description="Path relative to the documents folder; names the document.")]
    title: str
    topic: str
    as_of: Annotated[str, Field(description="When it was true: YYYY, YYYY-MM, YYYY-MM-DD or undated.")]
    url: Annotated[str, Field(description="Address of the original; empty when there is none.")]
    lang: Annotated[str, Field(description="Language, as en; empty when it is not known.")]
    pages: int


class SearchResult(_Fields):
    """What a search found, best first."""

    hits: list[HitFields]


class PageFields(DocumentFields):
    """The text of a page of a document, or a part of it, as citations count its characters."""

    page: Page
    start: Annotated[int, Field(description="Offset of text in the page's text.")]
    end: Annotated[int, Field(description="Offset of its end.")]
    characters: Annotated[int, Field(description="Length of the whole page's text; when end is less, more follows.")]
    text: str


def describe_invalid(errors: Sequence[Mapping[str, Any]], see: str) -> str:
    """Say in one line what is wrong with the first of pydantic's errors; see tells where the fields are described."""
    first = errors[0]
    where = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path")) or "The body"
    told = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] == "json_invalid":
        return f"The body is not JSON: {first.get('ctx', {}).get('error', told)}."
    if first["type"] == "missing":
        return f"{where} is missing."
    if first["type"] == "extra_forbidden":
        return f"{where} is no field of this; see {see}."
    if first["type"] in ("model_attributes_type", "model_type", "dict_type"):
        return f"{where} must be a JSON object."
    value = json.dumps(first.get("input"), ensure_ascii=False, default=str)
    shown = value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"
    return f"{where} is {shown}: {told[:1].lower()}{told[1:]}."


def document_fields(document: StoredDocument) -> DocumentFields:
    """Give a document as the fields that programs read."""
    return DocumentFields(**{name: getattr(document, name) for name in DocumentFields.model_fields})


def read_page(index: Index, source: str, page: int = 1, start: int = 0, most: int | None = None) -> PageFields:
    """Read a page of a document from start on, at most so many characters; raises DocumentError where there is none."""
    document = index.document(source)
    if document is None:
        raise DocumentError(f"There is no document {source!r}: it was deleted or renamed, or never was there.")
    if not 1 <= page <= document.pages:
        pages = "1 page" if document.pages == 1 else f"{document.pages} pages"
        raise DocumentError(f"There is no page {page} in {source}: it has {pages}.")
    text = index.text_of(source, page)
    if not 0 <= start <= len(text):
        raise DocumentError(f"Nothing begins at {start} in {source}, page {page}: it has {len(text)} characters.")
    part = text[start:] if most is None else text[start : start + most]
    return PageFields(
        **document_fields(document).model_dump(),
        page=page,
        start=start,
        end=start + len(part),
        characters=len(text),
        text=part,
    )
