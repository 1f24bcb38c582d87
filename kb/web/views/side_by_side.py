"""Some of what the library compares side by side, and all its figures with date and source, as tables."""

import re
from collections.abc import Sequence

from kb.compose.values import find_amounts
from kb.overview.library import Place
from kb.overview.programmes import Comparison, Subject, Telling
from kb.overview.told import ROUNDING, differ, is_known
from kb.web.interface import say
from kb.web.links import describe_date
from kb.web.messages import escape
from kb.web.views.figures import Bar
from kb.web.views.markup import link, notice
from kb.wording import Language
from kb.words import fold

FEWEST = 2
_PART = re.compile(r"\bof (?:which|this|these|it)\b[^().;]*", re.I)  # part of an amount, no other figure for it
SHORTEST = 12  # characters up to which an attribute that tells all apart is a short name


def name_of(comparison: Comparison, subject: Subject) -> str:
    """Give a short name of a thing, where an attribute is one for all of them; else its name."""
    for attribute in comparison.attributes:
        values = [one.short(attribute) for one in comparison.subjects]
        if all(0 < len(value) <= SHORTEST for value in values) and len(set(values)) == len(values):
            return subject.short(attribute)
    return subject.name


def table_cell(subject: Subject, attribute: str, generation: int, language: Language, *, full: bool = False) -> str:
    """Write the cell of an attribute, of "" that of the name; full asks for all that is told."""
    if not attribute:
        return f'<th scope="row" role="rowheader">{link(subject.place, generation, subject.name, name="kb-name")}</th>'
    label = f' data-label="{escape(attribute)}"'
    telling = subject.telling(attribute)
    if telling is None:
        return f'<td role="cell"{label}><span class="kb-unknown">{escape(say("not_told", language))}</span></td>'
    places = (telling.full if full else telling.short, *telling.other)
    if full and differ(telling.short.quote, telling.full.quote):
        places = (telling.full, telling.short, *telling.other)
    first, *others = places
    more = "".join(
        f'<span class="kb-other"><span class="kb-label">{escape(say("other_figure", language))}</span> '
        f"{link(place, generation)}</span>"
        for place in others
    )
    dates = f'<span class="kb-asof">{escape(describe_date(first.as_of, language))}</span>' if full else ""
    unknown = "" if is_known(first.quote) else " kb-unknown"
    return f'<td role="cell"{label}>{link(first, generation, name=f"kb-cell{unknown}")}{dates}{more}</td>'


def show_comparison(
    comparison: Comparison, names: Sequence[str], generation: int, language: Language, differing: bool
) -> str:
    """Show the named things side by side, a row for each attribute; differing leaves out what is told alike."""
    subjects = [one for one in comparison.subjects if one.name in names]
    if len(subjects) < FEWEST:
        return notice("compare_more", language) if comparison.subjects else ""
    attributes = [
        name
        for name in comparison.attributes
        if any(one.telling(name) for one in subjects) and not (differing and _alike(subjects, name))
    ]
    title = escape(say("compare", language))
    head = "".join(f'<th scope="col" role="columnheader">{_column(one, generation)}</th>' for one in subjects)
    rows = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{escape(name)}</th>'
        f"{''.join(_labelled(one, name, generation, language) for one in subjects)}</tr>"
        for name in attributes
    )
    return (
        f'<div class="kb-table kb-compare" role="region" aria-label="{title}" tabindex="0"><table role="table">'
        f'<caption>{title}</caption><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">'
        f"{escape(say('attribute', language))}</th>{head}</tr></thead>"
        f'<tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def _column(subject: Subject, generation: int) -> str:
    return link(subject.place, generation, subject.name, name="kb-name")


def _labelled(subject: Subject, attribute: str, generation: int, language: Language) -> str:
    """Write a cell that on a phone, where it stands below its row's header, is labelled by its thing."""
    cell = table_cell(subject, attribute, generation, language, full=True)
    return cell.replace(f'data-label="{escape(attribute)}"', f'data-label="{escape(subject.name)}"', 1)


def _alike(subjects: Sequence[Subject], attribute: str) -> bool:
    return len({fold(one.short(attribute)) for one in subjects}) == 1


def bars_of(comparison: Comparison, amounts: Sequence[str]) -> list[Bar]:
    """Give the amounts for the chart: of each thing and attribute all that are told, the first apart."""
    bars = []
    for subject in comparison.subjects:
        for attribute in amounts:
            seen: list[float] = []
            for place in _places(subject.telling(attribute)):
                for amount in find_amounts(_PART.sub(" ", place.quote)) if is_known(place.quote) else ():
                    if not any(abs(amount - other) <= ROUNDING * other for other in seen):
                        text = f"{subject.name}. {attribute}: {place.quote} ({describe_date(place.as_of)})"
                        bars.append(Bar(name_of(comparison, subject), attribute, amount, not seen, text))
                        seen.append(amount)
    return bars


def show_figures(comparison: Comparison, amounts: Sequence[str], generation: int, language: Language) -> str:
    """Show every figure of the chart as the document words it, with its date and its source."""
    rows = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{escape(subject.name)}</th>'
        f'<td role="cell" data-label="{escape(say("attribute", language))}">{escape(attribute)}</td>'
        f'<td role="cell" data-label="{escape(say("figure", language))}">{link(place, generation)}</td>'
        f'<td role="cell" data-label="{escape(say("date", language))}">'
        f"{escape(describe_date(place.as_of, language))}</td>"
        f'<td role="cell" data-label="{escape(say("source_in", language))}">'
        f"{link(place, generation, place.title, name='kb-from')}</td></tr>"
        for subject in comparison.subjects
        for attribute in amounts
        for place in _places(subject.telling(attribute))
    )
    if not rows:
        return ""
    title = escape(say("figures", language))
    keys = ("name", "attribute", "figure", "date", "source_in")
    head = "".join(f'<th scope="col" role="columnheader">{escape(say(key, language))}</th>' for key in keys)
    return (
        f'<details class="kb-figures"><summary>{title}</summary>'
        f'<div class="kb-table" role="region" aria-label="{title}" tabindex="0"><table role="table">'
        f'<caption>{title}</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></div></details>'
    )


def _places(telling: Telling | None) -> tuple[Place, ...]:
    return tuple(dict.fromkeys((telling.short, telling.full, *telling.other))) if telling else ()
