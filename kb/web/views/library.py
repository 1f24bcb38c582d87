"""All documents as a view of the page: searched, chosen by topic, sorted, page by page."""

from functools import lru_cache
from html import escape as escape_html
from typing import Any

import gradio as gr
from gradio.i18n import I18nData

from kb.catalogue import ORDERS, Catalogue, Entry, choose_entries, read_catalogue
from kb.errors import KnowledgeBaseError
from kb.web.interface import language_of, say
from kb.web.library import Library, say_problem
from kb.web.links import describe_date, is_web_address, path_to
from kb.web.messages import escape, show_notice
from kb.web.views.markup import heading, text_block
from kb.wording import Language

AT_ONCE = 50  # documents on a page of the view
LOOK_SECONDS = 2.0  # how often a view without an index looks whether there is one
COLUMNS = ("document", "topic", "date", "length", "language", "changed", "original")


def build_library(library: Library) -> None:
    """Lay out the view within the tab that is open."""
    head = text_block("kb-view-head")
    with gr.Row(elem_classes="kb-filters"):
        text = gr.Textbox("", label=I18nData("library_search"), lines=1, elem_id="kb-library-search")
        topic = gr.Dropdown(
            [(I18nData("library_all"), "")], value="", label=I18nData("library_topic"), filterable=False
        )
        order = gr.Dropdown(
            [(I18nData(f"library_by_{order}"), order) for order in ORDERS],
            value="title",
            label=I18nData("library_sort"),
            filterable=False,
        )
    told = gr.Markdown(elem_id="kb-library-told")
    table = gr.Markdown(
        show_notice(say("library_loading", "en")), sanitize_html=False, latex_delimiters=[], elem_id="kb-library-table"
    )
    with gr.Row(elem_classes="kb-library-steps"):
        before = gr.Button(I18nData("library_before"), size="sm", scale=0, visible=False)
        after = gr.Button(I18nData("library_after"), size="sm", scale=0, visible=False)
    page = gr.State(0)
    clock = gr.Timer(LOOK_SECONDS, active=False)
    tab = gr.context.Context.block
    read = lru_cache(maxsize=2)(lambda generation: _read(library))  # a look at 1,000 documents takes a while

    def fill(request: gr.Request, text: str, topic: str, order: Any, page: int) -> list[Any]:
        language = language_of(request.headers)
        lead = heading("view_library", language, "library_lead")
        state = library.state()
        try:
            if not state.ready:
                raise KnowledgeBaseError(say_problem(state, language))
            catalogue = read(state.generation)
        except KnowledgeBaseError as error:
            hidden = gr.Button(visible=False)
            return [lead, show_notice(str(error)), "", gr.skip(), hidden, hidden, 0, gr.Timer(active=True)]
        return [lead, *_show_page(catalogue, text, topic, order, page, language), gr.Timer(active=False)]

    def filter_again(request: gr.Request, text: str, topic: str, order: Any) -> list[Any]:
        return fill(request, text, topic, order, 0)

    def step_back(request: gr.Request, text: str, topic: str, order: Any, page: int) -> list[Any]:
        return fill(request, text, topic, order, page - 1)

    def step_on(request: gr.Request, text: str, topic: str, order: Any, page: int) -> list[Any]:
        return fill(request, text, topic, order, page + 1)

    filters = [text, topic, order]
    settings: dict[str, Any] = {
        "outputs": [head, table, told, topic, before, after, page, clock],
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    gr.on([tab.select, clock.tick], fill, [*filters, page], **settings)  # type: ignore[union-attr]
    # A textbox has its input by keys only; what is pasted or cleared is a change.
    gr.on([text.change, topic.input, order.input], filter_again, filters, trigger_mode="always_last", **settings)
    before.click(step_back, [*filters, page], **settings)
    after.click(step_on, [*filters, page], **settings)


def _show_page(
    catalogue: Catalogue, text: str, topic: str, order: Any, page: int, language: Language
) -> tuple[Any, ...]:
    """Show a page of what was chosen: its table, what is told of it, the topics, the steps back and on, its number."""
    topics: list[Any] = [
        (I18nData("library_all"), ""),
        *((topic.capitalize(), topic) for topic in catalogue.topics),
    ]
    topic = topic if topic in catalogue.topics else ""
    chosen = choose_entries(catalogue.entries, text, topic, order)
    page = min(page, max(len(chosen) - 1, 0) // AT_ONCE)
    first = page * AT_ONCE
    return (
        show_table(chosen[first : first + AT_ONCE], language),
        show_count(len(chosen), first, catalogue, language),
        gr.Dropdown(topics, value=topic),
        gr.Button(visible=page > 0),
        gr.Button(visible=first + AT_ONCE < len(chosen)),
        page,
    )


def _read(library: Library) -> Catalogue:
    with library.borrow() as index:
        return read_catalogue(index)


def show_count(count: int, first: int, catalogue: Catalogue, language: Language) -> str:
    """Say how many documents there are, which of them are shown, and what the last ingest took away."""
    last = min(first + AT_ONCE, count)
    told = (
        say("library_count", language, count=count)
        if count <= AT_ONCE
        else say("library_part", language, first=first + 1, last=last, count=count)
    )
    gone = say("library_gone", language, names=", ".join(catalogue.gone)) if catalogue.gone else ""
    lines = [f'<p role="status">{escape(told)}</p>', f'<p class="kb-library-gone">{escape(gone)}</p>' if gone else ""]
    return "\n\n".join(filter(None, lines))


def show_table(entries: list[Entry], language: Language) -> str:
    """Write documents as a table on one line, in which each cell also carries its header, for small screens."""
    if not entries:
        return show_notice(say("library_no_match", language))
    names = {column: escape(say(f"library_{column}", language)) for column in COLUMNS}
    head = "".join(f'<th scope="col">{names[column]}</th>' for column in COLUMNS)
    body = "".join(f"<tr>{_row(entry, names, language)}</tr>" for entry in entries)
    caption = escape(say("library_caption", language))
    return (
        f'<table class="kb-library"><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _row(entry: Entry, names: dict[str, str], language: Language) -> str:
    title = escape(entry.title)
    link = escape_html(path_to(entry.source))
    old = f' <strong class="kb-old">{escape(say("library_old", language))}</strong>' if entry.old else ""
    length = [say("library_pages", language, count=entry.pages)] if entry.pages > 1 else []
    length.append(say("library_characters", language, count=f"{entry.characters:,}".replace(",", "\u202f")))
    change = f"<strong>{escape(say(f'library_{entry.change}', language))}</strong>" if entry.change else ""
    cells = {
        "topic": escape(entry.topic.capitalize()),
        "date": escape(describe_date(entry.as_of, language)) + old,
        "length": escape(", ".join(length)),
        "language": escape(entry.lang),
        "changed": change,
        "original": " ".join(_originals(entry, language)),
    }
    row = (
        f'<th scope="row"><a href="{link}" target="_blank" rel="noopener">{title}</a>'
        f'<span class="kb-library-name">{escape(entry.source)}</span></th>'
    )
    for column, cell in cells.items():
        # The header is repeated for small screens, where a row is a card without a head.
        label = f'<span class="kb-library-label" aria-hidden="true">{names[column]}: </span>' if cell else ""
        row += f"<td>{label}{cell}</td>"
    return row


def _originals(entry: Entry, language: Language) -> list[str]:
    title = escape(entry.title)
    found = []
    if not entry.source.startswith("web/"):
        text = escape(say("library_download", language))
        label = escape(say("doc_file", language))
        href = escape_html(path_to(entry.source, "original"))
        found.append(f'<a href="{href}" download aria-label="{text}: {label}, {title}">{text}</a>')
    if is_web_address(entry.url):
        text = escape(say("library_web", language))
        label = escape(say("doc_web", language))
        href = escape_html(entry.url)
        found.append(
            f'<a href="{href}" target="_blank" rel="noopener noreferrer" aria-label="{text}: {label}, {title}">'
            f"{text}</a>"
        )
    return found
