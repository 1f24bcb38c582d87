"""In which programmes a place takes part: what names it in each programme's area, and nothing where nothing does."""

from pathlib import Path

import pytest
from libraries import make_library

from kb.answer import Status, answer_question
from kb.compose.material import Material
from kb.compose.participation import compose_participation
from kb.compose.places import places_in
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "harbour.md": (
        "# Harbour Programme\n\nThe Harbour Programme builds piers.\n\n## Area\n\n"
        "Three countries take part in the Harbour Programme: Latvia, Estonia and Finland.\n\n"
        "The Latvian part of the area is made up of three regions:\n\n- Kurzeme region\n- Vidzeme region\n"
        "- Latgale region, only in part\n\n"
        "The Swedish part of the area is made up of both parishes of Gotland:\n\n- Fårö\n- Sproge\n\n"
        "## Branch offices\n\n"
        "The branch offices of the Harbour Programme serve three regions:\n\n- Gotland region\n- Kurzeme region\n"
    ),
    "ferry.md": (
        "# Baltic Ferry Programme\n\nThe Baltic Ferry Programme runs ferries.\n\n## Area\n\n"
        "Two countries take part in the Baltic Ferry Programme: Sweden and Latvia with Ventspils.\n\n"
        "| Country: Sweden | Regions in the ferry area: Gotland and Öland\n"
        "| Country: Latvia | Regions in the ferry area: Kurzeme, Zemgale (Semgallia) and Central Vidzeme\n"
    ),
    "lights.md": (
        "# Nordic Lights Programme\n\nThe Nordic Lights Programme mends lighthouses.\n\n## Area\n\n"
        "Two countries take part in the Nordic Lights Programme: Latvia and Sweden.\n\n"
        "| Country: Latvia | Regions in the lights area: Two regions, not named\n"
        "| Country: Sweden | Regions in the lights area: Skåne\n"
    ),
    "old.md": (
        "# Beacon Programme 2007-2013\n\nThe Beacon Programme lit beacons.\n\n## Area\n\n"
        "The Latvian part of the area was made up of two regions:\n\n- Kurzeme region\n- Selonia region\n"
    ),
    "overview.md": (
        "# All of them\n\nThe piers, the ferries and the lights are paid together.\n\n"
        "| Country: Latvia | Programmes: Harbour Programme, Baltic Ferry Programme, Nordic Lights Programme\n"
        "| Country: Finland | Programmes: Harbour Programme\n\n"
        "## In 2007-2013\n\n| Country: Latvia | Programmes in 2007-2013: Beacon Programme\n"
    ),
}
PROVINCES = {
    "harbour.md": (
        "# Harbour Programme\n\nThe Harbour Programme builds piers.\n\n## Area\n\n"
        "The Swedish part of the area is made up of two provinces:\n\n- Skåne\n- Halland\n"
    ),
    "lights.md": (
        "# Nordic Lights Programme\n\nThe Nordic Lights Programme mends lighthouses.\n\n## Area\n\n"
        "| Country: Latvia | Regions in the lights area: Kurzeme\n"
        "| Country: Sweden | Regions in the lights area: Norrland and Svealand\n"
    ),
}
HARBOUR, FERRY, LIGHTS = "Harbour Programme", "Baltic Ferry Programme", "Nordic Lights Programme"
UNNAMED = f"- {LIGHTS}: Latvia – Two regions, not named"
KURZEME = [
    f"- {HARBOUR}: Kurzeme region",
    f"- {FERRY}: Latvia – Kurzeme, Zemgale (Semgallia) and Central Vidzeme",
    UNNAMED,
]


