"""Whether a passage says what a sentence says: sentences that do in other words, and sentences that don't."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from libraries import make_library

from kb.answer.cited import hits_to_word
from kb.answer.steps import PASSAGES as BEST
from kb.config import Config
from kb.deciding import decide
from kb.grounding import Grounds
from kb.grounding.denying import is_negative
from kb.index import Index
from kb.lookup import look_up
from kb.prompt import write_messages
from kb.retrieve import prepare_queries, retrieve_hits
from kb.units import find_units

CLAIMS = Path(__file__).parent / "claims"
FILES = sorted(CLAIMS.glob("*.yaml"))
PASSAGES = 8
SIZES = {"sixth": 30}  # the others have sixty
MOST_FAITHFUL_STRUCK = 0.05
LEAST_UNFAITHFUL_STRUCK = 0.95
# The sixth to the ninth set join two or three facts in most sentences, in words far from those of the passages. They do
# not hold the limits of the others; what they strike now may not grow, nor what they let pass.
MOST_OF_TWO_FACTS = {"sixth": 0.1, "seventh": 0.09, "eighth": 0.12, "ninth": 0.34}
LEAST_OF_TWO_FACTS = {"seventh": 0.98, "eighth": 0.98, "ninth": 1.0}
KINDS = {"ninth": 14}  # the others have ten ways of being wrong

Check = Callable[[str, str], tuple[str, ...]]


@pytest.fixture(scope="module")
def check(shipped: Index) -> Check:
    """Hold what a model says against the passages that it was given for a question of the shipped library.

    Gives the texts that bear it; none when one of its sentences has none.
    """
    given: dict[str, Grounds] = {}

    def borne(question: str, said: str) -> tuple[str, ...]:
        if question not in given:
            found = look_up(shipped, question)
            quotations = decide(shipped, question, found, (), None, 0.0).composed.quotations
            messages = write_messages(
                question, hits_to_word(quotations, found.hits[:BEST]), (), "en", Config().chat_context
            )
            given[question] = Grounds(shipped, messages[1])
        said = said.replace("**", "")
        before, bearing = [question], []
        for unit in find_units(said):
            bearing.append(given[question].check(said[unit.start : unit.end], before))
            before.append(said[unit.start : unit.end])
        return tuple(ground.text for grounds in bearing for ground in grounds) if all(bearing) else ()

    return borne


def read_claims(path: Path, kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))[kind]
    return rows


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_paraphrases_pass(path: Path, check: Check) -> None:
    """Of the sentences that say what the passages say at most one in twenty is struck, of two sets more."""
    rows = read_claims(path, "faithful")
    struck = [row["sentence"] for row in rows if not check(row["question"], row["sentence"])]

    most = MOST_OF_TWO_FACTS.get(path.stem, MOST_FAITHFUL_STRUCK)
    assert len(rows) == SIZES.get(path.stem, 60)
    assert len(struck) <= most * len(rows), "\n".join(struck)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_passages_do_not_say_is_struck(path: Path, check: Check) -> None:
    """Of the sentences in ten ways of being wrong and more at least nineteen in twenty are struck."""
    rows = read_claims(path, "unfaithful")
    passed = [
        f"{row['kind']}: {row['sentence']} <- {grounds}"
        for row in rows
        if (grounds := check(row["question"], row["sentence"]))
    ]

    kinds = {row["kind"] for row in rows}
    assert (len(rows), len(kinds)) == (SIZES.get(path.stem, 60), KINDS.get(path.stem, 10))
    least = LEAST_OF_TWO_FACTS.get(path.stem, LEAST_UNFAITHFUL_STRUCK)
    assert len(rows) - len(passed) >= least * len(rows), "\n".join(passed)


@pytest.fixture
def small(tmp_path: Path) -> Grounds:
    """One page of plain statements."""
    text = """# Rhine programme

The Rhine programme has EUR 1,062.2 million in 2021-2027. It was adopted on 3 May 2022. Basel joined, but Mainz did not.
Alpha followed Beta. Money went from Gamma to Delta. The office is at https://rhine.example.

The members are:

- Aachen
- Bonn
- Cologne

## Who manages it

The national authority is the ministry. The audit authority is a bank. Bonn was never a partner of the programme.
The partners of Bonn are on the Rhine.

## Its two calls

