"""Words that ask for the same thing in a question and in a document: small tables, by stem.

People's names for countries and what they do with programmes, calls and contacts; general English, nothing of one
library. A synonym counts less than the word itself, so that "total budget" stays nearer to its own row.
"""

from functools import cache

from kb.words import stem

KIN = 0.7  # what a synonym counts against the word itself

_PEOPLES = """
albania albanian | algeria algerian | armenia armenian | austria austrian | azerbaijan azerbaijani | belarus belarusian
belgium belgian | bulgaria bulgarian | croatia croatian | cyprus cypriot | czechia czech | denmark danish
egypt egyptian | england english | estonia estonian | finland finnish finns | france french | georgia georgian
germany german | greece greek | hungary hungarian | ireland irish | israel israeli | italy italian | jordan jordanian
latvia latvian | lebanon lebanese | libya libyan | lithuania lithuanian | malta maltese | moldova moldovan
morocco moroccan | netherlands dutch | norway norwegian | palestine palestinian | poland polish | portugal portuguese
romania romanian | russia russian | serbia serbian | slovakia slovak | slovenia slovenian | spain spanish
sweden swedish | switzerland swiss | syria syrian | tunisia tunisian | turkey türkiye turkish | ukraine ukrainian
"""
_WORDS = """
sardinia sardinian | sicily sicilian
email mail | telephone phone tel | website site homepage web
money budget funds funding contribution allocation amount financing envelope pot
deadline close closes closing closed end ended ends | start open opened opens launch launched begin began
approve approved adopt adopted adoption approval | application applications proposal proposals bid bids
call calls round rounds
oblast region county counties province governorate voivodeship territory area part
country countries state states | run runs manage manages manager charge responsible
contact ask write | join participate participates participation take
theme motto slogan
"""

# Wider groups for the constraint check, which asks whether a unit can be about a word at all.
SYNONYMS: tuple[frozenset[str], ...] = tuple(
    frozenset(stem(word) for word in row.split())
    for row in (
        "budget money sum fund funds funding amount allocation allocated contribution grant grants worth eur euro pot "
        "envelope",
        "close closed closes closing deadline end ended ends until due expire",
        "open opened opens opening launch launched start started starts begin began begins publish published since",
        "approve approved approval adopt adopted adoption select selected selection decide decided decision chosen",
        "proposal proposals application applications apply applied submit submitted applicant bid bids",
        "call calls round rounds",
        "phone telephone tel mobile",
        "mail email",
        "website site web homepage page portal url",
        "head heads headed director leader lead leads led boss chief chair chairs chaired president "
        "coordinator coordinates",
        "manager manage manages managed managing run runs responsible charge",
        "contact ask reach officer",
        "country countries state states",
        "part participate participates eligible eligibility belong belongs include includes including member members "
        "area",
        "people participants attended attend attendees persons",
        "inhabitants population live lives living people",
        "place held city town where seat seated located location based venue",
        "stand stands mean means abbreviation short",
        "region regions county counties oblast oblasts province provinces voivodeship",
        "rate share percentage percent",
        "total whole overall entire altogether",
        "predecessor before earlier previous former precede came",
        "successor after follow follows followed replace replaced next",
        "amend amended amendment change changed revise revised revision",
        "goal goals aim aims objective objectives priority priorities topic topics theme themes subject subjects",
        "theme themes motto mottos slogan slogans",
        "avoid avoids avoided avoiding prevent prevents prevented preventing",
        "law legal regulation basis base rule rules",
        "partner partners partnership",
        "meet met meeting meetings",
        "war invasion aggression",
        "suspend suspended suspension stop stopped",
        "software tool system online",
    )
)


def kin_of(term: str) -> frozenset[str]:
    """Give the stems that mean the same as a stem, none for most."""
    return _table(_PEOPLES + _WORDS).get(term, frozenset())


def people_of(term: str) -> frozenset[str]:
    """Give the stems of the people of a country, or of the country of a people; none for other words."""
    return _table(_PEOPLES).get(term, frozenset())


@cache
def _table(groups: str) -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in groups.strip().splitlines():
        for words in line.split(" | "):
            group = frozenset(stem(word) for word in words.replace("ü", "u").split())
            for one in group:
                table[one] = table.get(one, frozenset()) | (group - {one})
    return table
