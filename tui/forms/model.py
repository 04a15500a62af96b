"""Forms as data: the questions, the values they are filled with, and how answers are read. Drawn by screens.form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from db.dataclass import dataclass, field
from db.errors import OnRecordError, Refused
from db.model.enums import SourceKind
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.time_zones import zone_named
from db.model.times import When, parse_edtf_bounds, parse_typed_bounds
from db.queries.lookup import (
    LookupMatch,
    claims_like,
    reports_like,
    resolve_claim,
    resolve_report,
    resolve_source,
    resolve_statement,
    sources_like,
    statements_like,
)
from db.store.reader import Reader
from tui.text.targets import Row, ThingKind

if TYPE_CHECKING:
    from db.journal.writer import Writer

E = TypeVar("E", bound=StrEnum)

YES, NO = "yes", "no"

CONFIRMED = " confirmed"
"""Key among the answers for the question that a person has confirmed; no field has this name."""

_KEYS = re.compile(r"[\s,;]+")
_SEVERAL_CLAIMS = re.compile(r"C\d+[a-z]*(?:[\s,;]+C\d+[a-z]*)+", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question of a form, answered on one line."""

    name: str
    label: str
    hint: str = ""
    """What to type, shown while the field is empty."""
    of_field: str = ""
    """The field of the thing that it asks for, where that has another name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Long(Ask):
    """A question answered in several lines."""

    rows: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAsk(Ask):
    """A question answered with a date; how it is understood is shown while it is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWords(Long):
    """The text of a new claim; similar claims on record are offered while it is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceAsk(Ask):
    """A question answered with one of a few words."""

    among: tuple[tuple[str, str], ...]
    """Each value, with the word that is shown for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick(Ask):
    """A question answered with a thing of the record, by its key or name."""

    of: ThingKind
    """Its kind; any statement where it is DENIAL, the view that statements have."""
    makes: SourceKind | None = SourceKind.PERSON
    """The kind of a source that is added from this field, if it is not on record yet; None where none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneAsk(Pick):
    """A question answered with a time zone; matching IANA names are offered while it is typed."""

    of: ThingKind = ThingKind.CASE
    makes: SourceKind | None = None


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
    """The questions to a person, and the function that saves the answers."""

    name: str
    """The key of its draft: the kind of thing, and the key of the thing that it edits."""
    title: str
    """Its title, safe to show."""
    case: CaseId | None
    asks: tuple[Ask, ...]
    save: Callable[[Writer, Answers], Row | None]
    """Writes the answers; returns the row to put the cursor on, if one was added."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Initial values, by question."""
    again: Callable[[Writer], Form] | None = None
    """Makes the form anew from the record as it is then; None for a form that edits nothing."""
    of: tuple[str, int] | None = None
    """The table and the id of the row that it edits."""


