"""What programs send to the page and get back, as OpenAPI describes it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.dataclasses import dataclass as checked_dataclass

from kb.answer import Citation
from kb.fields import (
    AnswerFields,
    DocumentFields,
)

MOST_HITS = 100


class TurnBody(BaseModel):
    """One message of the conversation before the question."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    text: str


class FilterBody(BaseModel):
    """What is searched, and in what; a filter that is left out or empty limits nothing."""

    # A filter that is misspelt must not be taken for none.
    model_config = ConfigDict(extra="forbid")

    topic: Annotated[str | list[str] | None, Field(description="Only documents of this topic, or these.")] = None
    document: Annotated[str | list[str] | None, Field(description="Only these documents, by source or title.")] = None
    language: Annotated[str | list[str] | None, Field(description="Only documents in this language, as en.")] = None
    since: Annotated[str | None, Field(description="Only what is of this date or later: YYYY[-MM[-DD]].")] = None
    until: Annotated[str | None, Field(description="Only what is of this date or earlier: YYYY[-MM[-DD]].")] = None
    scope: Annotated[list[str] | None, Field(description="Only these documents, by source; others are no error.")] = (
        None
    )


class AskBody(FilterBody):
    """A question, with what was said before."""

    question: Annotated[str, Field(description="4,000 characters at most, in any of the five languages.")]
    history: Annotated[list[TurnBody] | None, Field(description="The conversation before it, oldest first.")] = None


class SearchBody(FilterBody):
    """A search."""

    query: Annotated[str, Field(description="What to search for, in words or as a question.")]
    top: Annotated[int, Field(description="How many passages.", ge=1, le=MOST_HITS)] = 10


@checked_dataclass(frozen=True)
class LinkedCitation(Citation):
    """A quotation: the stored text of that page, from start to end, is quote. link opens it on the page."""

    link: str = ""


class LinkedAnswer(AnswerFields):
    """An answer whose citations can be opened on the page."""

    citations: list[LinkedCitation]  # type: ignore[assignment]  # pydantic reads the narrower list


class DocumentList(BaseModel):
    """Every document of the library."""

    documents: list[DocumentFields]


class RefusalBody(BaseModel):
    """Why there is no answer."""

    detail: Annotated[str, Field(description="One line for a person.")]
