"""Each reason for which a document can't be read is of a kind, and the page says in five languages what to do."""

import ast
import re
from pathlib import Path

import pytest

from kb.fixes import KINDS, find_kind
from kb.web.maintain import texts
from kb.web.maintain.texts import read_texts, say
from kb.wording import LANGUAGES

ROOT = Path(__file__).parent.parent
PLACES = re.compile(r"\{(\w+)\}")


def reasons_of(path: Path) -> list[str]:
    """Read the texts of errors about documents in a file; what is put into them is a figure."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("DocumentError", "FetchError")
        ):
            said = node.args[0]
            if isinstance(said, ast.JoinedStr | ast.Constant):
                parts = said.values if isinstance(said, ast.JoinedStr) else [said]
                found.append("".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts))
    return found


REASONS = sorted({reason for path in (ROOT / "ingest").rglob("*.py") for reason in reasons_of(path)})


def test_reasons_are_found() -> None:
    """There are dozens; a change of how they are raised must not leave this file without any."""
    assert len(REASONS) > 60


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_is_of_a_kind(reason: str) -> None:
    """None falls through to "other", which says least; what only leads in another reason is of that one's kind."""
    assert find_kind(reason.replace("a picture: 7", "a picture: install Tesseract")) in KINDS


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("protected by a password; save a copy without one", "password"),
        ("unknown format .doc; save it as .docx", "old_format"),
        ("unknown format .exe; known are .csv, .docx", "unknown_format"),
        ("no text found (a scan?): install Tesseract (tesseract-ocr) or give the text", "scan"),
        ("no text found in it", "no_text"),
        ("content is a PDF, expected a Word document; give it its right file name", "wrong_name"),
        ("could not be read as PDF: damaged file; save it again from its source", "damaged"),
        ("took longer than 30 s; split or simplify it", "size"),
        ("front matter, line 3: as_of is 'x', expected a date", "front_matter"),
        ("can't be read: Permission denied", "rights"),
        ("answered 404", "web"),
        ("nobody has ever said this", "other"),
    ],
)
def test_kinds_are_told_apart(reason: str, kind: str) -> None:
    """The remedy fits the reason."""
    assert find_kind(reason) == kind


@pytest.mark.parametrize("kind", [*KINDS, "other"])
def test_each_kind_has_a_remedy(kind: str) -> None:
    """In every language."""
    assert all(say(f"fix_{kind}", language) for language in LANGUAGES)


def test_texts_are_there_in_every_language_with_the_same_values() -> None:
    """No text is empty, and none asks for a value that the others don't."""
    for key, row in read_texts().items():
        assert set(row) == set(LANGUAGES), key
        assert all(text.strip() for text in row.values()), key
        assert len({tuple(sorted(set(PLACES.findall(text)))) for text in row.values()}) == 1, key


def test_texts_that_are_used_are_there_and_no_others() -> None:
    """Each key in the code has a row, and each row is used; keys that are put together begin like a family of rows."""
    used, begun = set(), set()
    for path in Path(texts.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begun.add(str(node.values[0].value))
    families = tuple(one for one in begun if re.fullmatch(r"[a-z]+_", one))
    unused = [key for key in read_texts() if key not in used and not key.startswith(families)]
    assert unused == []
    called = {
        node.args[0].value
        for path in Path(texts.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("say", "desk.i18n", "i18n")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert called - set(read_texts()) == set()
    assert len(called) > 80
