"""How the index stands: what answers, what it holds, what could not be read and what to do about it."""

import gradio as gr

from kb.last_run import RUNNING, LastRun, read_last_run
from kb.status import Status, read_status
from kb.web.maintain.desk import Desk, Section, speaks
from kb.web.maintain.show import describe_age, describe_failure, facts, table, when
from kb.web.maintain.texts import Language, say
from kb.web.messages import escape, show_notice


def build_state(desk: Desk) -> Section:
    """Lay out the section."""
    shown = gr.Markdown(desk.i18n("loading"), elem_id="kb-standing")

    def refresh(request: gr.Request) -> str:
        folder = desk.config.index
        return show_state(read_status(folder), read_last_run(folder), desk.library.state().problem, speaks(request))

    return Section(refresh, [shown])


def show_state(status: Status, run: LastRun | None, problem: str, language: Language) -> str:
    """Show a status and the last ingest; problem is why the page has no index or an older one, "" if it has this."""
    blocks = [show_notice(told) for told in dict.fromkeys((status.problem, problem)) if told]
    if status.generation:
        age = say("built", language, when=when(status.built_at), age=describe_age(status.age, language))
        answers = say("generation", language, number=status.generation)
        holds = say("holds", language, documents=f"{status.documents:,}", chunks=f"{status.chunks:,}")
    else:
        answers, age, holds = say("none_answers", language), "", ""
    blocks.append(
        facts(
            (
                (say("state_answers", language), " ".join(map(escape, filter(None, (answers, age))))),
                (say("state_holds", language), escape(holds)),
                (say("state_model", language), escape(status.model)),
                (say("state_last", language), escape(describe_run(run, status.ingesting, language))),
                (say("state_free", language), escape(f"{status.free_mb:,} MB")),
            )
        )
    )
    if status.failed:
        rows = [(escape(source), describe_failure(reason, language)) for source, reason in status.failed.items()]
        headers = (say("document", language), say("why_and_what", language))
        blocks.append(table(say("failed_title", language, count=len(rows)), headers, rows))
    return "\n\n".join(blocks)


def describe_run(run: LastRun | None, holder: str, language: Language) -> str:
    """Tell how the last ingest ended, or that one is running; holder names the process that is ingesting."""
    if run is None:
        return say("run_none", language)
    if run.state == RUNNING:
        key = "run_running" if holder else "run_interrupted"
        return say(key, language, when=when(run.began), holder=holder)
    return say(f"run_{run.state}", language, when=when(run.ended), error=run.error)
