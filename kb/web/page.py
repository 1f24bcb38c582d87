"""The page: where one asks and reads the answers. Layout only; the conversation is in kb.web.chat."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from kb.web.chat import Ask, Conversation, converse, messages_of
from kb.web.interface import translations
from kb.web.library import Library
from kb.web.maintain import PATH as MAINTAIN
from kb.web.messages import escape, show_notice
from kb.web.name import NAME
from kb.web.slots import AT_ONCE
from kb.web.views.contacts import build_contacts
from kb.web.views.glossary import build_glossary
from kb.web.views.library import build_library
from kb.web.views.programmes import build_programmes
from kb.web.views.timeline import build_timeline

VIEWS = {
    "timeline": build_timeline,
    "programmes": build_programmes,
    "contacts": build_contacts,
    "glossary": build_glossary,
    "library": build_library,
}
# AI Act, Article 50: said in full before the first question, and in short for as long as one talks.
WELCOME = """<p class="kb-tagline">Ask about the Interreg NEXT network, its programmes, their history and whom to \
contact.</p>

<p class="kb-ai">You are talking to an AI system. It answers only from the network’s documents and quotes them. It can \
miss things, so look at the sources. Conversations are not stored.</p>

<h2>What would you like to know?</h2>"""
REMINDER = "<p>An AI system: it quotes the network’s documents and can miss things. Conversations are not stored.</p>"
STARTERS = (
    "Who is the contact for the Interreg NEXT network?",
    "Which programmes are there?",
    "What came before Interreg NEXT?",
    "What happened to the programmes with Russia and Belarus?",
)
WAITING = 60  # questions in the queue; the next one is told that the page is busy
LOOK_SECONDS = 2.0  # how often a page without an index looks whether there is one


def build_page(library: Library, ask: Ask, model: str = "") -> gr.Blocks:
    """Lay out the page. State lives in each visitor's session, never here. model names what words the answers."""
    with gr.Blocks(title=NAME, fill_height=True, analytics_enabled=False) as page:
        i18n = gr.I18n(**translations())
        with gr.Row(elem_id="kb-head"):
            gr.Markdown(f"<h1>{NAME}</h1>")
            afresh = gr.Button(i18n("new_conversation"), size="sm", scale=0, elem_id="kb-new")
            gr.Button(i18n("maintain"), size="sm", scale=0, link=MAINTAIN, elem_id="kb-to-maintain")
        status = gr.Markdown(visible=False, elem_id="kb-state")
        with gr.Tabs(elem_id="kb-views", overflow_behavior="wrap"):
            with (
                gr.Tab(i18n("view_ask"), id="ask", elem_id="kb-ask"),
                gr.Row(elem_id="kb-desk"),
                gr.Column(elem_id="kb-main"),
            ):
                chat = gr.Chatbot(
                    label="Conversation",
                    show_label=False,
                    container=False,
                    scale=1,
                    height=None,
                    min_height=200,
                    elem_id="kb-chat",
                    layout="bubble",
                    placeholder=WELCOME,
                    examples=[{"text": text} for text in STARTERS],
                    buttons=[],
                    feedback_options=None,
                    sanitize_html=True,
                    allow_tags=False,
                    latex_delimiters=[],
                    allow_file_downloads=False,
                )
                question = gr.Textbox(
                    label="Your question",
                    show_label=False,
                    placeholder="Ask a question",
                    lines=1,
                    max_lines=6,
                    autofocus=True,
                    submit_btn="Send",
                    container=False,
                    elem_id="kb-question",
                )
                gr.Markdown(REMINDER + describe_wording(model), elem_id="kb-reminder")
            for name, build in VIEWS.items():
                with gr.Tab(i18n(f"view_{name}"), id=name, elem_id=f"kb-{name}"):
                    build(library)
        conversation = gr.State(())
        clock = gr.Timer(LOOK_SECONDS)

        def answer(typed: str, past: Conversation) -> Iterator[tuple[Any, Conversation, str]]:
            for step in converse(library, ask, typed, past):
                yield messages_of(step.conversation), step.conversation, step.typed

        def start(past: Conversation, chosen: gr.SelectData) -> Iterator[tuple[Any, Conversation, str]]:
            yield from answer(chosen.value["text"], past)

        def look() -> tuple[Any, Any]:
            state = library.state()
            return gr.Markdown(show_notice(state.problem), visible=not state.ready), gr.Timer(active=not state.ready)

        shown = [chat, conversation, question]
        settings: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        one_queue: dict[str, Any] = {"concurrency_id": "answers", "concurrency_limit": AT_ONCE}
        question.submit(answer, [question, conversation], shown, **settings, **one_queue)
        chat.example_select(start, [conversation], shown, **settings, **one_queue)
        afresh.click(lambda: ([], (), ""), None, shown, **settings)
        gr.on([page.load, clock.tick], look, None, [status, clock], concurrency_limit=None, **settings)
    page.i18n_instance = i18n
    page.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE, api_open=False)
    return page  # type: ignore[no-any-return]  # Gradio leaves its context manager untyped


def describe_wording(model: str) -> str:
    """Say who words the answers, where it is not the documents alone: staff should know where their questions go."""
    if not model:
        return ""
    return (
        f"<p>Answers are worded by the chat model {escape(model)}, which is sent your question and the passages found. "
        "Each sentence is checked against them.</p>"
    )
