"""What the answers are worth, by the last evaluation."""

import gradio as gr
from gradio.i18n import I18nData

from kb.evaluation.last import REPORT, LastEvaluation, read_last_evaluation
from kb.web.maintain.desk import Section, speaks
from kb.web.maintain.show import note, table, title, when
from kb.web.maintain.texts import Language, say
from kb.web.messages import escape


def build_quality() -> Section:
    """Lay out the section."""
    shown = gr.Markdown(I18nData("loading"), elem_id="kb-evaluated")

    def refresh(request: gr.Request) -> str:
        return show_evaluation(read_last_evaluation(), REPORT.is_file(), speaks(request))

    return Section(refresh, [shown])


def show_evaluation(last: LastEvaluation | None, has_report: bool, language: Language) -> str:
    """Show the main figures of each set with their 95 % interval, and a link to the report."""
    blocks = [title(say("evaluation_title", language))]
    if last is None:
        blocks.append(note(say("evaluation_none", language)))
    else:
        blocks.append(note(say("evaluation_when", language, when=when(last.made_at))))
        headers = [say(key, language) for key in ("measure", "share", "interval", "count")]
        for one in last.sets:
            rows = [
                (escape(say(f"measure_{_key(name)}", language)), f"{value:.2f}", f"{low:.2f} – {high:.2f}", str(count))
                for name, (value, low, high, count) in one.measures.items()
            ]
            caption = say("evaluation_set", language, name=one.name, questions=one.questions, number=one.generation)
            blocks.append(table(caption, headers, rows))
    if has_report:
        blocks.append(f'<p><a href="/maintain/evaluation">{escape(say("evaluation_report", language))}</a></p>')
    return "\n\n".join(blocks)


def _key(measure: str) -> str:
    return measure.replace(" ", "_").replace("@", "_").lower()
