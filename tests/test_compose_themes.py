"""Which programmes support a theme: what each one's priorities and objectives name of it."""

import pytest
from libraries import make_library

from kb.answer import Status, answer_question
from kb.compose.material import Material
from kb.compose.themes import compose_themes
from kb.followup import Turn
from kb.index import Index
from kb.lookup import look_up

PAGES = {
    "harbour.md": (
        "# Harbour Programme\n\nThe Harbour Programme builds piers.\n\n## Priorities\n\n"
        "The Harbour Programme has two priorities:\n\n- Priority 1: Tourism\n- Priority 2: Health of sailors\n\n"
        "## Objectives\n\n- Tourism, sailing and culture at the sea\n- Less waste (also from tourism)\n"
    ),
    "ferry.md": (
        "# Baltic Ferry Programme\n\nThe Baltic Ferry Programme runs ferries.\n\n## Specific objectives\n\n"
        "The Baltic Ferry Programme has these specific objectives:\n\n"
        "| Specific objective: Sea | What: Sustainable tourism at sea | As of: 2024\n"
        "| Specific objective: Firms | What: Small and medium-sized enterprises (SMEs) | As of: 2024\n\n"
        "## Meetings\n\nThe Baltic Ferry Programme held two meetings:\n\n- A meeting on health in Riga\n"
        "- A meeting on roads in Narva\n"
    ),
    "lights.md": (
        "# Nordic Lights Programme\n\nThe Nordic Lights Programme mends lighthouses.\n\n## Priorities\n\n"
        "The Nordic Lights Programme has one priority:\n\n- Priority 1: Roads (since 2024 also border infrastructure)\n"
    ),
    "old.md": (
        "# Beacon Programme 2007-2013\n\nThe Beacon Programme lit beacons.\n\n## Priorities\n\n"
        "The Beacon Programme had one priority:\n\n- Priority 1: Tourism\n"
    ),
    "glossary.md": "# Glossary\n\n| Short: SMEs | Stands for: small and medium-sized enterprises\n",
}
LEAD = "In priorities or objectives by this word (others may use another one):"
HARBOUR = "- Harbour Programme – Priority 1: Tourism"
FERRY = "- Baltic Ferry Programme – Specific objectives: Sea: Sustainable tourism at sea"
TOURISM = [HARBOUR, FERRY]


@pytest.fixture(scope="module")
def piers(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A library of three programmes that run and an old one."""
    return make_library(tmp_path_factory.mktemp("piers"), PAGES)


def shown(index: Index, question: str) -> list[str]:
    composed = compose_themes(Material(index, look_up(index, question)))
    assert composed is None or [quotation.above for quotation in composed.quotations if quotation.above] == [LEAD]
    return [quotation.shown for quotation in composed.quotations] if composed else []


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("Which programmes support tourism?", TOURISM),
        ("what programmes fund tourism projects", TOURISM),
        ("Which running programmes deal with the tourism?", TOURISM),
        ("Which programmes have tourism as a priority?", TOURISM),
        ("Which programmes have a priority on tourism?", TOURISM),
        ("In which programmes is tourism an objective?", TOURISM),
        ("Where can I get money for a tourism project?", TOURISM),
        ("Which programmes support health?", ["- Harbour Programme – Priority 2: Health of sailors"]),
        (
            "Which programmes support culture and sailing?",
            ["- Harbour Programme – Objectives: Tourism, sailing and culture at the sea"],
        ),
        (
            "Which programmes fund roads?",
            ["- Nordic Lights Programme – Priority 1: Roads (since 2024 also border infrastructure)"],
        ),
        (
            "Which programmes support SMEs?",
            ["- Baltic Ferry Programme – Specific objectives: Firms: Small and medium-sized enterprises (SMEs)"],
        ),
    ],
)
def test_each_programme_with_the_theme_is_told(question: str, lines: list[str], piers: Index) -> None:
    """The shortest of its priorities and objectives that has the theme; no meeting, no past programme."""
    assert sorted(shown(piers, question)) == sorted(lines)


@pytest.mark.parametrize(
    "question",
    [
        "Which programmes support whaling?",
        "Which programmes do not support tourism?",
        "Which programmes have calls for tourism?",
        "Which programmes support small projects?",
        "Which programmes fund border infrastructure?",  # an aside about something else
        "Does the Harbour Programme support tourism?",
        "Which priorities of the Harbour Programme are about tourism?",
        "How much money do programmes give for tourism?",
    ],
)
def test_what_is_asked_otherwise_is_left_to_others(question: str, piers: Index) -> None:
    """Nothing is made up where no priority has the theme, and calls, programmes by name and amounts are not themes."""
    assert not shown(piers, question)


def test_a_programme_spoken_of_before_does_not_limit_the_theme(piers: Index) -> None:
    """All programmes are asked for, whichever the conversation was about."""
    before = [Turn("user", "What is the Harbour Programme?"), Turn("assistant", "The Harbour Programme builds piers.")]

    answer = answer_question(piers, "Which programmes support tourism?", before)

    assert {citation.source for citation in answer.citations} == {"harbour.md", "ferry.md"}


def test_quotations_are_exact_and_the_scope_holds(piers: Index) -> None:
    """Each line is quoted from its page; what the search was limited to is all that is told."""
    answer = answer_question(piers, "Which programmes support tourism?")

    assert answer.status is Status.ANSWERED
    assert answer.text.splitlines()[0] == LEAD  # ours: no citation stands behind it
    assert answer.text.splitlines()[1].endswith(" [1]")
    for citation in answer.citations:
        assert piers.text_of(citation.source, citation.page)[citation.start : citation.end] == citation.quote
    limited = answer_question(piers, "Which programmes support tourism?", scope=["ferry.md"])
    assert {citation.source for citation in limited.citations} == {"ferry.md"}
