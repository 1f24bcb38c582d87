"""The report of an evaluation: whole, harmless, self-contained, and its filter works in a browser."""

import hashlib
import random
import re
from base64 import b64encode
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from browsing import needs_browser, open_tab
from playwright.sync_api import Browser, Page, expect

from kb.errors import ConfigError
from kb.evaluation.markup import element, highlight
from kb.evaluation.report import render_report, write_report

LARGEST = 1_000_000  # bytes for 150 questions
HOSTILE = (
    "</script><script>alert(1)</script> </style><style>*{display:none}</style> <img src=http://evil.example/x "
    "onerror=alert(1)> \" onmouseover='alert(1)' javascript:alert(1) <a href=javascript:alert(1)>x</a> "
    "<!-- ]]> &lt;b&gt; {{7*7}} ${title} $body \ud800 \x00 \u202e"
)
KINDS = ["contact", "date", "list", "history", "follow-up"]
CAUSES = ["not retrieved", "not chosen", "refused", "fact not in the documents"]

Results = dict[str, Any]


def make_item(number: int, **given: Any) -> Results:
    """Make one question with its answer and ten passages; answered rightly unless something else is given."""
    kind = KINDS[number % len(KINDS)]
    passage = "The programme spends EUR 74.9 million on cooperation between regions and their neighbours. " * 9
    quote = f"The joint secretariat number {number} is in Warsaw."
    return {
        "id": f"q{number:03}",
        "kind": kind,
        "lang": "uk" if number % 7 == 0 else "en",
        "topic": ["programmes", "network"][number % 2],
        "question": f"Where is the joint secretariat number {number}?",
        "history": [{"role": "user", "text": "Hello?"}, {"role": "assistant", "text": "Hello."}] if number % 5 else [],
        "answerable": True,
        "expected": [["Warsaw", "Warszawa"], [f"number {number}"]],
        "relevant": ["programmes/poland-ukraine.md"],
        "status": "answered",
        "missing": "",
        "text": f"{quote} [1]",
        "confidence": 0.8,
        "seconds": 0.02 + number % 11 / 300,
        "citations": [
            {
                "number": 1,
                "source": "programmes/poland-ukraine.md",
                "title": "Poland-Ukraine",
                "page": 1,
                "heading": "Contacts",
                "start": 0,
                "end": len(quote),
                "quote": quote,
                "as_of": "2024",
                "url": "",
            }
        ],
        "passages": [
            {
                "source": f"programmes/{place}.md",
                "page": 1,
                "start": 0,
                "end": len(passage),
                "score": 1 - place / 20,
                "text": f"{quote if place == 2 else ''} {passage}",
            }
            for place in range(10)
        ],
        "correct": True,
        "cause": "",
        "measures": {"correct": 1.0, "facts": 1.0},
    } | given


def make_failure(number: int, **given: Any) -> Results:
    """Make a question that failed."""
    failed = {"correct": False, "cause": CAUSES[number % len(CAUSES)], "text": "It is in Kyiv. [1]"}
    return make_item(number, **failed | {"measures": {"correct": 0.0}} | given)


def make_set(items: list[Results], name: str = "golden") -> Results:
    """Put the figures of a set together."""
    wrong = random.Random(1)  # noqa: S311 -- a picture to draw, no secret
    figure = {"value": 0.8125, "low": 0.71, "high": 0.9, "n": len(items)}
    return {
        "name": name,
        "path": f"tests/golden/{name}.yaml",
        "questions": len(items),
        "index": {"generation": 2, "documents": 31, "chunks": 1142, "content": "abc"},
        "measures": {
            "correct": figure,
            "all facts": figure,
            "rightly refused": figure | {"value": 1.0, "low": 1.0, "high": 1.0},
            "wrongly refused": figure | {"value": 0.04, "low": 0.0, "high": 0.1},
            "AUROC": figure,
            "words": figure | {"value": 31.4, "low": 28.0, "high": 35.0},
            "sparkle@7": figure,
        },
        "groups": {
            "kind": {kind: {"correct": figure | {"value": 0.5 + 0.1 * i}} for i, kind in enumerate(KINDS)},
            "lang": {"en": {"correct": figure}},
            "topic": {},
        },
        "confusion": {"answerable": {"answered": len(items)}, "unanswerable": {}},
        "curve": [
            {"threshold": i / 50, "answered": 1 - i / 50, "wrong": (1 - i / 50) * 0.3 + wrong.random() / 30}
            for i in range(51)
        ],
        "operating_point": {"threshold": 0.55, "wrongly_refused": 0.04, "wrongly_answered": None},
        "seconds": {"p50": 0.03, "p95": 0.05, "total": 4.5},
        "items": items,
    }


