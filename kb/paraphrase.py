"""Words that say the same in a statement: roots, and a table of general English of which one may stand for another.

Vectors of words can't tell: those of "year" and "month", of "opened" and "closed" are as near as those of true
synonyms.
"""

import re
from functools import lru_cache

from kb.synonyms import kin_of
from kb.words import stem

_IRREGULAR = {
    form: verb
    for line in """
    arise arose arisen | be been being was were are is | bear bore borne | become became | begin began begun
    bind bound | break broke broken | bring brought | build built | buy bought | catch caught | choose chose chosen
    come came | deal dealt | draw drew drawn | drive drove driven | fall fell fallen | feel felt | fight fought
    find found | forbid forbade forbidden | forget forgot forgotten | get got | give gave given | go went gone
    grow grew grown | hide hid hidden | hold held | keep kept | know knew known | lay laid | lead led | leave left
    lend lent | lie lain | lose lost | make made | mean meant | meet met | overcome overcame | oversee oversaw overseen
    pay paid | rise rose risen | run ran | say said | see saw seen | seek sought | sell sold | send sent
    show shown | speak spoke spoken | spend spent | stand stood | strike struck stricken | take took taken
    teach taught | tell told | think thought | undergo underwent undergone | understand understood
    undertake undertook undertaken | win won | withdraw withdrew withdrawn | write wrote written
    """.strip().splitlines()
    for verb, *forms in (words.split() for words in line.split("|"))
    for form in forms
}
_SAME = """
pay fund finance cofinance bear cover contribute | approve select choose pick award accept endorse adopt greenlight
expire lapse end finish conclude cease run | stop discontinue halt abandon cease cancel end terminate
start begin launch open commence inaugurate | start begin exist | deadline close end due until | final last ultimate
meet meeting session gather convene assemble | online video virtual remote remotely internet web
draw attract receive get gain collect obtain bring | submit hand file lodge apply send enter make
verify check examine inspect control review | examine investigate study analyse analysis look assess
work function operate run | lead head direct | charge responsible competent accountable
come return rejoin back reenter | extra additional more further supplementary | increase rise grow raise climb
increase rise grow more against | decrease fall reduce cut lower drop shrink | decrease fall less against
money fund funding sum resource financing budget allocation | aim goal objective purpose target
duty job responsibility task role function part | create establish found form set
outline describe present sketch set | publish release issue appear come | print publish
state say report note mention declare tell explain speak | name call title term entitle | name mention list
allow permit enable let may | require need oblige necessary | participate part join belong involve member
consist comprise include contain | consist comprise make form | seat base situate locate headquarter office
annual year yearly every | attend participant attendee people person participate | chief main principal key
common joint shared mutual | application proposal bid submission | write draft prepare author compile produce
amend revise change modify adjust update rework | amendment revision change modification update
move transfer shift redirect reallocate go | move extend postpone prolong change shift | postpone delay defer
give allocate assign grant provide get receive | set aside earmark reserve plan intend foresee allocate
duration last long length run | present current now today | border frontier | neighbour neighbouring adjacent
help support assist aid assistance back | result outcome | number figure count total | hold organise organize host
hold take | place place | preparation prepare planning plan | successor follow succeed replace
precede predecessor earlier | form shape | area region territory zone | part side share portion | add extra
remain stay keep continue | worth value amount | whole entire full all | programme program | abolish end drop
celebrate hold mark observe | answer reaction response reply reason | answer react respond reply
affect concern hit touch | concern about regard deal cover | look take care tend handle after responsible
look care | agree decide settle | decide decision resolve | propose suggest proposal recommend
ask request seek demand apply | want request | use employ apply | show present demonstrate | open available accessible
hand give | reserve waiting | list register | train training course tutorial | advice counsel guidance advise
tool instrument | shared common | template form | free gratis charge | write contact reach mail turn ask
contact reach | person individual people inhabitant resident population
body organisation organization institution | body authority
office bureau | city town | nation country state | law act legislation | rule regulation provision
contain lay hold have provide include | lay set | enter take | force effect | apply valid | valid effective
disrupt disturb affect | invasion attack aggression | war conflict invasion | condemn criticise denounce
criticise blame fault | valuable useful helpful | late delay | weak poor | strict tight | new fresh
old former previous prior earlier | big large great | small little minor | several some various many
sea basin maritime | land terrestrial | partner country | public citizen | young youth | woman female
short brief abbreviation abbreviate stand acronym | mean stand denote signify | mean bring | equal same identical
different differ other | differ disagree vary | error mistake slip misprint | exact precise | correct right
database databank | website site page homepage | platform portal system site | software program system tool
develop development | project operation | cost expense expenditure | grant subsidy aid money contribution
payment pay disburse | advance prefinancing | contract agreement | sign conclude | monitor follow supervise oversee
check verification control | member belong | volunteer serve | train educate | educate education school
health healthcare medical | environment green ecological | climate weather | culture cultural | tourism tourist
tender call invitation | open launch | shut close | available offer | offer provide give | separate split divide
split divide | merge combine unite | link connect | road transport | rail railway train | border crossing
govern rule regulate run | collect gather compile assemble | opinion view think position
head lead direct manage charge responsible chair | employ staff personnel | feature include have count
grant award allocate | split divide separate succeed follow | adopt agree pass issue | platform site tool
duration length period time | topic subject theme matter issue | event meeting conference host hold organise stage
declaration adopt issue | agreement treaty contract | decommit decommitment fund money
cover open include | gain get receive obtain win | stress emphasis emphasise underline highlight
post position function role | department directorate unit | consider call regard deem view
representative delegate people person | define definition term mean | currently now present
first initially originally | original initial | complete finish whole | partly part partial
possible can able | together jointly combined both | again back re | because due owing since
"""


# Words that say something only together, and what else says it.
_IDIOMS = [
    (re.compile(rf"\b(?:{idiom})\b", re.IGNORECASE), plain)
    for idiom, plain in [
        (r"above all", "mainly"),
        (r"(?:rather than|instead of|as opposed to)(?: being)?", "not"),
        (r"(?:every|each) year|once a year|on a yearly basis", "annually"),
        (r"years (?:of age|old)", "aged"),
        (r"in charge of", "responsible for"),
        (r"push(?:ed|es)? back|put(?:s)? back", "postponed"),
        (r"br(?:ing|ought|ings) forward", "advanced"),
        (r"buil(?:d|ds|t|ding) (?:up)?on", "used"),
        (r"(?:is|are|was|were) home to", "has"),
        (r"accounts? for|accounted for|ma(?:ke|kes|de) up", "has"),
        (r"carr(?:y|ies|ied) out", "does"),
        (r"non-EU|(?:that|which) (?:is|are) not (?:an )?EU Member States?|not in the EU", "outside the EU"),
        (r"as well as|along with|together with|compared (?:with|to)", "and"),
        (r"calls? for proposals", "call"),
        (r"as of|back in", "in"),
        (r"post[- ](?=\d{4}\b)", "after "),
    ]
]


def unify_idioms(text: str) -> str:
    """Write what is said in an idiom in the plain word that others say it in."""
    for idiom, plain in _IDIOMS:
        text = idiom.sub(plain, text)
    return text


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
