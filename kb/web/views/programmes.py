"""What the library compares, as a view of the page: a table of all, charts, and some of them side by side."""

from collections.abc import Sequence
from typing import Any

import gradio as gr
from gradio.i18n import I18nData

from kb.overview.programmes import Comparison, Subject, read_comparison
from kb.overview.told import find_countries, sort_key
from kb.web.interface import say
from kb.web.library import Library
from kb.web.messages import escape
from kb.web.views.figures import draw_amounts, draw_areas
from kb.web.views.markup import count, heading, notice, text_block
from kb.web.views.opened import fill_when_opened
from kb.web.views.side_by_side import bars_of, name_of, show_comparison, show_figures, table_cell
from kb.wording import Language
from kb.words import fold, split_words

NAME = ""
UNCHOSEN = "\u0000"  # what is chosen before anybody chose; no document has such a name
FIRST = 2  # chosen for side by side until somebody chooses
MOST_COLUMNS = 6
SHORT = 32  # characters that the values of a column of the table of all have in the middle


def build_programmes(library: Library) -> None:
    """Lay out the view within the tab that is open."""
    head = text_block("kb-view-head")
    with gr.Column(elem_classes="kb-all") as body:
        with gr.Row(elem_classes="kb-filters"):
            search = gr.Textbox("", label=I18nData("search"), type="text", lines=1)
            order = gr.Dropdown([("", NAME)], value=NAME, label=I18nData("sort_by"), filterable=False)
            backwards = gr.Checkbox(False, label=I18nData("reversed"), container=False)
        table = text_block("kb-body", say("reading", "en"))
        compared_head = text_block("kb-view-head")
        chosen = gr.CheckboxGroup(
            [("", UNCHOSEN)], value=[UNCHOSEN], label=I18nData("compare_which"), elem_classes="kb-choose"
        )
        differing = gr.Checkbox(False, label=I18nData("differences_only"), container=False, elem_classes="kb-differing")
        compared = text_block("kb-body")
        money_head = text_block("kb-described")
        money = gr.Plot(show_label=False, container=False, elem_classes="kb-chart")
        figures = text_block("kb-body")
        area_head = text_block("kb-described")
        area = gr.Plot(show_label=False, container=False, elem_classes="kb-chart")

    fill_when_opened(
        library,
        read_comparison,
        _fill,
        [search, order, backwards, chosen, differing],
        [head, table, body, order, compared_head, chosen, compared, money_head, money, figures, area_head, area],
    )


def _fill(
    found: Comparison,
    generation: int,
    language: Language,
    typed: str,
    sort_by: str,
    reverse: bool,
    picked: list[str],
    only: bool,
) -> Sequence[Any]:
    names = [one.name for one in found.subjects]
    # What was chosen may be gone with the documents.
    picked = names[:FIRST] if UNCHOSEN in picked else [name for name in names if name in picked]
    sort_by = sort_by if sort_by in found.attributes else NAME
    columns = [(say("name", language), NAME), *((name, name) for name in found.attributes)]
    amounts, areas = found.amounts(), found.areas()
    bars = bars_of(found, amounts)
    countries = [(name_of(found, one), find_countries(one.short(areas))) for one in found.subjects if areas]
    number = len({country for _, several in countries for country in several})
    lead = heading("view_programmes", language, "programmes_lead")
    return (
        lead if names else lead + notice("programmes_empty", language),
        show_all(found, generation, language, typed, sort_by, reverse),
        gr.Column(visible=bool(names)),
        gr.Dropdown(columns, value=sort_by),
        f"<h3>{escape(say('compare', language))}</h3>",
        gr.CheckboxGroup(names, value=picked),
        show_comparison(found, picked, generation, language, only),
        _describe("money_chart", "money_hint", language, bool(bars), names=", ".join(amounts)),
        gr.Plot(draw_amounts(bars, f"EUR {say('million', language)}") if bars else None, visible=bool(bars)),
        show_figures(found, amounts, generation, language),
        _describe("area_chart", "area_hint", language, bool(number), number=number, name=areas),
        gr.Plot(draw_areas(countries) if number else None, visible=bool(number)),
    )


def choose_columns(comparison: Comparison) -> list[str]:
    """Choose the attributes for the table of all: those whose values are short, the most told ones first."""

    def middle(name: str) -> int:
        lengths = sorted(len(one.short(name)) for one in comparison.subjects)
        return lengths[len(lengths) // 2]

    def linked(name: str) -> bool:
        return any("://" in one.short(name) for one in comparison.subjects)

    short = [name for name in comparison.attributes if 0 < middle(name) <= SHORT and not linked(name)]
    return short[:MOST_COLUMNS]


def choose_subjects(comparison: Comparison, typed: str, sort_by: str, reverse: bool) -> list[Subject]:
    """Choose the things that hold all typed words, sorted by an attribute or, for "", by name.

    What does not tell the attribute comes last, in either direction.
    """
    wanted = split_words(typed)
    found = [one for one in comparison.subjects if all(word in _words_of(one) for word in wanted)]
    key = {one: (0, 0.0, fold(one.name)) if sort_by == NAME else sort_key(one.short(sort_by)) for one in found}
    told = sorted((one for one in found if key[one][0] < 2), key=lambda one: key[one], reverse=reverse)
    return [*told, *(one for one in found if key[one][0] == 2)]


def _words_of(subject: Subject) -> str:
    told = (place.quote for _, telling in subject.told for place in (telling.short, telling.full))
    return fold(" ".join((subject.name, *told)))


def show_all(
    comparison: Comparison, generation: int, language: Language, typed: str, sort_by: str, reverse: bool
) -> str:
    """Show all that fit as a table, each cell linked to its passage."""
    if not comparison.subjects:
        return ""
    found = choose_subjects(comparison, typed, sort_by, reverse)
    told = count(len(found), len(comparison.subjects), language)
    if not found:
        return told + notice("nothing_fits", language)
    columns = choose_columns(comparison)
    if sort_by != NAME and sort_by not in columns:
        columns = [sort_by, *columns]
    direction = "descending" if reverse else "ascending"
    head = "".join(
        f'<th scope="col" role="columnheader"{f" aria-sort={direction!r}" if name == sort_by else ""}>'
        f"{escape(label)}</th>"
        for name, label in [(NAME, say("name", language)), *((name, name) for name in columns)]
    )
    rows = "".join(_row(subject, columns, generation, language) for subject in found)
    title = escape(say("programmes_table", language))
    return (
        f'{told}<div class="kb-table" role="region" aria-label="{title}" tabindex="0"><table role="table">'
        f'<caption>{title}</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def _row(subject: Subject, columns: Sequence[str], generation: int, language: Language) -> str:
    cells = "".join(table_cell(subject, name, generation, language) for name in columns)
    return f'<tr role="row">{table_cell(subject, NAME, generation, language)}{cells}</tr>'


def _describe(title: str, hint: str, language: Language, shown: bool, **values: object) -> str:
    if not shown:
        return ""
    told = escape(say(hint, language, **values))
    return f'<h3>{escape(say(title, language, **values))}</h3><p class="kb-hint">{told}</p>'
