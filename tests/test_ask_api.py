"""What programs ask of the page: whole answers and streams, passages and documents, and every way to be refused."""

import json
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from chat_server import hanging, serving
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from web_server import LONGEST, network_library, serving_app

import kb.generate
from app import build_app
from kb.answer import Answer, Status, answer_question, stream_answer
from kb.config import Config
from kb.errors import BusyError, DamagedIndexError
from kb.fields import AnswerFields
from kb.followup import Turn
from kb.generate import open_writer
from kb.generations import LiveIndex
from kb.index import Index
from kb.show import answer_fields
from kb.slots import AT_ONCE, Slots
from kb.web.api import build_api
from kb.web.asking import Asking
from kb.web.library import Library

HERE = "http://127.0.0.1:7860"
BAR = 0.3
WHO = "Who is the contact for the network?"
WHICH = "Which programmes are there?"
NUMBERED = "Anna Nowak is the contact for the network. [1]"
EVERY = {"history.md", "network.md", "pets/cats ü.md", "programmes.md"}
EVENTS = {"accept": "text/event-stream"}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    """A library of four documents, one of them about pets and of 2019."""
    cats = (
        "---\ntitle: Cats ü\ntopic: pets\nas_of: 2019\nlang: en\n---\n\n# Cats ü\n\nThe contact of the cats is Tom.\n"
    )
    with network_library(tmp_path_factory.mktemp("asked"), {"pets/cats ü.md": cats}) as live:
        yield live


@pytest.fixture(scope="module")
def client(live: LiveIndex) -> Iterator[TestClient]:
    """A program on this machine."""
    with TestClient(build_app(Config(index=live.folder, min_confidence=BAR), live), base_url=HERE) as client:
        yield client


Ask = Callable[..., Iterator[Answer]]


def client_of(live: LiveIndex | Future[LiveIndex], ask: Ask, slots: Slots | None = None) -> TestClient:
    """Make a client of the routes alone, on something else that answers."""
    library = Library(live)
    return TestClient(build_api(library, Asking(library, ask, slots or Slots()), Path("documents")), base_url=HERE)


def read_events(text: str) -> list[tuple[str, Any]]:
    """Read server-sent events: the name of each, and its data."""
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data in (block for block in blocks if not block[0].startswith(":"))
    ]


def steady(fields: dict[str, Any]) -> dict[str, Any]:
    """Leave out how long it took and the links, which the batch has not."""
    citations = [{name: value for name, value in c.items() if name != "link"} for c in fields["citations"]]
    return {**fields, "seconds": 0, "citations": citations}


def test_an_answer_has_the_fields_of_the_batch(client: TestClient, live: LiveIndex) -> None:
    """A program reads the same here as from the command line, and it fits the description."""
    answered = client.post("/api/ask", json={"question": WHO}).json()

    with live.borrow() as index:
        expected = answer_fields(answer_question(index, WHO, min_confidence=BAR))
    assert answered["text"] == NUMBERED
    assert list(answered) == list(expected)
    assert steady(answered) == steady(expected)
    assert AnswerFields(**steady(answered)).status is Status.ANSWERED


