"""Reading JSON and XML: records as rows, prose as paragraphs, names as headings."""

import pytest

from ingest.load import load_document
from kb.errors import DocumentError


def load(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_document(path, name)


def refuse(folder, name, content):
    with pytest.raises(DocumentError) as caught:
        load(folder, name, content)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        (
            "a.json",
            '{"title": "NEXT", "year": 2021, "open": true, "gone": null}',
            "| title: NEXT\n| year: 2021\n| open: true",
        ),
        (
            "a.json",
            '[{"name": "Italy", "sum": {"eu": 1, "own": 2}}, {"name": "Malta", "tags": ["a", "b"]}]',
            "| name: Italy | sum > eu: 1 | sum > own: 2\n| name: Malta | tags: a; b",
        ),
        ("a.json", '{"a": {"b": {"c": "x"}}, "d": ["one", "two"]}', "# a\n\n## b\n\n| c: x\n\n# d\n\n- one\n- two"),
        ("a.json", '"just text"', "just text"),
        ("a.jsonl", '{"a": "1", "b": "2"}\n\n{"a": "3", "b": "4"}\n', "| a: 1 | b: 2\n| a: 3 | b: 4"),
        ("a.json", '{"a": "x\\u0000\\ud800y|z"}', "| a: xy/z"),
        (
            "a.xml",
            "<all><row><name>Italy</name><sum>1</sum></row><row><name>Malta</name><sum>2</sum></row></all>",
            "| name: Italy | sum: 1\n| name: Malta | sum: 2",
        ),
        (
            "a.xml",
            "<d xmlns='u:x'><title>Head</title><p>Some <b>mixed</b> text.</p><s><title>Sub</title><id>7</id></s></d>",
            "# Head\n\nSome mixed text.\n\n## Sub\n\n| id: 7",
        ),
        ("a.xml", "<d><body>&lt;p&gt;one&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</body></d>", "one"),
        ("a.xml", '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>H</h1><p>x</p></body></html>', "# H\n\nx"),
        ("a.xml", '<?xml version="1.0" encoding="iso-8859-2"?><d>ąść</d>'.encode("iso-8859-2"), "ąść"),
    ],
)
def test_values_are_read_with_their_names(tmp_path, name, content, text):
    """Every value stands beside its name or under it, whatever the nesting."""
    assert load(tmp_path, name, content).pages == (text,)


def test_entities_are_not_followed(tmp_path):
    """Catalogue A10: an XML file can't bring in a file of this machine, nor grow; what is missing is told."""
    (tmp_path / "secret.txt").write_text("secret words")
    declared = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}"><!ENTITY y "&x;&x;">]>'
    loaded = load(tmp_path, "a.xml", f"{declared}<d>Seen &x;&y;.</d>")

    assert loaded.pages == ("Seen .",)
    assert loaded.warnings == ("2 entities left out; write their text into the file",)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", '{"a": 1,\n}', "not valid JSON in line 2: "),
        ("a.jsonl", '{"a": 1}\n{"b"', "not valid JSON in line 2: "),
        ("a.json", "[" * 100_000, "JSON nested too deep"),
        ("a.json", "[" + "9" * 5000 + "]", "JSON nested too deep, or with a number too long"),
        ("a.json", b"PK\x03\x04", "content is a ZIP archive or an Office document, expected JSON"),
        ("a.xml", "no xml", "content is text, expected XML"),
        ("a.xml", "<d>" * 100_000, "its part a.xml is not valid XML"),
        ("a.xml", "<d><e></d>", "its part a.xml is not valid XML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, name, content, message):
    """Catalogue A2, A3: what is damaged, nested too deep or something else says so, with its line where it has one."""
    assert refuse(tmp_path, name, content).startswith(message)
