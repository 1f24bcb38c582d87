"""The library as tools of other assistants, over the Model Context Protocol: python -m kb mcp.

The library of that name is meant by `mcp` here, too: imports are absolute.
"""

import inspect
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, InputRequiredResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field, ValidationError

from kb.answer import answer_question, check_question
from kb.batch import Asked, read_asked
from kb.config import Config
from kb.errors import KnowledgeBaseError
from kb.fields import BriefAnswerFields, HitFields, PageFields, SearchResult, describe_invalid, read_page
from kb.filters import find_scope
from kb.generate import open_writer
from kb.generations import LiveIndex, open_in_background
from kb.index import Index
from kb.models import load_search_models
from kb.retrieve import prepare_queries, retrieve_hits
from kb.show import answer_fields, answer_for_people, search_fields
from kb.slots import Slots

NAME = "next-answers"
ABOUT = (
    "The documents of the Interreg NEXT network: its cross-border cooperation programmes, their history, budgets, "
    "calls, events, terms, and whom to contact. Answers are quotations; each says which document it was taken from. "
    "Ask first; where an answer is not enough, search, and open the document at the passage. What is not found here is "
    "not in the documents: say so rather than fill the gap."
)
MOST_HITS = 50
MOST_CHARACTERS = 20_000  # of a page that are read at once

READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

Question = Annotated[
    str,
    Field(
        description="A whole question in plain words, in English, French, Italian, Romanian or Ukrainian. It must "
        "stand alone: what was said before is not known."
    ),
]
Topic = Annotated[list[str], Field(description="Only documents of these topics, such as programmes or history.")]
Document = Annotated[list[str], Field(description="Only these documents, by source or title.")]
Language = Annotated[list[str], Field(description="Only documents in these languages, such as en.")]
Since = Annotated[str, Field(description="Only what is of this date or later: YYYY[-MM[-DD]].")]
Until = Annotated[str, Field(description="Only what is of this date or earlier: YYYY[-MM[-DD]].")]


class Assistants(MCPServer[None]):
    """Serve tools whose failures are one clear line each."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[None, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool; raises ToolError with the line."""
        known = {tool.name: tool.input_schema["properties"] for tool in await self.list_tools()}
        # A filter that is misspelt must not be taken for none.
        unknown = sorted(set(arguments) - set(known.get(name, arguments)))
        if unknown:
            raise ToolError(f"{name} has no {unknown[0]!r}; it has {', '.join(known[name])}.")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                told = describe_invalid(error.__cause__.errors(), "the description of the tool")
                raise ToolError(told) from error
            if isinstance(error.__cause__, KnowledgeBaseError):
                raise ToolError(str(error.__cause__)) from error
            raise


