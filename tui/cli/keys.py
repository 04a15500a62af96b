"""Keys on the command line: the row that a word such as C3 or W7 names, and the keys that a shell completes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from db.dataclass import dataclass
from db.errors import NotFound, WrongUse
from tui.cli.options import case_keys, the_case

if TYPE_CHECKING:
    from db.model.ids import CaseId
    from db.store.reader import Reader

Id = TypeVar("Id", bound=int)
Found = TypeVar("Found")

_KEY = re.compile(r"([KWRCSNT])\d+[a-z]*", re.ASCII | re.IGNORECASE)

_TABLES = {"K": "cases", "W": "sources", "R": "reports", "C": "claims", "S": "statements", "N": "notes", "T": "tasks"}


@dataclass(frozen=True, slots=True)
class Keyed:
    """A row that a key names."""

    table: str
    id: int
    key: str


def row_by_key(record: Reader, key: str, case: str | None) -> Keyed:
    """The row that a key names.

    :param key: K1, W1, R1, C1a, S1, N1, T1; capitals don't matter.
    :param case: as typed after the command's name.
    :raises WrongUse: it doesn't read like a key.
    :raises NotFound: nothing has that key.
    """
    letter, whole = _parse_key(key)
    return Keyed(_TABLES[letter], _row_id(record, letter, key, case), whole)


def is_key(word: str) -> bool:
    """Whether a word reads like a key."""
    return _KEY.fullmatch(word) is not None


def row_by_key_ever(record: Reader, key: str, case: str | None) -> Keyed:
    """The row that a key names, or named before it was removed.

    :raises WrongUse: it doesn't read like a key.
    :raises NotFound: nothing has or had that key.
    """
    from db.journal.log import deleted_row_id

    try:
        return row_by_key(record, key, case)
    except NotFound:
        letter, whole = _parse_key(key)
        table = _TABLES[letter]
        id = deleted_row_id(record, table, whole, None if letter in "KWNT" else the_case(record, case).id)
        if id is None:
            raise
        return Keyed(table, id, whole)


def _parse_key(key: str) -> tuple[str, str]:
    """The letter of a key, and the key in the spelling of the store.

    :raises WrongUse: it doesn't read like a key.
    """
    found = _KEY.fullmatch(key)
    if not found:
        raise WrongUse(f"“{key}” is not a key.", "Keys are K1 of a case, W1 of a source, R1, C1a, S1, N1, T1.")
    letter = found[1].upper()
    return letter, letter + key[1:].lower()


def _row_id(record: Reader, letter: str, key: str, case: str | None) -> int:
    from db.queries.annotations import note_by_key, task_by_key
    from db.queries.cases import case as find_case
    from db.queries.claims import claim
    from db.queries.reports import report
    from db.queries.sources import source
    from db.queries.statements import statement_id_by_key

    if letter == "K":
        return find_case(record, key).id
    if letter == "W":
        return source(record, key).id
    if letter in "NT":
        return (note_by_key if letter == "N" else task_by_key)(record, key).id
    here = the_case(record, case).id
    if letter == "R":
        return report(record, here, key).id
    if letter == "C":
        return claim(record, here, key).id
    return statement_id_by_key(record, here, key)


def keys_of_case(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Every key of a case with what it stands for, for completion."""
    for keys in case_keys, source_keys, report_keys, claim_keys, statement_keys, note_keys, task_keys:
        yield from keys(record, case)


def claim_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the claims with their text."""
    from db.queries.claims import claim_ids, claims

    ids = claim_ids(record, _case_id(record, case))
    return ((claim.key, claim.text) for claim in _paged(record, ids, claims))


def source_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the sources with their names."""
    from db.queries.sources import source_ids, sources

    ids = source_ids(record, _case_id(record, case))
    return ((source.key, source.name) for source in _paged(record, ids, sources))


def denial_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the denials with who denies."""
    from db.queries.denials import denial_ids, denials

    ids = denial_ids(record, _case_id(record, case))
    return ((denial.key, denial.source.name) for denial in _paged(record, ids, denials))


def report_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the reports of the chain with their labels."""
    from db.queries.chain import chain
    from db.queries.reports import reports

    ids = chain(record, _case_id(record, case))
    return ((report.key, report.label) for report in _paged(record, ids, reports))


def statement_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the statements with who says them."""
    from db.queries.statements import statement_ids, statements

    ids = statement_ids(record, _case_id(record, case))
    return ((statement.key, statement.source.name) for statement in _paged(record, ids, statements))


def note_keys(record: Reader, _: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the notes with their text."""
    from db.queries.annotations import all_notes

    return ((note.key, note.text) for note in all_notes(record))


def task_keys(record: Reader, _: str | None) -> Iterator[tuple[str, str]]:
    """Keys of the tasks with their text, open ones first."""
    from db.queries.annotations import all_tasks

    return ((task.key, task.text) for task in all_tasks(record))


def _case_id(record: Reader, case: str | None) -> CaseId:
    """The case to complete keys of. What was typed before the command's name is in ``case`` already."""
    from db.queries.cases import case as find_case

    return find_case(record, case).id


def _paged(
    record: Reader, ids: Sequence[Id], read: Callable[[Reader, Sequence[Id]], Iterable[Found]]
) -> Iterator[Found]:
    """Records by their ids, read a page at a time, since a shell takes only the first few."""
    from db.store.reader import pages

    return (each for page in pages(ids) for each in read(record, page))
