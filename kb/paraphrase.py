"""Words that say the same in a statement: roots, and a table of general English of which one may stand for another.

Vectors of words can't tell: those of "year" and "month", of "opened" and "closed" are as near as those of true
synonyms.
"""

import re
from functools import lru_cache
from itertools import takewhile

from kb.gloss import LEXICON
from kb.synonyms import kin_of
from kb.words import stem

_IRREGULAR = {
    form: verb
    for line in """
    arise arose arisen | be been being was were are is | do does did done | bear bore borne | become became
    begin began begun | bind bound | break broke broken | bring brought | build built | buy bought | catch caught
    choose chose chosen | come came | deal dealt | draw drew drawn
    drive drove driven | fall fell fallen | feel felt | fight fought
    find found | forbid forbade forbidden | forget forgot forgotten | get got | give gave given | go goes went gone
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
PRESENT = sorted(ending for verb in {*_IRREGULAR.values()} - {"be"} for ending in (verb, f"{verb}s"))
PAST = sorted(_IRREGULAR.keys() - {"be", "been", "being", "is", "are"})
ALIKE = 5  # letters that two words of one family share at least
# What may stand behind what they share. No "-or" and "-er": who directs a thing is not the directorate.
_ENDINGS = frozenset(
    """a able ably al ally ance ancy ant ated ates ating ation ational ations e ed ement ements en ence ency ent es
    ful fully d ded ding ds iable ible ic ical ically ics ied ies ification ified ifies ify ing ings ion ional
    ions ious is isation ise ised ises ising ism ition itions ity ive ively ization ize ized izes izing
    ly ment ments ness ous ously s sation se sed sion sions t tion tional tions ual ually ure ures y ying""".split()
) | {""}

_UNDOING = ("dis", "un", "non")

# Words that say something only together, and what else says it.
_IDIOMS = [
    (re.compile(rf"\b(?:{idiom})\b", re.IGNORECASE), plain)
    for idiom, plain in [
        (r"above all", "mainly"),
        (r"(?:leaving|left) ([\w, -]{3,80}?) (?:with no|without(?: an?)?)", r"\1 lost"),
        (r"(role|task|job|responsibility) (?:falls?|fell|lies|lay|rests?|rested) (?:to|with|on)", r"\1 is"),
        (r"(?:give|gives|gave|given|giving) up", "abandoned"),
        (r"at (?:its|their|his|her) disposal", ""),
        (r"(?<=\d )(?:km²|km2|sq\.? ?km)|(?<=\d)(?:km²|km2)", "square kilometres"),
        (r"(?<=\d )m²|(?<=\d )sq\.? ?m\b", "square metres"),
        (r"how (?:large|big|high|much) (?=(?:the|its|their|the programme's|\w+'s) )", ""),
        (r"(?<=\d% )on top(?: of (?:it|that|this))?", "in addition"),
        (r"what the (?:\w+ )?(?:sources|documents|passages) (?:do )?(?:state|say|tell|give) is(?: that)?", ""),
        (r"in(complete|correct|accurate|eligible|sufficient|valid|exact)", r"not \1"),
        (r"(?:put|puts|putting) (?:its|the|a|an|their) (proposals?(?: \w+){0,6}?) forward", r"made \1"),
        (r"(covered|part|participates?|included|involved|eligible) (?:in full|in (?:its|their) entirety)",
         r"\1 with its whole territory"),
        (r"look(?:s|ed|ing)? after", "manages"),
        (r"(?:(?<=\d)|(?<=llion)|(?<=€)) (?:earmarked|reserved|set aside|allocated|available) for", " for"),
        (r"(?:(?<=, )|^)home to", "with"),
        (r"on behalf of|at the request of", "for"),
        (r"(for|of|in|on|by|with|to|from|at) both(?= [\w-]+(?: [\w-]+){0,2} and\b)", r"\1"),  # "both A and B"
        (r"over(?= half\b)", "more than"),
        (r"(?:(?:does|do|did) not (?:state|specify|indicate|mention|clarify|make clear)|"
         r"without (?:stating|saying|specifying|indicating)) (?=whether\b)", "does not say "),
        # What a sentence says of its sources: they do not tell.
        (r"(?:the |these |your )?(?:\w+ )?(?:documents|passages|sources|texts|excerpts) (?:provided |consulted )?"
         r"(?:do|does) not (?:give|contain|mention|provide|state|include|name|say|list)", "there is not known"),
        (r"(?:is|are|was|were) not (?:given|mentioned|named|stated|provided|included|listed|available|published)"
         r" (?:in|by) (?:the |these |any )?(?:\w+ )?(?:documents|passages|sources|texts|excerpts)", "is not known"),
        (r"there is no (?:information|mention|indication) (?:on|of|about)", "nothing is known of"),
        (r"(?:is|are|was|were|be) (?:excluded|barred|banned) from", "cannot join"),
        (r"no longer (?:has|have|had)|(?:is|are|was|were|been) left without", "lost"),
        (r"(?:the )?lion['’]s share of (?=\d)", ""),
        (r"comes? about|came about", "happened"),
        (r"(?:first |main )?points? of contact", "contact"),
        (r"(?:it is (?:best|advisable|worth) to|you (?:should|can|may|could|might)(?: also)?|please)"
         r" (?=(?:ask|contact|turn|write|consult|check|see|use|look)\b)", ""),
        (r"(?:as a (?:result|consequence) of|in the wake of|in response to|in view of|in light of|on account of)",
         "because of"),
        # A reason, but not "as it is said".
        (r"(?<!such )(?:as|(?<=, )since)(?! (?:the \w+ |it )?(?:is|was|has been) (?:said|stated|noted|reported|"
         r"explained|clarified|announced|shown))(?= (?:(?:its|their|his|her|the|this|these|no|too|so) (?:\w+ ){1,4}?|"
         r"(?:it|they|there) )(?:was|were|had|has|have|is|are|did|could)\b)", "because"),
        (r"more (?:precisely|exactly|specifically|concretely)", ""),
        (r"(?:end|ends|ended) up", "came"),
        (r"(?:is|are|was|were|been) due to (?=(?:be|close|end|start|begin|open|finish|expire|run|last|meet|go|"
         r"join|take|move|receive)\b)", "was to "),
        (r"(?:put|puts|putting) forward", "submitted"),
        (r"(?:stand|stands|stood|standing) at(?= (?:about |around |≈ )?(?:EUR|\d))", "is"),
        (r",? (?:rather than|instead of|as opposed to)(?: being)?", ", not"),
        (r"(?:rather than|instead of|as opposed to)(?: being)?", "not"),
        (r"(?:every|each) year|once a year|on a yearly basis", "annually"),
        (r"years (?:of age|old)", "aged"),
        (r"in charge of|answerable for|accountable for", "responsible for"),
        (r"in the hands of", "run by"),
        (r"(?:push|pushed|pushes|put|puts|move|moved|moves) back|puts? off|held over", "postponed"),
        (r"puts? on (?:hold|ice)|brought to a (?:halt|standstill)", "suspended"),
        (r"(?:comes?|came) to (?:an end|a close|a halt|a standstill)|(?:draws?|drew) to a close", "ended"),
        (r"(?:wind|winds|winding|wound)[- ](?:up|down)", "closing"),
        (r"(?:get|gets|got|getting) (?:under ?way|off the ground)|kick(?:s|ed)? off|sets? in motion", "began"),
        (r"(?:take|takes|took|taken) the place of|steps? into the shoes of", "replaced"),
        (r"with immediate effect|straight away|right away|at once", "immediately"),
        (r"(?:bring|brought|brings) forward", "advanced"),
        (r"(?:bring|brought|brings|bringing) together", "has"),
        (r"(?:build|builds|built|building) (?:up)?on|(?:draw|draws|drew|drawn|drawing) (?:up)?on", "used"),
        (r"(?:is|are|was|were) built around", "has"),
        (r"(?:make|makes|made|making) use of", "used"),
        (r"(?:is|are|was|were) (?:home to|made up of)|boasts?", "has"),
        (r"accounts? for|accounted for|(?:make|makes|made) up", "has"),
        (r"carr(?:y|ies|ied) out", "does"),
        (r"(?:hand|hands|handed|turn|turns|turned|send|sends|sent) in", "submitted"),
        (r"(?:give|gives|gave|given|get|gets|got) the (?:green light|go-ahead|nod)(?: (?:to|for))?", "approved"),
        (r"sign(?:s|ed)? off(?: on)?", "approved"),
        (r"(?:opt|opts|opted|settle|settles|settled) (?:for|on)", "chose"),
        (r"(?:make|makes|made) (?:it )?(?:known|public)", "announced"),
        (r"(?:comes?|came) out(?! of)", "published"),
        (r"(?:(?:grows?|grew|comes?|came|born) out of|(?:spr[iau]ngs?|stem(?:s|med)?|emerge[sd]?|arose) from)"
         r"(?= (?:the )?(?-i:[A-Z]))", "followed"),
        (r"(?:take|takes|took|taken) (?:up(?! to)|on)", "began"),
        (r"(?:backed|endowed|equipped) (?:by|with)", "with"),
        (r"(?:is|are|was|were) (?:worth|valued at)|amount(?:s|ed)? to|add(?:s|ed)? up to", "has"),
        (r"(?:look|looks|looked|delve|delves|delved) into", "examined"),
        (r"at stake|at issue", "concerned"),
        (r"point(?:s|ed)? out", "said"),
        (r"finds? fault with|found fault with|(?:is|are|was|were) critical of", "criticised"),
        (r"(?:take|takes|took) care of|sees? to", "handles"),
        (r"leaves?(?= (?:\w+ ){1,4}unchanged)|left(?= (?:\w+ ){1,4}unchanged)", "kept"),
        (r"call(?:s|ed)? off", "cancelled"),
        (r"in force|in effect", "valid"),
        (r"(?<=than )(?:a|one) year|(?<=most )(?:a|one) year|(?<=up to )(?:a|one) year", "12 months"),
        (r"(?:had|has|have|having) to", "must"),
        (r"no longer(?! than)", "not"),
        (r"just (?=under|over|below|above|short of)", ""),
        (r"(?:sum|sums|summed|summing) up", "summarised"),
        (r"it (?:is|remains|is still) (?:unclear|not clear|uncertain)", "it is not known"),
        (r"(?:could not be|cannot be|were not|was not|is not|are not) (?:found|determined|established|specified)",
         "is not known"),
        (r"non-EU|(?:that|which) (?:is|are) not (?:an )?EU Member States?|not in the EU", "outside the EU"),
        (r"as well as|along with|together with|compared (?:with|to)", "and"),
        (r"calls? for (?:project )?(?:proposals|applications)", "call"),
        (r"as of|back in", "in"),
        (r"post[- ](?=\d{4}\b)", "after "),
    ]
]  # fmt: skip


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


@lru_cache(maxsize=65_536)
def is_derived(one: str, other: str) -> bool:
    """Tell whether two folded words are of one family: "criticise" and "critical", "extend" and "extension"."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return shared >= ALIKE and one[shared:] in _ENDINGS and other[shared:] in _ENDINGS


@lru_cache(maxsize=65_536)
def undone(term: str) -> frozenset[str]:
    """Give the roots that deny a root by their prefix, or that it denies: "continued" and "discontinued"."""
    shorter = [term.removeprefix(prefix) for prefix in _UNDOING if term.startswith(prefix)]
    return frozenset([*(prefix + term for prefix in _UNDOING), *shorter])


@lru_cache(maxsize=1)
def light_roots() -> frozenset[str]:
    """Give the roots of the words that carry no fact of their own (kb/lexicon/light.txt)."""
    return frozenset(root(word) for line in _lines("light.txt") for word in line.split())


def is_everyday(term: str) -> bool:
    """Tell whether the lists of general English know a root."""
    return term in _table() or term in light_roots()


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in _lines("same.txt"):
        for words in line.split("|"):
            group = frozenset(root(word) for word in words.split())
            for one in group:
                table[one] = table.get(one, frozenset()) | group
    return table


def _lines(name: str) -> list[str]:
    text = (LEXICON / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
