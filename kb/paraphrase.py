"""Words that say the same in a statement: roots, and a table of general English of which one may stand for another.

Vectors of words can't tell: those of "year" and "month", of "opened" and "closed" are as near as those of true
synonyms.
"""

from functools import lru_cache

from kb.synonyms import kin_of
from kb.words import stem

_IRREGULAR = {
    form: verb
    for line in """
    be been being was were are is | become became | begin began begun | bring brought | build built | buy bought
    choose chose chosen | come came | draw drew drawn | fall fell fallen | find found | get got | give gave given
    go went gone | grow grew grown | hold held | keep kept | know knew known | lead led | leave left | lie lay lain
    lose lost | make made | mean meant | meet met | pay paid | rise rose risen | run ran | say said | see saw seen
    send sent | show shown | speak spoke spoken | spend spent | stand stood | take took taken | teach taught | tell told
    think thought | win won | withdraw withdrew withdrawn | write wrote written
    """.strip().splitlines()
    for verb, *forms in (words.split() for words in line.split("|"))
    for form in forms
}
_SAME = """
pay fund finance cofinance bear cover | approve select choose pick award accept endorse adopt greenlight
expire lapse end finish conclude cease run out | stop discontinue halt abandon cease cancel end terminate
start begin launch open commence inaugurate | deadline close end due until | final last
meet meeting session gather convene assemble | online video virtual remote remotely internet web
draw attract receive get gain collect | submit hand file lodge apply send enter
check verify examine inspect control review | work function operate | lead head direct
charge responsible competent accountable | come return rejoin back reenter | extra additional more further supplementary
increase rise grow raise | decrease fall reduce cut lower drop | money fund funding sum resource financing budget
aim goal objective purpose target | duty job responsibility task role | create establish found form
outline describe present sketch out | publish release issue appear | state say report note mention declare
allow permit enable let | require need oblige | participate part join belong involve
consist comprise include contain | seat base situate locate headquarter | annual year yearly every
attend participant attendee people person participate | chief main principal | common joint share shared mutual
application proposal bid submission | write draft prepare author compile | amend revise change modify adjust update
amendment revision change modification update | move transfer shift redirect reallocate go
give allocate assign provide earmark | duration last long length run | present current now today | border frontier
help support assist aid assistance | result outcome | number figure count total | hold organise organize host place
preparation prepare planning plan | successor follow succeed replace | precede predecessor earlier
form shape | name call title | area region territory | part side share portion | bring give add
remain stay keep continue | worth value amount | minimum least | maximum most | whole entire full all
programme program | abolish end drop | celebrate hold mark
"""


@lru_cache(maxsize=65_536)
def root(word: str) -> str:
    """Give the stem of a folded word, of an irregular form that of its verb."""
    return stem(_IRREGULAR.get(word, word))


@lru_cache(maxsize=65_536)
def same_as(term: str) -> frozenset[str]:
    """Give the roots that may stand for a root in a statement, itself among them."""
    return _table().get(term, frozenset()) | kin_of(term) | {term}


def says_same(one: str, other: str) -> bool:
    """Tell whether one root may stand for another."""
    return one == other or other in same_as(one)


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in _SAME.strip().splitlines():
        for words in line.split("|"):
            group = frozenset(root(word) for word in words.split())
            for one in group:
                table[one] = table.get(one, frozenset()) | group
    return table
