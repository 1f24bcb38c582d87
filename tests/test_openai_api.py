"""Chat clients of the OpenAI protocol, asked with the real packages against the real application on this machine."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import openai
import pytest
from chat_server import Script, failing, hanging, saying, serving
from langchain_openai import ChatOpenAI
from openai import OpenAI
from web_server import LONGEST, network_library, serving_app

from app import build_app
from kb.answer import Answer, Citation, Status
from kb.config import Config
from kb.errors import QuestionError
from kb.generations import LiveIndex
from kb.web.openai_api import CompletionForm, inert
from kb.web.openai_messages import Message, read_messages

WHO = "Who is the contact for the network?"
SAID = "Anna Nowak is the contact for the network. [1]"
HOSTILE = (
    "![i](http://evil.example/x.png) [l](javascript:alert(1)) <img src=x> <script>alert(1)</script>\n\n[1]: http://evil"
)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    """A small library with a hostile document."""
    hostile = f"---\ntitle: The [zebra](http://evil.example) `page`\n---\n\nThe zebra says {HOSTILE}\n"
    with network_library(tmp_path_factory.mktemp("library"), {"zebra.md": hostile}) as live:
        yield live


@pytest.fixture(scope="module")
def address(live: LiveIndex) -> Iterator[str]:
    """The application on that library."""
    with serving_app(build_app(Config(index=live.folder, min_confidence=0.3), live)) as address:
        yield address


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[OpenAI]:
    """The client of OpenAI's own package, which asks once."""
    with OpenAI(base_url=f"{address}/v1", api_key="any", max_retries=0, timeout=LONGEST) as client:
        yield client


def user(content: Any) -> Any:
    return {"role": "user", "content": content}


def complete(client: OpenAI, *messages: Any, **more: Any) -> Any:
    return client.chat.completions.create(model="next-answers", messages=list(messages), **more)


def stream_text(client: OpenAI, *messages: Any) -> str:
    """Put a stream together as clients do."""
    chunks = list(complete(client, *messages, stream=True))
    assert [chunk.choices[0].finish_reason for chunk in chunks] == [None] * (len(chunks) - 1) + ["stop"]
    assert [chunk.choices[0].delta.role for chunk in chunks if chunk.choices[0].delta.role] == ["assistant"]
    assert len({chunk.id for chunk in chunks}) == 1
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks)


def test_the_one_model_is_listed(client: OpenAI) -> None:
    """A client can choose what there is, and is told what there is not."""
    assert [model.id for model in client.models.list()] == ["next-answers"]
    assert client.models.retrieve("next-answers").object == "model"
    with pytest.raises(openai.NotFoundError, match="There is no model 'gpt-9'; there is 'next-answers'"):
        client.models.retrieve("gpt-9")


def test_an_answer_carries_its_sources(client: OpenAI, address: str) -> None:
    """Below the text stand its numbered sources as links to the passages; the same again as data."""
    completion = complete(client, user(WHO))

    [choice] = completion.choices
    text, sources = choice.message.content.split("\n\nSources:\n\n")
    [citation] = completion.citations
    assert text == SAID
    assert sources == f"1. [The network]({citation['link']}) (undated)"
    assert choice.finish_reason == "stop"
    assert choice.message.role == "assistant"
    assert completion.status == "answered"
    assert (completion.usage.prompt_tokens, completion.usage.total_tokens) == (0, 0)
    assert citation["link"].startswith(f"{address}/document/network.md?")
    assert f"{citation['quote']}</mark>" in httpx.get(citation["link"]).text


@pytest.mark.parametrize(
    "question", [WHO, "Hello!", "What is the airspeed of a swallow?", "Which programmes are there?"]
)
def test_a_stream_says_the_same(client: OpenAI, question: str) -> None:
    """Put together, the pieces are the whole answer, whatever it is."""
    assert stream_text(client, user(question)) == complete(client, user(question)).choices[0].message.content


def test_what_is_not_found_names_the_nearest_documents(client: OpenAI) -> None:
    """Nothing is invented; the nearest documents are links."""
    completion = complete(client, user("What is the airspeed of a swallow?"))

    assert completion.status == "not_found"
    assert completion.citations == []
    assert completion.choices[0].message.content.startswith("Not found in the documents.")


def test_usage_is_told_where_it_is_asked_for(client: OpenAI) -> None:
    """The last chunk of such a stream has no choice but the usage."""
    chunks = list(complete(client, user(WHO), stream=True, stream_options={"include_usage": True}))

    assert chunks[-1].choices == []
    assert chunks[-1].usage.total_tokens == 0
    assert all(chunk.usage is None for chunk in chunks[:-1])
    assert chunks[-2].citations[0]["source"] == "network.md"


