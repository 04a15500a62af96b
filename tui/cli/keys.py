"""Keys that the command line takes: what a word such as C3 or W7 names, and completion of keys by kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.errors import NotFound, WrongUse

if TYPE_CHECKING:
    from db.store.reader import Reader

_KEY = re.compile(r"([KWRCSNT])\d+[a-z]*", re.ASCII | re.IGNORECASE)

_TABLES = {"K": "cases", "W": "sources", "R": "reports", "C": "claims", "S": "statements", "N": "notes", "T": "tasks"}


@dataclass(frozen=True, slots=True)
class Keyed:
    """A thing that a key names."""

    table: str
    id: int
    key: str


def keyed(record: Reader, key: str, case: str | None) -> Keyed:
    """The thing a key names.

    :param key: K1, W1, R1, C1a, S1, N1, T1; capitals don't matter.
    :param case: the case that was said, if any.
    :raises WrongUse: it is no key.
    :raises NotFound: nothing has that key.
    """
    letter, whole = _read(key)
    return Keyed(_TABLES[letter], _id_of(record, letter, key, case), whole)


def is_key(word: str) -> bool:
    """Whether a word reads like a key."""
    return _KEY.fullmatch(word) is not None


def ever_keyed(record: Reader, key: str, case: str | None) -> Keyed:
    """The thing a key names, or named before it was taken off the record.

    :raises WrongUse: it is no key.
    :raises NotFound: nothing has or had that key.
    """
    from db.journal.log import deleted_row_id
    from tui.cli.options import the_case

    try:
        return keyed(record, key, case)
    except NotFound:
        letter, whole = _read(key)
        table = _TABLES[letter]
        id = deleted_row_id(record, table, whole, None if letter in "KWNT" else the_case(record, case).id)
        if id is None:
            raise
        return Keyed(table, id, whole)


def _read(key: str) -> tuple[str, str]:
    """The letter of a key, and the key as the store has it."""
    found = _KEY.fullmatch(key)
    if not found:
        raise WrongUse(f"“{key}” is no key.", "Keys are K1 of a case, W1 of a source, R1, C1a, S1, N1, T1.")
    letter = found[1].upper()
    return letter, letter + key[1:].lower()


def _id_of(record: Reader, letter: str, key: str, case: str | None) -> int:
    from db.queries.annotations import note_keyed, task_keyed
    from db.queries.cases import case as find_case
    from db.queries.claims import claim
    from db.queries.reports import report
    from db.queries.sources import source
    from db.queries.statements import statement_keyed
    from tui.cli.options import the_case

    if letter == "K":
        return find_case(record, key).id
    if letter == "W":
        return source(record, key).id
    if letter in "NT":
        return (note_keyed if letter == "N" else task_keyed)(record, key).id
    here = the_case(record, case).id
    if letter == "R":
        return report(record, here, key).id
    if letter == "C":
        return claim(record, here, key).id
    return statement_keyed(record, here, key)


def all_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Every key of a case with what it stands for, for completion."""
    from db.queries.cases import cases

    yield from ((each.key, each.title) for each in cases(record))
    for keys in source_keys, report_keys, claim_keys, statement_keys, note_keys, task_keys:
        yield from keys(record, case)


def claim_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the claims with their text."""
    from db.queries.cases import case as find_case
    from db.queries.claims import claim_ids, claims
    from db.store.reader import pages

    for page in pages(claim_ids(record, find_case(record, case).id)):
        yield from ((claim.key, claim.text) for claim in claims(record, page))


def source_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the sources with their names."""
    from db.queries.cases import case as find_case
    from db.queries.sources import source_ids, sources
    from db.store.reader import pages

    for page in pages(source_ids(record, find_case(record, case).id)):
        yield from ((source.key, source.name) for source in sources(record, page))


def denial_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the denials with who denies."""
    from db.queries.cases import case as find_case
    from db.queries.denials import denial_ids, denials
    from db.store.reader import pages

    for page in pages(denial_ids(record, find_case(record, case).id)):
        yield from ((denial.key, denial.source.name) for denial in denials(record, page))


def report_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the reports of the chain with what they are called."""
    from db.queries.cases import case as find_case
    from db.queries.chain import chain
    from db.queries.reports import reports
    from db.store.reader import pages

    for page in pages(chain(record, find_case(record, case).id)):
        yield from ((report.key, report.label) for report in reports(record, page))


def statement_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the statements with who says them."""
    from db.queries.cases import case as find_case
    from db.queries.statements import statement_ids, statements
    from db.store.reader import pages

    for page in pages(statement_ids(record, find_case(record, case).id)):
        yield from ((statement.key, statement.source.name) for statement in statements(record, page))


def note_keys(record: Reader, _: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the notes with how they begin."""
    from db.queries.annotations import every_note

    yield from ((note.key, note.text) for note in every_note(record))


def task_keys(record: Reader, _: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the tasks with what is to be done, those that are open first."""
    from db.queries.annotations import every_task

    yield from ((task.key, task.text) for task in every_task(record))
