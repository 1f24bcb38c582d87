"""Words that ask for the same thing in a question and in a document: a small table, by stem.

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
sweden swedish | syria syrian | tunisia tunisian | turkey türkiye turkish | ukraine ukrainian
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
"""


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
