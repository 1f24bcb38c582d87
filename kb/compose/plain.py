"""Answer with the best units, whatever is asked: a few sentences, items and rows, or one whole list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.compose.quotation import Quotation
from kb.compose.show import label_with_title, needs_title, show_lines, show_row
from kb.compose.signals import says_disputed
from kb.contact_forms import asked_forms
from kb.evidence import Evidence, follows
from kb.question import Kind, defined_term, defines, first_plural, kind_of, listed_thing
from kb.units import refers_back
from kb.words import term_set, terms

MOST_UNITS = 3
MOST_WORDS = 80  # of all units together; the best one may be longer
MOST_PROSE = 60  # the same of sentences, which take longer to read than rows and items
SURE = 0.9  # share of what was asked that the best unit holds when it answers alone
NEARLY = 0.2  # odds of a further unit against the best one, where that one holds what was asked
PERHAPS = 0.05  # the same where it does not
AS_GOOD = 0.7  # odds of a unit against the best one with which it need not stand behind that
ADDS = 0.5  # a further unit shares less than this of its terms with those before it
SAME_WORDS = 0.8  # of a unit's words that a disagreeing one shares
SAME_OPENING, ALSO_WITHIN = 3, 12  # words with which a sentence begins that goes on telling of the same
DISPUTES = 12  # best units among which one that says that sources differ is looked for
AS_MUCH = 0.8  # of what was asked that the best one holds, that such a unit holds
LIST_BONUS = 0.3  # a whole list of what is asked for
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")


def choose_quotations(question: str, evidence: Sequence[Evidence], rivals: Sequence[Evidence] = ()) -> list[Quotation]:
    """Choose one to MOST_UNITS units that answer, and put them in natural order: the best document's first.

    A further unit must be nearly as good as the best, unless that one lacks some of what was asked, and say something
    else. One that says the same with other figures is a disagreement: both are shown, the newest first. The sentence
    behind the best one comes next if it refers back to it. Neighbours become one quotation. rivals are rows of tables
    that do not say whose they are (kb/compose/nameless.py): the next may as well be the one that was asked for.
    """
    kind, asked = kind_of(question), term_set(question)
    ranking = _rank_units(question, evidence)
    if ranking is None:
        return []
    best = ranking.units[0]
    nearly = NEARLY if best.coverage >= SURE or not (best.kind == "sentence" or best in rivals) else PERHAPS
    forms = [form for _, form in asked_forms(question) if form.search(best.text)]
    chosen = _Chosen()
    for unit in ranking.units:
        rival = best in rivals and unit in rivals
        text = quote_unit(unit, asked).shown if rival else unit.text
        if chosen.units:
            disputed = unit is ranking.disputing or any(_disagree(unit, other) for other in chosen.units)
            kept = unit.kept or kind is Kind.OTHER or rival  # a table in millions has no "EUR" in its cells
            kept = kept and (not forms or any(form.search(unit.text) for form in forms))
            worse = unit.score < nearly * best.score or not kept
            worse = worse and unit not in ranking.behind and unit is not ranking.disputing
            dangles = bool(_referred_to(unit, ranking.units)) and not any(follows(unit, one) for one in chosen.units)
            beside = rival or unit in ranking.behind
            if worse or dangles or unit.kind == "list" or not chosen.gain(unit, text, disputed=disputed, beside=beside):
                continue
            chosen.by_age = chosen.by_age or disputed
        chosen.take(unit, text)
        if len(chosen.units) == MOST_UNITS or best.kind == "list":
            break
    return _join_neighbours([quote_unit(unit, asked) for unit in chosen.in_order()])


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Units in the order in which they are tried, the best first.

    behind are those that belong to the best one; disputing is one that says that sources differ on what that tells.
    """

    units: list[Evidence]
    behind: list[Evidence]
    disputing: Evidence | None


