"""What questions say in an idiom, put in the word of the trade: who "won" a call, what "running" a programme takes."""

import re

from kb.gloss import read_countries

_MONEY = r"(?:(?:the|any|some|their|a|eu) )?(?:funding|money|grants?|funds|financing|financial support)"
_ASKED_SUM = (
    r"(?:EU )?(?:amount|sum|grant)s?(?: of money)? (?:that |which )?"
    r"(?:I|we|you|one|they|a project|applicants?|partners?) "
    r"(?:can|could|may|might) (?:ask|apply|get|receive|request|have)(?: for)?\b"
)
_THING = r"((?!(?:of|in|for|at|from)\b)[\w'’().-]++(?: (?!(?:of|in|for|at|from)\b)[\w'’().-]++){0,4})"
_DIFFERENCE = r"what is the difference between \1 and \2"
_STATE = "|".join(re.escape(name) for name in read_countries())
_STATES = rf"(?:the )?(?:{_STATE})(?:(?:,| and|, and) (?:the )?(?:{_STATE}))*"
# "kick Russia out of the programmes", "exclude Belarus": what is ended is the cooperation.
_OUT = r"(?:kick|throw|threw|push|forc|driv|drove|turn|boot|chuck|cast)(?:e?d|n|s|ing|e|es)?"
_OUSTED = r"(?:exclud|expel|oust|banish|ban|eject|evict)(?:e|l?ed|n?ed|s|es|l?ing)?"
_BID = r"(?:project )?(?:proposals?|applications?|bids?)"
_CALL = r"[^?.;]*?\bcalls?\b"
_IDIOMS = tuple(
    (re.compile(pattern, re.I), word)
    for pattern, word in (
        # A call selects projects; what it has is the money.
        (
            rf"\b(?:got|get|received?|won|obtained|were given|were awarded|were granted) {_MONEY}(?= {_CALL})",
            "were selected",
        ),
        (rf"\b(?<=projects )(?:were|have been|got) (?:financed|funded) (?=(?:by|in|under|from|through|with)\b{_CALL})",
         "were selected "),
        (
            r"^(?=[^?]*\bcalls?\b)(.*\bprojects (?:were|have been|got|are being)) (?:financed|funded)\b",
            r"\1 selected",
        ),
        (rf"\bwho(?: has| have)? (?:won|succeeded in) (?={_CALL})", "which projects were selected in "),
        (
            r"\bhow much(?: money| funding)? did (?P<who>(?:the )?(?:applicants|bidders|proposals|applications|they)\b"
            r"[^?]*?) (?:request|want|need|seek|apply for|hope for)(?=\W*$)",
            r"how much did \g<who> ask for",
        ),
        (
            r"\bhow (?:big|large) (?:is|was|are|were) (?=(?:[\w'’-]+ ){0,6}?(?:funds?|calls?|envelopes?|pots?)\b)",
            "how much money has ",
        ),
        # "Which events should I put in my calendar for next year?", "Are there any upcoming events?"
        (
            r"^\W*(?:which|what|(?:are|is) there (?:an?y?))(?P<of>(?: [\w-]+){0,3}?) (?:upcoming |coming |future )?"
            r"events?\b[^?]{0,60}? in(?:to)? (?:my|our|the) (?:cal[ae]nd[ae]r|diary|agenda|planner)\b[^?]*",
            r"what\g<of> events are coming up",
        ),
        (
            r"^\W*(?:which|what|are there(?: any)?)(?P<of>(?: (?!upcoming|coming|future)[\w-]+){0,2}?)"
            r"(?: (?:upcoming|coming|future) events(?: are there| do (?:we|you) have)?|"
            r" events(?: are| will)?(?: there| coming up| coming| planned| scheduled| take place| happen)?"
            r"(?= (?:in |for )?(?:the )?(?:next|coming) (?:year|months?|weeks?)))"
            r"(?: (?:in |for )?(?:the )?(?:next|coming) (?:year|months?|weeks?))?(?=\W*$)",
            r"what\g<of> events are coming up",
        ),
        (r"^\W*when is the next event(?=\W*$)", "what events are coming up"),
        # "Who can help me in X with my application, is there an office?": who helps on the spot
        (
            r"^\W*(?:who|which office|where) can (?:help|support|advise|assist) (?:me|us)(?: here)? (?:in|at|near) "
            r"(?P<place>(?-i:[A-ZÀ-Þ])[\w'’-]+(?: (?-i:[A-ZÀ-Þ])[\w'’-]+)*)(?: with [^?,]*)?"
            r"(?:[,;] (?:and )?is there (?:an? )?(?:[\w-]+ )?(?:office|contact point)\b[^?]*)?(?=\W*$)",
            r"which programme has a branch office in \g<place>",
        ),
        # "I need a partner from X, where can I look for one?": a database has those of all countries
        (
            r"^\W*(?:(?:i|we)(?: am| are|'m|'re)? (?:need|want|look(?:ing)? for|search(?:ing)? for) (?:an? )?"
            r"(?:[\w-]+ )?partners?(?: (?:from|in) [^?,;.]{2,40})?[,;.] (?:so )?(?:where|how) "
            r"(?:can|could|do|should) (?:i|we) (?:look|search|find)\b[^?,]{0,30}|"
            r"(?:where|how) (?:can|could|do|should) (?:i|we|one) (?:look for|search for|find) (?:an? )?"
            r"(?:(?:project|suitable|new) )*partners?(?: (?:from|in) [^?,;]{2,40})?(?: for [^?,]{2,40})?)(?=\W*$)",
            "is there a database of partners",
        ),
        # "What can we get money for?", "Which topics can one apply for?"
        (
            rf"\bwhat (?:can|could|may) (?:i|we|one|you|applicants) (?:get|receive|obtain|find) {_MONEY} for\b|"
            r"\b(?:what|which) (?:topics|themes|areas) (?:can|could|may) (?:i|we|one|you|applicants) apply for\b",
            "what are the priorities",
        ),
        # "Which programme is it, and who do we write to?": at the beginning kb/smalltalk.py has read it
        (
            r"\b(?:to )?(?:who|whom) (?:do|can|could|should|may|must) (?:i|we|one|they) (?:have to |best )?"
            r"(?:write|turn)(?: to)?(?=\W*$)",
            "who is the contact",
        ),
        # "Which ones are new?" asks no more than "which are new?".
        (r"\b(?:which|what) ones?(?= (?!of\b)\w)", "which"),
        (rf"\b(?:smallest|lowest|minimum|least) {_ASKED_SUM}", "minimum grant of a project "),
        (rf"\b(?:largest|biggest|highest|maximum|most) {_ASKED_SUM}", "maximum grant of a project "),
        (
            r"\b(?:put in|pay|bring|contribute|invest|add|spend|need|have) (?:some of )?"
            r"(?:our|my|their|your|its|any) own (?:money|funds|contribution)\b|\bown (?:contribution|share|money)\b",
            "co-financing",
        ),
        (r"^\W*no\.? of(?= [a-z])", "how many"),
        (
            r"^\W*(?:please )?(?:(?:(?:can|could) you )?(?:give|show|send)(?: me| us)? )?(?:an? |the )?"
            r"(?:full |complete |whole )?list(?: of)?(?: all)?(?: the)? (?=(?!the\b)[a-z]+\b)",
            "which are the ",
        ),
        # "What is X supposed to do?"
        (rf"\bwhat (?:is|was) {_THING} (?:supposed|meant|expected) to\b", r"what does \1"),
        (rf"\bwhat (?:are|were) {_THING} (?:supposed|meant|expected) to\b", r"what do \1"),
        (rf"^\W*(?:is|are|was|were) {_THING} (?:supposed|meant) to\b", r"should \1"),
        (r"\b(?:is|are|was|were) (?:supposed|meant) to\b", "should"),
        (r"\bppl\b", "people"),
        (r"\bavg\b\.?", "average"),
        (r"\bdept\b\.?", "department"),
        (r"\bprogs\b\.?", "programmes"),
        (r"\bprog\b\.?", "programme"),
        (r"(?<!\w)b/w(?!\w)", "between"),
        (r"(?<!\w)w/o(?!\w)", "without"),
        (r"(?<!\w)w/(?=\s)", "with"),
        # What somebody does all day is their function.
        (
            r"\bwho(?P<at> (?:at|in|of) [^?]{2,40}?)? (?:(?:talks|speaks|responds|answers|replies|writes) to|"
            r"deals with|works with|looks after|handles|is (?:the contact|responsible|there) for) (?:the )?"
            r"(?:press|media|journalists?|reporters?|newspapers?|social media|press enquiries|publicity)\b",
            r"who\g<at> is the communication manager",
        ),
        (r"(?<!\d )\bmin\b\.?(?= [a-z])", "minimum number of"),
        (r"(?<!\d )\bmax\b\.?(?= [a-z])", "maximum number of"),
        (r"\bwhat part of (?=[^?]{0,60}?\b(?:money|budget|funds|funding)\b)", "what share of "),
        (rf"\b(is|are|was|were|has|have) ({_STATES}) (?:been )?(?:{_OUT} out|{_OUSTED})\b(?=\W*$| (?:of|from)\b)",
         r"\1 cooperation with \2 suspended"),
        (rf"\b({_STATES}) (is|are|was|were|has been|have been|got) (?:{_OUT} out|{_OUSTED})\b(?=\W*$| (?:of|from)\b)",
         r"cooperation with \1 \2 suspended"),
        (rf"\b(?:{_OUT} ({_STATES}) out|{_OUT} out ({_STATES})|{_OUSTED} ({_STATES}))\b(?=\W*$| (?:of|from)\b)",
         r"suspend cooperation with \1\2\3"),
        # "Putin's Russia" is Russia.
        (rf"\b(?!(?:{_STATE})\b)(?-i:[A-ZÀ-Þ])[\w-]+['’]s (?={_STATE}\b)", ""),
        # "Why is it called River?", "Where does the name River come from?"
        (r"\bwhy (?:is|was) (?:it|this|that|the (?:programme|network|project)) (?:called|named) "
         r"((?-i:[A-ZÀ-Þ])[\w-]*(?: (?-i:[A-ZÀ-Þ])[\w-]*)*)(?=\W*$)", r"what does the name \1 mean"),
        (r"\bwhere does the name (?:of )?([^?]+?) come from\b", r"what does the name \1 mean"),
        (r"\bsets? aside (?=for (?:the )?(?:run|adminis)\w*\b)", "have money "),
        # "Is it still running?", not "Who is running it?"
        (
            r"^\W*(?:is|are) (?!there\b)([^?]+?) (?:still |already |currently |now |really |yet )*(?:up and )?"
            r"(?:running|active|ongoing|in operation|operational|over|finished|closed down)"
            r"(?: (?:now|today|already|yet|or not|or (?:over|closed|finished)))*\W*$",
            r"what is the status of \1",
        ),
        # What a programme pays for are its priorities.
        (
            r"\b(what|which) (?:topics|themes|subjects|areas|fields) (?:does|do|will|can) ([^?]+?) "
            r"(?:pay for|fund|finance|support)\b",
            r"\1 are the priorities of \2",
        ),
        # Whether two things are the same is told by what each is.
        (rf"^\W*(?:is|are|isn['’]t|aren['’]t) {_THING} (?:one and )?the same(?: thing)? as {_THING}\W*$", _DIFFERENCE),
        (rf"^\W*(?:is|are|isn['’]t|aren['’]t) {_THING} and {_THING} (?:one and )?the same(?: thing)?\W*$", _DIFFERENCE),
        (
            rf"^\W*{_THING} (?:or|and|vs\.?|versus) {_THING}[,:;–-]? ?(?:is|are)(?:n['’]t)? "
            r"(?:that|they|it|these|those|this) (?:not )?(?:one and )?the same(?: thing)?\W*$",
            _DIFFERENCE,
        ),
        # "Until when could proposals be submitted?", "By when did applications have to be in?"
        (
            r"^\W*(?:until|till|by|up to) when (?:could|must|should|did|do|had|were|was) "
            rf"(?:(?:one|we|i|you|they|people|applicants) )?(?:(?:the )?{_BID} )?(?:(?:have|has|need(?:ed)?) )?(?:to )?"
            rf"(?:(?:be )?(?:submitted|handed in|sent in|in)|apply|(?:submit|hand in)(?: (?:an? |the )?{_BID})?)"
            r"(?=\W*$)",
            "what was the deadline for applications",
        ),
        # Every answer has its sources, with links.
        (
            r",? \(?(?:and )?(?:please )?(?:with|including|incl\.?|and give me|plus) (?:an? |the )?(?:links?|sources?|"
            r"references?)(?: to (?:this|that|the|each|your|its|their) (?:file|document|source|page|passage|text)s?)?"
            r"(?: please)?\)?(?=\W*$)",
            "",
        ),
        # "How much does it take to run X?", "What is set aside for running the programme itself?"
        (
            r"\b(takes?|money|costs?|pays?|paid|spends?|spent|reserved?|funds) (?:for|to|on) (?:the )?"
            r"(?:run|running|administer|administering|administration)\b(?: of\b)?(?: the programme| a programme)?"
            r"(?: itself)?",
            r"\1 as technical assistance",
        ),
    )
)  # fmt: skip


_BEFORE = re.compile(
    r"\b(?:what (?:was there|existed|was|ran|had there been)|"
    r"(?:which|what) (?:\w+ )?programmes? (?:were there|were|existed|ran|came)) before (?=\S)",
    re.I,
)


def put_plainly(question: str, *, of_programme: bool = False) -> str:
    """Put the idioms of a question in the words of the documents; of_programme is whether it names a programme.

    A programme has predecessors; before anything else something came.
    """
    question = _BEFORE.sub("what are the predecessors of " if of_programme else "what came before ", question)
    for idiom, word in _IDIOMS:
        question = idiom.sub(word, question)
    return " ".join(question.split())