class Library:
    """What the tools ask: an index that is followed, perhaps still being opened."""

    def __init__(self, config: Config, opening: "Future[LiveIndex]", slots: Slots) -> None:
        self._opening = opening
        self._writer = open_writer(config)
        self._min_confidence = config.min_confidence
        self._slots = slots

    @contextmanager
    def reading(self) -> Iterator[Index]:
        """Lend the index in a slot, waiting until it is open; raises KnowledgeBaseError when there is none, or no slot.

        An assistant may call many tools at once; it is bounded as other programs are.
        """
        with self._slots.take(wait=False), self._opening.result().borrow() as index:
            yield index

    def ask(
        self,
        question: Question,
        topic: Topic = [],  # noqa: B006 (never changed; it stands in the tool's description)
        document: Document = [],  # noqa: B006
        language: Language = [],  # noqa: B006
        since: Since = "",
        until: Until = "",
    ) -> Annotated[CallToolResult, BriefAnswerFields]:
        """Answer a question from the documents of the Interreg NEXT network, in quotations with numbered sources.

        The status says what the answer is: answered, partly, not_found, unclear (ask again with one of the choices) or
        conversational. Keep the numbers and sources when you pass an answer on.
        """
        asked = _read(locals())
        with self.reading() as index:
            scope = find_scope(index, asked.filters)
            bar, writer = self._min_confidence, self._writer
            answer = answer_question(index, asked.question, scope=scope, min_confidence=bar, writer=writer)
        fields = answer_fields(answer)
        del fields["passages"]  # an assistant that wants more than the answer searches
        return _tell(answer_for_people(answer), BriefAnswerFields(**fields))

    def search(
        self,
        query: Annotated[str, Field(description="What to search for, in words or as a question.")],
        top: Annotated[int, Field(description="How many passages.", ge=1, le=MOST_HITS)] = 10,
        topic: Topic = [],  # noqa: B006
        document: Document = [],  # noqa: B006
        language: Language = [],  # noqa: B006
        since: Since = "",
        until: Until = "",
    ) -> Annotated[CallToolResult, SearchResult]:
        """Find the passages nearest to a query in the documents of the Interreg NEXT network, best first.

        Each passage says its document, page and place, for open_document.
        """
        asked = _read({**locals(), "question": query})
        with self.reading() as index:
            scope = find_scope(index, asked.filters)
            hits = retrieve_hits(index, prepare_queries(index, asked.question), top, scope)
        found = SearchResult(hits=[HitFields(**search_fields(hit)) for hit in hits])
        told = [f"{hit.source}, page {hit.page}, from {hit.start}: {hit.title}\n{hit.text}" for hit in found.hits]
        return _tell("\n\n".join(told) or "Nothing was found.", found)

    def open_document(
        self,
        source: Annotated[str, Field(description="The document, as answers and searches name it.")],
        page: Annotated[int, Field(description="Counts from 1.", ge=1, le=10**9)] = 1,
        start: Annotated[int, Field(description="Character of the page's text to begin at.", ge=0, le=10**12)] = 0,
    ) -> Annotated[CallToolResult, PageFields]:
        """Read a page of a document of the Interreg NEXT network: its text as it is stored, 20,000 characters at once.

        When end is less than characters, the rest begins at end.
        """
        with self.reading() as index:
            read = read_page(index, source, page, start, MOST_CHARACTERS)
        more = f"\n\n(More follows: start={read.end}.)" if read.end < read.characters else ""
        return _tell(read.text + more, read)


def build_server(config: Config, opening: "Future[LiveIndex]", slots: Slots) -> Assistants:
    """Build the server of the three tools on an index, or on one that is still being opened; each call takes a slot."""
    server = Assistants(NAME, title="NEXT answers", instructions=ABOUT, log_level="WARNING")
    library = Library(config, opening, slots)
    tools: dict[str, Callable[..., CallToolResult]] = {
        "Ask the documents": library.ask,
        "Search": library.search,
        "Open a document": library.open_document,
    }
    for title, tool in tools.items():
        server.add_tool(tool, title=title, description=inspect.getdoc(tool), annotations=READ_ONLY)
    return server


def serve_assistants(config: Config) -> None:
    """Serve one assistant over standard input and output until it leaves."""
    # The SDK would wait for the next line of input before it ends.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    opening: Future[LiveIndex] = Future()
    # The assistant waits a few seconds for the greeting at most; the embedding model's libraries take as long.
    open_in_background(opening, partial(_open_index, config))
    build_server(config, opening, Slots()).run()


def _open_index(config: Config) -> LiveIndex:
    return LiveIndex(config.index, load_search_models(config))


def _read(given: dict[str, Any]) -> Asked:
    names = ("question", "topic", "document", "language", "since", "until")
    asked = read_asked({name: given[name] for name in names})
    check_question(asked.question)
    return asked


def _tell(text: str, fields: BaseModel) -> CallToolResult:
    """Give a result twice: as text, which every assistant reads, and as fields."""
    return CallToolResult(
        content=[TextContent(type="text", text=text)], structured_content=fields.model_dump(mode="json")
    )