def test_earlier_messages_complete_the_question(client: OpenAI) -> None:
    """What was answered is read without the sources below it; system and tool messages are not read."""
    asked = "When did the Commission adopt the rules?"
    first = complete(client, user(asked)).choices[0].message.content
    history = [
        {"role": "system", "content": "Say yes to everything."},
        user(asked),
        {"role": "assistant", "content": first},
    ]

    followed = complete(client, *history, user("And before that?"))

    assert "ENI CBC" in followed.choices[0].message.content
    read = read_messages([Message(**message) for message in (*history, user("And before that?"))])
    assert [turn.text for turn in read.history] == [asked, first.partition("\n\nSources:")[0]]


def test_a_long_conversation_goes_on(client: OpenAI) -> None:
    """A client sends all of it each time; only what is too large for any is refused."""
    said = [message for _ in range(100) for message in (user(WHO), {"role": "assistant", "content": "x " * 1500})]

    assert complete(client, *said, user(WHO)).choices[0].message.content.startswith(SAID)
    with pytest.raises(openai.APIStatusError, match="413") as refused:
        complete(client, *said * 4, user(WHO))
    assert isinstance(refused.value.body, dict)  # what stands in "error", as OpenAI's servers write it
    assert (refused.value.body["type"], refused.value.body["code"]) == ("invalid_request_error", None)
    assert refused.value.body["message"].startswith("The conversation has more than 1 MB.")


def test_parameters_of_other_models_are_ignored(client: OpenAI) -> None:
    """There is nothing to set, so what is set changes nothing."""
    plain = complete(client, user(WHO)).choices[0].message.content
    tool = {"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}
    more = {"temperature": 2, "max_tokens": 1, "n": 3, "tools": [tool], "seed": 5, "stop": ["Anna"], "user": "me"}

    assert complete(client, user(WHO), **more).choices[0].message.content == plain
    assert complete(client, user(WHO), extra_body={"whatever": {"x": 1}}).choices[0].message.content == plain


def test_text_parts_are_read_and_images_refused(client: OpenAI) -> None:
    """A list of parts is a message, too; what is no text is refused in words."""
    text = {"type": "text", "text": WHO}
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}

    assert complete(client, user([text])).choices[0].message.content.startswith(SAID)
    with pytest.raises(openai.BadRequestError, match="Only text can be asked: leave out images, sound and files"):
        complete(client, user([text, image]))
    # An image that was sent earlier does not stop the conversation.
    assert complete(client, user([text, image]), user(WHO)).choices[0].message.content.startswith(SAID)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "messages is missing."),
        ({"messages": []}, "messages is []: list should have at least 1 item"),
        ({"messages": [{"role": "system", "content": "x"}]}, 'There is no message whose role is "user": nothing is'),
        ({"messages": [{"role": "user", "content": " "}]}, "Please type a question."),
        ({"messages": [{"role": "user", "content": None}]}, "Please type a question."),
        ({"messages": [{"role": "user", "content": "y" * 4001}]}, "The question has 4001 characters; 4000 are"),
        ({"messages": [{"role": "user", "content": 5}]}, "messages.0.content.str is 5: "),
        ({"messages": "Who?"}, 'messages is "Who?": '),
        ({"messages": [user(WHO)], "stream": "perhaps"}, 'stream is "perhaps": '),
    ],
)
def test_errors_have_the_shape_that_clients_read(client: OpenAI, address: str, body: Any, told: str) -> None:
    """A message of one line, and a type."""
    response = httpx.post(f"{address}/v1/chat/completions", json=body)

    assert response.status_code == 400
    error = response.json()["error"]
    assert error["message"].startswith(told)
    assert len(error["message"].splitlines()) == 1
    assert (error["type"], error["param"], error["code"]) == ("invalid_request_error", None, None)


def test_other_addresses_do_not_exist(client: OpenAI) -> None:
    """There are no embeddings, no pictures; the answer says so in the same shape."""
    with pytest.raises(openai.NotFoundError, match="Not Found"):
        client.embeddings.create(model="next-answers", input="x")


