"""What can go wrong, as sentences a researcher reads. Each class is one exit code of the command."""

from __future__ import annotations

from pathlib import Path


class OnRecordError(Exception):
    """Something the person can act on: a sentence, and a hint of what to do next.

    :param message: one sentence that says what is the matter.
    :param hint: what to do about it; may be empty.
    """

    exit_code: int = 1
    """Exit code of the command when this ends it."""
    field: str = ""
    """The field of the thing that is wrong, where it is one (:mod:`db.model.fields`)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class WrongUse(OnRecordError):
    """The words of the command don't say what is wanted."""

    exit_code = 2


class NoSuchStore(OnRecordError):
    """There is no file at the path, or no folder to put it in."""

    exit_code = 3


class NotAStore(OnRecordError):
    """The path is a folder, not SQLite, or somebody else's SQLite file."""

    exit_code = 4


class DamagedStore(OnRecordError):
    """The file is a store, but cut short or corrupt."""

    exit_code = 5


class NewerStore(OnRecordError):
    """The store was written by a later onrecord."""

    exit_code = 6


class OlderStore(OnRecordError):
    """The store was written by an onrecord too early for this one to bring it up to date."""

    exit_code = 18


class NotAllowed(OnRecordError):
    """The system refuses: no permission, or the file is read-only."""

    exit_code = 7


class DiskFull(OnRecordError):
    """There is no room left to write."""

    exit_code = 8


class NotFound(OnRecordError):
    """No case, claim or other thing has that key."""

    exit_code = 9


class NoTerminal(OnRecordError):
    """The desk can't be drawn: there is no terminal, or one smaller than 20 × 6."""

    exit_code = 10


class StoreBusy(OnRecordError):
    """Another program held the store for too long."""

    exit_code = 11


class OtherCases(OnRecordError):
    """The file is a store with cases that a demo must not touch."""

    exit_code = 12


class Refused(OnRecordError):
    """The record's rules refuse an entry, such as a quote whose words are not in the report."""

    exit_code = 13


class UnreadableArticle(OnRecordError):
    """The file or page can't be read as an article: it is binary, empty, encrypted, without text, or too large."""

    exit_code = 14


class NeedsExtra(OnRecordError):
    """A library that reads this kind of article, or serves the desk, is not installed."""

    exit_code = 15


class NotFetched(OnRecordError):
    """An address was refused, could not be reached, or did not give a whole page in time."""

    exit_code = 16


class PrivateAddress(NotFetched):
    """An address leads to this machine or to a private network; a person may allow it."""


class NotWhole(OnRecordError):
    """``onrecord check`` found something wrong."""

    exit_code = 17


class ForeignSchema(OnRecordError):
    """The store has tables, views, indexes or triggers that are not onrecord's, or lacks some of them."""

    exit_code = 19


class SetupProblem(OnRecordError):
    """``onrecord doctor`` found something that should be changed."""

    exit_code = 21


class StoreReplaced(OnRecordError):
    """Another file took the place of the open store; the message says where the record and the change are kept.

    :param kept: where the open store was copied, with the change that was being made.
    """

    exit_code = 20

    def __init__(self, message: str, hint: str = "", *, kept: Path | None = None) -> None:
        super().__init__(message, hint)
        self.kept = kept


class TooLarge(OnRecordError):
    """The command would go through more rows than a person would wait for."""
