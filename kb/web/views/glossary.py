"""The terms of the library as a view of the page: by letter, with a search that also knows their foreign names."""

from collections.abc import Iterable
from itertools import groupby

import gradio as gr
from gradio.i18n import I18nData

from kb.overview.glossary import Term, find_terms, read_terms
from kb.web.interface import say
from kb.web.library import Library
from kb.web.messages import escape
from kb.web.views.markup import count, heading, link, notice, origin, text_block
from kb.web.views.opened import fill_when_opened
from kb.wording import Language


def build_glossary(library: Library) -> None:
    """Lay out the view within the tab that is open."""
    head = text_block("kb-view-head")
    search = gr.Textbox("", label=I18nData("glossary_search"), type="text", lines=1, elem_classes="kb-search")
    terms = text_block("kb-body", say("reading", "en"))

    def fill(found: tuple[Term, ...], generation: int, language: Language, typed: str) -> tuple[str, str]:
        return heading("view_glossary", language, "glossary_lead"), show_glossary(found, generation, language, typed)

    fill_when_opened(library, read_terms, fill, [search], [head, terms])


def show_glossary(terms: tuple[Term, ...], generation: int, language: Language, typed: str = "") -> str:
    """Show the terms that fit what was typed: all by letter, found ones with the best first."""
    if not terms:
        return notice("glossary_empty", language)
    found = find_terms(terms, typed)
    told = count(len(found), len(terms), language)
    if not found:
        return told + notice("nothing_fits", language)
    if typed.strip():
        return f"{told}{_list(found, generation, language)}"
    letters = [(letter, list(members)) for letter, members in groupby(found, key=lambda term: term.letter)]
    jumps = "".join(f'<li><a href="?view=glossary#{_id(letter)}">{escape(letter)}</a></li>' for letter, _ in letters)
    sections = "".join(
        f'<section class="kb-group"><h3 id="{_id(letter)}" tabindex="-1">{escape(letter)}</h3>'
        f"{_list(members, generation, language)}</section>"
        for letter, members in letters
    )
    label = escape(say("letters", language))
    return f'{told}<nav class="kb-letters" aria-label="{label}"><ul>{jumps}</ul></nav>{sections}'


def _id(letter: str) -> str:
    return f"kb-letter-{ord(letter):x}"


def _list(terms: Iterable[Term], generation: int, language: Language) -> str:
    return f'<ul class="kb-terms">{"".join(_term(term, generation, language) for term in terms)}</ul>'


def _term(term: Term, generation: int, language: Language) -> str:
    name = link(term.name, generation, name="kb-name")
    short = (
        ""
        if not term.short or term.short in term.name.quote
        else f' <span class="kb-short">{escape(term.short)}</span>'
    )
    meanings = "".join(
        f'<p class="kb-meaning">{_label(meaning.label)}{link(meaning.place, generation)}</p>'
        for meaning in dict.fromkeys(term.meanings)
    )
    translated = "".join(
        f'<li><span class="kb-lang">{escape(one.language)}</span> '
        f'<span lang="{escape(one.language)}">{link(one.place, generation)}</span></li>'
        for one in term.translations
    )
    foreign = f'<ul class="kb-translations">{translated}</ul>' if translated else ""
    places = [term.name, *(meaning.place for meaning in term.meanings), *(one.place for one in term.translations)]
    return f'<li class="kb-term"><h4>{name}{short}</h4>{meanings}{foreign}{origin(places, generation, language)}</li>'


def _label(label: str) -> str:
    return f'<span class="kb-label">{escape(label)}</span> ' if label else ""
