"""Make training questions of a library: what its tables tell, and near misses that it does not answer.

Near misses come free: an attribute that no document tells of a thing, a year in which nothing is told, a cell that says
"not known", what is told of another programme only. Each is made only where no passage that names the thing holds the
words that would answer it.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.constraints import FILLERS
from kb.evaluation.sets import EvaluationQuestion
from kb.index import Index
from kb.names import Name, find_names
from kb.synonyms import kin_of
from kb.tables import ORIGIN, Block, read_blocks
from kb.words import stem, term_set

# What may be asked of a thing, with the words of which none may stand in a passage that names it: otherwise it may be
# told. The things are "person", "body", "programme" and "any" of these.
_ATTRIBUTES: tuple[tuple[str, str, str], ...] = tuple(
    (kind, question, words)
    for kind, question, words in (
        row.split(" | ")
        for row in """
person | When was {x} born? | born birth age
person | What is the salary of {x}? | salary earn pay paid wage
person | Which university did {x} go to? | university studied degree graduated
person | What is the fax number of {x}? | fax
person | In which room does {x} work? | room floor
person | Who is the assistant of {x}? | assistant deputy
person | Who was the predecessor of {x}? | predecessor before former successor replaced
person | Is {x} married? | married husband wife
person | What languages does {x} speak? | language speak
person | When does {x} retire? | retire leave
person | Which books has {x} written? | book written author
any | What is the fax number of {x}? | fax
any | Who is the spokesperson of {x}? | spokesperson press media
any | Who chairs {x}? | chair chaired president presides
any | Who is the president of {x}? | president chair
any | Who founded {x}? | founded founder
any | How many people work at {x}? | staff employees employ employed
any | What are the opening hours of {x}? | hours opening
any | How much does {x} pay for office rent? | rent
any | What is the logo of {x}? | logo
any | When was the headquarters of {x} built? | built headquarters
any | How many women work for {x}? | women female gender
any | What did the auditors say about {x}? | auditor audit audited
any | What is the error rate of {x}? | error
any | How many complaints has {x} received? | complaint complaints
any | Which court decided on {x}? | court lawsuit judge
any | What was the turnover of {x}? | turnover revenue profit
any | How many visitors has the website of {x}? | visitors visits
any | Who won the award of {x}? | award prize winner
any | Which company built the website of {x}? | company built developer
any | What did {x} say about artificial intelligence? | artificial intelligence
any | Which parking is there at {x}? | parking
any | On which social networks is {x}? | facebook instagram linkedin social
any | Who opposed {x}? | opposed against vetoed
any | What is the bank account of {x}? | bank account iban
any | What is the dress code of {x}? | dress
any | What were the travel costs of {x}? | travel
any | Where was {x} criticised? | criticised criticism
any | What is the motto of {x}? | motto slogan
any | Who translated the documents of {x}? | translated translator
programme | How many projects of {x} failed? | failed failure terminated cancelled
programme | Which hotel do the committee members of {x} stay in? | hotel
programme | What is the population of {x}? | population inhabitants live people
programme | How long is the border of {x}? | km kilometres kilometers length long
programme | What is the unemployment rate in {x}? | unemployment jobless
programme | What share of the money of {x} went to universities? | university universities
programme | How many applicants of {x} were companies? | companies company enterprises private sme
programme | Which project of {x} got the most money? | most largest highest
programme | What is the flat rate for travel costs in {x}? | flat travel
programme | Who evaluates the applications of {x}? | evaluates assessor assessors evaluator evaluated evaluation
programme | What does {x} do against corruption? | corruption fraud
programme | What is the advance payment in {x}? | advance prepayment prefinancing
programme | How many audits were done in {x}? | audit audits audited
programme | When does the monitoring committee of {x} vote on the next amendment? | vote votes
programme | How many infrastructure projects of {x} are delayed? | delayed delay late
programme | Which ministers signed the memorandum of {x}? | memorandum minister ministers signed
programme | What is the interest rate for loans of {x}? | loan loans interest
programme | Which bird species does {x} protect? | bird birds species
programme | How many schools take part in {x}? | school schools
programme | What is the gender balance in the committee of {x}? | gender women
body | Who is the director of {x}? | director head headed president
body | Who heads {x}? | head director headed president leads
body | How many officials work at {x}? | officials staff employees
body | When was {x} founded? | founded since established created
body | On which street is {x}? | street str address
body | What is the telephone number of {x}? | telephone phone tel
body | What is the annual budget of {x}? | budget eur
body | What is the registration number of {x}? | registration
body | Who is the deputy director of {x}? | deputy director head
""".strip().splitlines()
    )
)
MADE_KIND = "made"  # of the questions that are made here
RARE = 0.5  # of the rarity of an absent term, that of one that a swapped question hangs on
YEARS = (1987, 1994, 2031, 2033, 2036)
_TWICE = re.compile(r"\b(\w+) \1\b", re.I)
_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/]|\s?[-–]\s?\d)")
_UNKNOWN = re.compile(r"\bnot known\b|\bunknown\b|\bnot named\b|^n/?a$|^$", re.I)
_BODY = re.compile(
    r"\b(?:ministry|authority|agency|office|secretariat|region|council|commission|directorate|gmbh|ltd|centre|center|unit|dg)\b",
    re.I,
)
# One to five capitalised words, abbreviations or years.
_NAME = re.compile(
    r"(?!(?:What|Who|From|Example|Programmes?|How|Where)\b)[A-ZÀ-Þ][\w.-]*"
    r"(?: (?:of |the |for )?(?:[A-ZÀ-Þ(][\w.()-]*|\d{4}-\d{4})){0,4}"
)
_SHORT = 60  # characters of a cell or label that can be asked about
_EVERY = 3  # of the attributes of a thing one in so many is asked


@dataclass(frozen=True, slots=True)
class _Passage:
    text: str
    words: frozenset[str]


def make_questions(index: Index, asked: Sequence[EvaluationQuestion]) -> list[EvaluationQuestion]:
    """Make answerable questions and near misses of an index's tables and names, and of the questions asked."""
    passages = [
        _Passage(
            " ".join((document.title, chunk.heading, chunk.text)),
            term_set(f"{document.title} {chunk.heading} {chunk.text}"),
        )
        for document in index.documents
        for page in range(1, document.pages + 1)
        for chunk in index.chunks_of(document.source, page)
    ]
    made = [
        *_of_tables(index),
        *_of_attributes(index, passages),
        *_of_years(asked, passages),
        *_of_swaps(index, asked, passages),
    ]
    return list({question.question: question for question in made}.values())


