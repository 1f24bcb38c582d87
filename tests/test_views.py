"""The views as they are written: complete, linked, escaped; and the charts, which show what the tables say."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from libraries import make_library

from kb.index import Index
from kb.overview.contacts import read_cards
from kb.overview.glossary import read_terms
from kb.overview.programmes import read_comparison
from kb.overview.timeline import read_timeline
from kb.web.interface import TEXTS
from kb.web.views.contacts import show_contacts
from kb.web.views.figures import Point, draw_amounts, draw_areas, draw_timeline
from kb.web.views.glossary import show_glossary
from kb.web.views.programmes import choose_subjects, show_all
from kb.web.views.side_by_side import bars_of, show_comparison, show_figures
from kb.web.views.timeline import choose_events, show_timeline
from kb.wording import LANGUAGES

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def write_all(index: Index) -> dict[str, str]:
    """Write each view of a library in full."""
    timeline, comparison = read_timeline(index), read_comparison(index)
    names = [one.name for one in comparison.subjects]
    return {
        "timeline": show_timeline(timeline, timeline.events, 7, "en"),
        "programmes": show_all(comparison, 7, "en", "", "", False)
        + show_comparison(comparison, names, 7, "en", False)
        + show_figures(comparison, comparison.amounts(), 7, "en"),
        "contacts": show_contacts(read_cards(index), 7, "en"),
        "glossary": show_glossary(read_terms(index), 7, "en"),
    }


def test_every_link_leads_to_its_passage(shipped: Index) -> None:
    """Each link names a place that there is, and the digest of what stands there."""
    from kb.web.links import digest

    for view, text in write_all(shipped).items():
        links = [unescape(link) for link in re.findall(r'href="(/document/[^"]+)"', text)]
        assert len(links) > 100, view
        for link in set(links):
            address = urlsplit(link)
            query = {name: values[0] for name, values in parse_qs(address.query).items()}
            page = shipped.text_of(unquote(address.path.removeprefix("/document/")), int(query["page"]))
            assert digest(page[int(query["start"]) : int(query["end"])]) == query["quote"]
            assert query["generation"] == "7"


def test_a_view_is_one_block_of_html(shipped: Index) -> None:
    """Markdown ends such a block at a blank line, so there is no line break at all."""
    assert [view for view, text in write_all(shipped).items() if "\n" in text] == []


def test_what_documents_say_is_not_run(tmp_path: Path) -> None:
    """Tags of a document are text in each view."""
    index = make_library(
        tmp_path,
        {
            "a.md": f"""# A {HOSTILE}

| Date: 1 May 2011 | Event: {HOSTILE} | Kind: {HOSTILE}
| Date: 2 May 2012 | Event: other {HOSTILE} | Kind: {HOSTILE}
""",
            "b.md": f"""# B

| Name: {HOSTILE} | Role: {HOSTILE} | E-mail: a@example.eu {HOSTILE}
""",
            "c.md": f"# C\n\n| Abbreviation: {HOSTILE} | Stands for: {HOSTILE}\n",
            "d.md": f"""# D

