"""The timeline of the library as a view of the page: a chart to zoom into, and a list that tells the same."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import gradio as gr
from gradio.i18n import I18nData

from kb.overview.timeline import Event, Timeline, read_timeline
from kb.web.interface import say
from kb.web.library import Library
from kb.web.messages import escape
from kb.web.views.figures import Point, draw_timeline
from kb.web.views.markup import count, heading, link, notice, origin, text_block
from kb.web.views.opened import fill_when_opened
from kb.wording import Language
from kb.words import fold, split_words

ALL = ""


def build_timeline(library: Library) -> None:
    """Lay out the view within the tab that is open."""
    head = text_block("kb-view-head")
    with gr.Row(elem_classes="kb-filters"):
        period = gr.Dropdown([("", ALL)], value=ALL, label=I18nData("period"), filterable=False)
        kind = gr.Dropdown([("", ALL)], value=ALL, label=I18nData("kind"), filterable=False)
        search = gr.Textbox("", label=I18nData("search"), type="text", lines=1)
        sentences = gr.Checkbox(False, label=I18nData("sentences_too"), container=False)
    described = text_block("kb-described")
    chart = gr.Plot(show_label=False, container=False, elem_classes="kb-chart kb-timeline-chart")
    events = text_block("kb-body", say("reading", "en"))

    def fill(
        timeline: Timeline, generation: int, language: Language, wanted: str, of_kind: str, typed: str, all_: bool
    ) -> Sequence[Any]:
        chosen = choose_events(timeline, wanted, of_kind, typed, all_)
        every = [(say("all", language), ALL)]
        points = [Point(e.date, e.kind, e.when, e.text, target_of(timeline, e)) for e in chosen]
        return (
            heading("view_timeline", language, "timeline_lead"),
            show_timeline(timeline, chosen, generation, language),
            gr.Dropdown([*every, *((one.title, one.title) for one in timeline.periods)], value=wanted),
            gr.Dropdown([*every, *((one, one) for one in timeline.kinds)], value=of_kind),
            describe_timeline(chosen, language),
            gr.Plot(draw_timeline(points, timeline.kinds) if points else None, visible=bool(points)),
        )

    fill_when_opened(
        library,
        read_timeline,
        fill,
        [period, kind, search, sentences],
        [head, events, period, kind, described, chart],
    )


def choose_events(timeline: Timeline, period: str, kind: str, typed: str, sentences: bool) -> list[Event]:
    """Choose the events of a period and kind ("" for any) that hold all typed words.

    Without sentences only what chronologies list, unless the library has no chronology.
    """
    between = next(((one.first, one.last) for one in timeline.periods if one.title == period), (0, 9999))
    wanted = split_words(typed)
    listed = any(event.listed for event in timeline.events) and not sentences
    return [
        event
        for event in timeline.events
        if (event.listed or not listed)
        and between[0] <= event.date // 10_000 <= between[1]
        and kind in (ALL, event.kind)
        and all(word in fold(f"{event.when} {event.text} {event.kind} {event.place.title}") for word in wanted)
    ]


def target_of(timeline: Timeline, event: Event) -> str:
    """Give the id of an event's entry in the list."""
    return f"kb-event-{timeline.events.index(event)}"


def describe_timeline(events: Sequence[Event], language: Language) -> str:
    """Say what the chart shows, for those who do not see it, and how it is used."""
    if not events:
        return ""
    first, last = events[0].date // 10_000, events[-1].date // 10_000
    told = say("timeline_chart", language, number=len(events), first=first, last=last)
    # On a phone the list comes first, and the chart on demand (timeline.js).
    switch = '<button type="button" class="kb-chart-switch" aria-expanded="false">{}</button>'
    return (
        f"<div>{switch.format(escape(say('show_chart', language)))}"
        f'<p class="kb-chart-text">{escape(told)}</p><p class="kb-hint">{escape(say("timeline_hint", language))}</p>'
        "</div>"
    )


def show_timeline(timeline: Timeline, events: Sequence[Event], generation: int, language: Language) -> str:
    """Show events as a list by year."""
    if not timeline.events:
        return notice("timeline_empty", language)
    told = count(len(events), len(timeline.events), language)
    if not events:
        return told + notice("nothing_fits", language)
    years = "".join(
        f'<section class="kb-year"><h3>{year}</h3><ol class="kb-events">'
        f"{''.join(_event(timeline, event, generation, language) for event in members)}</ol></section>"
        for year, members in groupby(events, key=lambda event: event.date // 10_000)
    )
    return told + years


def _event(timeline: Timeline, event: Event, generation: int, language: Language) -> str:
    return (
        f'<li id="{target_of(timeline, event)}" tabindex="-1" class="kb-event">'
        f'<p class="kb-when"><time datetime="{_iso(event.date)}">{escape(event.when)}</time></p>'
        f'<div><p class="kb-what">{link(event.place, generation, event.text)} '
        f'<span class="kb-kind">{escape(event.kind)}</span></p>'
        f"{origin((event.place, *event.also), generation, language)}</div></li>"
    )


def _iso(date: int) -> str:
    parts = (f"{date // 10_000:04}", f"{date // 100 % 100:02}", f"{date % 100:02}")
    return "-".join(part for part in parts if part != "00")
