"""Check that what stands in documents/ keeps to the rules of documents/README.md, whatever a program makes of it."""

import csv
import datetime
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "documents"
PAGES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.md"))
DOCUMENTS = [name for name in PAGES if name != "README.md"]
TABLES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.csv"))
PROGRAMMES = sorted(
    f"programmes/{name}.md"
    for name in "poland-ukraine romania-ukraine romania-moldova huskroua italy-tunisia next-med black-sea-basin".split()
)

FIELDS = {"title", "topic", "as_of", "lang", "sources"}
TOPICS = {"network", "history", "programmes", "contacts", "glossary", "events", "guidance"}
PROGRAMME_HEADINGS = [
    "At a glance",
    "Area",
    "Money",
    "Priorities and specific objectives",
    "Who runs it",
    "Calls and projects",
    "Predecessors",
    "History of the programme",
    "Website",
]
UNCHECKED = "not checked against a source"

_FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
_URL = re.compile(r"https?://[^\s<>\"]+")
_ACT = re.compile(r"(?:Commission |Council |Delegated |Implementing )*(?:Regulation|Decision|Directive) .*\d")
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_SOURCE = re.compile(r"(.+?) \(as of ([^()\s]+)\)")
_LINK = re.compile(r"\[[^\]]*\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
_HTML = re.compile(r"<(?:[A-Za-z/][^>\n]*|!--.*)>?")
_MARKED = re.compile(r"#{1,6} |- |\d+\. |\|")
_WORKSHOP = re.compile(
    r"(?<![\w.])/(?:home|root|tmp|opt)/|\bstored (?:page|text)|\bfacts? files?\b|\bseed\b|\bindex id\b", re.IGNORECASE
)


def read_text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def split_document(name: str) -> tuple[dict[str, Any], str]:
    """Return the head and the body of a document."""
    parts = _FRONT_MATTER.fullmatch(read_text(name))
    assert parts, f"{name}: no front matter between two lines ---"
    head = yaml.safe_load(parts[1])
    assert isinstance(head, dict), f"{name}: the front matter is no list of fields"
    return head, parts[2]


def list_lines(name: str) -> list[tuple[int, str]]:
    """Return the numbered lines of a page without front matter and what code there is."""
    lines = []
    text = read_text(name)
    parts = _FRONT_MATTER.fullmatch(text)
    first = len(text.splitlines()) - len(parts[2].splitlines()) if parts else 0
    fenced = False
    for number, line in enumerate(text.splitlines()[first:], first + 1):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            lines.append((number, re.sub(r"`[^`]*`", "code", line)))
    return lines


def split_sections(name: str) -> list[tuple[int, str, str]]:
    """Return level, heading and text of each section; the text ends at the next heading of any level."""
    sections: list[tuple[int, str, str]] = []
    for _, line in list_lines(name):
        if heading := re.fullmatch(r"(#{1,6}) (.*)", line):
            sections.append((len(heading[1]), heading[2], ""))
        elif sections:
            level, title, text = sections[-1]
            sections[-1] = (level, title, f"{text}{line}\n")
    return sections


def list_anchors(name: str) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a page."""
    anchors: set[str] = set()
    for _, heading, _ in split_sections(name):
        slug = re.sub(r"[^\w\- ]", "", _LINK.sub("", heading).casefold()).replace(" ", "-")
        count = 0
        while (anchor := f"{slug}-{count}" if count else slug) in anchors:
            count += 1
        anchors.add(anchor)
    return anchors


def split_row(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))]


def list_tables(name: str) -> list[list[tuple[int, list[str]]]]:
    """Return the tables of a page, each as its numbered rows."""
    tables: list[list[tuple[int, list[str]]]] = []
    last = -1
    for number, line in list_lines(name):
        if line.startswith("|"):
            if number != last + 1:
                tables.append([])
            tables[-1].append((number, split_row(line)))
            last = number
    return tables


def read_table(name: str) -> list[list[str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def is_date(text: str) -> bool:
    """Tell whether a text is YYYY, YYYY-MM, YYYY-MM-DD or undated, and a day that exists."""
    if text == "undated":
        return True
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def is_source(text: str) -> bool:
    return bool(_URL.fullmatch(text) or _ACT.match(text))


def load_entries() -> list[Any]:
    entries = []
    for path in sorted((ROOT / "tests" / "records").glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            entries.append(pytest.param(entry, id=f"{entry.get('document', 'left out')}:{path.stem}:{entry['record']}"))
    return entries


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("2024", True),
        ("2024-02", True),
        ("2024-02-29", True),
        ("undated", True),
        ("2023-02-29", False),
        ("2024-13", False),
        ("about 2023", False),
        ("", False),
    ],
)
def test_date(text: str, valid: bool) -> None:
    """A date is a year, a month, a day that exists or the word undated."""
    assert is_date(text) is valid


def test_documents_are_there() -> None:
    """The folder holds documents and tables, among them the seven programmes."""
    assert TABLES
    assert set(PROGRAMMES) <= set(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_head(name: str) -> None:
    """Every document says its title, topic, date, language and sources, and begins with its title."""
    head, body = split_document(name)
    assert set(head) == FIELDS
    assert isinstance(head["title"], str)
    assert head["title"].strip()
    assert body.lstrip("\n").startswith(f"# {head['title']}\n")
    assert head["topic"] in TOPICS
    assert head["topic"] == name.split("/")[0]
    assert is_date(str(head["as_of"])), f"as_of {head['as_of']} is no date"
    assert re.fullmatch(r"[a-z]{2}", str(head["lang"]))
    assert isinstance(head["sources"], list)
    assert head["sources"]
    assert len(set(head["sources"])) == len(head["sources"]), "a source is listed twice"
    assert not [source for source in head["sources"] if not is_source(str(source))]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_sources(name: str) -> None:
    """Every source line and every dated row has valid dates and sources, which are those of the head."""
    head, _ = split_document(name)
    used: set[str] = set()
    for number, line in list_lines(name):
        if re.match(r"Sources?:", line):
            assert re.match(r"Sources?: \S", line), f"line {number}"
            for part in re.split(r";\s", line.split(": ", 1)[1]):
                source = _SOURCE.fullmatch(part)
                assert source, f"line {number}: {part}"
                assert is_source(source[1]), f"line {number}: {source[1]}"
                assert is_date(source[2]), f"line {number}: {source[2]}"
                used.add(source[1])
    for table in list_tables(name):
        header = table[0][1]
        if "As of" in header or "Source" in header:
            assert header[-2:] == ["As of", "Source"], f"line {table[0][0]}"
            for number, row in table[2:]:
                assert is_date(row[-2]), f"line {number}: {row[-2]}"
                assert _URL.fullmatch(row[-1]), f"line {number}: {row[-1]}"
                used.add(row[-1])
    assert used == set(head["sources"])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_source_line_ends_its_section(name: str) -> None:
    """A source line is the last line of its section, where the ingest looks for it."""
    for _, heading, text in split_sections(name):
        lines = [line for line in text.splitlines() if line.strip()]
        assert not [line for line in lines[:-1] if re.match(r"Sources?:", line)], heading


@pytest.mark.parametrize("name", PAGES)
def test_links(name: str) -> None:
    """Every internal link leads to a file that exists and to a heading that it has."""
    dead = []
    for number, line in list_lines(name):
        for target in _LINK.findall(line):
            if _URL.fullmatch(target):
                continue
            file, _, anchor = target.partition("#")
            path = ((FOLDER / name).parent / file).resolve() if file else FOLDER / name
            inside = path.is_file() and path.is_relative_to(FOLDER)
            if not inside or (anchor and anchor not in list_anchors(path.relative_to(FOLDER).as_posix())):
                dead.append(f"line {number}: {target}")
    assert not dead


@pytest.mark.parametrize("name", PROGRAMMES)
def test_programme_headings(name: str) -> None:
    """Every programme document has the same sections in the same order."""
    assert [heading for level, heading, _ in split_sections(name) if level == 2] == PROGRAMME_HEADINGS


@pytest.mark.parametrize("name", TABLES)
def test_csv(name: str) -> None:
    """Every CSV file is rectangular, has a header without gaps and ends each row with its date and source."""
    header, *rows = read_table(name)
    assert rows
    assert all(header)
    assert len(set(header)) == len(header)
    assert header[-2:] == ["as_of", "source"]
    for number, row in enumerate(rows, 2):
        assert len(row) == len(header), f"row {number}"
        assert row[0].strip(), f"row {number}"
        assert is_date(row[-2]), f"row {number}: {row[-2]}"
        unsourced = not row[-1] and any(UNCHECKED in cell for cell in row)
        assert unsourced or _URL.fullmatch(row[-1]), f"row {number}: {row[-1]}"


@pytest.mark.parametrize("name", PAGES)
def test_tables(name: str) -> None:
    """Every row of a table has as many cells as its header, and no cell of the first column is empty."""
    for table in list_tables(name):
        header = table[0][1]
        assert all(header), f"line {table[0][0]}"
        assert len(table) > 2, f"line {table[0][0]}: a table without rows"
        assert all(re.fullmatch(r":?-{3,}:?", cell) for cell in table[1][1]), f"line {table[1][0]}"
        for number, row in table:
            assert len(row) == len(header), f"line {number}"
            assert row[0], f"line {number}"


@pytest.mark.parametrize("name", PAGES)
def test_plain_paragraphs(name: str) -> None:
    """A paragraph is one line, lists have one level, and there is no HTML."""
    before = ""
    for number, line in list_lines(name):
        assert not _HTML.search(line), f"line {number}: HTML"
        assert not line.startswith((" ", "\t")), f"line {number}: indented"
        plain = bool(line.strip()) and not _MARKED.match(line)
        assert not (plain and before.strip()), f"line {number}: continues the line before"
        before = line


@pytest.mark.parametrize("name", DOCUMENTS + TABLES)
def test_words_of_the_workshop(name: str) -> None:
    """No document speaks of how the documents were made: a reader cannot look that up."""
    assert not _WORKSHOP.findall(read_text(name))


@pytest.mark.parametrize("entry", load_entries())
def test_record(entry: dict[str, str]) -> None:
    """Every known fact stands with its key in the section named for it, or is left out for a reason."""
    if "left_out" in entry:
        assert set(entry) == {"record", "left_out"}
        assert entry["left_out"].strip()
        return
    assert set(entry) == {"record", "document", "heading", "key", "query"}
    assert all(str(value).strip() for value in entry.values())
    name, key = entry["document"], str(entry["key"])
    assert name in DOCUMENTS + TABLES, f"{name} does not exist"
    if name in TABLES:
        assert key in read_text(name), f"{name}: no {key!r}"
        return
    texts = [text for _, heading, text in split_sections(name) if heading == entry["heading"]]
    assert texts, f"{name}: no heading {entry['heading']!r}"
    assert any(key in text for text in texts), f"{name}, {entry['heading']}: no {key!r}"
