"""The words of the page in each of its languages: one file for each part of it."""

from kb.web.texts.answer import ANSWER
from kb.web.texts.asking import ASKING
from kb.web.texts.contacts import CONTACTS
from kb.web.texts.document import DOCUMENT
from kb.web.texts.filters import FILTERS
from kb.web.texts.frame import FRAME
from kb.web.texts.glossary import GLOSSARY
from kb.web.texts.judging import JUDGING
from kb.web.texts.library import LIBRARY
from kb.web.texts.problems import PROBLEMS
from kb.web.texts.programmes import PROGRAMMES
from kb.web.texts.starters import STARTERS
from kb.web.texts.timeline import TIMELINE
from kb.web.texts.views import VIEWS
from kb.wording import Language

PARTS: tuple[dict[str, dict[Language, str]], ...] = (
    FRAME,
    ASKING,
    ANSWER,
    JUDGING,
    FILTERS,
    PROBLEMS,
    STARTERS,
    DOCUMENT,
    LIBRARY,
    VIEWS,
    CONTACTS,
    GLOSSARY,
    TIMELINE,
    PROGRAMMES,
)
