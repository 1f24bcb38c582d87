"""The contacts of the library as a view of the page: cards by organisation, role or heading, with a search."""

from collections.abc import Iterable
from itertools import groupby

import gradio as gr
from gradio.i18n import I18nData

from kb.overview.contacts import Card, Line, find_cards, read_cards
from kb.overview.told import is_known
from kb.web.interface import say
from kb.web.library import Library
from kb.web.messages import escape
from kb.web.views.markup import addresses, count, heading, link, notice, origin, text_block
from kb.web.views.opened import fill_when_opened
from kb.wording import Language


def build_contacts(library: Library) -> None:
    """Lay out the view within the tab that is open."""
    head = text_block("kb-view-head")
    search = gr.Textbox("", label=I18nData("contacts_search"), type="text", lines=1, elem_classes="kb-search")
    cards = text_block("kb-body", say("reading", "en"))

    def fill(found: tuple[Card, ...], generation: int, language: Language, typed: str) -> tuple[str, str]:
        return heading("view_contacts", language, "contacts_lead"), show_contacts(found, generation, language, typed)

    fill_when_opened(library, read_cards, fill, [search], [head, cards])


def show_contacts(cards: tuple[Card, ...], generation: int, language: Language, typed: str = "") -> str:
    """Show the cards that fit what was typed, in groups."""
    if not cards:
        return notice("contacts_empty", language)
    found = find_cards(cards, typed)
    if not found:
        return count(0, len(cards), language) + notice("nothing_fits", language)
    sections = [
        _section(group or say("others", language), members, generation, language)
        for group, members in groupby(found, key=lambda card: card.group)
    ]
    return count(len(found), len(cards), language) + "".join(sections)


def _section(group: str, cards: Iterable[Card], generation: int, language: Language) -> str:
    items = "".join(_card(card, generation, language) for card in cards)
    return f'<section class="kb-group"><h3>{escape(group)}</h3><ul class="kb-cards">{items}</ul></section>'


def _card(card: Card, generation: int, language: Language) -> str:
    role = "".join(f'<p class="kb-role">{addresses(line.place.quote, language)}</p>' for line in card.told("role"))
    organisations = [line for line in card.told("organisation") if is_known(line.place.quote)]
    belongs = "".join(f'<p class="kb-belongs">{escape(line.place.quote)}</p>' for line in organisations)
    rest = [line for line in card.lines if line.kind not in ("role", "organisation")]
    rows = "".join(_line(line, language) for line in rest)
    return (
        f'<li class="kb-card"><h4>{link(card.name, generation, name="kb-name")}</h4>{role}{belongs}'
        f"{f'<dl>{rows}</dl>' if rows else ''}{origin((card.place, *card.also), generation, language)}</li>"
    )


def _line(line: Line, language: Language) -> str:
    header = line.header[:1].upper() + line.header[1:]
    told = addresses(line.place.quote, language)
    unknown = "" if is_known(line.place.quote) else ' class="kb-unknown"'
    return f"<div><dt>{escape(header)}</dt><dd{unknown}>{told}</dd></div>"
