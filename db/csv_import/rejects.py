"""The file of the rows that did not land: line, reason, and their own cells, to be mended and brought in."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from db.errors import NotAllowed, WrongUse
from db.store.sqlite_errors import explanation
from db.text.normalize import normalize_text

_OWN = ("line", "reason")


def rejects_beside(table: Path) -> Path:
    """Where the rejects of a table go, if a person doesn't say."""
    return table.with_name(f"{table.stem}.rejects.csv")


class Rejects:
    """A file that is made when the first row is rejected; what was there goes to the same name with a ``~``."""

    def __init__(self, path: Path | None, table: Path, header: Sequence[str]) -> None:
        """Make sure that it can be written, and put away that of the run before.

        :param path: None where it is not wanted.
        :param table: the table that is brought in, which it never takes the place of.
        :param header: the names of the table's columns.
        :raises OnRecordError: it can't be written there.
        """
        self.path = path
        self.count = 0
        self._header = header
        self._file: TextIO | None = None
        if path is None:
            return
        if path.exists() and (not path.is_file() or path.samefile(table)):
            raise WrongUse(f"The rejects can't go to {path}: it is no other file.", "Say --rejects FILE.")
        if not os.access(path.absolute().parent, os.W_OK):
            raise NotAllowed(f"The rejects can't be written to {path}.", "Say --rejects FILE.")
        if path.exists():
            try:
                path.replace(f"{path}~")
            except OSError as error:
                raise explanation(error, path) from error

    def add(self, line: int, reason: str, cells: Sequence[str]) -> None:
        """Write a row that did not land."""
        self.count += 1
        if self.path is None:
            return
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8", errors="replace", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow([*_OWN, *self._header])
        self._writer.writerow([line, normalize_text(reason), *cells])

    def flush(self) -> None:
        """Put what was written into the file: whoever ends the run leaves it whole so far."""
        if self._file is not None:
            self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
