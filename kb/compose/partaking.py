"""The words in which questions ask, and lists say, who takes part in something, applies to it or is its partner."""

import re

from kb.compose.enumerated import Enumerated, numbers_in
from kb.names import Name
from kb.words import term_set, terms

ASKS = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|list|name|compare|tell|show|give|explain|or)\b", re.I
)
TAKES_PART = re.compile(
    r"\b(?:eligible|take[sn]? part|taking part|took part|participat\w+|belongs?|(?:a )?part of|members?|included?|"
    r"includes|covered|covers?|concerned|join\w*|in the (?:programme|area)|(?:is|are) [\w' -]{2,40} in)\b",
    re.I,
)
APPLIES = re.compile(r"\b(?:appl(?:y|ies)|partners?|funding|money|grants?|funded|beneficiar\w+|projects?)\b", re.I)
AS_PARTNER = re.compile(r"\b(?:an? )?partners?(?: (?:countr(?:y|ies)|states?))? (?:of|in)\b", re.I)
# Words that ask for more than whether it is in the list.
LIMITS = re.compile(
    r"\b(?:still|only|all|every|whole|entire|just|already|yet|again|ever|never|not|no|first|more|most|than|before|after|"
    r"since|until|was|were|did|had|will|would|without|except|alone|always|both|\d{4})\b|n't\b",
    re.I,
)
AREA = frozenset(
    terms(
        "country countries region regions county counties oblast oblasts province provinces governorate governorates "
        "voivodeship voivodeships state states area territory participate eligible part"
    )
)
SORTS = frozenset(
    terms(
        "country region regions county counties oblast oblasts province provinces governorate governorates voivodeship "
        "voivodeships state area republic judet district"
    )
)
# Who may take part: a person or body of a country stands for the country.
BODIES = frozenset(
    terms(
        """organisation organisations organization organizations ngo ngos association municipality university company
        town city village partner partners beneficiary beneficiaries applicant applicants person someone body authority
        hall council school hospital institute agency museum chamber sme smes mayor ministry enterprise business firm
        foundation charity church theatre library laboratory cooperative farmer college academy entity"""
    )
)
# What may stand in such a question beside the two things: any other word asks for something that no list tells.
ALLOWED = (
    AREA
    | SORTS
    | BODIES
    | frozenset(
        terms(
            """participate participates participating participation belong belongs member members include included
            includes cover covered covers join joins joined taking taken took programme program programmes interreg next
            apply applies application funding fund funded money grant grants receive project projects based located
            eligibility today now currently hello sea basin"""
        )
    )
)
PARTAKES = frozenset(terms("partner partners"))
_PARTAKING = PARTAKES | frozenset(terms("member members participate part take"))
QUALIFIED = re.compile(
    r"\b(?:part|parts|partly|only|except|without|suspended|former|formerly|not|until|adjoining|some|planned|excluded|"
    r"dropped|candidate|observer)\b",
    re.I,
)


def is_plain(lead: str, subject: Name) -> bool:
    """Tell whether a lead-in says of a list that it is who takes part in a subject, and nothing that limits it."""
    told = term_set(lead) - frozenset().union(*(term_set(spelling) for spelling in subject.spellings))
    numbers = {term for term in told if numbers_in(term)}
    return bool(told & _PARTAKING) and told - numbers <= ALLOWED


def is_partner(thing: str, one: Enumerated, quote: str) -> bool:
    """Tell whether a list calls a thing a partner: an item "Partner countries: ..." that names it, else its lead-in."""
    heads = [line.partition(": ") for line in quote.splitlines()[1:] if ": " in line]
    if heads or "member" in term_set(one.lead):
        return any(PARTAKES & term_set(head) and term_set(thing) <= term_set(listed) for head, _, listed in heads)
    return bool(PARTAKES & term_set(one.lead))
