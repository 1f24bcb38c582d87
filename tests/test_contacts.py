"""Whom to ask, found in the tables of a library."""

import pytest
from libraries import make_library

from kb.contacts import find_contact
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "harbour.md": """# Harbour Programme (HBP)

The Harbour Programme runs from 2021 to 2027. The Lighthouse Fund pays for towers.

| Body: Managing authority of the Harbour Programme | E-mail: not known | Website: https://harbour.example
| Body: Joint secretariat of the Harbour Programme | E-mail: help@harbour.example | Website: https://harbour.example
| Body: Joint secretariat of the Harbour Programme (old address) | E-mail: old@harbour.example | Website: not known
| Body: Audit authority of the Harbour Programme | E-mail: not known | Website: not known

| Question: Questions on the Lighthouse Fund | Whom to ask: Maria Rossi, fund@example.eu
| Question: Questions on ferries | Whom to ask: not known

| Year: 2021 | Visitors: 12,000
""",
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of one page."""
    return make_library(tmp_path_factory.mktemp("harbour"), PAGES)


@pytest.mark.parametrize(
    ("question", "name", "reach"),
    [
        ("How many visas did the Harbour Programme grant?", "Joint secretariat of the Harbour Programme", "help@"),
        ("How many visas did the HBP grant?", "Joint secretariat of the Harbour Programme", "help@"),
        ("Where is the Lighthouse Fund?", "Maria Rossi, fund@example.eu", ""),
    ],
)
def test_whom_to_ask(question: str, name: str, reach: str, harbour: Index) -> None:
    """The contact for what the question names is found, one that can be reached and is not old first."""
    contact = find_contact(harbour, look_up(harbour, question))

    assert contact is not None
    assert contact.name == name
    assert contact.reach.startswith(reach)
    assert harbour.text_of(contact.source, contact.page)[contact.start : contact.end] == contact.quote


@pytest.mark.parametrize("question", ["Who won the cup?", "How many visitors were there in 2021?", "🙂"])
def test_nobody_to_ask(question: str, harbour: Index) -> None:
    """For other subjects there is nobody, and a row that tells no contact is none."""
    assert find_contact(harbour, look_up(harbour, question)) is None


def test_contacts_keep_to_the_scope(harbour: Index) -> None:
    """Only sources in scope are named."""
    found = look_up(harbour, "How many visas did the Harbour Programme grant?")

    assert find_contact(harbour, found, ["harbour.md"]) is not None
    assert find_contact(harbour, found, ["other.md"]) is None
