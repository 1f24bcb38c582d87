"""Who "we" are: the body at which the documents place the network that they are about.

Its staff ask what "we do" and where "our offices" are. Of a library without such a body, and of a question in which an
applicant may be speaking, nothing is read so: "how do we apply?", "our programme".
"""

import re

from kb.index import Index
from kb.names import find_names
from kb.once import once_for_index

_HOUSE = r"(?:network|team|unit|desk)"
_DOES = (
    r"(?:run|manage|offer|publish|support|cover|"
    r"do(?= (?:for|here|as|in (?:the|this) network|to (?:help|support))\b))"
)
_HAS = r"(?:offices?|tools?|staff|services?|colleagues?|websites?|trainings?|webinars?|events?|networks?)"
_OWN_THINGS = (
    r"(?:(?:own|other|four|main) )*(?:offices?|colleagues?|network|tools?|services?|contact (?:persons?|people)|staff|"
    r"secretariat|managing authority|website|events|webinars|trainings?|mission|role|aims?|job)"
)
_NOT_OURS = re.compile(
    r"\b(?:(?:our|my|your) (?:[\w'’-]+ )?(?:programmes?|programs?|projects?|calls?|applications?|partners?|regions?|"
    r"towns?|cit(?:y|ies)|countr(?:y|ies)|municipalit(?:y|ies)|schools?|universit(?:y|ies)|hospitals?|ngos?|"
    r"organi[sz]ations?|consorti\w+|budgets?)|appl(?:y|ies|ying|icants?|ications?)|"
    r"submit\w*|deadlines?|lead partners?|have to|need to|grants?)\b",
    re.I,
)
_FORMS = tuple(
    (re.compile(pattern, re.I), put)
    for pattern, put in (
        (r"\b(?P<before>between|versus|vs\.?|unlike) us\b", r"\g<before> {home}"),
        (r"\b(?P<tie>and|or|differs? from|different from) us(?=\W*$)", r"\g<tie> {home}"),
        (
            rf"\bdo (?:we|you)(?P<how> (?:actually|really|exactly|also))? (?P<does>{_DOES})\b",
            r"does {home}\g<how> \g<does>",
        ),
        (rf"\b(?P<what>(?:which|what|how many) (?:[\w-]+ )?{_HAS}) do (?:we|you) have\b", r"\g<what> does {home} have"),
        (
            rf"\b(?P<where>where |^\W*)do (?:we|you) (?:also )?have (?=(?:any |an? )?{_HAS}\b)",
            r"\g<where>does {home} have ",
        ),
        (r"\bwhere (?:is|are) (?:our|your) (?P<thing>(?:[\w'’-]+ )?offices?)\b", r"where does {home} have \g<thing>"),
        (r"\bwhere are (?:we|you)(?= (?:based|located|seated)\b|\W*$)", "where is {home}"),
        (rf"\b(?:our|your)(?: own)? (?={_OWN_THINGS}\b)", "{home}'s "),
        (r"\bwho (?:here|of us|among us|of our colleagues)\b", "who at {home}"),
        (r"\bwhich (?:of (?:our|my) )?colleagues?\b(?! (?:of|at|in)\b)", "who at {home}"),
    )
)
_SELF = re.compile(r"\b(?:ourselves|yourselves|yourself)\b", re.I)


def name_home(index: Index, text: str) -> str:
    """Put the library's home body for "we" and "us" in a question of its staff; any other question stays as it is."""
    home = _home_of(index)
    if not home or home.casefold() in text.casefold() or _NOT_OURS.search(text):
        return text
    named = text
    for pattern, put in _FORMS:
        named = pattern.sub(put.format(home=home), named)
    return _SELF.sub("itself", named) if named != text else text


@once_for_index
def _home_of(index: Index) -> str:
    """Give the one body at which a document's title has the library's network: "The X network at Y"; "" for none."""
    subject = re.escape(index.subject)
    titled = re.compile(rf"{subject} {_HOUSE} (?:at|of) (?:the )?(?P<home>.+?)\W*$", re.I)
    homes = {
        found["home"]
        for document in index.documents
        if subject and (found := titled.search(document.title)) and find_names(index).find(found["home"])
    }
    return homes.pop() if len(homes) == 1 else ""
