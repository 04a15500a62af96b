"""A form as it is handed to the screen: what it asks in which way, what it is filled with, and how answers are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from db.errors import OnRecordError, Refused
from db.model.enums import SourceKind
from db.model.ids import CaseId, ClaimId, ReportId, SourceId
from db.model.times import When, parse_edtf_bounds
from db.queries.lookup import (
    LookupMatch,
    claims_like,
    reports_like,
    resolve_claim,
    resolve_report,
    resolve_source,
    sources_like,
)
from db.store.reader import Reader
from tui.text.targets import Row, ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

E = TypeVar("E", bound=StrEnum)

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing a form asks, answered on one line."""

    name: str
    label: str
    hint: str = ""
    """What to type, shown while nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Long(Ask):
    """Answered in several lines, where words are pasted."""

    rows: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWords(Long):
    """Answered with the words of a new claim; those on record that are near are offered instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceAsk(Ask):
    """Answered with one of a few words."""

    among: tuple[tuple[str, str], ...]
    """Each value, and the word for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick(Ask):
    """Answered with a thing of the record, by its key or name."""

    of: ThingKind
    makes: SourceKind = SourceKind.PERSON
    """What a source is that is made here because it is not known yet."""


def one_of(name: str, label: str, among: type[StrEnum]) -> ChoiceAsk:
    """A choice among the terms of a vocabulary."""
    return ChoiceAsk(name=name, label=label, among=terms_of(among))


def terms_of(vocabulary: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    """The terms of a vocabulary, each with the words for it."""
    return tuple((str(term), term.replace("_", " ")) for term in vocabulary)


def yes_or_no(name: str, label: str) -> ChoiceAsk:
    """A choice between yes and no."""
    return ChoiceAsk(name=name, label=label, among=((YES, YES), (NO, NO)))


@dataclass(frozen=True, slots=True)
class Form:
    """What a person is asked, and what becomes of the answers."""

    name: str
    """What its draft is kept under: the kind, and the key of what it changes."""
    title: str
    """Safe to show."""
    case: CaseId | None
    asks: tuple[Ask, ...]
    save: Callable[[Writer, Answers], Row | None]
    """Writes the answers; returns what came, to put the cursor on."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What it is filled with before anything is typed."""
    again: Callable[[Writer], Form] | None = None
    """Makes it anew from the record as it is by then, where it changes what is on record."""
    of: tuple[str, int] | None = None
    """The table and the row that it changes."""


class Unanswered(Refused):
    """An answer that the record does not take, with the ask it stands at."""

    def __init__(self, ask: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.ask = ask


class Answers:
    """The answers to a form, each read as what it stands for."""

    def __init__(self, record: Reader, case: CaseId | None, values: Mapping[str, str]) -> None:
        self._record = record
        self._case = case
        self._values = values

    def text(self, name: str) -> str:
        """An answer as it was typed."""
        return self._values.get(name, "")

    def given(self, name: str) -> str | None:
        """An answer without the blanks around it; None for none."""
        return self.text(name).strip() or None

    def needed(self, name: str, sentence: str) -> str:
        """An answer that may not be empty.

        :param sentence: what to say where it is.
        """
        found = self.given(name)
        if found is None:
            raise Unanswered(name, sentence, "Nothing was written yet.")
        return found

    def word(self, name: str, among: type[E]) -> E:
        """A word of a vocabulary."""
        return among(self.text(name))

    def yes(self, name: str) -> bool:
        """A yes or no."""
        return self.text(name) == YES

    def day(self, name: str, tz: str = "UTC") -> str | None:
        """A day in EDTF; None for none."""
        given = self.given(name)
        with self.at(name):
            parse_edtf_bounds(When(edtf=given), tz)
        return given

    def zone(self, name: str, sentence: str) -> str:
        """An IANA time zone.

        :param sentence: what to say where none is given.
        """
        given = self.needed(name, sentence)
        with self.at(name):
            parse_edtf_bounds(When(), given)
        return given

    def when(self, raw: str, edtf: str) -> When:
        """A time, from its words and its EDTF."""
        return When(self.given(raw), self.day(edtf))

    def key(self, name: str, table: str, sentence: str = "") -> int | None:
        """The id of a row that is named; None for none.

        :param table: sources, claims or reports.
        :param sentence: what to say where none is named; empty where none need be.
        """
        if not sentence and self.given(name) is None:
            return None
        read = {"sources": self.source, "claims": self.claim, "reports": self.report}[table]
        return read(name, sentence)

    def source(self, name: str, sentence: str) -> SourceId:
        """A source of the record.

        :param sentence: what to say where none is named.
        """
        typed = self.needed(name, sentence)
        with self.at(name):
            return resolve_source(self._record, self._case, typed)

    def claim(self, name: str, sentence: str) -> ClaimId:
        """A claim of the case."""
        typed = self.needed(name, sentence)
        with self.at(name):
            return resolve_claim(self._record, self.own_case, typed)

    def report(self, name: str, sentence: str) -> ReportId:
        """A report of the case."""
        typed = self.needed(name, sentence)
        with self.at(name):
            return resolve_report(self._record, self.own_case, typed)

    @property
    def own_case(self) -> CaseId:
        """The case the form belongs to."""
        assert self._case is not None
        return self._case

    @contextmanager
    def at(self, name: str) -> Iterator[None]:
        """Say of an error inside that it stands at an ask."""
        try:
            yield
        except OnRecordError as error:
            raise Unanswered(name, error.message, error.hint) from error


def row_values(row: Mapping[str, object], **columns: str) -> dict[str, str]:
    """A form filled with a row: each ask with the column of its name.

    :param columns: the column of an ask that goes by another name; one that begins with ``is_`` is a yes or no.
    """
    values = {name: "" if value is None else str(value) for name, value in row.items()}
    for ask, column in columns.items():
        values[ask] = (YES if row[column] else NO) if column.startswith("is_") else values[column]
    return values


def lookup_matches(record: Reader, case: CaseId | None, of: ThingKind, typed: str) -> list[LookupMatch]:
    """Things that a person may mean, for what is typed so far."""
    like = {ThingKind.SOURCE: sources_like, ThingKind.CLAIM: claims_like, ThingKind.REPORT: reports_like}
    return like[of](record, case, typed)
