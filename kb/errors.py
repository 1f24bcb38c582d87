"""What can go wrong, as one small tree. The text of each may be shown to a person as it stands.

KnowledgeBaseError
├── ConfigError             a setting has a value that can't be used
├── MissingIndexError       nothing has been ingested yet
├── DamagedIndexError       a generation does not hold what its manifest says
├── MismatchedIndexError    a generation was made with another model, chunking or schema
├── QuestionError           a question that can't be asked (empty, too long)
├── BusyError               as many questions are being answered as can be at once
├── ChatError               a chat model gave no reply that can be used
├── DocumentError           one document could not be read
│   └── FetchError          its server can't be reached
├── FeedbackError           feedback can't be kept or read
├── UploadError             a document that can't be added, replaced or deleted
├── EvaluationError         a set of questions that can't be evaluated
├── LockedError             another ingest is running
├── RefusedError            an ingest that would lose more than it was told it may
└── NoSpaceError            the disk is too full to build an index
"""

from typing import ClassVar


class KnowledgeBaseError(Exception):
    """Stand for every failure that a person can be told about in one line."""

    exit_code: ClassVar[int] = 4


class ConfigError(KnowledgeBaseError):
    """Name the setting, its value and what was expected."""


class MissingIndexError(KnowledgeBaseError):
    """Say that there is no index, and the command that makes one."""


class DamagedIndexError(KnowledgeBaseError):
    """Name what is missing or wrong in a generation."""


class MismatchedIndexError(KnowledgeBaseError):
    """Name what differs between an index and the settings, and the command that mends it."""


class QuestionError(KnowledgeBaseError):
    """Say why a question can't be asked; reason is a word for it, for other languages, with the values it tells of."""

    def __init__(self, told: str, reason: str = "", **values: object) -> None:
        super().__init__(told)
        self.reason = reason
        self.values = values


class BusyError(KnowledgeBaseError):
    """Say that the question should be asked again in a moment."""


class ChatError(KnowledgeBaseError):
    """Say in our own words why a chat model gave no reply; the text completes "The chat model"."""


class DocumentError(KnowledgeBaseError):
    """Say why one document could not be read, and what to do about it."""

    exit_code: ClassVar[int] = 2


class FetchError(DocumentError):
    """Say why the server of a web page gave no answer."""


class FeedbackError(KnowledgeBaseError):
    """Name the file that can't be used, and the setting that names another."""


class UploadError(KnowledgeBaseError):
    """Say why a document can't be added, replaced or deleted; reason is a word for it, for other languages."""

    def __init__(self, told: str, reason: str = "") -> None:
        super().__init__(told)
        self.reason = reason


class EvaluationError(KnowledgeBaseError):
    """Say which set could not be evaluated, and why."""


class LockedError(KnowledgeBaseError):
    """Name the process that is ingesting."""

    exit_code: ClassVar[int] = 3


class RefusedError(KnowledgeBaseError):
    """Say what an ingest would have lost, and the option that allows it."""


class NoSpaceError(KnowledgeBaseError):
    """Say how much room is needed and how much there is."""

    exit_code: ClassVar[int] = 5