@pytest.fixture(scope="module")
def piers(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of three programmes that run and an old one."""
    return make_library(tmp_path_factory.mktemp("piers"), PAGES)


def compose(index: Index, question: str, scope: tuple[str, ...] | None = None) -> list[str]:
    """Give what is shown, in an order that does not depend on that of the programmes."""
    composed = compose_participation(Material(index, look_up(index, question, scope=scope)))
    return sorted(f"{one.above}\n{one.shown}".strip() for one in composed.quotations) if composed else []


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Which programmes cover Kurzeme?", KURZEME),
        ("which programmes is kurzeme region in", KURZEME),
        ("In which programmes can a partner from Kurzeme in Latvia take part?", KURZEME),
        ("A school in Kurzeme asks which programmes are open to it", KURZEME),
        ("We are a town in Kurzeme. Which programmes can we apply to?", KURZEME),
        ("Programmes for Kurzeme", KURZEME),
        ("We are a museum in Kurzeme. Where can we get money?", KURZEME),
        ("Where can a school in Kurzeme apply for funding?", KURZEME),
        ("Does Kurzeme take part in more than one programme?", KURZEME),
        ("Which programmes cover Kurrzeme?", KURZEME),
        ("we are a small school in Kurzeme, is there any EU money for us", KURZEME),
        ("Our region is Kurzeme. Can we take part in two programmes?", KURZEME),
        ("Is Kurzeme eligible?", KURZEME),
        ("Is there any funding for a university in Kurzeme?", KURZEME),
        ("I'm from Kurzeme, can I apply for a grant for a museum?", KURZEME),
        ("Can a school in Kurzeme get money to buy a crane?", KURZEME),
        ("Can a school in Kurzeme get money to buy a crane with a Finnish school?", [f"- {HARBOUR}: Kurzeme region"]),
        ("I represent the regional council of Kurzeme, are we allowed to join a programme?", KURZEME),
        ("Our association is based in Kurzeme. What can we apply for?", KURZEME),
        ("we run a theatre in Kurzeme, where do I find funding?", KURZEME),
        ("Can our village in Kurzeme apply together with partners from Estonia?", [KURZEME[0]]),
        ("Nous sommes une école à Kurzeme, y a-t-il de l'argent pour nous ?", KURZEME),
        ("Siamo una scuola di Kurzeme, ci sono fondi per noi?", KURZEME),
        ("Suntem o școală din Kurzeme. La ce programe putem participa?", KURZEME),
        ("Ми школа в Kurzeme, чи є для нас гроші ЄС?", KURZEME),
        ("Can a school in Kurzeme get a crane?", []),
        ("Is there any money for Kurzeme?", []),  # what it is given
        ("Is a crane in Kurzeme eligible?", []),
        ("We are a port in Selonia. Is there any EU money for us?", []),
        ("Can we get money in Kurzeme before the call closes?", []),
        ("Which programmes cover Oland?", [f"- {FERRY}: Sweden – Gotland and Öland"]),
        (
            "Which programmes cover Gotland?",
            [f"- {FERRY}: Sweden – Gotland and Öland"],
        ),  # the other has an office there
        ("Which programme covers Latgale?", [f"- {HARBOUR}: Latgale region, only in part", UNNAMED]),
        ("Which programmes cover Semgallia?", [KURZEME[1], UNNAMED]),
        ("Which programmes cover Ventspils?", [f"- {PAGES['ferry.md'].splitlines()[6]}"]),
        ("Which programmes cover Kurzeme and Zemgale?", [KURZEME[1], UNNAMED]),
        ("How many programmes is Skåne in?", [f"1 (counted):\n- {LIGHTS}: Sweden – Skåne"]),
        ("In which programmes does Finland take part?", ["Finland – Harbour Programme"]),
        ("In which programmes does Latvia take part?", [f"Latvia – {HARBOUR}, {FERRY}, {LIGHTS}"]),
        (
            "In which programmes does Sweden take part?",  # no row says it
            [f"- {PAGES['ferry.md'].splitlines()[6]}", f"- {PAGES['lights.md'].splitlines()[6]}"],
        ),
        ("Which programmes cover Selonia?", []),  # in the old one only
        (
            "Which programmes is Fårö in?",  # a part of Gotland
            [f"- {HARBOUR}: Fårö", f"- {FERRY}: Sweden – Gotland and Öland"],
        ),
        ("Which programmes cover Vidzeme and Skåne?", []),  # none has both
        ("Which programmes cover Gotland or Skåne?", []),
        ("Which programmes cover Lapland?", []),
        ("Which programmes of 2007-2013 cover Kurzeme?", []),
        ("Which programmes did Kurzeme take part in?", []),
        ("Which programmes does Finland not take part in?", []),
        ("Which programmes have a branch office in Kurzeme?", []),
        ("Which programmes paid money in Kurzeme?", []),
        ("Which programmes besides the Harbour Programme cover Kurzeme?", []),
        ("Which regions of Latvia are in the programmes?", []),
        ("Which programmes does the joint secretariat based in Kurzeme work for?", []),
        ("How many programmes does Sweden take part in?", []),
        (
            "How many programmes does Latvia take part in?",
            [f"3 (counted):\nLatvia – {HARBOUR}, {FERRY}, {LIGHTS}"],
        ),
        ("Which programmes can a Finnish municipality take part in?", ["Finland – Harbour Programme"]),
        ("In which programmes can Finnish partners participate?", ["Finland – Harbour Programme"]),
        ("Where can a Finnish school get money?", ["Finland – Harbour Programme"]),
        ("Which programmes have pages in Finnish?", []),
        ("We are a Finnish NGO. Which programmes are open to us?", ["Finland – Harbour Programme"]),
        ("which programmes accept finnish partners", ["Finland – Harbour Programme"]),
        ("Which Latvian regions take part in more than one programme?", []),
        ("Which programmes can a Norwegian school take part in?", []),
        ("Which programmes are open?", []),
        ("Which programmes cover the whole territory?", []),
        ("Who manages the programmes in Kurzeme?", []),
    ],
)
def test_what_is_told_of_a_place(question: str, shown: list[str], piers: Index) -> None:
    """One line for each programme whose area names the place; nothing of an old one, an office or another question."""
    assert compose(piers, question) == sorted(shown)


def test_what_money_is_for_is_said_not_to_be_told(piers: Index) -> None:
    """The areas tell of the place, not of what may be paid."""
    answer = answer_question(piers, "Can a school in Kurzeme get money to buy a crane?")

    assert answer.status is Status.PARTLY
    assert "“to buy a crane”" in answer.missing


def test_what_is_quoted_stands_there(piers: Index) -> None:
    """Each quotation is a whole item, row or sentence of its page, and names the place or none of its country."""
    composed = compose_participation(Material(piers, look_up(piers, "Which programmes cover Kurzeme?")))

    assert composed is not None
    quotes = {quotation.hit.source: quotation.quote for quotation in composed.quotations}
    assert quotes == {
        "harbour.md": "Kurzeme region",
        "ferry.md": PAGES["ferry.md"].splitlines()[9].removeprefix("| "),
        "lights.md": PAGES["lights.md"].splitlines()[8].removeprefix("| "),
    }
    for one in composed.quotations:
        assert piers.text_of(one.hit.source, 1)[one.start : one.end] == one.quote


def test_what_was_filtered_out_is_not_told(piers: Index) -> None:
    """The other documents are not read where the search is limited to one."""
    assert compose(piers, "Which programmes cover Kurzeme?", ("ferry.md",)) == [KURZEME[1]]
    assert compose(piers, "In which programmes does Finland take part?", ("ferry.md",)) == []


@pytest.mark.parametrize(
    ("question", "shown", "untold"),
    [
        ("Which programmes are for a school in Cēsis, Latvia?", [f"Latvia – {HARBOUR}, {FERRY}, {LIGHTS}"], "Cēsis"),
        (
            "I am from Cēsis in Latvia. Which programmes can I apply to?",
            [f"Latvia – {HARBOUR}, {FERRY}, {LIGHTS}"],
            "Cēsis",
        ),
        ("In which programmes can a partner from Kurzeme in Latvia take part?", KURZEME, ""),
    ],
)
def test_a_town_that_no_programme_names_is_told_by_its_country(
    question: str, shown: list[str], untold: str, piers: Index
) -> None:
    """The town itself is left untold: it may lie outside the area."""
    composed = compose_participation(Material(piers, look_up(piers, question)))

    assert composed is not None
    assert (sorted(one.shown for one in composed.quotations), composed.untold) == (sorted(shown), untold)


@pytest.mark.parametrize(
    ("question", "untold"),
    [
        ("Is Jämtland province eligible anywhere?", "Jämtland province"),
        ("Which programmes cover Jämtland province?", "Jämtland province"),
        ("Which programmes cover Jämtland?", None),  # of which kind, and where, nobody says
        ("Which programmes built a pier in Jämtland province?", None),
        ("Which programmes cover Skåne province?", ""),
    ],
)
def test_a_place_of_a_kind_is_held_against_all_lists_of_its_country(
    question: str, untold: str | None, tmp_path: Path
) -> None:
    """None names it, but it may be within what another list names."""
    index = make_library(tmp_path, PROVINCES)
    composed = compose_participation(Material(index, look_up(index, question)))

    assert (composed.untold if composed else None) == untold
    if untold:
        assert composed is not None
        assert sorted(one.shown for one in composed.quotations) == [
            "- Harbour Programme: The Swedish part of the area is made up of two provinces: Skåne, Halland",
            "- Nordic Lights Programme: Sweden – Norrland and Svealand",
        ]


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        ("Kurzeme region", ["Kurzeme region"]),
        ("Zemgale (Semgallia)", ["Zemgale", "Semgallia"]),
        ("Latvia with Ventspils", ["Latvia", "Ventspils"]),
        ("Latgale region, only in part (a survey calls this the eastern subregion)", ["Latgale region"]),
        ("the counties Brăila", ["the counties Brăila"]),
        ("Kafr el-Sheikh", ["Kafr el-Sheikh"]),
        ("Whole territory", []),
        ("Five regions, not named", []),
        ("7 regions (25 provinces in the second call)", []),
        ("Countries", []),
    ],
)
def test_places_that_an_entry_names(entry: str, named: list[str]) -> None:
    """A place's name is written large, whatever kind of place it is."""
    assert [text for _, text in places_in(entry)] == named


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("which programmes cover Trapani", {"programmes/italy-tunisia.md", "programmes/next-med.md"}),
        (
            "A partner from Rivne oblast asks in which of our programmes they may take part",
            {"programmes/poland-ukraine.md", "programmes/black-sea-basin.md"},
        ),
        ("În ce programe participă județul Vaslui?", {"programmes/romania-moldova.md"}),
        ("in which programmes does Greece take part", {"programmes/overview.md"}),
        (
            "our county is Botoșani, are there any funds for us",
            {"programmes/romania-moldova.md", "programmes/romania-ukraine.md"},
        ),
    ],
)
def test_places_of_the_shipped_library_are_answered(question: str, sources: set[str], shipped: Index) -> None:
    """What the areas of the shipped library name is sure enough to be shown."""
    answer = answer_question(shipped, question)

    assert answer.status is Status.ANSWERED
    assert {citation.source for citation in answer.citations} == sources
