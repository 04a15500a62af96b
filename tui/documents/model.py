"""A document: sections of facts about one thing of the record. No Textual here, so that printing starts fast.

:mod:`tui.views.document` draws one on the desk, :mod:`tui.cli.text.document` prints it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum, auto

from db.dataclass import dataclass
from db.queries.provenance import TracedStatement
from db.queries.reports import Report
from tui.text.paragraphs import BLANK, Paragraph
from tui.text.styles import DIM
from tui.text.targets import Row, Thing

Phrase = str | tuple[str, str]
"""Safe text (from :mod:`tui.text.safe`), alone or with its tone, a style of the theme such as ``bold $accent``."""


class SectionName(StrEnum):
    """The sections of all documents, in the order in which a printout takes them."""

    TITLE = auto()
    AUTHOR = auto()
    PUBLISHED = auto()
    ADDRESS = auto()
    HOLDING = auto()
    CITES = auto()
    KNOWN_AS = auto()
    AFFILIATIONS = auto()
    REPORTS = auto()
    PARTY_TO = auto()
    SAME_AS = auto()
    WORDS = auto()
    PARENT = auto()
    PARTS = auto()
    JOINS = auto()
    NUMBERS = auto()
    PARTIES = auto()
    SUPPORT = auto()
    ALARMS = auto()
    """Marks on the desk where alarms go; the screen adds them there once they are found."""
    JUDGED = auto()
    JOINS_JUDGED = auto()
    SCOPE = auto()
    CHANGED_QUOTES = auto()
    CAPTURES = auto()
    FOR = auto()
    AGAINST = auto()
    NEITHER = auto()
    CIRCULAR = auto()
    OWN_VOICE = auto()
    RELAYED = auto()
    AS_PASSED_ON = auto()
    NOT_HEARD = auto()
    STATEMENTS = auto()
    PASSED_ON = auto()


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the desk's view, with the sentences that print it."""

    phrases: tuple[Phrase, ...] = ()
    """What the desk draws; empty for a fact that it leaves out, such as the tenth verdict."""
    printed: tuple[Paragraph, ...] = ()
    """What is printed; empty where another fact prints it, and for hints about keys."""
    lead: tuple[Phrase, ...] = ()
    """What stands before the first line on the desk; the lines after it hang under the phrases."""
    indent: int = 0
    gap: bool = False
    """Whether the desk draws an empty line before it."""
    target: Thing | None = None
    """What it opens."""
    row: Row | None = None
    """The row of the record that it stands for, to edit or remove."""
    citation: str = ""
    """The line it is copied as."""


@dataclass(frozen=True, slots=True)
class StatementFact:
    """A statement with its words."""

    passage: TracedStatement
    report: Report | None
    """The report it stands in."""
    lead: Phrase = ""
    """Text before the speaker on the desk."""
    head: str = ""
    """Text on the desk in place of the way the words came."""
    indent: int = 0
    gap: bool = True
    opens_report: bool = True
    """Whether enter opens the report of one without words, where there is one, or the speaker."""
    marks: tuple[Phrase, ...] = ()
    """How it is rated and what is kept beside it, in short."""
    printed_lead: str = ""
    """Text before the speaker in print, such as "relays it, "."""
    printed_indent: int = 2
    ratings: tuple[Paragraph, ...] = ()
    """How it is rated and what is kept beside it, printed under it and indented from there."""
    printed: tuple[Paragraph, ...] | None = None
    """What is printed in place of the statement; None prints it like any statement."""


@dataclass(frozen=True, slots=True)
class Section:
    """Facts that belong together. They are read as they are taken, so that a long printout needs no memory."""

    name: SectionName
    facts: Iterable[Fact | StatementFact]


@dataclass(frozen=True, slots=True)
class Document:
    """All there is to say of one thing."""

    title: str
    """What stands at the head of its view, safe to show."""
    sections: tuple[Section, ...]
    """In the order of the desk; a printout takes them in the order of :class:`SectionName`."""
    citation: str
    """The whole thing as one line to paste."""


NONE_ON_RECORD = Fact(printed=(Paragraph("None on record.", 2),))
"""What is printed under the heading of an empty list."""


def heading(title: str, note: str = "", row: Row | None = None, *, printed: str | None = None) -> Fact:
    """A heading inside a document.

    :param note: drawn after it on the desk, dimmed.
    :param row: the row it heads, to remove.
    :param printed: the heading in print, where it differs; empty for none.
    """
    return Fact(
        ((title, "bold $primary"), (f"  {note}" if note else "", DIM)),
        printed_heading(title if printed is None else printed),
        row=row,
        gap=True,
    )


def printed_heading(title: str) -> tuple[Paragraph, ...]:
    """A blank line and a heading; nothing for an empty title."""
    return (BLANK, Paragraph(title, heading=True)) if title else ()


def named_fact(
    name: str, *phrases: Phrase, printed: str | None = None, target: Thing | None = None, row: Row | None = None
) -> Fact:
    """A fact under a name, as the desk draws it: "kind   outlet".

    :param printed: the sentence that prints it, if any does.
    """
    return Fact(phrases, in_print(printed), lead=((f"{name:<12} ", DIM),), target=target, row=row)


def in_print(*sentences: str | None, indent: int = 2) -> tuple[Paragraph, ...]:
    """Each sentence as a paragraph; those that are None or empty are left out."""
    return tuple(Paragraph(each, indent, 2) for each in sentences if each)