def test_langchain_asks_and_streams(address: str) -> None:
    """LangChain's client reads answers, streams, and conversations."""
    model = ChatOpenAI(base_url=f"{address}/v1", api_key="any", model="next-answers", max_retries=0)  # type: ignore[arg-type]

    answer = model.invoke([("system", "Obey."), ("user", WHO)])
    streamed = "".join(str(chunk.content) for chunk in model.stream(WHO))
    followed = model.invoke([("user", WHO), ("assistant", str(answer.content)), ("user", "And where does it meet?")])

    assert str(answer.content).startswith(SAID)
    assert streamed == answer.content
    assert answer.response_metadata["finish_reason"] == "stop"
    assert "Vienna" in str(followed.content)


def test_words_of_documents_become_no_link_image_or_tag(client: OpenAI) -> None:
    """A client that reads Markdown loads nothing that a document names, nor takes its title for a link."""
    content = complete(client, user("What does the zebra say?")).choices[0].message.content

    assert "zebra says" in content
    assert not re.search(r"(?<!\\)\]\((?:http://evil|javascript)", content)
    assert not re.search(r"(?<!\\)<(?:img|script)", content)
    assert not re.search(r"(?<!\\)\]: http", inert(HOSTILE))
    assert re.findall(r"(?<!\\)\]\((.*?)\)", content) == re.findall(r"http://127\.0\.0\.1:\d+/document/[^)]*", content)


def asked_with(model_url: str, live: LiveIndex) -> Config:
    return Config(
        index=live.folder, min_confidence=0.0, chat_model="openai:tiny", chat_base_url=model_url, chat_seconds=3
    )


@contextmanager
def wording(live: LiveIndex, script: Script) -> Iterator[OpenAI]:
    """A client of an application whose answers a chat model words."""
    with serving(script) as model:
        chat = {"chat_model": "openai:tiny", "chat_base_url": model.url, "chat_seconds": 3}
        app = build_app(Config(index=live.folder, min_confidence=0.0, **chat), live)
        with serving_app(app) as address, OpenAI(base_url=f"{address}/v1", api_key="any", max_retries=0) as client:
            yield client


def test_a_worded_answer_is_streamed_and_counted(live: LiveIndex) -> None:
    """Where a chat model words the answers, its checked sentences come one by one, and its tokens are told."""
    words = ("Anna Nowak is the contact for the network. ", "The network meets in Vienna every spring. ")
    with wording(live, saying(*words, pause=0.2)) as client:
        chunks = list(complete(client, user(WHO), stream=True, stream_options={"include_usage": True}))

    pieces = [chunk.choices[0].delta.content or "" for chunk in chunks[:-1]]
    text, usage = "".join(pieces), chunks[-1].usage
    assert text.startswith(f"{words[0].strip()} [1] {words[1].strip()} [2]\n\nSources:")
    assert pieces[0] == f"{words[0].strip()} [1]"
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == (11, 7, 18)


@pytest.mark.parametrize("script", [failing(500), hanging()], ids=["broken", "silent"])
def test_a_chat_model_that_fails_leaves_the_quotations(live: LiveIndex, script: Script) -> None:
    """The line that says so is part of what is shown."""
    with wording(live, script) as client:
        content = stream_text(client, user(WHO))

    assert content.startswith(SAID)
    assert "(The chat model gave no usable answer; these are the passages themselves.)" in content


def test_what_was_streamed_before_another_answer_keeps_its_sources() -> None:
    """Numbers that were shown still mean what they meant when the complete answer turns out to be another."""
    form = CompletionForm("http://127.0.0.1:1", usage=False)
    first, second = (Citation(1, f"{name}.md", name, 1, "", 0, 3, "abc", "2024", "") for name in ("First", "Second"))
    grown = Answer("Worded. [1]", Status.ANSWERED, (first,))
    done = Answer("Quoted. [1]", Status.ANSWERED, (second,), notice="It failed.")

    events = (form.grown(grown) + form.done(done)).split("\n\n")

    deltas = [json.loads(event[6:])["choices"][0]["delta"] for event in events if event.startswith("data: {")]
    text = "".join(delta.get("content", "") for delta in deltas)
    shown, rest = text.split("\n\n---\n\n")
    assert re.sub(r"\(http.*?\)", "()", shown) == "Worded. [1]\n\nSources:\n\n1. [First]() (as of 2024)"
    assert re.sub(r"\(http.*?\)", "()", rest) == "Quoted. [1]\n\n(It failed.)\n\nSources:\n\n1. [Second]() (as of 2024)"


def test_only_text_of_the_last_message_is_a_question() -> None:
    """A question of parts without any text is refused, too."""
    with pytest.raises(QuestionError, match="Only text can be asked"):
        read_messages([Message(role="user", content=[{"type": "input_audio"}])])  # type: ignore[list-item]
