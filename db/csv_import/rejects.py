"""The file of rejected rows: line, reason and their cells, so that they can be corrected and imported."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from db.csv_import.formulas import mark_formula
from db.store.files import name_output, unfinished_file
from db.store.outputs import check_output
from db.store.sqlite_errors import explain_errors
from db.text.normalize import normalize_text

_OWN = ("line", "reason")


def default_rejects_path(table: Path) -> Path:
    """The default path of the rejects of a table."""
    return table.with_name(f"{table.stem}.rejects.csv")


def check_rejects_path(path: Path, table: Path, *, store: Path | None, mapping: Path | None = None) -> None:
    """Check the place of the rejects before anything is read. A file that is there must be one of rejects too.

    :param table: the table that is imported.
    :param store: the store it is imported into.
    :param mapping: the mapping file.
    :raises OnRecordError: they can't go there.
    """
    inputs = {"the table": table, "the mapping": mapping}
    for place in (path, _earlier(path)):
        check_output(
            place,
            store=store,
            inputs=inputs,
            ours=_is_rejects_file,
            ours_are="a file of rejects",
            hint="Say --rejects FILE.",
            option="--rejects",
        )


class RejectsFile:
    """The file. It gets its name at the end, however the run ends; an earlier one is renamed with a ``~``."""

    def __init__(
        self,
        path: Path | None,
        table: Path,
        header: Sequence[str],
        *,
        store: Path | None = None,
        mapping: Path | None = None,
    ) -> None:
        """Check that it can be written.

        :param path: None for no file.
        :param header: the names of the table's columns.
        :raises OnRecordError: as for :func:`check_rejects_path`, or it can't be written there.
        """
        self.path = path
        self.count = 0
        self._header = header
        self._ends = ExitStack()
        if path is None:
            return
        check_rejects_path(path, table, store=store, mapping=mapping)
        self._whole = self._ends.enter_context(unfinished_file(path))
        self._file = self._ends.enter_context(self._whole.open("w", encoding="utf-8", errors="replace", newline=""))
        self._writer = csv.writer(self._file)

    def add(self, line: int, reason: str, cells: Sequence[str]) -> None:
        """Write a rejected row.

        :raises OnRecordError: the disk is full.
        """
        self.count += 1
        if self.path is None:
            return
        with explain_errors(self.path):
            if self.count == 1:
                self._writer.writerow([*_OWN, *map(mark_formula, self._header)])
            self._writer.writerow([line, normalize_text(reason), *map(mark_formula, cells)])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._ends:
            if self.path is None:
                return
            with explain_errors(self.path):
                self._file.close()
                if self.path.exists():
                    self.path.replace(_earlier(self.path))
            if self.count:
                name_output(self._whole, self.path, replace=False)


def is_rejects_header(header: Sequence[str]) -> bool:
    """Whether a table is a file of rejects, by the names of its columns."""
    return tuple(header[: len(_OWN)]) == _OWN


def _is_rejects_file(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").startswith(",".join(_OWN).encode() + b",")
    except OSError:
        return False


def _earlier(path: Path) -> Path:
    """The name of the rejects of an earlier run."""
    return path.with_name(f"{path.name}~")