def _of_tables(index: Index) -> Iterator[EvaluationQuestion]:
    """Ask for the cells of tables; what a cell calls unknown is not answerable."""
    for document in index.documents:
        for page in range(1, document.pages + 1):
            for block in read_blocks(index.text_of(document.source, page)):
                yield from _of_block(document.source, document.title, block)


def _of_block(source: str, title: str, block: Block) -> Iterator[EvaluationQuestion]:
    headers = [header for header in block.headers[1:] if header and header.casefold() not in ORIGIN]
    about_one = len(headers) == 1 and term_set(headers[0]) <= term_set(title)
    for row in block.rows:
        if len(row.label) > _SHORT or not row.label[:1].isalpha():
            continue
        cells = {cell.header: cell.value for cell in row.cells[1:]}
        for header in headers:
            if header.casefold() in {"note", "source", "as of", "date and source"}:
                continue
            value = cells.get(header, "")
            if not value and not any(one.isalpha() for one in header):
                continue
            of, thing = (row.label, headers[0]) if about_one else (header, row.label)
            told = bool(value) and not _UNKNOWN.search(value)
            if not told and not value and not _is_rare(source):
                continue
            text = f"What is the {of[:1].lower()}{of[1:]} of {thing}?"
            yield _question(text, source, told, value if len(value) <= _SHORT else value[:_SHORT])


