"""Every phrase of ours that can stand in an answer, in each language that an answer can be framed in.

What the documents say is quoted as they say it; this is what stands around it. To add a language, add it to LANGUAGES
and to each row of the tables; a test tells what is missing.
"""

from kb.wording.languages import LANGUAGES, Language
from kb.wording.phrases import PHRASES, phrase

__all__ = ["LANGUAGES", "PHRASES", "Language", "phrase"]
