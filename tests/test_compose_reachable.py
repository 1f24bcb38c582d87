"""Where a contact is asked for, the row that tells where to write to now goes first."""

import pytest
from libraries import make_library

from kb.extract import compose_answer
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "contacts.md": """# Contacts

| name: Jan Kowal | role: director of the Harbour Office Narva; hosts the secretariat | e-mail: not known
| name: Harbour Office Narva (old address) | role: host of the secretariat in Narva | e-mail: old@example.org
| name: Secretariat of the harbour | role: secretariat | organisation: Harbour Office Narva | e-mail: new@example.org
""",
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of one table of contacts, of which only the last row is of use."""
    return make_library(tmp_path_factory.mktemp("harbour"), PAGES)


@pytest.mark.parametrize(
    ("question", "first", "never"),
    [
        ("contact secretariat Narva", "new@example.org", "old@example.org"),
        ("Who do I contact at the secretariat in Narva?", "new@example.org", "old@example.org"),
        ("e-mail address of the secretariat in Narva", "new@example.org", "old@example.org"),
        # Who is asked for is a person; and what is old may be asked for.
        ("Who is the director of the Harbour Office Narva?", "Jan Kowal", ""),
        ("contact at the old address of the secretariat in Narva", "old@example.org", ""),
    ],
)
def test_the_row_to_write_to_comes_first(question: str, first: str, never: str, harbour: Index) -> None:
    """Neither a person without an address nor an address that is old."""
    quotations = compose_answer(harbour, look_up(harbour, question)).quotations

    assert first in quotations[0].quote
    assert not never or all(never not in one.quote for one in quotations)


def test_a_contact_for_things_is_no_list_of_them(shipped: Index) -> None:
    """Though a page of guidance is called by them."""
    quotations = compose_answer(shipped, look_up(shipped, "contact at Interact for small project funds")).quotations

    assert quotations[0].shown.startswith("Bernhard Schausberger")