def _is_rare(source: str) -> bool:
    return source.endswith(".csv")


def _of_attributes(index: Index, passages: Sequence[_Passage]) -> Iterator[EvaluationQuestion]:
    for name in find_names(index).all:
        if not name.proper or not _NAME.fullmatch(name.spellings[0]):
            continue
        naming = [passage for passage in passages if _names(name, passage)]
        if not naming:
            continue
        told = frozenset().union(*(passage.words for passage in naming))
        kind = _kind(name)
        for number, (of, question, words) in enumerate(_ATTRIBUTES):
            text = question.format(x=name.spellings[0])
            if of not in ((kind,) if kind == "person" else (kind, "any")) or _draw(text) % _EVERY:
                continue
            if told.isdisjoint(stem(word) for word in words.split()):
                yield _question(text, f"{name.spellings[0]}/{number}", False)


def _kind(name: Name) -> str:
    if _BODY.search(" ".join(name.spellings)):
        return "body"
    words = name.spellings[0].split()
    if name.titled and not any("contacts" in source for source in name.sources):
        return "programme"
    if (
        len(words) in (2, 3)
        and len(name.spellings) <= 2
        and all(word[:1].isupper() and word[1:].islower() for word in words)
    ):
        return "person"
    return "any"


def _of_years(asked: Sequence[EvaluationQuestion], passages: Sequence[_Passage]) -> Iterator[EvaluationQuestion]:
    """Put a year into questions that is told in no passage: nothing is known of that year."""
    told = "\n".join(passage.text for passage in passages)
    absent = [year for year in YEARS if str(year) not in told]
    for question in asked:
        if not question.answerable or question.lang != "en" or question.earlier or not absent:
            continue
        year = absent[_draw(question.question) % len(absent)]
        bare = question.question.rstrip("?. ")
        years = _YEAR.findall(bare)
        text = _YEAR.sub(str(year), bare) if years else f"{bare} in {year}"
        yield _question(f"{text}?", question.relevant[0] if question.relevant else question.id, False)


def _of_swaps(
    index: Index, asked: Sequence[EvaluationQuestion], passages: Sequence[_Passage]
) -> Iterator[EvaluationQuestion]:
    """Ask of one thing what is told of another of its folder, where the rare words are told nowhere of that one."""
    names = find_names(index)
    titled = [name for name in names.all if name.titled]
    told = {name: frozenset().union(*(p.words for p in passages if _names(name, p))) for name in titled}
    for question in asked:
        if not question.answerable or question.lang != "en" or question.earlier:
            continue
        places = [place for place in names.find(question.question) if place.names[0] in told]
        if len(places) != 1:
            continue
        [place] = places
        rest = question.question[: place.start] + " " + question.question[place.end :]
        rare = [
            term for term in term_set(rest) - FILLERS if index.rarity(term) >= RARE * index.rarest and term.isalpha()
        ]
        for name in titled:
            if name == place.names[0] or _folder_of(name) != _folder_of(place.names[0]):
                continue
            untold = [term for term in rare if not ({term} | kin_of(term)) & told[name]]
            if untold and max(rare, key=index.rarity) in untold and 2 * len(untold) >= len(rare):
                text = question.question[: place.start] + name.spellings[0] + question.question[place.end :]
                text = _TWICE.sub(r"\1", text)  # "Ferry Programme programme"
                yield _question(text, question.relevant[0] if question.relevant else question.id, False)


def _folder_of(name: Name) -> str:
    return name.sources[0].rpartition("/")[0]


def _names(name: Name, passage: _Passage) -> bool:
    return any(term_set(spelling) <= passage.words for spelling in name.spellings)


def _question(text: str, group: str, told: bool, fact: str = "") -> EvaluationQuestion:
    return EvaluationQuestion(
        id=f"made/{_draw(text):08x}",
        question=text,
        answerable=told,
        kind=MADE_KIND,
        lang="en",
        topic=group,
        expect=((fact,),) if told else (),
    )


def _draw(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)
