"""What a question takes for granted and no quotation tells leaves a doubt, however near the words are."""

import pytest
from libraries import make_library

from kb.extract import compose_answer
from kb.index import Index
from kb.lookup import look_up
from kb.presumed import is_of_another_owner, takes_for_granted, untold_words

PAGES = {
    "council.md": """# The Harbour Council

The Harbour Council suspended cooperation with Russia and Belarus in March 2022 because of the invasion. Moldova's
Parliament ratified the changes to the harbour agreement on 27 December 2024.

## Plans

The three changes proposed by the Harbour Council for 2028 are:

- Fees: lower ones
- Boats: new ones
- Tides: none

## Volunteers

The volunteers of the Harbour Council are aged 18 to 30 and stay for six months in a harbour.
""",
    "events.md": """# Events

## Harbour Council and Lighthouse Trust events

The events of the Harbour Council and the Lighthouse Trust, in order of date, are:

| Event | When | Where |
|---|---|---|
| Conference on tides | 4 May 2020 | Turku |
| Meeting on dredging | 7 June 2021 | Vienna |
| Lighthouse Trust event on lamps | 9 June 2021 | Viborg |
""",
    "lighthouse.md": """# The Lighthouse Trust

The Lighthouse Trust has EUR 5 million of its own. Its managing authority is the Ministry of Lamps.

## Moorings

The Lighthouse Trust has three moorings:

- Mooring in Riga (Latvia)
- Mooring in Narva (Estonia)
- Mooring in Turku (Finland)

## Projects

The Lighthouse Trust has small projects for lamps.
""",
    "glossary.md": """# Glossary

## Audit authority (AA)

The audit authority (AA) is the body that checks the accounts of a trust.

## Managing authority (MA)

The managing authority (MA) is the body that runs a trust.

## Small projects fund (SPF)

A small projects fund (SPF) is a project that pays for others.

## Sea Fund (SF)

The Sea Fund (SF) is a fund for harbours.
""",
    "money.md": """# Money

A committee moved EUR 9.5 million of Sea Fund money to harbours in 2022.
""",
}


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Two bodies, a fund, and a glossary of kinds of bodies."""
    return make_library(tmp_path_factory.mktemp("harbours"), PAGES)


def presumes(index: Index, question: str) -> bool:
    found = look_up(index, question)
    return takes_for_granted(index, found, compose_answer(index, found))


@pytest.mark.parametrize(
    ("turned", "as_told"),
    [
        (
            "Why did Russia suspend cooperation with the Harbour Council?",
            "Why did the Harbour Council suspend cooperation with Russia?",
        ),
        (
            "When did the Harbour Council ratify the changes to the harbour agreement?",
            "When did Moldova ratify the changes to the harbour agreement?",
        ),
    ],
)
def test_who_did_it_to_whom_is_not_turned_round(turned: str, as_told: str, harbours: Index) -> None:
    """The words are the same; what a parliament does its country does."""
    assert presumes(harbours, turned)
    assert not presumes(harbours, as_told)


def test_what_is_done_by_somebody_needs_no_auxiliary(harbours: Index) -> None:
    """The changes "proposed by the Council" are those that the Council proposes."""
    found = look_up(harbours, "What does the Harbour Council propose for 2028?")
    composed = compose_answer(harbours, found)
    assert "proposed by" in composed.quotations[0].quote
    assert not takes_for_granted(harbours, found, composed)


def test_a_yes_or_no_question_wants_each_of_its_words_told(harbours: Index) -> None:
    """Who volunteers is near to whether they are paid."""
    found = look_up(harbours, "Do the volunteers of the Harbour Council get paid?")

    assert untold_words(harbours, found, compose_answer(harbours, found)) == {"paid": "paid"}
    assert presumes(harbours, "Do the volunteers of the Harbour Council get paid?")
    assert not presumes(harbours, "Do the volunteers of the Harbour Council stay for six months?")
    assert not presumes(harbours, "How long do the volunteers of the Harbour Council stay?")


def test_a_heading_of_two_does_not_say_whose_each_is(harbours: Index) -> None:
    """Only one row says that it is the Trust's."""
    assert presumes(harbours, "Which events does the Harbour Council organise?")
    assert not presumes(harbours, "Which events were there in 2021?")


def test_a_managing_authority_is_no_audit_authority(harbours: Index) -> None:
    """They share a word, not the one that tells them apart."""
    managing = look_up(harbours, "managing authority of the Lighthouse Trust")
    audit = look_up(harbours, "audit authority of the Lighthouse Trust")
    told = compose_answer(harbours, managing)

    assert "Ministry of Lamps" in told.quotations[0].quote
    assert takes_for_granted(harbours, audit, told)
    assert not takes_for_granted(harbours, managing, told)


def test_money_of_a_kind_is_not_what_the_fund_has(harbours: Index) -> None:
    """What the Trust has is told of it."""

    def of_another(question: str) -> bool:
        found = look_up(harbours, question)
        return is_of_another_owner(harbours, found, compose_answer(harbours, found))

    assert of_another("How much money does the Sea Fund have?")
    assert of_another("What is the budget of the Sea Fund?")
    assert of_another("How much does the audit authority cost?")
    assert not of_another("How much Sea Fund money was moved to harbours?")
    assert not of_another("How much money does the Lighthouse Trust have?")


def test_a_name_of_three_words_is_told_in_all_of_them(harbours: Index) -> None:
    """Small projects are no small projects fund."""
    fund = look_up(harbours, "Does the Lighthouse Trust have a small projects fund?")
    small = look_up(harbours, "Does the Lighthouse Trust have small projects?")
    told = compose_answer(harbours, small)

    assert [one.quote for one in told.quotations][:1] == ["The Lighthouse Trust has small projects for lamps."]
    assert takes_for_granted(harbours, fund, told)
    assert not takes_for_granted(harbours, small, told)


def test_what_is_in_a_country_is_told_by_what_names_it(harbours: Index) -> None:
    """A list of offices elsewhere is no list of those there."""
    assert presumes(harbours, "Are there moorings in Hungary?")
    assert not presumes(harbours, "Are there moorings?")


def test_what_is_new_is_told_by_what_speaks_of_new_things(harbours: Index) -> None:
    """A list of all says nothing of which are new."""
    assert presumes(harbours, "Which events are new?")
    assert not presumes(harbours, "Which events were in 2021?")


def test_kinds_are_told_by_what_speaks_of_kinds(harbours: Index) -> None:
    """A table of events is none of kinds of events."""
    assert presumes(harbours, "What kinds of volunteers does the Harbour Council have?")