def make_results(*sets: Results) -> Results:
    """Put the results of a run together."""
    return {
        "made_at": "2026-11-23T10:07:00+00:00",
        "command": "python -m kb evaluate tests/golden",
        "min_confidence": 0.55,
        "sets": list(sets),
    }


def mixed(count: int = 150) -> list[Results]:
    """Make questions, every fourth of which failed, and one of which is not judged."""
    items = [make_failure(n) if n % 4 == 0 else make_item(n) for n in range(1, count)]
    return [*items, make_item(count, answerable=None, correct=None, expected=[], id="unjudged")]


class Parsed(HTMLParser):
    """Hold a page's elements with their attributes, its text by question, and what would be loaded."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.contents: dict[str, str] = {}
        self._inside = ""
        self._question = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        self._inside = tag
        if "item" in (attributes.get("class") or "").split():
            self._question = attributes["id"] or ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in ("style", "script"):
            self.contents[self._inside] = self.contents.get(self._inside, "") + data
        elif self._question:
            self.texts[self._question] = self.texts.get(self._question, "") + data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)


def parse(results: Results) -> Parsed:
    return Parsed(render_report(results))


# what is in it


def test_every_failed_question_is_there_whole() -> None:
    """Question, history, answer, source, expected facts, passages and cause of each failed question are on the page."""
    items = mixed()
    shown = parse(make_results(make_set(items))).texts

    failed = [(f"question-1-{place}", item) for place, item in enumerate(items, 1) if item["correct"] is False]
    assert len(failed) == 37
    for anchor, item in failed:
        wanted = [item["question"], item["text"], item["cause"], item["id"], "Contacts", "Warsaw"]
        wanted += [turn["text"] for turn in item["history"]]
        wanted += [passage["source"] for passage in item["passages"]]
        assert [text for text in wanted if text not in shown[anchor]] == []


def test_questions_that_did_not_fail_are_there_too() -> None:
    """Every question is on the page once, so that the filter can show it."""
    items = mixed(20)
    parsed = parse(make_results(make_set(items), make_set(items, "other")))

    results = [attributes["data-result"] for _, attributes in parsed.elements if "data-result" in attributes]
    assert sorted(results) == sorted(2 * (["failed"] * 4 + ["right"] * 15 + ["unjudged"]))
    assert len(parsed.texts) == 40


def test_each_expected_fact_says_whether_it_is_there() -> None:
    """A fact is in the answer, in a passage of that number, or nowhere."""
    item = make_failure(1, text="It is in WARSZAWA. [1]", expected=[["Warsaw", "Warszawa"], ["number 1"], ["Lviv"]])
    shown = parse(make_results(make_set([item]))).texts["question-1-1"]

    assert "✓Warszawa – in the answer" in shown
    assert "✗number 1 – not in the answer, in passage 3" in shown
    assert "✗Lviv – not in the answer, in none of the passages found" in shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"answerable": False, "expected": []}, "To say that the documents do not tell."),
        ({"expected": ["Warsaw", "in Kyiv"]}, "✓in Kyiv – in the answer"),
        ({"expected": ["A long reference answer. " * 9]}, "A long reference answer. A long reference answer."),
        ({"missing": "the telephone number"}, "The documents do not tell: the telephone number"),
        ({"status": "levitated"}, "Answer (levitated, confidence 0.80"),
        ({"citations": [], "passages": []}, "No passages were found."),
        ({"cause": "ran away"}, "ran away"),
    ],
)
def test_unusual_questions(given: Results, shown: str) -> None:
    """Refusals, reference answers, missing parts, and what this page never heard of are shown, too."""
    assert shown in parse(make_results(make_set([make_failure(1, **given)]))).texts["question-1-1"]


def test_a_fact_deep_in_a_passage_is_shown() -> None:
    """A passage is cut around the fact that was expected, which is marked."""
    passage = make_item(1)["passages"][0] | {"text": "before " * 300 + "the key is 74.9 million" + " after" * 300}
    html = render_report(make_results(make_set([make_failure(1, expected=[["74.9 million"]], passages=[passage])])))

    assert "the key is <mark>74.9 million</mark>" in html
    assert html.count("before") < 100


def test_unknown_measures_and_missing_ones() -> None:
    """A measure that this page never heard of stands under its own name, one that is missing does not."""
    html = render_report(make_results(make_set(mixed(8))))

    assert "sparkle@7" in html
    assert "Right document among the first 5" not in html


@pytest.mark.parametrize("items", [[], [make_item(1)], [make_failure(1, answerable=None, correct=None)]])
def test_small_sets(items: list[Results]) -> None:
    """No question, one question and one that is not judged make a page as well."""
    empty = {"measures": {}, "groups": {"kind": {}, "lang": {}, "topic": {}}, "curve": []}

    assert "Are the answers right?" in render_report(make_results(make_set(items) | empty))


def test_a_page_of_many_questions_is_small() -> None:
    """150 questions with ten passages each make less than a megabyte."""
    assert len(render_report(make_results(make_set(mixed(150)))).encode()) < LARGEST


def test_it_is_written_where_it_was_asked_for(tmp_path: Path) -> None:
    """The file is made with its folder, and the same results make the same bytes."""
    results = make_results(make_set(mixed(10)))
    for name in ("one", "other"):
        write_report(results, tmp_path / name / "report.html")

    assert (tmp_path / "one/report.html").read_bytes() == (tmp_path / "other/report.html").read_bytes()


def test_a_file_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    """A folder in place of the file is an error in words."""
    with pytest.raises(ConfigError, match=re.escape(f"The report can't be written to {tmp_path}: Is a directory")):
        write_report(make_results(make_set(mixed(5))), tmp_path)


# what is not in it


def hostile_results() -> Results:
    """Put hostile text wherever a document, a question or a set may say something."""

    def poison(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: poison(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [poison(inner, key) for inner in value]
        return value + HOSTILE if isinstance(value, str) and key not in ("status", "role", "made_at") else value

    one = poison(make_set([make_failure(1), make_item(2)]))
    for place in ("measures", "groups", "confusion"):
        one[place] = {name + HOSTILE if place != "groups" else name: inner for name, inner in one[place].items()}
    one["measures"]["correct"] = one["measures"].pop("correct" + HOSTILE)
    one["groups"]["kind"] = {kind + HOSTILE: own for kind, own in one["groups"]["kind"].items()}
    return make_results(one, one) | {"command": HOSTILE, "made_at": HOSTILE}


def test_hostile_text_makes_no_markup() -> None:
    """Whatever a question or a document says is text: the page has the elements of a harmless one and no others."""
    parsed = parse(hostile_results())

    assert (parsed.count("script"), parsed.count("style"), parsed.count("img")) == (1, 1, 0)
    handlers = [name for _, attributes in parsed.elements for name in attributes if name.startswith("on")]
    assert handlers == []
    links = {attributes["href"] or "" for _, attributes in parsed.elements if "href" in attributes}
    assert [link for link in links if not re.fullmatch(r"#[\w-]+", link)] == []


def test_nothing_is_loaded() -> None:
    """No element names anything outside the page, and the policy allows only the page's own style and script."""
    html = render_report(hostile_results())
    parsed = Parsed(html)

    assert [
        attributes for _, attributes in parsed.elements if attributes.keys() & {"src", "srcset", "data", "style"}
    ] == []
    assert parsed.count("link") + parsed.count("iframe") + parsed.count("object") + parsed.count("base") == 0
    assert "url(" not in parsed.contents["style"]
    assert "@import" not in parsed.contents["style"]
    policy = next(a["content"] or "" for _, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy")
    hashes = {
        kind: f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
        for kind, content in parsed.contents.items()
    }
    assert policy == (
        f"default-src 'none'; style-src {hashes['style']}; script-src {hashes['script']}; "
        "base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize(
    ("made", "html"),
    [
        (element("p", "<b>", None, class_="x"), '<p class="x">&lt;b&gt;</p>'),
        (element("p", element("b", "a&b"), title="\"'<"), '<p title="&quot;&#x27;&lt;"><b>a&amp;b</b></p>'),
        (
            element("option", "x", open=True, hidden=False, value=None, data_set="1"),
            '<option open data-set="1">x</option>',
        ),
        (element("p", "a\x00b\x1b\ud800c\nd"), "<p>a\ufffdb\ufffd?c\nd</p>"),
        (highlight("a<b> B ab", ["b"]), "a&lt;<mark>b</mark>&gt; <mark>B</mark> a<mark>b</mark>"),
        (highlight("abc", ["bc", "ab", ""]), "<mark>ab</mark>c"),
        (highlight("İab", ["AB", "ab"]), "İ<mark>ab</mark>"),
    ],
)
def test_markup_is_escaped_by_construction(made: str, html: str) -> None:
    """Text and attributes are escaped, and only what element() made is taken as it stands."""
    assert made == html


# in a browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab that may load one file."""
    with open_tab(browser, allowed="file:///") as page:
        yield page


def open_report(page: Page, folder: Path, results: Results) -> None:
    write_report(results, folder / "report.html")
    page.goto((folder / "report.html").as_uri())


def shown(page: Page) -> int:
    """Count the questions that are visible."""
    return page.locator(".item:visible").count()


@needs_browser
def test_hostile_text_is_inert(page: Page, tmp_path: Path) -> None:
    """Opened, unfolded and filtered, a report of hostile questions asks for nothing and runs nothing."""
    open_report(page, tmp_path, hostile_results())

    expect(page.get_by_role("status")).to_have_text("2 of 4 questions")
    page.get_by_label("Show").select_option("")
    page.get_by_role("button", name="Open or close all").click()
    for details in page.locator("details.more").all():
        details.locator("summary").click()
    page.keyboard.press("/")
    page.keyboard.type("<script>alert(1)</script>")
    expect(page.get_by_role("status")).to_have_text("4 of 4 questions")
    assert page.evaluate("document.scripts.length") == 1


@needs_browser
def test_filter_and_search(page: Page, tmp_path: Path) -> None:
    """Each choice narrows the questions, the choices say what they would leave, and Clear brings all back."""
    items = mixed(40)
    open_report(page, tmp_path, make_results(make_set(items), make_set(items[:8], "other")))
    status = page.get_by_role("status")

    expect(status).to_have_text("11 of 48 questions")  # the failed ones
    assert shown(page) == 11
    page.get_by_label("Set").select_option("2")
    expect(status).to_have_text("2 of 48 questions")
    expect(page.get_by_label("Show").locator("option")).to_have_text(
        ["all (8)", "failed (2)", "right (6)", "not judged (0)"]
    )
    page.get_by_label("Show").select_option("")
    page.get_by_label("Kind").select_option("contact")
    expect(status).to_have_text("1 of 48 questions")
    page.get_by_role("button", name="Clear").click()
    expect(status).to_have_text("48 of 48 questions")
    page.get_by_role("searchbox").fill("NUMBER 17?")
    expect(status).to_have_text("1 of 48 questions")
    page.get_by_role("searchbox").fill("no such words")
    expect(page.get_by_text("No question fits.")).to_be_visible()


@needs_browser
def test_keyboard(page: Page, tmp_path: Path) -> None:
    """/ searches, Esc clears, j and k go from question to question, Enter folds and unfolds; typing is typing."""
    open_report(page, tmp_path, make_results(make_set(mixed(20))))
    status = page.get_by_role("status")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator(".item:visible").first
    expect(first.locator("summary").first).to_be_focused()
    expect(first.locator(".inside")).to_be_visible()
    page.keyboard.press("Enter")
    expect(first.locator(".inside")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("joint number 12?")
    expect(status).to_have_text("1 of 20 questions")
    page.keyboard.press("Escape")
    expect(status).to_have_text("20 of 20 questions")


@needs_browser
def test_a_square_and_a_cause_lead_to_their_questions(page: Page, tmp_path: Path) -> None:
    """A click on a square opens its question though it was filtered out; on a cause, it filters by it."""
    open_report(page, tmp_path, make_results(make_set(mixed(20))))

    assert page.locator("#question-1-3").is_hidden()
    page.locator("a.square[href='#question-1-3']").click()
    expect(page.locator("#question-1-3 .inside")).to_be_visible()
    page.get_by_role("link", name="not retrieved").click()
    expect(page.get_by_role("status")).to_have_text("4 of 20 questions")


@needs_browser
@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_a_phone_and_a_desk(page: Page, tmp_path: Path, width: int) -> None:
    """Nothing is wider than the window, long words neither."""
    page.set_viewport_size({"width": width, "height": 800})
    items = [make_failure(1, question="W" * 300, text="https://example.eu/" + "x" * 300), *mixed(20)]
    open_report(page, tmp_path, make_results(make_set(items), make_set(items, "other" * 20)))

    assert page.evaluate("document.documentElement.scrollWidth") == width


CONTRAST = """() => {
  const luminance = (c) => {
    const [r, g, b] = c.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const ground = (node) => {
    for (let n = node; n; n = n.parentElement) {
      const c = parse(getComputedStyle(n).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const poor = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !node.checkVisibility() || node.closest("script, svg")) continue;
    const [a, b] = [luminance(parse(getComputedStyle(node).color)), luminance(ground(node).slice(0, 3))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor[node.tagName + "." + node.className] = ratio;
  }
  return poor;
}"""


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(browser: Browser, tmp_path: Path, scheme: Any) -> None:
    """Every text on the page has at least 4.5:1 on what it stands on, light and dark."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    open_report(page, tmp_path, make_results(make_set(mixed(20))))
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    poor = page.evaluate(CONTRAST)
    context.close()

    assert poor == {}


@needs_browser
def test_it_needs_no_script(browser: Browser, tmp_path: Path) -> None:
    """Without scripts every question is on the page, and no filter that would not work."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    open_report(page, tmp_path, make_results(make_set(mixed(20))))

    assert (shown(page), page.locator("form").is_visible()) == (20, False)
    context.close()


@needs_browser
def test_it_prints(page: Page, tmp_path: Path) -> None:
    """On paper the filter is gone, and what it left is there."""
    open_report(page, tmp_path, make_results(make_set(mixed(20))))
    page.emulate_media(media="print")

    assert (shown(page), page.locator("form").is_visible()) == (4, False)
    assert page.locator(".item:visible .answer").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