The calls were no new calls but made use of funds that existed. Both calls drew 40 applications. A project needed at
least three partners. The area has 500 inhabitants, mainly in Germany. The fair is annual. Germany's parliament agreed.
The telephone of the joint secretariat is 555, as printed on a page of the Zeta Bank. Jane Roe heads the fund.
The money goes to Alpha (EUR 7 million) and Beta (EUR 9 million).

## Its rules

The fund may pay 100% of the costs. Partners could apply for money together. The bank audited Omega. The report was
written for the ministry by Acme. The office looks after the northern side of the work. The first call chose 93 standard
and 58 small projects. The fee is EUR 20 a year. The grant lasts 36 months. The winners are not known. All Rhine NEXT
programmes are invited. The chair is held by Kim in 2022; Lee holds the chair in 2025.

## Grants of Epsilon and Zeta

The grant of Zeta is EUR 3 million.
"""
    index = make_library(tmp_path, {"rhine.md": text})
    return Grounds(index, retrieve_hits(index, prepare_queries(index, "Rhine programme"), PASSAGES))


@pytest.mark.parametrize(
    ("sentence", "borne"),
    [
        ("The Rhine programme has EUR 1062.2 million in 2021-2027.", True),
        ("The Rhine programme has EUR 1,062.3 million in 2021-2027.", False),
        ("The Rhine programme has EUR 1,062.2 billion in 2021-2027.", False),
        ("The Rhine programme was adopted on 3 May 2022.", True),
        ("The Rhine programme was adopted on 3 June 2022.", False),
        ("The Rhine programme was not adopted on 3 May 2022.", False),
        ("Basel joined.", True),
        ("Basel did not join.", False),
        ("Mainz did not join.", True),
        ("Mainz joined.", False),
        ("Beta preceded Alpha.", True),
        ("Beta followed Alpha.", False),
        ("Money went from Gamma to Delta.", True),
        ("Money went from Delta to Gamma.", False),
        ("The office is at https://rhine.example.", True),
        ("The office is at https://rhine.evil.example.", False),
        ("Money went from Gamma to Delta, and Alpha followed Beta.", True),
        ("Money went from Gamma to Delta, and Beta followed Alpha.", False),
        ("The Rhine programme, which was adopted on 3 May 2022, has EUR 1,062.2 million.", True),
        ("The Rhine programme, which was adopted on 4 May 2022, has EUR 1,062.2 million.", False),
        ("Aachen, Bonn and Cologne are members.", True),
        ("Aachen, Bonn and Dresden are members.", False),
        ("All towns on the Rhine are members.", False),
        ("The joint secretariat is the audit authority.", False),
        ("The national authority is the ministry.", True),
        ("The managing authority is the ministry.", False),
        ("Bonn is a partner.", False),
        ("The calls were new calls that did not make use of funds.", False),
        ("Rather than being new calls, the calls used existing funds.", True),
        ("The two calls drew 40 applications.", True),
        ("The three calls drew 40 applications.", False),
        ("A project needed a minimum of three partners.", True),
        ("A project needed at least four partners.", False),
        ("The area has 500 inhabitants, above all in Germany.", True),
        ("The fair is held every year.", True),
        ("The German parliament agreed.", True),
        ("The French parliament agreed.", False),
        ("The joint secretariat is the Zeta Bank.", False),
        ("Jane Roe is in charge of the fund.", True),
        ("Jane Roe, a partner of the Zeta Bank, heads the fund.", False),
        ("The number of inhabitants in the area is 500.", True),
        ("The number of partners in the area is 500.", False),
        ("In short, the area has 500 inhabitants.", True),
        ("According to the World Bank, the area has 500 inhabitants.", False),
        ("The Rhine programme has EUR 1,062 million in 2021-2027.", True),
        ("The Rhine programme has EUR 1,063 million in 2021-2027.", False),
        ("The Rhine programme has more than EUR 1,000 million in 2021-2027.", True),
        ("The Rhine programme has more than EUR 1,100 million in 2021-2027.", False),
        ("The Rhine programme was adopted in early May 2022.", True),
        ("The Rhine programme was adopted in late May 2022.", False),
        ("The fund is headed by Jane Roe.", True),
        ("The fund is headed by the Zeta Bank.", False),
        ("Bonn joined the programme because the fair is annual.", False),
        ("Reuters put the area at 500 inhabitants.", False),
        ("There are three members: Aachen, Bonn and Cologne.", True),
        ("There are two members: Aachen and Bonn.", False),
        ("Alpha got EUR 7 million.", True),
        ("Beta got EUR 7 million.", False),
        ("Zeta has a grant of EUR 3 million.", True),
        ("Epsilon has a grant of EUR 3 million.", False),
        ("The fund paid 100% of the costs.", False),
        ("The fund may pay 100% of the costs.", True),
        ("Partners applied for money.", False),
        ("The bank audited Jane Roe.", False),
        ("Omega audited the bank.", False),
        ("The bank was audited by Omega.", False),
        ("The bank audited Omega.", True),
        ("The report was written by the ministry for Acme.", False),
        ("The report was written by Acme on behalf of the ministry.", True),
        ("The office looks after the southern side of the work.", False),
        ("The first call chose 93 small projects.", False),
        ("The first call chose 93 standard projects.", True),
        ("The fee is EUR 20.", False),
        ("The fee is EUR 20 a year.", True),
        ("The grant lasts three years.", True),
        ("The grant lasts two years.", False),
        ("No winners were chosen.", False),
        ("The winners are not known.", True),
        ("According to the Zeta Bank, the fee is EUR 20 a year, and Omega was audited.", False),
        ("All Rhine programmes are invited.", False),
        ("All Rhine NEXT programmes are invited.", True),
        ("The chair is held by Lee in 2022.", False),
        ("The chair is held by Lee in 2025.", True),
        ("Who audited, the bank or Omega: Omega.", False),
        ("Basel", False),
        ("", False),
        ("🙂", False),
        ("The.", False),
    ],
)
def test_one_statement(sentence: str, borne: bool, small: Grounds) -> None:
    """Figures, dates, denials, direction and addresses must be the passage's."""
    assert bool(small.check(sentence)) is borne


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What is the budget of NEXT MED?", "NEXT MED n'a pas EUR 253 million."),
        ("What is the budget of NEXT MED?", "NEXT MED nu are EUR 253 million."),
        ("What is the budget of NEXT MED?", "NEXT MED не має EUR 253 million."),
        ("What is the budget of NEXT MED?", "NEXT MED a perdu EUR 253 million."),
        ("What is the budget of NEXT MED?", "NEXT MED dispose de 353 millions d'euros."),
        ("Who is the managing authority of NEXT MED?", "NEXT MED non è la Autonomous Region of Sardinia."),
        ("When did the second NEXT MED call close?", "Apelul NEXT MED s-a închis la 15 mai 2024."),
        ("Which countries are in Black Sea Basin?", "Bulgaria, Greece, Romania ne participent pas à Black Sea Basin."),
        ("Was cooperation with Russia suspended?", "Russia et Belarus participent à NEXT."),
        ("Was cooperation with Russia suspended?", "La coopération avec la Russie reprend en mars 2022."),
        ("What is the budget of NEXT MED?", "NEXT MED dispose de 253 millions d'euros de fonds européens."),
        ("When did the second NEXT MED call close?", "Al doilea apel NEXT MED s-a închis la 15 mai 2025."),
    ],
)
def test_words_of_another_language_are_not_borne(question: str, sentence: str, check: Check) -> None:
    """True or false: a denial in a language that the passages have not would not be seen, so nothing passes."""
    assert not check(question, sentence)


def test_grounds_are_places(shipped: Index) -> None:
    """What bears a sentence is the stored text of its place."""
    hits = retrieve_hits(shipped, prepare_queries(shipped, "Who manages NEXT MED?"), PASSAGES)

    [ground] = Grounds(shipped, hits).check("The Autonomous Region of Sardinia manages NEXT MED.")

    assert shipped.text_of(ground.hit.source, ground.hit.page)[ground.start : ground.end] == ground.text
    assert "Sardinia" in ground.text


def test_without_passages_nothing_is_borne(shipped: Index) -> None:
    """What has no passage is struck."""
    assert Grounds(shipped, []).check("Sardinia manages NEXT MED.") == ()


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("It was not adopted.", True),
        ("It wasn't adopted.", True),
        ("No money came.", True),
        ("Regulation (EU) No 232/2014", False),
        ("It is not unknown.", False),
        ("Neither Basel nor Mainz joined.", True),
        ("It was adopted.", False),
    ],
)
def test_denials(text: str, negative: bool) -> None:
    """A denial is one, two are none, and a number's "No" is none."""
    assert is_negative(text) is negative
