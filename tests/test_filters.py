"""Filters: what a search may find, told by topic, document, language and date."""

from collections.abc import Iterator

import pytest
from conftest import run_here
from fakes import BagOfWords

from ingest.sync import sync_documents
from kb.errors import QuestionError
from kb.filters import Filters, find_scope
from kb.generations import open_current
from kb.index import Index
from kb.retrieve import prepare_queries, retrieve_hits

DOCUMENTS = {
    "events/old.md": ("Old meetings", "2019-05-20", "en", "The programme met in Vienna."),
    "events/new.md": ("New meetings", "2024", "en", "The programme met in Rome."),
    "money/funds.md": ("Funds", "2021-11", "en", "The programme has money."),
    "money/fonds.md": ("Fonds", "undated", "fr", "Le programme a de l'argent: the programme."),
    "money/rows.md": (
        "Payments",
        "2016",
        "en",
        "| What | As of |\n|---|---|\n| The programme paid one | 2018-03-01 |\n| The programme paid two | 2023-04 |",
    ),
}
EVERY = set(DOCUMENTS)


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """A library of two topics, two languages, and dates of every precision."""
    folder = tmp_path_factory.mktemp("filters")
    for source, (title, as_of, lang, text) in DOCUMENTS.items():
        path = folder / "documents" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        front = f"title: {title}\ntopic: {path.parent.name}\nas_of: {as_of}\nlang: {lang}"
        path.write_text(f"---\n{front}\n---\n\n# {title}\n\n{text}\n")
    bag = BagOfWords()
    sync_documents(folder / "documents", folder / "index", bag.fingerprint, lambda: bag, apart=run_here)
    index = open_current(folder / "index", bag)
    yield index
    index.close()


def find(index: Index, filters: Filters, sources: list[str] | None = None) -> set[str]:
    """Give the sources of all that is found within filters."""
    scope = find_scope(index, filters, sources)
    return {hit.source for hit in retrieve_hits(index, prepare_queries(index, "the programme"), 50, scope)}


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        (Filters(), EVERY),
        (Filters(topics=("events",)), {"events/old.md", "events/new.md"}),
        (Filters(topics=("EVENTS", "money")), EVERY),
        (Filters(documents=("money/funds.md",)), {"money/funds.md"}),
        (Filters(documents=("funds", "New meetings")), {"money/funds.md", "events/new.md"}),
        (Filters(languages=("fr",)), {"money/fonds.md"}),
        (Filters(topics=("events",), languages=("fr",)), set()),
        (Filters(since="2021"), {"events/new.md", "money/funds.md", "money/rows.md"}),
        (Filters(until="2021"), {"events/old.md", "money/funds.md", "money/rows.md"}),
        (Filters(since="2021-12"), {"events/new.md", "money/rows.md"}),
        (Filters(since="2019-05-20", until="2019-05-20"), {"events/old.md"}),
        (Filters(since="2019-05-21", until="2019-12"), set()),
        (Filters(since="2024-07-01"), {"events/new.md"}),
        (Filters(topics=("money",), since="2020", until="2022"), {"money/funds.md"}),
        (Filters(since="2030"), set()),
    ],
)
def test_what_is_found_within_filters(filters: Filters, sources: set[str], dated: Index) -> None:
    """Each filter keeps what it names, several keep what all of them keep, and none keep everything."""
    assert find(dated, filters) == sources


def test_a_row_has_its_own_date(dated: Index) -> None:
    """Rows of one document are told apart by the dates that they carry."""
    for since, until, row in (("2018", "2018-12", "one"), ("2023-04-30", "", "two")):
        scope = find_scope(dated, Filters(documents=("Payments",), since=since, until=until))
        hits = retrieve_hits(dated, prepare_queries(dated, "the programme paid"), 10, scope)

        assert [f"paid {row}" in hit.text for hit in hits] == [True]


def test_filters_narrow_the_given_sources(dated: Index) -> None:
    """Sources given besides are filtered, too; unknown ones of them find nothing, as without filters."""
    given = ["events/old.md", "money/funds.md", "nothing.md"]

    assert find(dated, Filters(), given) == {"events/old.md", "money/funds.md"}
    assert find(dated, Filters(topics=("money",)), given) == {"money/funds.md"}
    assert find_scope(dated, Filters()) is None


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (Filters(topics=("event",)), "There is no topic 'event' in the index; there is: events, money."),
        (Filters(languages=("uk",)), "There is no language 'uk' in the index; there is: "),
        (Filters(since="24"), "since is '24': expected a date as YYYY, YYYY-MM or YYYY-MM-DD."),
        (Filters(until="2024-13"), "until is '2024-13': expected a date as YYYY, YYYY-MM or YYYY-MM-DD."),
        (Filters(until="2023-02-29"), "until is '2023-02-29': expected a date as YYYY, YYYY-MM or YYYY-MM-DD."),
        (Filters(since="last year"), "since is 'last year': expected a date as YYYY, YYYY-MM or YYYY-MM-DD."),
        (
            Filters(since="2022-01", until="2021"),
            "Nothing is since 2022-01 and until 2021: give the earlier date to since.",
        ),
    ],
)
def test_what_the_index_does_not_have(filters: Filters, message: str, dated: Index) -> None:
    """An unknown name or a date that is none is refused in one line, which names the known ones."""
    with pytest.raises(QuestionError) as caught:
        find_scope(dated, filters)

    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_an_unknown_document_is_told_the_nearest(dated: Index) -> None:
    """The message on an unknown document begins with those whose names are most like it."""
    with pytest.raises(QuestionError, match=r"^There is no document 'Fund' in the index; there is: (Funds|Fonds), "):
        find_scope(dated, Filters(documents=("Fund",)))


def test_shipped_library_is_filtered(shipped: Index) -> None:
    """In the shipped library every hit keeps to topic and date, rows with dates of their own included."""
    scope = find_scope(shipped, Filters(topics=("history",), until="2015"))
    hits = retrieve_hits(shipped, prepare_queries(shipped, "When did the programmes start?"), 20, scope)

    assert hits
    assert {(hit.topic, hit.as_of[:4] <= "2015") for hit in hits} == {("history", True)}