def _rank_units(question: str, evidence: Sequence[Evidence]) -> _Ranking | None:
    ranked = _rank_lists(evidence, listed_thing(question))
    if not ranked:
        return None
    best = ranked[0]
    defined = defined_term(question)
    if defined and defines(best.text, defined):  # what defines it is the answer, with what refers back to that
        ranked = [
            unit for unit in ranked if defines(unit.text, defined) or (follows(unit, best) and refers_back(unit.text))
        ]
    behind = [unit for unit in ranked if follows(unit, best) and refers_back(unit.text)]
    behind += _referred_to(best, ranked)
    behind += [unit for unit in _other_details(question, best, ranked) if unit not in behind]
    behind += [unit for unit in ranked if unit not in behind and _goes_on(unit, best, term_set(question))]
    ranked = [best, *behind, *(unit for unit in ranked[1:] if unit not in behind)]
    disputing = next((unit for unit in ranked[1:DISPUTES] if _disputes(unit, best)), None)
    if disputing:
        first = [best, *(unit for unit in behind if unit is not disputing), disputing]
        ranked = [*first, *(unit for unit in ranked if unit not in first)]
    return _Ranking(ranked, behind, disputing)


@dataclass(slots=True)
class _Chosen:
    """Units that were chosen, the best first, and what they say. by_age is whether two of them disagree."""

    units: list[Evidence] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)
    words: int = 0
    by_age: bool = False

    def gain(self, unit: Evidence, text: str, *, disputed: bool, beside: bool) -> bool:
        """Tell whether a further unit, shown as text, says something else and is not too long beside the others.

        What stands beside the best one, as a row of another thing, says something else by its figures.
        """
        own = term_set(text)
        differs = beside and not self.figures.issuperset(_FIGURE.findall(text))
        repeats = len(own & self.said) > ADDS * len(own) and not (disputed or differs)
        overlaps = any(_overlap(unit, other) for other in self.units)
        most = MOST_PROSE if self.units[0].kind == unit.kind == "sentence" else MOST_WORDS
        return not repeats and not overlaps and self.words + len(text.split()) <= most

    def take(self, unit: Evidence, text: str) -> None:
        """Choose a unit, shown as text."""
        self.units.append(unit)
        self.said.update(terms(text))
        self.figures.update(_FIGURE.findall(text))
        self.words += len(text.split())

    def in_order(self) -> list[Evidence]:
        """Put those as good as the best first, with what stands beside them, each part in natural order.

        That is the order of the best document, then of the others. Where two disagree, the newest comes first.
        """
        rank_of = {unit.hit.source: rank for rank, unit in reversed(list(enumerate(self.units)))}
        ordered = sorted(self.units, key=lambda unit: (rank_of[unit.hit.source], unit.hit.page, unit.start))
        beside = {unit for unit in self.units if unit.score >= AS_GOOD * self.units[0].score}
        for unit in (*ordered, *reversed(ordered)):
            beside |= {unit for one in beside if follows(unit, one) or follows(one, unit)}
        ordered.sort(key=lambda unit: unit not in beside)
        return sorted(ordered, key=lambda unit: _age(unit.hit.as_of), reverse=True) if self.by_age else ordered


