"""Take a case as a file into a store: every row of it, under its own ULID, in one action that undo takes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from db.dataclass import dataclass
from db.errors import NotFound, Refused
from db.exchange.alarm_fingerprints import local_fingerprints
from db.exchange.case_lines import CaseLine, read_header, read_lines
from db.exchange.case_rows import PortableTable, portable_tables
from db.journal.writer import Writer
from db.model.keys import KEY_LETTERS
from db.model.things import thing_name, thing_name_with_article
from db.store.bad_rows import bad_rows, describe_bad_row, name_stored_row
from db.store.files import open_regular_file
from db.store.progress import Progress
from db.store.reader import pages, placeholders
from db.store.sqlite_errors import explain_errors
from db.text.quotation import in_quotes

_NOTHING = "Nothing was saved."
_KEY_WORD = re.compile(r"\b[KWNT][0-9]+\b")


@dataclass(frozen=True, slots=True)
class ImportedCase:
    """What was taken in."""

    cases: tuple[str, ...]
    """Keys of the cases, as they are here."""
    rows: int
    renamed: tuple[tuple[str, str], ...]
    """Keys that something has here already, each with the new one that was given instead."""


def import_case(writer: Writer, path: Path, progress: Progress | None = None) -> ImportedCase:
    """Take in a case as a file: all of it, or nothing.

    :param path: what ``onrecord export case`` wrote.
    :param progress: counts bytes; the file is read twice.
    :raises NotFound: there is no such file.
    :raises NewerStore: a later onrecord wrote it.
    :raises Refused: it is not whole, a rule of the record refuses a row, or a row of it is on record here already.
    :raises QueryStopped: it was stopped; nothing was saved.
    """
    try:
        with open_regular_file(path) as file, explain_errors(writer.path):
            return _CaseImport(writer, file, progress or Progress()).run(path.stat().st_size)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}.", "onrecord export case writes one.") from error
    except OSError as error:
        raise Refused(f"{path} can't be read: {error.strerror}.", _NOTHING) from error


class _CaseImport:
    """One import: the first reading finds ids and keys for all rows, the second adds them."""

    def __init__(self, writer: Writer, file: BinaryIO, progress: Progress) -> None:
        self._writer = writer
        self._file = file
        self._progress = progress
        self._tables = {each.name: each for each in portable_tables(writer)}
        self._header = read_header(file)
        self._start = file.tell()
        self._numbers: dict[str, dict[str, int]] = {name: {} for name in self._tables}
        """The place of each row among those of its table, by ULID."""
        self._keys: dict[str, list[str]] = {name: [] for name, table in self._tables.items() if table.has_own_key}
        self._first: dict[str, int] = {}
        """The id of the first row of each table."""
        self._renamed: dict[str, str] = {}
        self._decisions: list[dict[str, Any]] = []
        """Decisions on alarms, which are added last: what they were made on must be there."""

    def run(self, size: int) -> ImportedCase:
        """Import everything."""
        self._progress.go_on(0, 2 * size)
        for line in self._lines():
            self._note(line)
        if not self._numbers["cases"]:
            raise Refused("The file holds no case.", "onrecord export case writes such a file.")
        with self._writer.action():
            self._refuse_known_rows()
            for table in self._tables.values():
                self._first[table.name] = self._writer.next_id(table.name)
                if table.has_own_key:
                    self._find_keys(table)
            cases = [self._renamed.get(key, key) for key in self._keys["cases"]]
            with self._writer.action(f"import case {' '.join(cases)} {in_quotes(self._title())}"):
                self._add_rows()
                self._add_decisions()
                self._check_rows()
        return ImportedCase(tuple(cases), self._header.rows, tuple(self._renamed.items()))

    def _lines(self) -> Iterable[CaseLine]:
        self._file.seek(self._start)
        return read_lines(
            self._file, self._header, self._tables, lambda read: self._progress.go_on(self._progress.done + read)
        )

    def _title(self) -> str:
        return next((str(line.values.get("title", "")) for line in self._lines()), "")

    def _note(self, line: CaseLine) -> None:
        """Note a row on the first reading."""
        known = self._numbers[line.table.name]
        if line.ulid in known:
            raise Refused(f"Line {line.number} of the file has the ULID of another row.", _NOTHING)
        names = list(self._tables)
        if any(self._numbers[later] for later in names[names.index(line.table.name) + 1 :]):
            raise Refused(f"Line {line.number} of the file is out of order.", _NOTHING)
        known[line.ulid] = len(known)
        if line.table.has_own_key:
            keys = self._keys[line.table.name]
            keys.append(str(line.values.get("key", "")))

    def _refuse_known_rows(self) -> None:
        for table, numbers in self._numbers.items():
            for page in pages(list(numbers)):
                found = self._writer.row(
                    f'SELECT id FROM "{table}" WHERE ulid IN ({placeholders(page)}) ORDER BY id LIMIT 1', *page
                )
                if found:
                    name = name_stored_row(self._writer, table, found[0])
                    hint = "A case that is on record, or shares sources with one that is, can't be merged with it."
                    raise Refused(f"{name} of the file is on record here already.", f"{hint} {_NOTHING}")

    def _find_keys(self, table: PortableTable) -> None:
        """Give new keys to rows whose keys something has, or had, in this store."""
        keys = self._keys[table.name]
        if len({*keys}) < len(keys):
            raise Refused(f"Two rows of {table.name} in the file have one key.", _NOTHING)
        letter = KEY_LETTERS[table.name]
        taken = self._writer.removed_keys(table.name)
        for page in pages(keys):
            sql = f'SELECT key FROM "{table.name}" WHERE key IN ({placeholders(page)})'
            taken.update(self._writer.column(sql, *page))
        free = int(self._writer.next_key(table.name, letter)[1:])
        free = max([free, *(int(key[1:]) + 1 for key in keys if key)])
        for key in keys:
            if key in taken:
                self._renamed[key] = f"{letter}{free}"
                free += 1

    def _add_rows(self) -> None:
        waiting: dict[tuple[str, int], list[dict[str, Any]]] = {}
        added: dict[str, set[int]] = {name: set() for name, table in self._tables.items() if table.own_keys}
        for line in self._lines():
            row = self._local_row(line)
            name = line.table.name
            if name == "alarms_set_aside":
                self._decisions.append(row)
                continue
            if any(table != name for table, _ in waiting):
                self._refuse_waiting(waiting)
            ready = [row]
            while ready:
                row = ready.pop()
                if missing := self._missing(line.table, row, added):
                    waiting.setdefault((name, missing), []).append(row)
                    continue
                self._insert(name, row)
                if name in added:
                    added[name].add(row["id"])
                    ready += waiting.pop((name, row["id"]), [])
        self._refuse_waiting(waiting)

    def _refuse_waiting(self, waiting: Mapping[tuple[str, int], list[dict[str, Any]]]) -> None:
        """Refuse rows that wait for a row of their table, once all of it was read.

        :raises Refused: there are some.
        """
        for (name, _), rows in waiting.items():
            sentence = f"{len(rows)} of the {name} in the file lead back to themselves"
            raise Refused(f"{sentence}: each names one that names it.", _NOTHING)

    def _missing(self, table: PortableTable, row: Mapping[str, Any], added: Mapping[str, set[int]]) -> int:
        """The id of a row of the same table that must be added before this one; 0 where none must."""
        for column in table.own_keys:
            if row.get(column) is not None and row[column] not in added[table.name]:
                return int(row[column])
        return 0

    def _insert(self, table: str, row: Mapping[str, Any]) -> None:
        if table == "drafts":
            with self._writer.unjournaled():
                self._writer.insert(table, **row)
        else:
            self._writer.insert(table, **row)

    def _local_row(self, line: CaseLine) -> dict[str, Any]:
        """A row as it is here: with ids of what it names, and keys of this store."""
        row = {"id": self._first[line.table.name] + self._numbers[line.table.name][line.ulid], **line.values}
        for column, named in line.table.keys.items():
            if column in row:
                if row[column] not in self._numbers[named]:
                    sentence = f"Line {line.number} of the file names {thing_name_with_article(named)}"
                    raise Refused(f"{sentence} that is not in the file.", _NOTHING)
                row[column] = self._first[named] + self._numbers[named][row[column]]
        if line.table.has_own_key and row.get("key") in self._renamed:
            row["key"] = self._renamed[row["key"]]
        for column in _WITH_KEYS.get(line.table.name, ()):
            if column in row:
                row[column] = _KEY_WORD.sub(lambda found: self._renamed.get(found[0], found[0]), row[column])
        return row

    def _add_decisions(self) -> None:
        cases = {int(row["case"]) for row in self._decisions if "case" in row}
        local = local_fingerprints(self._writer, cases, self._decisions)
        for row in self._decisions:
            self._writer.insert("alarms_set_aside", **{**row, **local.get(row["id"], {})})

    def _check_rows(self) -> None:
        """Check the rules that SQLite does not hold rows to as they come."""
        ids = {name: range(first, first + len(self._numbers[name])) for name, first in self._first.items()}
        for bad in bad_rows(self._writer, ids):
            raise Refused(describe_bad_row(self._writer, bad), _NOTHING)
        for table in self._tables.values():
            owner = table.belongs_by[0] if table.belongs_by else ""
            for column in table.own_keys if ids[table.name] else ():
                found = self._writer.row(
                    f"""SELECT t.id FROM "{table.name}" t JOIN "{table.name}" o ON o.id = t."{column}"
                        WHERE t.id BETWEEN ? AND ? AND t."{owner}" <> o."{owner}" """,
                    ids[table.name][0],
                    ids[table.name][-1],
                )
                if found:
                    name = name_stored_row(self._writer, table.name, found[0])
                    raise Refused(f"{name} names a {thing_name(table.name)} of another {owner}.", _NOTHING)


_WITH_KEYS = {"alarms_set_aside": ("subject",), "drafts": ("form",)}
"""Columns of text that hold keys."""
