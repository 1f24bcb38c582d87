"""The tools of an assistant: the SDK's own client, over a real process and in this one."""

import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import anyio
import pytest
from fakes import BagOfWords
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.types import CallToolResult
from web_server import LONGEST, network_library

from ingest.sync import sync_documents
from kb.answer import answer_question
from kb.apart import run_here
from kb.config import Config
from kb.errors import DamagedIndexError
from kb.generations import LiveIndex
from kb.mcp import MOST_CHARACTERS, Assistants, build_server
from kb.show import answer_fields, answer_for_people
from kb.slots import Slots

ROOT = Path(__file__).parent.parent
BAR = 0.3
WHO = "Who is the contact for the network?"
SAID = "Anna Nowak is the contact for the network. [1]"
LONG = "# Long\n\n" + " ".join(f"Whale {number} swims." for number in range(3000))


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    """A small library with a long document."""
    with network_library(tmp_path_factory.mktemp("told"), {"long.md": LONG}) as live:
        yield live


def server_of(live: LiveIndex | Exception, slots: Slots | None = None) -> Assistants:
    """Make the server of a library, or of one that could not be opened."""
    opening: Future[LiveIndex] = Future()
    if isinstance(live, LiveIndex):
        opening.set_result(live)
    else:
        opening.set_exception(live)
    return build_server(Config(min_confidence=BAR), opening, slots or Slots())


def call(server: Assistants | StdioServerParameters, name: str, **arguments: Any) -> CallToolResult:
    """Call one tool as an assistant does; the SDK's client checks that what it gets is what was promised."""
    return talk(server, lambda client: client.call_tool(name, arguments))


def talk(server: Assistants | StdioServerParameters, say: Callable[[Client], Awaitable[Any]]) -> Any:
    """Connect, talk, leave."""

    async def connect() -> Any:
        async with Client(server) as client:
            return await say(client)

    return anyio.run(connect)


def text_of(result: CallToolResult) -> str:
    """Read what an assistant reads that knows only text."""
    [content] = result.content
    return str(content.text)  # type: ignore[union-attr]


def test_three_tools_are_described(live: LiveIndex) -> None:
    """Each says what it is for, what its arguments mean and what it gives; none changes anything."""
    tools = {tool.name: tool for tool in talk(server_of(live), lambda client: client.list_tools()).tools}

    assert sorted(tools) == ["ask", "open_document", "search"]
    for tool in tools.values():
        assert tool.title
        assert "Interreg NEXT" in tool.description
        assert "  " not in tool.description
        assert all(field["description"] for field in tool.input_schema["properties"].values())
        assert tool.output_schema["type"] == "object"
        assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (True, False)
    assert tools["ask"].input_schema["required"] == ["question"]


def test_an_answer_comes_as_text_and_as_fields(live: LiveIndex) -> None:
    """The text is what the command line shows; the fields are those of the batch but for the passages."""
    result = call(server_of(live), "ask", question=WHO)

    with live.borrow() as index:
        answer = answer_question(index, WHO, min_confidence=BAR)
    expected = {name: value for name, value in answer_fields(answer).items() if name != "passages"}
    assert not result.is_error
    assert text_of(result) == answer_for_people(answer)
    assert text_of(result).startswith(SAID)
    assert {**(result.structured_content or {}), "seconds": 0} == {**expected, "seconds": 0}


def test_a_passage_that_was_found_can_be_opened(live: LiveIndex) -> None:
    """A hit's place in the document's text is where the document says the same."""
    server = server_of(live)
    found = call(server, "search", query="budget of the network", top=2)
    [first, _] = (found.structured_content or {})["hits"]

    read = call(server, "open_document", source=first["source"], page=first["page"], start=first["start"])

    assert text_of(found).startswith(f"network.md, page 1, from {first['start']}: The network\n")
    assert text_of(read).startswith(first["text"])
    assert (read.structured_content or {})["text"] == text_of(read)


