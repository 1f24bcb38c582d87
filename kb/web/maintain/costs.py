"""What the chat model cost today, as far as it is known here: answers, tokens, failures."""

from collections.abc import Callable, Sequence

import gradio as gr
from gradio.i18n import I18nData

from kb.usage import Usage
from kb.web.maintain.desk import Section, speaks
from kb.web.maintain.show import items, note, table, title
from kb.web.maintain.texts import Language, say
from kb.web.messages import escape

ReadUsage = Callable[[], Sequence[Usage]]


def build_costs(read_usage: ReadUsage | None) -> Section:
    """Lay out the section; read_usage gives today's usage, None where no chat model words answers."""
    shown = gr.Markdown(I18nData("loading"), elem_id="kb-costs")

    def refresh(request: gr.Request) -> str:
        return show_usage(None if read_usage is None else read_usage(), speaks(request))

    return Section(refresh, [shown])


def show_usage(usage: Sequence[Usage] | None, language: Language) -> str:
    """Show what was used on each generation, and what went wrong; None where no chat model is configured."""
    blocks = [title(say("costs_title", language))]
    if usage is None:
        return "\n\n".join([*blocks, note(say("costs_no_model", language))])
    if not usage:
        return "\n\n".join([*blocks, note(say("costs_none", language))])
    headers = [say(f"costs_{name}", language) for name in ("generation", "answers", "remembered", "in", "out")]
    rows = [
        (str(one.generation), *(f"{n:,}" for n in (one.answers, one.remembered, one.tokens_in, one.tokens_out)))
        for one in usage
    ]
    blocks += [table(say("costs_caption", language), headers, rows), note(say("costs_note", language))]
    failures = [
        escape(say("costs_failure", language, count=count, problem=problem))
        for one in usage
        for problem, count in sorted(one.failures.items())
    ]
    if failures:
        blocks.append(items(failures))
    return "\n\n".join(blocks)