class Unanswered(Refused):
    """An answer that is missing or refused, with the question it belongs to."""

    def __init__(self, ask: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.ask = ask


class Unconfirmed(Unanswered):
    """A question about an answer that is likely a mistake; saving the same answers once more confirms them."""

    def __init__(self, ask: str, question: str) -> None:
        super().__init__(ask, question, "ctrl+s again saves it so.")


class Answers:
    """The answers to a form, read as values: a date, a term, the id of a row."""

    def __init__(self, record: Reader, case: CaseId | None, values: Mapping[str, str]) -> None:
        self._record = record
        self._case = case
        self._values = values

    def text(self, name: str) -> str:
        """An answer as it was typed."""
        return self._values.get(name, "")

    def given(self, name: str) -> str | None:
        """An answer without surrounding blanks; None if it is empty."""
        return self.text(name).strip() or None

    def needed(self, name: str, sentence: str) -> str:
        """An answer that must not be empty.

        :param sentence: the message if it is.
        :raises Unanswered: it is empty.
        """
        found = self.given(name)
        if found is None:
            raise Unanswered(name, sentence, "Nothing was saved yet.")
        return found

    def confirm(self, name: str, question: str) -> None:
        """Ask about an answer that is likely a mistake.

        :raises Unconfirmed: the question was not asked before.
        """
        if self._values.get(CONFIRMED) != question:
            raise Unconfirmed(name, question)

    def word(self, name: str, among: type[E]) -> E:
        """A term of a vocabulary."""
        return among(self.text(name))

    def yes(self, name: str) -> bool:
        """A yes or no."""
        return self.text(name) == YES

    def day(self, name: str, tz: str = "UTC") -> str | None:
        """A date as it was typed; None if it is empty.

        :raises Unanswered: it is not a date, or has two readings.
        """
        given = self.given(name)
        with self.at(name):
            parse_typed_bounds(When(edtf=given), tz)
        return given

    def zone(self, name: str, sentence: str) -> str:
        """An IANA time zone.

        :param sentence: the message if none is given.
        :raises Unanswered: none is given, or it is unknown.
        """
        given = zone_named(self.needed(name, sentence))
        with self.at(name):
            parse_edtf_bounds(When(), given)
        return given

    def when(self, raw: str, edtf: str) -> When:
        """A time, from its words and its date."""
        return When(self.given(raw), self.day(edtf))

    def key(self, name: str, table: str, sentence: str = "") -> int | None:
        """The id of the row that an answer names; None if it is empty.

        :param table: sources, claims, reports or statements.
        :param sentence: the message if it is empty; without one it may be.
        :raises Unanswered: it is empty, or names no row or several.
        """
        if not sentence and self.given(name) is None:
            return None
        by_table: dict[str, Callable[[str, str], int]] = {
            "sources": self.source,
            "claims": self.claim,
            "reports": self.report,
            "statements": self.statement,
        }
        return by_table[table](name, sentence)

    def source(self, name: str, sentence: str) -> SourceId:
        """The source that an answer names.

        :param sentence: the message if none is named.
        """
        typed = self.needed(name, sentence)
        with self.at(name):
            return resolve_source(self._record, self._case, typed)

    def claim(self, name: str, sentence: str) -> ClaimId:
        """The claim of the case that an answer names."""
        typed = self.needed(name, sentence)
        with self.at(name):
            return resolve_claim(self._record, self.own_case, typed)

    def claims(self, name: str, sentence: str) -> list[ClaimId]:
        """The claims of the case that an answer names: one by key or words, or several by their keys."""
        typed = self.needed(name, sentence)
        with self.at(name):
            if _SEVERAL_CLAIMS.fullmatch(typed):
                return list(
                    dict.fromkeys(resolve_claim(self._record, self.own_case, key) for key in _KEYS.split(typed))
                )
            return [resolve_claim(self._record, self.own_case, typed)]

    def report(self, name: str, sentence: str) -> ReportId:
        """The report of the case that an answer names."""
        typed = self.needed(name, sentence)
        with self.at(name):
            return resolve_report(self._record, self.own_case, typed)

    def statement(self, name: str, sentence: str) -> StatementId:
        """The statement of the case that an answer names."""
        typed = self.needed(name, sentence)
        with self.at(name):
            return resolve_statement(self._record, self.own_case, typed)

    @property
    def own_case(self) -> CaseId:
        """The case the form belongs to."""
        assert self._case is not None
        return self._case

    @contextmanager
    def at(self, name: str) -> Iterator[None]:
        """Show an error that is raised inside under a question."""
        try:
            yield
        except OnRecordError as error:
            raise Unanswered(name, error.message, error.hint) from error


def row_values(row: Mapping[str, object]) -> dict[str, str]:
    """A row as initial values: each column as text, under its name."""
    return {name: "" if value is None else str(value) for name, value in row.items()}


def lookup_matches(record: Reader, case: CaseId | None, of: ThingKind, typed: str) -> list[LookupMatch]:
    """Things whose key or name matches what is typed so far."""
    like = {
        ThingKind.SOURCE: sources_like,
        ThingKind.CLAIM: claims_like,
        ThingKind.REPORT: reports_like,
        ThingKind.DENIAL: statements_like,
    }
    return like[of](record, case, typed)