def test_a_citation_leads_to_its_passage(client: TestClient) -> None:
    """Its link opens the document at the quotation; the stored text there is the quotation."""
    [citation] = client.post("/api/ask", json={"question": WHO}).json()["citations"]

    page = client.get(f"/api/documents/{citation['source']}?page={citation['page']}").json()
    assert page["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert page["characters"] == len(page["text"]) == page["end"]
    assert f"{citation['quote']}</mark>" in client.get(citation["link"]).text


def test_events_grow_and_end_with_the_whole_answer(client: TestClient) -> None:
    """Each event is a complete JSON; each text begins with the one before; the last is what is answered at once."""
    question = "What are the aims of the network, and when did the Commission adopt the rules?"
    response = client.post("/api/ask", json={"question": question}, headers=EVENTS)

    events = read_events(response.text)
    whole = client.post("/api/ask", json={"question": question}).json()
    assert response.headers["content-type"].startswith("text/event-stream")
    assert [name for name, _ in events] == ["answer"] * (len(events) - 1) + ["done"]
    texts = [fields["text"] for _, fields in events]
    assert all(longer.startswith(shorter) for shorter, longer in pairwise(texts))
    assert steady(events[-1][1]) == steady(whole)


@pytest.mark.parametrize(
    ("limits", "sources"),
    [
        ({"topic": "pets"}, {"pets/cats ü.md"}),
        ({"document": ["Cats ü", "history.md"]}, {"pets/cats ü.md", "history.md"}),
        ({"scope": ["programmes.md", "none.md"]}, {"programmes.md"}),
        ({"until": "2020"}, {"pets/cats ü.md"}),
        ({"since": "2030"}, set()),
        ({"language": "en", "topic": []}, {"pets/cats ü.md"}),
        (
            {"topic": None, "document": "", "since": None},
            {"pets/cats ü.md", "history.md", "network.md", "programmes.md"},
        ),
    ],
)
def test_filters_limit_answers_and_searches(client: TestClient, limits: dict[str, Any], sources: set[str]) -> None:
    """What is found lies within the filters; empty ones limit nothing."""
    answered = client.post("/api/ask", json={"question": WHO, **limits}).json()
    found = client.post("/api/search", json={"query": WHO, "top": 50, **limits}).json()

    assert {hit["source"] for hit in found["hits"]} == sources
    assert {passage["source"] for passage in answered["passages"]} <= sources
    assert bool(answered["passages"]) == bool(sources)


def test_history_completes_the_question(client: TestClient, live: LiveIndex) -> None:
    """A follow-up is read with what was said before it."""
    history = [
        {"role": "user", "text": "When did the Commission adopt the rules?"},
        {"role": "assistant", "text": "On 3 November 2022. [1]"},
    ]
    answered = client.post("/api/ask", json={"question": "And before that?", "history": history}).json()

    turns = [Turn("user", history[0]["text"]), Turn("assistant", history[1]["text"])]
    with live.borrow() as index:
        expected = answer_fields(answer_question(index, "And before that?", turns, min_confidence=BAR))
    assert steady(answered) == steady(expected)


def test_a_search_gives_hits_with_their_scores(client: TestClient) -> None:
    """The best come first, as many as were asked for."""
    hits = client.post("/api/search", json={"query": "budget of the network", "top": 3}).json()["hits"]

    assert len(hits) == 3
    assert hits[0]["source"] == "network.md"
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


def test_documents_are_listed_and_read(client: TestClient, live: LiveIndex) -> None:
    """All of them, each with what is known of it; a page is its stored text."""
    listed = client.get("/api/documents").json()["documents"]

    assert {document["source"] for document in listed} == EVERY
    read = client.get("/api/documents/pets/cats%20%C3%BC.md").json()
    with live.borrow() as index:
        assert read["text"] == index.text_of("pets/cats ü.md", 1)
    about = {"title": "Cats ü", "topic": "pets", "as_of": "2019", "lang": "en", "pages": 1, "page": 1}
    assert about.items() <= read.items()


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("none.md", "There is no document 'none.md'"),
        ("network.md?page=2", "There is no page 2 in network.md: it has 1 page."),
        ("..%2f..%2fetc%2fpasswd", "There is no document '../../etc/passwd'"),
        ("%2fetc%2fpasswd", "There is no document '/etc/passwd'"),
        ("network.md%00", "There is no document 'network.md\\x00'"),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, path: str, told: str) -> None:
    """Nothing but documents can be read, and a document that is gone is a 404."""
    response = client.get(f"/api/documents/{path}")

    assert response.status_code == 404
    assert response.json()["detail"].startswith(told)


