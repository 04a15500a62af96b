"""Tables of fields: the fields of one kind of thing, for its forms, commands and rows.

The tables themselves are in :mod:`db.model.fields`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from db.dataclass import KW_ONLY, dataclass
from db.model.enums import SourceKind


class ValueKind(StrEnum):
    """The kind of a field's value, by which it is asked for, checked and stored."""

    LINE = "line"
    """Text on one line."""
    TEXT = "text"
    """Text of several lines."""
    TERM = "term"
    """A term of a closed vocabulary, named by ``terms``."""
    FLAG = "flag"
    """Yes or no."""
    TIME = "time"
    """A :class:`~db.model.times.When`, stored in four columns: ``_raw``, ``_edtf``, ``_lo``, ``_hi``."""
    DATE = "date"
    """An EDTF expression, stored in the column ``_edtf``."""
    ZONE = "zone"
    """An IANA time zone."""
    KEY = "key"
    """The id of a row of ``table``; a person gives its key or name."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a thing."""

    name: str
    """Its name in the functions that add and edit."""
    kind: ValueKind = ValueKind.LINE
    _: KW_ONLY
    column: str = ""
    """Its column; empty if it has the field's name."""
    terms: type[StrEnum] | None = None
    """The vocabulary of a TERM."""
    table: str = ""
    """The table that a KEY points into."""
    creates: SourceKind = SourceKind.PERSON
    """The kind of a source that a form makes for a name not on record yet."""
    required: str = ""
    """The sentence that refuses an empty value; empty where the field may be left out."""
    may_be_empty: bool = False
    """Whether a TERM or FLAG may have no value; other kinds may where they are not ``required``."""
    is_fixed: bool = False
    """Whether it is given when the thing is added and never changes."""

    label: str = ""
    """Its label in a form; empty if it is the name."""
    hint: str = ""
    """In a form: what to type, shown while the field is empty."""
    rows: int = 1
    """In a form: lines of text in sight."""
    term_labels: tuple[str, ...] = ()
    """In a form: the words for the terms, if not the terms themselves."""

    help: str = ""
    """What the field is, as the manual and ``add --help`` say it; of a time, what it is the time of."""
    edit_help: str = ""
    """What the option of ``edit`` is for."""
    option: str = ""
    """The name of the option; empty if it is the field's."""
    default: str = ""
    """The value that ``add`` and a new form use if none is given."""
    is_argument: bool = False
    """Whether ``add`` takes it by position."""
    is_required_option: bool = False
    """Whether ``add`` can't do without the option."""
    is_option: bool = True
    """Whether the commands know it at all."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that hold it."""
        if self.kind is ValueKind.TIME:
            return tuple(f"{self.name}_{part}" for part in ("raw", "edtf", "lo", "hi"))
        if self.kind is ValueKind.DATE:
            return (f"{self.name}_edtf",)
        return (self.column or self.name,)


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The fields of one kind of thing, in the order of its form."""

    noun: str
    table: str
    """Its table in the store."""
    fields: tuple[Field, ...]
    not_entered: frozenset[str] = frozenset()
    """Columns that no person fills in, beside :data:`NEVER_ENTERED`."""
    leading_options: tuple[str, ...] = ()
    """Fields that ``--help`` lists before the others."""

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def __getitem__(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    @property
    def in_help_order(self) -> list[Field]:
        """The fields in the order of ``--help``: times come last, since each has four options."""
        lead = self.leading_options

        def place(field: Field) -> tuple[int, bool]:
            return lead.index(field.name) if field.name in lead else len(lead), field.kind is ValueKind.TIME

        return sorted(self.fields, key=place)


NEVER_ENTERED = frozenset({"id", "ulid", "key", "case"})
"""Columns that the writer fills in, in every table."""
