import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.answer import Answer, Citation, Nearest, Status
from kb.contacts import Contact
from kb.web.links import describe_date, digest, is_web_address
from kb.web.messages import show_answer, show_failure, show_notice, show_question

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "![image](http://evil.example/x.png)",
    "[link](javascript:alert(1))",
    "**bold** `code` $$x$$ # heading",
    "&lt;b&gt; &amp; \"quoted\" 'text'",
    "a line\n\n    an indented line\n\n```\nfenced\n```",
]
OURS = {"a", "br", "button", "div", "h2", "li", "ol", "p", "span", "strong", "ul"}


class Reader(HTMLParser):
    """Read the text, the tags and the links of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name == "href"]


def cite(number: int = 1, **changes: object) -> Citation:
    values: dict[str, object] = {
        "number": number,
        "source": "history/overview.md",
        "title": "History",
        "page": 1,
        "heading": "Origins > First years",
        "start": 10,
        "end": 20,
        "quote": "It began.",
        "as_of": "2022-03-04",
        "url": "",
    }
    return Citation(**{**values, **changes})  # type: ignore[arg-type]


def whom(**changes: object) -> Contact:
    values: dict[str, object] = {
        "name": "Anna",
        "reach": "anna@example.eu",
        "source": "contacts/people.csv",
        "title": "People",
        "page": 1,
        "heading": "",
        "start": 0,
        "end": 9,
        "quote": "Anna; anna",
        "as_of": "2024",
    }
    return Contact(**{**values, **changes})  # type: ignore[arg-type]


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile: str) -> None:
    """Whatever documents or people write is shown as it stands; no tag, attribute or link comes of it."""
    answer = Answer(
        f"{hostile} [1]",
        Status.PARTLY,
        (cite(title=hostile, heading=hostile, source=f"{hostile}.md"),),
        missing=hostile,
        nearest=(Nearest("a.md", hostile, 1, hostile, 0, 1),),
        ask=whom(name=hostile, title=hostile, heading=hostile),
        choices=(hostile,),
    )
    shown = show_answer(answer, {}, hostile, hostile, hostile)
    for html in (shown, show_question(hostile, "x"), show_notice(hostile), show_failure(hostile)):
        read = Reader(html)
        assert read.tags <= OURS
        assert read.attributes <= {"class", "href", "id", "title", "type", "value"}
        assert all(link.startswith(("/document/", "/?q=", "mailto:anna@example.eu?")) for link in read.links)
        assert squeeze(hostile) in squeeze(read.text)


@given(st.text())
def test_every_block_is_one_line_of_html(text: str) -> None:
    """Markdown ends a block of HTML at a blank line, so within a block there is none."""
    cited, asked = (cite(title=text, heading=text),), whom(name=text, title=text)
    answer = Answer(text or "x", Status.PARTLY, cited, missing=text, ask=asked, choices=(text,))
    for html in (show_answer(answer, {}, text, text), show_notice(text), show_failure(text), show_question(text, "x")):
        for block in html.split("\n\n"):
            assert re.fullmatch(r"<(p|ul|ol|h2|div) class=\"[^\n]*</\1>", block), block


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.ANSWERED, "Answered from the documents"),
        (Status.PARTLY, "Part of the answer"),
        (Status.NOT_FOUND, "Not found in the documents"),
        (Status.UNCLEAR, "One more detail is needed"),
        (Status.CONVERSATIONAL, ""),
    ],
)
def test_status_is_said_in_words(status: Status, words: str) -> None:
    """What an answer is stands before its text; small talk is none."""
    assert Reader(show_answer(Answer("It is so.", status), {})).text.split("\n\n") == [
        *filter(None, [words]),
        "It is so.",
    ]


def test_status_is_not_said_twice() -> None:
    """That nothing was found is said by the status, and whom to ask by the card alone."""
    refused = Answer("Not found in the documents.", Status.NOT_FOUND)
    assert show_answer(refused, {}) == '<p class="kb-status kb-not-found">Not found in the documents</p>'
    asked = Answer("Not found in the documents. You can ask Anna.", Status.NOT_FOUND, ask=whom())
    assert Reader(show_answer(asked, {}, "Why?")).text.count("Anna") == 1


def test_whom_to_ask_is_a_card_with_an_e_mail_that_carries_the_question() -> None:
    """Every part of the link is percent-encoded: a question can't add another receiver."""
    question = "Why?&bcc=x@evil.example\nAnd how?"
    read = Reader(show_answer(Answer("-", Status.NOT_FOUND, ask=whom(), generation=2), {}, question))
    mail, told = read.links
    address = urlsplit(mail)
    assert (address.scheme, address.path) == ("mailto", "anna@example.eu")
    fields = parse_qs(address.query)
    assert fields["subject"] == ["A question: Why?&bcc=x@evil.example And how?"]
    assert list(fields) == ["subject", "body"]
    assert question.replace("\n", "\r\n") in fields["body"][0]
    assert told.startswith("/document/contacts/people.csv?page=1&start=0&end=9&generation=2&quote=")
    assert "AnnaannaexampleeuWrite" in re.sub(r"\W", "", read.text)