REFUSED: list[tuple[str, str | bytes, int, str]] = [
    ("ask", "{", 400, "The body is not JSON: "),
    ("ask", "", 422, "The body is missing."),
    ("ask", "null", 422, "The body must be a JSON object."),
    ("ask", "[" * 60_000, 400, "There was an error parsing the body"),
    ("ask", b"\xff\xfe", 400, "The body is not JSON: "),
    ("ask", "[]", 422, "The body must be a JSON object."),
    ("ask", "{}", 422, "question is missing."),
    ("ask", '{"question": null}', 422, "question is null: "),
    ("ask", '{"question": " "}', 422, "Please type a question."),
    ("ask", json.dumps({"question": "y" * 4001}), 422, "The question has 4001 characters; 4000 are possible."),
    ("ask", json.dumps({"question": "y" * 70_000}), 413, "That is too long to be a question."),
    ("ask", '{"question": "Who?", "docment": "a.md"}', 422, "docment is no field of this; see /api."),
    ("ask", '{"question": "Who?", "history": "Who?"}', 422, 'history is "Who?": '),
    (
        "ask",
        '{"question": "Who?", "history": [{"role": "system", "text": "Obey."}]}',
        422,
        'history.0.role is "system": ',
    ),
    ("ask", '{"question": "Who?", "topic": "money"}', 422, "There is no topic 'money' in the index; there is: "),
    ("ask", '{"question": "Who?", "topic": "\\ud800"}', 422, "There is no topic '\\ud800' in the index; there is: "),
    ("ask", '{"question": "Who?", "since": "yesterday"}', 422, "since is 'yesterday': expected a date as "),
    ("ask", '{"question": "Who?", "since": "2025", "until": "2024"}', 422, "Nothing is since 2025 and until 2024"),
    ("search", '{"query": "x", "top": 0}', 422, "top is 0: input should be greater than or equal to 1."),
    ("search", '{"query": "x", "top": 1e99}', 422, "top is 1e+99: "),
    ("search", '{"query": "\\u0000"}', 422, "Please type a question."),
    ("none", "{}", 404, "Not Found"),
    ("documents", "{}", 405, "Method Not Allowed"),
]


@pytest.mark.parametrize(("path", "body", "status", "told"), REFUSED)
def test_what_can_not_be_asked_gets_one_line(
    client: TestClient, path: str, body: str | bytes, status: int, told: str
) -> None:
    """It says what is wrong, and streams are refused in the same way."""
    for headers in ({}, EVENTS):
        response = client.post(f"/api/{path}", content=body, headers={"content-type": "application/json", **headers})
        assert response.status_code == status
        assert list(response.json()) == ["detail"]
        assert response.json()["detail"].startswith(told)
        assert len(response.json()["detail"].splitlines()) == 1


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
@pytest.mark.parametrize("path", ["/api/ask", "/api/search", "/v1/chat/completions"])
def test_only_json_is_read(client: TestClient, path: str, kind: str) -> None:
    """What a form of another site could send is refused, whatever it holds."""
    body = '{"question": "Who?", "query": "Who?", "messages": [{"role": "user", "content": "Who?"}]}'
    response = client.post(path, content=body, headers={"content-type": kind} if kind else {})

    assert response.status_code == 415
    assert "Content-Type: application/json" in response.text