def test_a_long_page_is_read_in_parts(live: LiveIndex) -> None:
    """Each part says where the next one begins; together they are the page."""
    server, parts, start = server_of(live), [], 0
    while True:
        result = call(server, "open_document", source="long.md", start=start)
        told = result.structured_content or {}
        parts.append(told["text"])
        assert ("(More follows: start=" in text_of(result)) == (told["end"] < told["characters"])
        if told["end"] == told["characters"]:
            break
        start = told["end"]

    with live.borrow() as index:
        assert "".join(parts) == index.text_of("long.md", 1)
    assert {len(part) for part in parts[:-1]} == {MOST_CHARACTERS}


def test_filters_limit_what_is_found(live: LiveIndex) -> None:
    """An answer and a search rest on what the filters leave."""
    server = server_of(live)

    answer = call(server, "ask", question=WHO, document=["programmes.md"])
    found = call(server, "search", query=WHO, document=["programmes.md", "History"])

    assert SAID not in text_of(answer)
    assert {hit["source"] for hit in (found.structured_content or {})["hits"]} == {"programmes.md", "history.md"}
    assert text_of(call(server, "search", query=WHO, since="2999")) == "Nothing was found."


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("ask", {}, "question is missing."),
        ("ask", {"question": 5}, "question is 5: input should be a valid string."),
        ("ask", {"question": " "}, "Please type a question."),
        ("ask", {"question": "x" * 4001}, "The question has 4001 characters; 4000 are possible. Please shorten it."),
        ("ask", {"question": WHO, "topic": ["money"]}, "There is no topic 'money' in the index; there is: none."),
        ("ask", {"question": WHO, "docment": []}, "ask has no 'docment'; it has question, topic, document, language, "),
        ("ask", {"question": WHO, "since": "soon"}, "since is 'soon': expected a date as YYYY, YYYY-MM or YYYY-MM-DD."),
        ("search", {"query": WHO, "top": 0}, "top is 0: input should be greater than or equal to 1."),
        (
            "open_document",
            {"source": "../../etc/passwd"},
            "There is no document '../../etc/passwd': it was deleted or ",
        ),
        ("open_document", {"source": "network.md", "page": 2}, "There is no page 2 in network.md: it has 1 page."),
        (
            "open_document",
            {"source": "network.md", "start": 10**6},
            "Nothing begins at 1000000 in network.md, page 1: ",
        ),
        ("close_document", {}, "Unknown tool: close_document"),
    ],
)
def test_what_can_not_be_done_is_one_line(live: LiveIndex, name: str, arguments: Any, told: str) -> None:
    """An assistant reads what is wrong, and can mend it."""
    result = call(server_of(live), name, **arguments)

    assert result.is_error
    assert text_of(result).startswith(told)
    assert len(text_of(result).splitlines()) == 1


def test_an_index_that_can_not_be_opened_is_told(live: LiveIndex) -> None:
    """Whatever stands in the way is a line, and what is no error of ours keeps its words to itself."""
    damaged = call(server_of(DamagedIndexError("The index is damaged. Ingest again.")), "ask", question=WHO)
    broken = call(server_of(RuntimeError("secret")), "ask", question=WHO)

    assert (damaged.is_error, text_of(damaged)) == (True, "The index is damaged. Ingest again.")
    assert (broken.is_error, text_of(broken)) == (True, "Error executing tool ask")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)
ARGUMENTS = st.sampled_from("question query top topic document language since until source page start".split())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["ask", "search", "open_document"]), arguments=st.dictionaries(ARGUMENTS, VALUES, max_size=5)
)
def test_whatever_is_asked_is_answered_or_refused_in_one_line(live: LiveIndex, name: str, arguments: Any) -> None:
    """No arguments make a tool crash."""
    result = call(server_of(live), name, **arguments)

    assert text_of(result)
    if result.is_error:
        assert "Error executing tool" not in text_of(result)
        assert len(text_of(result).split("\n")) == 1