@pytest.mark.parametrize(
    ("reach", "links"),
    [("https://example.eu/a", ["https://example.eu/a"]), ("www.example.eu", ["https://www.example.eu"]), ("", [])],
)
def test_without_an_address_there_is_no_e_mail(reach: str, links: list[str]) -> None:
    """Only what the documents tell is offered."""
    read = Reader(show_answer(Answer("-", Status.NOT_FOUND, ask=whom(reach=reach)), {}, "Why?"))
    assert [link for link in read.links if not link.startswith("/document/")] == links


def test_choices_are_links_that_ask_the_same_more_exactly() -> None:
    """One click gives the detail that was missing."""
    unclear = Answer("Which one do you mean?\n- MED\n- Black Sea", Status.UNCLEAR, choices=("MED", "Black Sea"))
    assert Reader(show_answer(unclear, {}, "What is the budget?")).links == [
        "/?q=What%20is%20the%20budget%3F%20%28MED%29",
        "/?q=What%20is%20the%20budget%3F%20%28Black%20Sea%29",
    ]


def test_that_sources_differ_and_are_old_is_marked() -> None:
    """Age and disagreement can be seen, not only read."""
    differ = Answer("The sources differ, the newest first:\n- 5 [1]\n- 6", Status.ANSWERED, (cite(old=True),))
    html = show_answer(differ, {})
    assert '<p class="kb-line kb-differ">The sources differ, the newest first:</p>' in html
    assert '<span class="kb-old">old: check whether it still holds</span>' in html


def test_citations_become_links_to_the_passage() -> None:
    """A citation's number links to its passage; a number that cites nothing stays text."""
    read = Reader(show_answer(Answer("It began. [1] See note [7].", Status.ANSWERED, (cite(),), generation=3), {}))
    link = f"/document/history/overview.md?page=1&start=10&end=20&generation=3&quote={digest('It began.')}#passage"
    assert read.links == [link, link]
    assert "It began. source 1 See note [7]." in read.text


def test_sources_name_title_heading_page_and_date() -> None:
    """The list of sources is numbered as the text cites, and names what a reader looks for."""
    citations = (cite(), cite(2, source="a.pdf", page=3, heading="", as_of="undated"))
    html = show_answer(Answer("One [1] and two [2].", Status.ANSWERED, citations), {"a.pdf": 9})
    assert '<ol class="kb-sources"><li value="1">' in html
    assert Reader(html).text.endswith(
        "SourcesHistoryOrigins › First years · as of 4 March 2022Historypage 3 · undated"
    ) or (
        squeeze(Reader(html).text).endswith(
            squeeze("Sources History Origins › First years · as of 4 March 2022 History page 3 · undated")
        )
    )


def test_nearest_documents_are_links() -> None:
    """Where nothing was found, the nearest documents are offered."""
    near = Nearest("glossary/terms.md", "Terms", 1, "ENI", 5, 9)
    read = Reader(show_answer(Answer("Not found in the documents.", Status.NOT_FOUND, nearest=(near,)), {}))
    assert read.links == ["/document/glossary/terms.md?page=1&start=5&end=9&generation=0#passage"]
    assert "The nearest documents" in read.text
    assert "TermsENI" in squeeze(read.text)


def test_list_items_become_a_list() -> None:
    """Lines that open like items are shown as one list below their lead-in."""
    html = show_answer(Answer("There are two: [1]\n- one\n- two\nThat is all.", Status.ANSWERED), {})
    assert html.split("\n\n")[1:] == [
        '<p class="kb-line">There are two: [1]</p>',
        '<ul class="kb-list"><li>one</li><li>two</li></ul>',
        '<p class="kb-line">That is all.</p>',
    ]


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2022-03-04", "as of 4 March 2022"),
        ("2022-12", "as of December 2022"),
        ("2022", "as of 2022"),
        ("undated", "undated"),
        ("", "undated"),
        ("2022-13", "undated"),
    ],
)
def test_dates_are_said_as_people_write_them(as_of: str, said: str) -> None:
    """A date is as exact as its source is."""
    assert describe_date(as_of) == said


def test_the_frame_is_in_the_language_of_the_question() -> None:
    """Status, headings and dates are said in the language of the answer."""
    near = Nearest("a.md", "A", 2, "", 0, 1)
    refused = Answer("-", Status.NOT_FOUND, nearest=(near,), language="fr")

    assert Reader(show_answer(refused, {"a.md": 3})).text.split("\n\n") == [
        "Pas trouvé dans les documents",
        "-",
        "Les documents les plus proches",
        "Apage 2",
    ]
    assert [describe_date(as_of, "uk") for as_of in ("2022-03-04", "2022", "undated")] == [
        "станом на: 04.03.2022",
        "станом на: 2022",
        "без дати",
    ]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("", False),
        ("http://[", False),
    ],
)
def test_only_web_addresses_are_linked(url: str, linked: bool) -> None:
    """A document can't bring a link that runs something."""
    assert is_web_address(url) is linked


def test_what_a_chat_model_did_wrong_is_said() -> None:
    """Its unborne sentences are struck out, its failure is a line; quoted text keeps its marks."""
    text = "Anna runs it. [1] ~~She <b>sings</b>.~~"
    worded = Answer(text, Status.ANSWERED, (cite(),), worded_by="m", notice="It is cut.")
    html = show_answer(worded, {})
    assert "<s>She &lt;b&gt;sings&lt;/b&gt;.</s>" in html
    assert '<p class="kb-missing">It is cut.</p>' in html
    assert "<s>" not in show_answer(Answer("a ~~quoted~~ mark", Status.ANSWERED), {})
