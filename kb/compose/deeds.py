"""Answer what somebody did or decided in a period: the rows of chronologies that begin with who it was, by date."""

import re

from kb.compose.events import Event, all_events, quote_events, told_once
from kb.compose.material import Material
from kb.compose.question import Terms, holds
from kb.compose.quotation import Composed
from kb.stretch import find_period
from kb.words import term_set

OPENING = 5  # words with which a text says who did what
_DECIDED = term_set(
    "decide decided decision approve approved approval adopt adopted amend amended suspend suspended let agree"
)
_DEEDS: dict[str, Terms] = {  # how a question asks for it, and how it is told; of "do" every deed is one
    r"do|done": Terms(),
    r"decid\w+|decisions?": _DECIDED,
    r"approv\w+|approvals?|adopt\w*|adoptions?": term_set("approve approved approval adopt adopted"),
    r"amend\w*|chang\w+|changes": term_set("amend amended change changed revise revised"),
    r"suspend\w*": term_set("suspend suspended suspension"),
    r"propos\w+|proposals?": term_set("propose proposed proposal"),
    r"announc\w+|announcements?": term_set("announce announced announcement"),
    r"publish\w*|publications?": term_set("publish published publication"),
    r"present\w*": term_set("present presented"),
    r"launch\w*|start\w*|beg[aiu]n": term_set("launch launched start started begin began"),
    r"sign\w*|ratif\w+": term_set("sign signed ratify ratified ratification"),
}
_OF_ALL = term_set("European EU")
_AS_ADJECTIVE = re.compile(r"\b(?:an?|the|its|their) (?:amended|approved|adopted|suspended|proposed)\b", re.I)
_VERB = "|".join(_DEEDS)
_WHO = r"(?:the |an? )?(?P<who>[\w][\w' -]{2,60}?)"
_ENDS = r"(?= (?:in|between|since|during|from|on|after|before|until)\b)"
_ASKED = (
    re.compile(
        rf"^\W*(?:and |so )?what (?:all |else |exactly )?(?:(?:did|has|have|is) )?{_WHO} (?P<deed>{_VERB})\b",
        re.I,
    ),
    re.compile(
        rf"^\W*(?:which|what) (?P<deed>{_VERB}) (?:was|were|has been|have been) (?:taken|made|issued|passed)\b"
        rf"(?: by {_WHO}{_ENDS})?",
        re.I,
    ),
    # What is glossed from other languages has no "did" and no "take".
    re.compile(
        rf"^\W*(?:which|what) (?:of )?(?P<deed>{_VERB}) (?:(?:did|has|have|by|of) )?{_WHO}"
        rf"(?: (?:take|taken|make|made|issue|adopt|passe?d?)\b|{_ENDS})",
        re.I,
    ),
    re.compile(
        rf"^\W*what (?:was|were|has been) (?P<deed>{_VERB})\b(?: by {_WHO}{_ENDS})?",
        re.I,
    ),
)


def compose_deeds(material: Material) -> Composed | None:
    """Give all that the chronologies say that somebody did in a period; None where that is not asked or told."""
    text = material.asked.text
    asked = next((found for pattern in _ASKED if (found := pattern.search(text))), None)
    period = find_period(text)
    if asked is None or period is None:
        return None
    who = term_set(asked["who"] or "")
    who = who - _OF_ALL or who  # "The Commission" is the European one
    deed = next(told for asks, told in _DEEDS.items() if re.fullmatch(asks, asked["deed"], re.I))
    besides = material.asked.terms - term_set(asked[0]) - term_set(period.text) - term_set(material.index.subject)
    if not who and not deed:
        return None
    events = [
        event for event in all_events(material) if period.holds(event.date) and _is_deed(material, event, who, deed)
    ]
    events = [event for event in events if all(holds(term, term_set(event.text(material))) for term in besides)]
    settled = term_set(period.text) | frozenset(re.findall(r"\d{4}", period.text)) | _OF_ALL
    settled |= term_set(asked[0].replace(asked["who"] or "", " "))
    told = told_once(material, events)
    # Where it is said who it was, each word of the question is accounted for.
    quotations = tuple(quote_events(material, told))
    return Composed(quotations, direct=True, settled=settled, decided=bool(who)) if told else None


def _is_deed(material: Material, event: Event, who: Terms, deed: Terms) -> bool:
    """Tell whether an event is one of a kind, done by somebody: its text begins with who it was."""
    dated, _, told = event.shown.partition(" – ")
    opening = term_set(" ".join((told or dated).split()[:OPENING]))
    return all(holds(term, opening) == 1 for term in who) and (
        not deed or not deed.isdisjoint(term_set(_AS_ADJECTIVE.sub(" ", told)))
    )