def process(index: Path) -> StdioServerParameters:
    """Start the server as an assistant does."""
    environment = {"PYTHONPATH": str(ROOT), "KB_MIN_CONFIDENCE": "0.3"}
    return StdioServerParameters(
        command=sys.executable, args=["-m", "kb", "mcp", "--index", str(index)], cwd=ROOT, env=environment
    )


def test_a_process_answers_from_the_shipped_library(library: Path) -> None:
    """The greeting does not wait for the model; a question does; nothing but the protocol is on its output."""
    question = "Who is the contact for the Interreg NEXT network?"

    async def ask(client: Client) -> tuple[CallToolResult, CallToolResult]:
        return await client.call_tool("ask", {"question": question}), await client.call_tool(
            "ask", {"question": "?" * 5000}
        )

    answered, refused = talk(process(library), ask)

    assert "Marko Ruokangas" in text_of(answered)
    assert (answered.structured_content or {})["status"] == "answered"
    assert text_of(refused).startswith("The question has 5000 characters")


def test_a_missing_index_is_told_by_the_process(tmp_path: Path) -> None:
    """The process starts all the same, so that the assistant can say what is missing."""
    result = call(process(tmp_path / "none"), "ask", question=WHO)

    assert result.is_error
    assert (
        text_of(result) == f"There is no index in {tmp_path / 'none'} yet. Run `make ingest` (or `python -m ingest`)."
    )


def test_an_index_that_changes_is_followed(tmp_path: Path) -> None:
    """What was ingested since is answered from, without a new start."""
    bag = BagOfWords()
    with network_library(tmp_path) as live:
        server = server_of(live)
        before = call(server, "ask", question=WHO)
        (tmp_path / "documents" / "network.md").write_text(
            "# The network\n\nEva Hahn is the contact for the network.\n"
        )
        sync_documents(tmp_path / "documents", tmp_path / "index", bag.fingerprint, lambda: bag, apart=run_here)
        live.refresh()
        after = call(server, "ask", question=WHO)

    assert text_of(before).startswith(SAID)
    assert text_of(after).startswith("Eva Hahn is the contact for the network. [1]")
    assert (after.structured_content or {})["generation"] == 2


@pytest.mark.parametrize("how", [None, signal.SIGINT, signal.SIGTERM], ids=["closed", "Ctrl-C", "stopped"])
def test_the_process_ends_when_its_assistant_leaves(how: Any) -> None:
    """It ends when its input does and at a signal, and has said nothing that is not the protocol."""
    with subprocess.Popen(
        [sys.executable, "-m", "kb", "mcp"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A run in the background ignores Ctrl-C, and its children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as server:
        assert server.stdin
        assert server.stdout
        assert server.stderr
        server.stdin.write('{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
        server.stdin.flush()
        first = server.stdout.readline()
        if how is None:
            server.stdin.close()
        else:
            server.send_signal(how)
        try:
            code = server.wait(LONGEST)
        finally:
            server.kill()
        rest, errors = server.stdout.read(), server.stderr.read()

    assert first.startswith('{"jsonrpc":"2.0","id":1')
    assert (rest, errors) == ("", "")
    assert code == (0 if how is None else -how)


def test_an_assistant_that_calls_too_much_at_once_is_told(live: LiveIndex) -> None:
    """Its calls take the slots that questions of other programs take; a call that ended has given its own back."""
    slots = Slots(at_once=1)
    server = server_of(live, slots)
    with slots.take(wait=False):
        for name, given in (
            ("ask", {"question": WHO}),
            ("search", {"query": WHO}),
            ("open_document", {"source": "long.md"}),
        ):
            refused = call(server, name, **given)
            assert refused.is_error
            assert "Busy: 16 questions are being answered" in str(refused.content)
    assert not call(server, "ask", question=WHO).is_error
    assert not call(server, "ask", question=WHO).is_error