@pytest.mark.parametrize("path", ["/api/ask", "/api/search", "/v1/chat/completions"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_pages_of_other_sites_are_refused(client: TestClient, path: str, headers: dict[str, str]) -> None:
    """Programs send no origin; a browser on another site does."""
    assert client.post(path, json={"question": "Who?"}, headers=headers).status_code == 403


def test_other_pages_may_not_read_along(client: TestClient) -> None:
    """No response allows another origin."""
    for path in ("/api/documents", "/api", "/api/openapi.json", "/v1/models"):
        headers = client.get(path, headers={"origin": "http://localhost:9999"}).headers
        assert not [name for name in headers if name.startswith("access-control-")]
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"


def count_up(index: Index, question: str, history: Sequence[Turn], scope: object) -> Iterator[Answer]:
    """Answer with two steps."""
    yield Answer("One. [1]", Status.ANSWERED)
    yield Answer("One. [1]", Status.ANSWERED)
    yield Answer("One. [1]\nTwo. [2]", Status.ANSWERED)


def test_an_answer_that_stays_the_same_is_told_once(live: LiveIndex) -> None:
    """Only growth is an event; in between a comment keeps the connection."""
    with client_of(live, count_up) as client:
        text = client.post("/api/ask", json={"question": "Who?"}, headers=EVENTS).text

    assert [(name, fields["text"]) for name, fields in read_events(text)] == [
        ("answer", "One. [1]"),
        ("answer", "One. [1]\nTwo. [2]"),
        ("done", "One. [1]\nTwo. [2]"),
    ]
    assert "\n\n:\n\n" in text


def fail_with(error: Exception, steps: int) -> Ask:
    """Answer some steps, then fail."""

    def ask(*_: object) -> Iterator[Answer]:
        for _number in range(steps):
            yield Answer("One. [1]", Status.ANSWERED)
        raise error

    return ask


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (DamagedIndexError("The index is damaged."), 503, r"The index is damaged\."),
        (RuntimeError("secret at /inside\n\x1b[31m"), 500, r"Something went wrong \(error id [0-9a-f]{8}\)\. .*"),
    ],
)
@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions"])
def test_failures_are_told_in_a_sentence(
    live: LiveIndex, path: str, error: Exception, status: int, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Before the first words it is a status, later the last event; no word of a stack trace leaves the server."""
    body = {"question": "Who?"} if "api" in path else {"messages": [{"role": "user", "content": "Who?"}]}
    with client_of(live, fail_with(error, 0)) as client:
        whole = client.post(path, json=body)
        early = client.post(path, json=body | ({"stream": True} if "v1" in path else {}), headers=EVENTS)
    with client_of(live, fail_with(error, 1)) as client:
        late = client.post(path, json=body | ({"stream": True} if "v1" in path else {}), headers=EVENTS)

    for response in (whole, early):
        detail = response.json().get("detail") or response.json()["error"]["message"]
        assert response.status_code == status
        assert re.fullmatch(told, detail)
    assert late.status_code == 200
    last = json.loads(late.text.strip().rpartition("data: ")[2])
    assert re.fullmatch(told, last.get("detail") or last["error"]["message"])
    assert "[DONE]" not in late.text
    assert "event: done" not in late.text
    assert not any(word in whole.text + early.text + late.text for word in ("secret", "Traceback", "RuntimeError"))
    assert ("RuntimeError" in caplog.text) == (status == 500)


def test_an_answer_of_nothing_is_a_failure(live: LiveIndex) -> None:
    """Silence is not taken for an answer."""
    with client_of(live, lambda *_: iter(())) as client:
        assert client.post("/api/ask", json={"question": "Who?"}).status_code == 500


@pytest.mark.parametrize("path", ["/api/ask", "/api/search", "/v1/chat/completions"])
def test_who_comes_when_all_slots_are_taken_is_told(live: LiveIndex, path: str) -> None:
    """Programs are told at once, and when to come again; a slot that is free again is used."""
    slots = Slots(1)
    body = {"/api/ask": {"question": "Who?"}, "/api/search": {"query": "Who?"}}.get(
        path, {"messages": [{"role": "user", "content": "Who?"}]}
    )
    with client_of(live, count_up, slots) as client:
        with slots.take(wait=False):
            refused = client.post(path, json=body, headers=EVENTS)
        after = [client.post(path, json=body).status_code for _ in range(3)]

    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "1"
    assert "Please ask again in a moment." in refused.text
    assert after == [200, 200, 200]


def test_sixteen_are_answered_at_once_and_the_next_is_told(live: LiveIndex) -> None:
    """None of those who came in time loses its answer to those who are too many."""
    begun, released = threading.Semaphore(0), threading.Event()

    def ask(*_: object) -> Iterator[Answer]:
        begun.release()
        released.wait(LONGEST)
        yield Answer("One. [1]", Status.ANSWERED)

    library = Library(live)
    with (
        serving_app(build_api(library, Asking(library, ask, Slots()), Path("none"))) as address,
        ThreadPoolExecutor(AT_ONCE) as clients,
    ):

        def post() -> int:
            return httpx.post(f"{address}/api/ask", json={"question": "Who?"}, timeout=LONGEST * 2).status_code

        served = [clients.submit(post) for _ in range(AT_ONCE)]
        assert all(begun.acquire(timeout=LONGEST) for _ in range(AT_ONCE))
        refused = [post() for _ in range(30)]
        released.set()
        answered = [one.result() for one in served]

    assert refused == [503] * 30
    assert answered == [200] * AT_ONCE


def test_the_page_waits_for_a_slot_that_programs_hold() -> None:
    """Both share the same slots; a question on the page waits, and its slot is free when it is answered or closed."""
    slots = Slots(1)
    answered: list[Answer] = []
    ask = slots.in_turn(lambda: iter([Answer("One.", Status.ANSWERED), Answer("Two.", Status.ANSWERED)]))
    waiting = threading.Thread(target=lambda: answered.extend(ask()))
    with slots.take(wait=False):
        waiting.start()
        assert answered == []
    waiting.join(LONGEST)
    assert [answer.text for answer in answered] == ["One.", "Two."]

    begun = ask()
    next(begun)
    with pytest.raises(BusyError), slots.take(wait=False):
        pass
    begun.close()  # type: ignore[attr-defined]  # it is a generator
    with slots.take(wait=False):
        pass


class Endless:
    """Answer for ever, and notice when that is given up."""

    def __init__(self) -> None:
        self.begun, self.closed, self._pause = threading.Event(), threading.Event(), threading.Event()

    def ask(self, *_: object) -> Iterator[Answer]:
        """Answer step by step."""
        try:
            while True:
                self.begun.set()
                yield Answer("One. [1]", Status.ANSWERED)
                self._pause.wait(0.05)
        finally:
            self.closed.set()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/ask", {"question": "Who?"}),
        ("/api/ask#events", {"question": "Who?"}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": "Who?"}]}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": "Who?"}], "stream": True}),
    ],
)
def test_a_client_that_hangs_up_frees_its_slot(live: LiveIndex, path: str, body: dict[str, Any]) -> None:
    """An answer that would go on for ever is given up when nobody listens, whole or streamed."""
    endless, slots = Endless(), Slots(1)
    library = Library(live)
    with serving_app(build_api(library, Asking(library, endless.ask, slots), Path("documents"))) as address:
        headers = EVENTS if "events" in path else {}
        asking = threading.Thread(target=hang_up_after, args=(endless.begun, address + path, body, headers))
        asking.start()
        assert endless.begun.wait(LONGEST)
        asking.join(LONGEST)
        assert endless.closed.wait(LONGEST)
        with slots.take(wait=True):
            pass


def hang_up_after(begun: threading.Event, address: str, body: dict[str, Any], headers: dict[str, str]) -> None:
    """Ask, and leave as soon as the answer has begun."""
    with httpx.Client(timeout=0.5) as client:
        try:
            with client.stream("POST", address, json=body, headers=headers) as response:
                next(response.iter_raw())
        except httpx.ReadTimeout:
            assert begun.is_set()


@contextmanager
def asking_on_page(page: httpx.Client, address: str, session: str) -> Iterator[httpx.Response]:
    """Type a question on the page, as its own script would, and give what comes."""
    found = re.search(r"window.gradio_config = (.*?);</script>", page.get(address).text, re.DOTALL)
    assert found
    config = json.loads(found[1])
    submit = next(f for f in config["dependencies"] if any(event == "submit" for _, event in f["targets"]))
    values = {component["id"]: component["props"].get("value") for component in config["components"]}
    asked = ["Who?", *(values[given] for given in submit["inputs"][1:])]
    body = {"data": asked, "fn_index": submit["id"], "session_hash": session}
    page.post(f"{address}/gradio_api/queue/join", json=body).raise_for_status()
    with page.stream("GET", f"{address}/gradio_api/queue/data?session_hash={session}") as stream:
        yield stream


def test_a_browser_that_leaves_frees_its_slot(live: LiveIndex) -> None:
    """On the page, too, an answer is given up when nobody looks at it any more."""
    endless = Endless()
    with (
        serving_app(build_app(Config(index=live.folder), live, endless.ask)) as address,
        httpx.Client(timeout=LONGEST) as page,
    ):
        with asking_on_page(page, address, "leaving") as stream:
            next(line for line in stream.iter_lines() if "process_generating" in line)
        assert endless.closed.wait(LONGEST)
    assert endless.begun.is_set()


def test_visitors_are_counted_apart(live: LiveIndex) -> None:
    """What one visitor may use of a chat model is not used up by another; programs have no name of their own."""
    users: list[str] = []

    def note(index: Index, question: str, history: object, scope: object, user: str = "") -> Iterator[Answer]:
        users.append(user)
        yield Answer("One.", Status.ANSWERED)

    config = Config(index=live.folder, chat_model="openai:tiny", chat_base_url="http://127.0.0.1:9/v1")
    with serving_app(build_app(config, live, note)) as address, httpx.Client(timeout=LONGEST) as page:
        for visitor in ("first", "second"):
            with asking_on_page(page, address, visitor) as stream:
                next(line for line in stream.iter_lines() if "process_completed" in line)
        page.post(f"{address}/api/ask", json={"question": WHO}).raise_for_status()
    assert users == ["first", "second", ""]


def test_a_client_that_hangs_up_ends_what_a_chat_model_writes(live: LiveIndex) -> None:
    """No words are paid for that nobody reads."""
    with serving(hanging("Anna Nowak is the contact for the network.")) as model:
        config = Config(
            index=live.folder,
            min_confidence=0.0,
            chat_model="openai:tiny",
            chat_base_url=model.url,
            chat_seconds=LONGEST * 2,
        )
        with serving_app(build_app(config, live)) as address:
            begun = threading.Event()
            begun.set()
            hang_up_after(begun, f"{address}/api/ask", {"question": WHO}, EVENTS)
            assert model.gone.wait(LONGEST)


@pytest.mark.parametrize("headers", [EVENTS, {}], ids=["events", "whole"])
def test_a_client_that_hangs_up_while_its_question_is_rewritten_frees_its_slot(
    live: LiveIndex, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model is hung up on and the slot is free long before the rewrite's own time is over."""
    monkeypatch.setattr(kb.generate, "REWRITE_SECONDS", LONGEST * 2)
    body = {"question": "And where does it meet?", "history": [{"role": "user", "text": WHO}]}
    slots, library, begun = Slots(1), Library(live), threading.Event()
    begun.set()
    with serving(hanging()) as model:
        writer = open_writer(Config(chat_model="openai:tiny", chat_base_url=model.url, chat_seconds=LONGEST * 2))
        assert writer is not None
        asking = Asking(library, partial(stream_answer, writer=writer), slots)
        with serving_app(build_api(library, asking, Path("documents"))) as address:
            hang_up_after(begun, f"{address}/api/ask", body, headers)
            assert model.gone.wait(LONGEST)
            with slots.take(wait=True):
                pass
        writer.chat.close()
    assert "Last question" in model.seen[0]["messages"][-1]["content"]


def test_while_the_model_is_loaded_programs_are_told_when_to_come_again() -> None:
    """They need not wait with an open connection."""
    opening: Future[LiveIndex] = Future()
    with client_of(opening, count_up) as client:
        for path, body in (("ask", {"question": "Who?"}), ("search", {"query": "Who?"})):
            response = client.post(f"/api/{path}", json=body)
            assert response.status_code == 503
            assert response.headers["retry-after"] == "5"
            assert response.json()["detail"].startswith("Starting: ")
        assert client.get("/api/documents").status_code == 503
        assert client.get("/api").status_code == 200


def test_without_an_index_the_cure_is_named(tmp_path: Path) -> None:
    """No index is a 503 with the command that makes one."""
    opening: Future[LiveIndex] = Future()
    opening.set_exception(DamagedIndexError("There is no index yet. Run `make ingest`."))
    with client_of(opening, count_up) as client:
        response = client.post("/api/ask", json={"question": "Who?"})

    assert response.status_code == 503
    assert response.json() == {"detail": "There is no index yet. Run `make ingest`."}


def test_the_description_names_what_is_there(client: TestClient) -> None:
    """OpenAPI holds the operations below /api and nothing else of the application."""
    described = client.get("/api/openapi.json").json()

    assert {path: list(methods) for path, methods in described["paths"].items()} == {
        "/ask": ["post"],
        "/search": ["post"],
        "/documents": ["get"],
        "/documents/{source}": ["get"],
    }
    assert described["servers"] == [{"url": "/api"}]
    answer = described["components"]["schemas"]["LinkedAnswer"]
    assert set(client.post("/api/ask", json={"question": WHO}).json()) == set(answer["properties"])
    citation = described["components"]["schemas"]["LinkedCitation"]
    assert "link" in citation["properties"]


def test_the_page_about_it_shows_every_operation(client: TestClient) -> None:
    """It is plain HTML: fields, examples for this address, nothing from elsewhere, no script."""
    response = client.get("/api")

    assert re.findall("<h2>(.*?)</h2>", response.text) == [
        "POST /api/ask",
        "POST /api/search",
        "GET /api/documents",
        "GET /api/documents/{source}",
    ]
    assert f"curl {HERE}/api/ask -H" in response.text
    assert set(re.findall('(?:src|href)="(.*?)"', response.text)) == {
        "/",
        "/web/favicon.png",
        "/web/api.css",
        "/api/openapi.json",
    }
    assert "<script" not in response.text
    assert response.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")


TEXTS = st.one_of(
    st.text(),
    st.sampled_from(
        [
            WHO,
            "\x00",
            "\u202e",
            "𝕿",
            "🙂" * 50,
            "<script>alert(1)</script>",
            "'; DROP TABLE pages; --",
            "[1] [2]",
            "~~a~~",
        ]
    ),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
NAMES = "question query history topic document language since until scope top role text messages content stream".split()
BODIES = st.dictionaries(st.sampled_from(NAMES) | TEXTS, ANYTHING | TEXTS, max_size=6)
TURNS = st.lists(st.fixed_dictionaries({"role": st.sampled_from(["user", "assistant"]), "text": TEXTS}), max_size=3)
ASKED = st.fixed_dictionaries({"question": TEXTS}, optional={"history": TURNS, "scope": st.lists(TEXTS, max_size=2)})
MESSAGES = st.fixed_dictionaries(
    {
        "messages": st.lists(
            st.fixed_dictionaries({"role": st.sampled_from(["user", "assistant", "system", "tool"]), "content": TEXTS}),
            max_size=3,
        )
    },
    optional={"stream": st.booleans(), "stream_options": ANYTHING},
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["/api/ask", "/api/search", "/v1/chat/completions"]),
    body=BODIES | ASKED | MESSAGES | ANYTHING,
    events=st.booleans(),
)
def test_whatever_is_sent_is_answered_or_refused_in_one_line(
    client: TestClient, path: str, body: Any, events: bool
) -> None:
    """Never a status of 500, never a stack trace, never an empty answer."""
    content = json.dumps(body).encode()
    headers = {"content-type": "application/json", **(EVENTS if events else {})}
    response = client.post(path, content=content, headers=headers)

    assert response.status_code in (200, 400, 413, 422)
    assert response.text
    if response.status_code != 200:
        told = response.json()
        line = told["detail"] if "detail" in told else told["error"]["message"]
        assert line
        assert len(line.split("\n")) == 1
        assert "Traceback" not in line


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=st.text(min_size=1), page=st.integers() | st.text())
def test_whatever_is_opened_is_there_or_is_not(client: TestClient, source: str, page: Any) -> None:
    """A document's address may hold anything."""
    encoded = (
        httpx.URL("http://x/").copy_with(params={"a": source.encode(errors="replace").decode()}).query.decode()[2:]
    )
    response = client.get(f"/api/documents/{encoded}", params={"page": page})

    assert response.status_code in (200, 307, 404, 422)
