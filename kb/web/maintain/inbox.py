"""The inbox of questions that were not answered well: what is asked, what is missing, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from kb.errors import KnowledgeBaseError
from kb.feedback import Feedback, Verdict
from kb.inbox import (
    Group,
    Missing,
    Vectors,
    embed_questions,
    find_missing,
    group_questions,
    list_unanswered,
    name_subjects,
)
from kb.web.maintain.answering import build_answering
from kb.web.maintain.desk import EVENT, Desk, Section, build_confirmation, speaks
from kb.web.maintain.show import items, link_document, note, short, title, when
from kb.web.maintain.texts import Language, say
from kb.web.maintain.turning import build_turning
from kb.web.messages import escape, show_notice

LABEL = 90  # characters of a question in the list
SHOWN = 8  # questions of a group that are shown in full


@dataclass(frozen=True, slots=True)
class Inbox:
    """What is kept, grouped; problem says why it can't be."""

    groups: Sequence[Group]
    problem: str = ""


def build_inbox(desk: Desk, clock: gr.Timer) -> Section:
    """Lay out the section; the clock is set going when a document was added and is ingested."""
    known: dict[str, Vectors] = {}
    standing = gr.Markdown(desk.i18n("loading"), elem_id="kb-inbox-note")
    choice = gr.Radio(label=desk.i18n("inbox_choose"), choices=[], visible=False, elem_id="kb-groups")
    details = gr.Markdown(elem_id="kb-group", elem_classes="kb-live")
    with gr.Column(visible=False, elem_id="kb-actions") as actions:
        with gr.Accordion(desk.i18n("answer_by_document"), open=False, elem_id="kb-answering"):
            answering = build_answering(desk, clock)
        with gr.Accordion(desk.i18n("make_golden"), open=False, elem_id="kb-turning"):
            turning = build_turning(desk)
        dismiss = gr.Button(desk.i18n("dismiss"), size="sm", scale=0, elem_id="kb-dismiss")
        confirmation = build_confirmation(desk, "dismiss_yes")
    told = gr.Markdown(elem_classes="kb-live")

    def refresh(request: gr.Request) -> tuple[Any, ...]:
        language = speaks(request)
        inbox = _read(desk, known)
        choices = [(_label(group, language), group.key) for group in inbox.groups]
        shown = show_notice(inbox.problem) if inbox.problem else _describe(desk, inbox, language)
        return (
            shown,
            gr.Radio(choices=choices, value=None, visible=bool(choices)),
            "",
            gr.Column(visible=False),
            gr.Group(visible=False),
        )

    def choose(key: str | None, request: gr.Request) -> tuple[Any, ...]:
        language = speaks(request)
        group = _find(desk, known, key)
        if group is None:
            return ("", gr.Column(visible=False), gr.Group(visible=False), *answering.empty(), *turning.empty())
        missing = _missing(desk, group.question)
        return (
            show_group(group, missing, language),
            gr.Column(visible=True),
            gr.Group(visible=False),
            *answering.fill(group.question, missing, language),
            *turning.fill(group.question, language),
        )

    def warn(key: str | None, request: gr.Request) -> tuple[Any, str]:
        group = _find(desk, known, key)
        count = len(group.ids) if group else 0
        return gr.Group(visible=bool(group)), note(say("dismiss_ask", speaks(request), count=count))

    def forget(key: str | None, request: gr.Request) -> tuple[Any, ...]:
        group = _find(desk, known, key)
        try:
            count = desk.feedback.dismiss(group.ids) if group else 0
            message = f'<p class="kb-done">{escape(say("dismissed", speaks(request), count=count))}</p>'
        except KnowledgeBaseError as error:
            message = show_notice(str(error))
        return (message, *refresh(request))

    outputs = [standing, choice, details, actions, confirmation.box]
    filled = [details, actions, confirmation.box, *answering.fields, *turning.fields]
    choice.change(choose, [choice], filled, **EVENT)
    dismiss.click(warn, [choice], [confirmation.box, confirmation.text], **EVENT)
    confirmation.yes.click(forget, [choice], [told, *outputs], **EVENT)
    return Section(refresh, outputs)


def show_group(group: Group, missing: Missing | None, language: Language) -> str:
    """Show the questions of a group, what people said of the answers, and what seems to be missing."""
    blocks = [title(group.question), items(_show_entry(one, language) for one in group.feedback[:SHOWN])]
    if len(group.feedback) > SHOWN:
        blocks.append(note(say("and_more", language, count=len(group.feedback) - SHOWN)))
    if missing is not None:
        blocks.append(f'<p class="kb-missing">{_describe_missing(missing, language)}</p>')
    return "\n\n".join(blocks)


def _describe_missing(missing: Missing, language: Language) -> str:
    if missing.nearest is None:
        return escape(say("missing_none", language))
    words = ", ".join(f"“{word}”" for word in missing.words)
    told = say("missing_words", language, words=words) if words else say("missing_detail", language)
    near = link_document(missing.nearest.source, missing.nearest.title or missing.nearest.source)
    return f"{escape(told)} {escape(say('missing_nearest', language))} {near}."


def _show_entry(one: Feedback, language: Language) -> str:
    verdict = say("judged_down" if one.verdict is Verdict.DOWN else "judged_not_found", language)
    lines = [
        f"<strong>{escape(one.question)}</strong>",
        f'<span class="kb-note">{escape(when(one.at))} · {escape(verdict)}</span>',
    ]
    if one.reason:
        lines.append(f'<span class="kb-reason">{escape(say("said", language, reason=one.reason))}</span>')
    if one.answer:
        summary = escape(say("the_answer", language))
        lines.append(f"<details><summary>{summary}</summary><p>{escape(one.answer)}</p></details>")
    return "".join(lines)


def _label(group: Group, language: Language) -> str:
    return say(
        "group_label",
        language,
        question=short(group.question, LABEL),
        count=len(group.feedback),
        date=group.feedback[0].at[:10],
    )


def _describe(desk: Desk, inbox: Inbox, language: Language) -> str:
    days = desk.config.keep_questions_days
    kept = say("inbox_keeps", language, days=days) if days else say("inbox_thumbs_only", language)
    count = sum(len(group.feedback) for group in inbox.groups)
    first = (
        say("inbox_count", language, count=count, groups=len(inbox.groups)) if count else say("inbox_empty", language)
    )
    return f"{note(first)}\n\n{note(kept)}"


def _read(desk: Desk, known: dict[str, Vectors]) -> Inbox:
    try:
        feedback = list_unanswered(desk.feedback.list_feedback())
        if not feedback:
            return Inbox(())
        with desk.library.borrow() as index:
            return Inbox(group_questions(feedback, embed_questions(index, known), name_subjects(index)))
    except KnowledgeBaseError as error:
        return Inbox((), str(error))


def _find(desk: Desk, known: dict[str, Vectors], key: str | None) -> Group | None:
    if not key:
        return None
    return next((group for group in _read(desk, known).groups if group.key == key), None)


def _missing(desk: Desk, question: str) -> Missing | None:
    try:
        with desk.library.borrow() as index:
            return find_missing(index, question)
    except KnowledgeBaseError:
        return None  # why there is no index is said at the state of the index
