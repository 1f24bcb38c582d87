"""From evidence to an answer made of quotations, without a chat model."""

from collections.abc import Sequence
from dataclasses import replace

from kb.compose.anywhere import compose_anywhere
from kb.compose.attributes import compose_attributes
from kb.compose.beside import bring_reason
from kb.compose.bracketed import compose_bracketed
from kb.compose.compare import compose_comparison
from kb.compose.count import compose_count
from kb.compose.country_sorts import compose_country_sorts
from kb.compose.dealing import compose_dealing
from kb.compose.deeds import compose_deeds
from kb.compose.dispute import add_other_figures
from kb.compose.each import compose_each
from kb.compose.each_document import compose_each_document
from kb.compose.glance import compose_attribute
from kb.compose.hosted import compose_hosted
from kb.compose.lists import compose_list
from kb.compose.located import compose_located
from kb.compose.material import Material
from kb.compose.nameless import is_nameless
from kb.compose.narrowed import compose_narrowed
from kb.compose.of_kind import compose_of_kind
from kb.compose.only_in import compose_only_in
from kb.compose.open_calls import compose_open_calls
from kb.compose.origin import compose_origin
from kb.compose.participation import compose_participation
from kb.compose.period import compose_period
from kb.compose.plain import choose_quotations, quote_units
from kb.compose.pointers import without_pointers
from kb.compose.question import is_of_another, is_of_another_people
from kb.compose.quotation import Composed, Quotation
from kb.compose.rank import rank_units
from kb.compose.reachable import put_reachable_first
from kb.compose.recorded import compose_recorded
from kb.compose.repeats import without_repeats
from kb.compose.standing import put_standing_first
from kb.compose.summary import compose_summary
from kb.compose.superlative import compose_order, compose_superlative
from kb.compose.tally import compose_tally
from kb.compose.themes import compose_themes
from kb.compose.totals import compose_total
from kb.compose.translations import without_translations
from kb.compose.unknown import says_unknown, wanted_of, without_asides
from kb.compose.verdict import begin_with, find_verdict
from kb.compose.whole import compose_whole
from kb.compose.yesno import compose_yes_no
from kb.constraints import Place, asking_query, check_places
from kb.endings import settled_by_end
from kb.evidence import Evidence
from kb.index import Index
from kb.lookup import Found
from kb.orders import overlaps_order
from kb.reasons import ASKING, put_told_first, tells_why
from kb.succession import shown_by_order

__all__ = ["Composed", "Quotation", "compose_answer"]

TOLD = 0.9  # of what is asked, that a unit which tells the order must have
# Each knows from the question whether it is asked; the first that has an answer gives it.
KINDS = (
    compose_whole,
    compose_open_calls,
    compose_recorded,
    compose_yes_no,
    compose_anywhere,
    compose_only_in,
    compose_of_kind,
    compose_located,
    compose_hosted,
    compose_country_sorts,
    compose_order,
    compose_tally,
    compose_attributes,
    compose_period,
    compose_deeds,
    compose_each,
    compose_each_document,
    compose_comparison,
    compose_origin,
    compose_summary,
    compose_superlative,
    compose_participation,
    compose_narrowed,
    compose_bracketed,
    compose_count,
    compose_themes,
    compose_dealing,
    compose_list,
    compose_attribute,
    compose_total,
)


def compose_answer(index: Index, found: Found) -> Composed:
    """Make an answer of what was found, as its kind of question wants it; without what gives orders to a chatbot."""
    composed = _compose(index, found)
    kept = tuple(
        quotation
        for quotation in _end_plainly(without_pointers(without_repeats(composed.quotations)))
        if not overlaps_order(index.text_of(quotation.hit.source, quotation.hit.page), quotation.start, quotation.end)
    )
    return composed if kept == composed.quotations else replace(composed, quotations=kept)


def _end_plainly(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """End an answer with a full stop where its last line announces what is not shown."""
    if not quotations or not quotations[-1].shown.endswith(":"):
        return tuple(quotations)
    last = quotations[-1]
    return (*quotations[:-1], replace(last, shown=f"{last.shown[:-1]}."))


def _compose(index: Index, found: Found) -> Composed:
    if not found.evidence:
        return Composed(())
    material, question = Material(index, found), asking_query(found).text
    composed = _by_kind(material)
    if composed is not None:
        return composed
    wanted = wanted_of(index, found)
    ranked = without_asides(rank_units(index, found, material.asked), wanted)
    ranked = [one for one in ranked if not is_of_another_people(material.asked, one.text.partition("\n")[0])] or ranked
    ranked = put_told_first(index, found, without_translations(ranked, found.reading.question))
    ranked = put_reachable_first(index, found, ranked)
    best = ranked[0]
    ranked = [best, *(unit for unit in ranked[1:] if not _is_row_of_another(material, unit))]
    nameless = is_nameless(index, best.hit, best.text)
    rivals = [one for one in ranked if is_nameless(index, one.hit, one.text)] if nameless else []
    explained = bring_reason(index, found, ranked)
    if explained:
        return Composed(tuple(quote_units(explained, wanted.terms)), decided=True)
    quotations = choose_quotations(found.reading.text, ranked, rivals)
    # Where another quotation comes first, that something is not known is an aside.
    first = quotations[0].hit.source == best.hit.source and quotations[0].start <= best.start < quotations[0].end
    unknown = first and not names_stranger(found) and says_unknown(best, wanted)
    verdict = "" if unknown else find_verdict(material, quotations)
    if verdict:
        return Composed(begin_with(verdict, material, quotations), decided=True)
    quotations = put_standing_first(found.reading.text, quotations)
    shown = quotations if unknown else add_other_figures(material, quotations)
    place = Place(best.hit, best.start, best.end, best.text)
    if not unknown and tells_why(index, found, place):
        settled = ASKING | settled_by_end(question, best.text, best.text)
        return Composed(tuple(shown), direct=True, settled=settled)
    return Composed(tuple(shown), unknown, direct=_tells_order(index, found, best))


def _is_row_of_another(material: Material, unit: Evidence) -> bool:
    """Tell whether a unit is a row of another thing's own document, though it may name the one asked about."""
    return unit.kind == "row" and is_of_another(material.asked, unit.hit.title)


def _tells_order(index: Index, found: Found, best: Evidence) -> bool:
    """Tell whether a unit says in so many words what came after or before, if that and no more is asked."""
    place = Place(best.hit, best.start, best.end, best.text)
    told = shown_by_order(asking_query(found).text, best.text)
    return bool(told) and check_places(index, found, [place]).near_words >= TOLD


def names_stranger(found: Found) -> bool:
    """Tell whether a question names somebody or something that stands nowhere in the library.

    The documents say nothing of it, not even that something is not known.
    """
    return any(word[:1].isupper() for word in found.reading.unknown)


def has_plain_answer(material: Material) -> bool:
    """Tell whether a question is answered with the best units, as its kind has no answer of its own."""
    return _by_kind(material) is None


def _by_kind(material: Material) -> Composed | None:
    return next((composed for compose in KINDS if (composed := compose(material)) is not None), None)