| ship: Anna | fare: EUR 12 {HOSTILE} | port: {HOSTILE} | seats: 1
| ship: Berta {HOSTILE} | fare: EUR 9 | port: Tunis | seats: 2
| ship: Clara | fare: EUR 8 | port: Bari | seats: 3
""",
        },
    )
    for view, text in write_all(index).items():
        assert "&lt;script&gt;" in text, view
        assert "<script" not in text, view
        assert "<img" not in text, view


def test_events_are_chosen_by_period_kind_and_words(shipped: Index) -> None:
    """Each filter narrows what the others leave, and sentences come in only when they are asked for."""
    timeline = read_timeline(shipped)
    period = timeline.periods[1]

    listed = choose_events(timeline, "", "", "", False)
    assert 0 < len(listed) < len(choose_events(timeline, "", "", "", True)) == len(timeline.events)
    assert {event.date // 10_000 for event in choose_events(timeline, period.title, "", "", True)} <= set(
        range(2007, 2014)
    )
    of_kind = choose_events(timeline, "", "ENI CBC", "", False)
    assert {event.kind for event in of_kind} == {"ENI CBC"}
    moved = choose_events(timeline, "", "ENI CBC", "regio moves", False)
    assert [event.when for event in moved] == ["1 January 2020"]


def test_the_chart_has_a_point_for_each_event(shipped: Index) -> None:
    """None is lost between the list and the picture, and each leads to its entry."""
    timeline = read_timeline(shipped)
    points = [Point(e.date, e.kind, e.when, e.text, f"t{n}") for n, e in enumerate(timeline.events)]
    figure = draw_timeline(points, timeline.kinds)

    assert sorted(target for trace in figure.data for target in trace.customdata) == sorted(p.target for p in points)
    assert [trace.name for trace in figure.data] == list(timeline.kinds)


def test_charts_escape_what_they_show() -> None:
    """Plotly knows a few tags of its own; a document's are text."""
    figure = draw_timeline([Point(20110501, HOSTILE, HOSTILE, HOSTILE, "t")], [HOSTILE])
    areas = draw_areas([(HOSTILE, [HOSTILE])])

    shown = [*figure.data[0].text, *figure.layout.yaxis.ticktext, *areas.data[0].text, *areas.layout.xaxis.ticktext]
    assert [text for text in shown if "<script" in text or "<img" in text] == []


def test_amounts_in_the_chart_are_those_of_the_documents(shipped: Index) -> None:
    """The first figure is a bar, others for the same follow, and a part of an amount is none."""
    comparison = read_comparison(shipped)
    bars = [bar for bar in bars_of(comparison, comparison.amounts()) if bar.name == "BSB"]

    assert [(bar.series, bar.amount, bar.first) for bar in bars] == [
        ("EU contribution", 85_010_000, True),
        ("EU contribution", 65_047_623, False),
        ("Total budget", 94_450_000, True),
        ("Total budget", 72_275_137, False),
    ]
    assert draw_amounts(bars, "EUR").data


def test_what_is_not_known_is_sorted_last(shipped: Index) -> None:
    """Amounts are sorted as amounts in either direction."""
    comparison = read_comparison(shipped)
    up = [one.name for one in choose_subjects(comparison, "", "EU contribution", False)]
    down = [one.name for one in choose_subjects(comparison, "", "EU contribution", True)]

    assert up[-1] == down[-1] == "NEXT Italy-Tunisia"
    assert up[:-1] == down[-2::-1]
    assert down[0] == "NEXT MED"
    assert [one.name for one in choose_subjects(comparison, "tunisia sicilian", "", False)] == ["NEXT Italy-Tunisia"]


def test_only_what_differs(shipped: Index) -> None:
    """Attributes that are told alike of all that are compared are left out when that is wanted."""
    comparison = read_comparison(shipped)
    names = ["NEXT Poland-Ukraine", "NEXT Romania-Ukraine"]

    assert ">Strand</th>" in show_comparison(comparison, names, 1, "en", False)
    assert ">Strand</th>" not in show_comparison(comparison, names, 1, "en", True)
    assert "<table" not in show_comparison(comparison, names[:1], 1, "en", False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_library_is_told_in_words(tmp_path: Path, language: str) -> None:
    """Each view says in the language of the page that there is nothing of its kind."""
    index = make_library(tmp_path, {"poem.md": "# A poem\n\nThe rain falls on the roof.\n"})

    said = [
        show_timeline(read_timeline(index), (), 1, language),  # type: ignore[arg-type]
        show_contacts((), 1, language),  # type: ignore[arg-type]
        show_glossary((), 1, language),  # type: ignore[arg-type]
    ]
    keys = ("timeline_empty", "contacts_empty", "glossary_empty")
    assert [re.sub("<[^>]+>", "", unescape(text)) for text in said] == [TEXTS[key][language] for key in keys]  # type: ignore[index]