def _other_details(question: str, best: Evidence, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Find the sentences behind the best one that give another address or number of the kind that is asked for."""
    found: list[Evidence] = []
    for _, form in asked_forms(question):
        last, told = best, {match[0] for match in form.finditer(best.text)}
        while told and (after := next((unit for unit in ranked if follows(unit, last)), None)) is not None:
            others = {match[0] for match in form.finditer(after.text)} - told
            if not others:
                break
            found.append(after)
            last, told = after, told | others
    return found


def _goes_on(unit: Evidence, best: Evidence, asked: frozenset[str]) -> bool:
    """Tell whether one of two sentences, of which one is the best, goes on telling of the same: "X also has ...".

    Not where the question has a word of the best one only: what is told of small projects is not asked of large ones.
    """
    if asked & term_set(best.text) - term_set(unit.text):
        return False
    first, second = (unit, best) if follows(best, unit) else (best, unit)
    if first.kind != "sentence" or not follows(second, first):
        return False
    opens = [re.findall(r"\w+", one.text.casefold())[:ALSO_WITHIN] for one in (first, second)]
    return opens[0][:SAME_OPENING] == opens[1][:SAME_OPENING] and "also" in opens[1]


def _referred_to(unit: Evidence, others: Sequence[Evidence]) -> list[Evidence]:
    """Find the sentence before one that says nothing without it: "That address is printed ..."."""
    if unit.kind != "sentence" or not refers_back(unit.text):
        return []
    return [other for other in others if follows(unit, other)][:1]


def _rank_lists(evidence: Sequence[Evidence], thing: str) -> list[Evidence]:
    """Rank a whole list of the thing asked for first.

    Its lead-in should say what was asked for and little more: "The two programmes of strand B" are not all programmes.
    """

    def rank(unit: Evidence) -> float:
        lead = unit.text.split("\n")[0]
        listed = unit.kind == "list" and thing and first_plural(lead.split()) == thing
        return unit.score + (LIST_BONUS * unit.precision if listed else 0.0)

    return sorted(evidence, key=lambda unit: -rank(unit))


def _disputes(unit: Evidence, best: Evidence) -> bool:
    """Tell whether a unit says of itself that sources differ on what the best one, with a figure, tells."""
    about = unit.coverage >= AS_MUCH * best.coverage and unit.kind != "list"
    return about and bool(_FIGURE.search(best.text)) and says_disputed(unit.text)


def _overlap(one: Evidence, other: Evidence) -> bool:
    same_page = (one.hit.source, one.hit.page) == (other.hit.source, other.hit.page)
    return same_page and one.start < other.end and other.start < one.end


def _disagree(one: Evidence, other: Evidence) -> bool:
    """Tell whether two units say the same but for their figures."""
    figures, others = _figures(one.text), _figures(other.text)
    words = term_set(_FIGURE.sub("", one.text))
    same = words & term_set(_FIGURE.sub("", other.text))
    return bool(figures and others) and not figures & others and len(same) >= SAME_WORDS * len(words)


def _figures(text: str) -> frozenset[str]:
    """Give the figures of a text, but years: of two texts with different ones both may be right."""
    return frozenset(figure for figure in _FIGURE.findall(text) if not _YEAR.fullmatch(figure))


def _age(as_of: str) -> str:
    return as_of if as_of[:1].isdigit() else ""


def quote_unit(unit: Evidence, asked: frozenset[str]) -> Quotation:
    """Make a quotation of a unit, labelled with its title where it does not name its subject."""
    title = unit.hit.title
    shown = show_row(unit.text, title, asked) if unit.kind == "row" else show_lines(unit.text)
    if unit.kind == "item" or (unit.kind == "row" and unit.hit.heading and needs_title(unit.text, title)):
        shown = label_with_title(shown, title)
    return Quotation(unit.hit, unit.start, unit.end, unit.text, shown)


def quote_units(units: Sequence[Evidence], asked: frozenset[str]) -> list[Quotation]:
    """Quote units that belong together, in the order in which they stand."""
    ordered = sorted(units, key=lambda unit: unit.start) if len({unit.hit.source for unit in units}) == 1 else units
    return _join_neighbours([quote_unit(unit, asked) for unit in ordered])


def _join_neighbours(quotations: list[Quotation]) -> list[Quotation]:
    """Make one quotation of sentences that follow each other in a passage."""
    joined: list[Quotation] = []
    for quotation in quotations:
        before = joined[-1] if joined else None
        if before and before.hit.row == quotation.hit.row:
            hit = quotation.hit
            between = hit.text[before.end - hit.start : quotation.start - hit.start]
            if between == " ":
                quote = before.quote + between + quotation.quote
                shown = f"{before.shown} {quotation.shown}"
                joined[-1] = Quotation(hit, before.start, quotation.end, quote, shown)
                continue
        joined.append(quotation)
    return joined
