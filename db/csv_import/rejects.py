"""The file of rejected rows: line, reason and their cells, so that they can be corrected and imported."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from db.errors import NotAllowed, WrongUse
from db.store.sqlite_errors import explain_error
from db.text.normalize import normalize_text

_OWN = ("line", "reason")


def default_rejects_path(table: Path) -> Path:
    """The default path of the rejects of a table."""
    return table.with_name(f"{table.stem}.rejects.csv")


class RejectsFile:
    """The file, created with the first rejected row; an earlier one is renamed with a ``~``."""

    def __init__(self, path: Path | None, table: Path, header: Sequence[str]) -> None:
        """Check that it can be written, and rename the file of the run before.

        :param path: None for no file.
        :param table: the imported table, which is never overwritten.
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
                raise explain_error(error, path) from error

    def add(self, line: int, reason: str, cells: Sequence[str]) -> None:
        """Write a rejected row."""
        self.count += 1
        if self.path is None:
            return
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8", errors="replace", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow([*_OWN, *self._header])
        self._writer.writerow([line, normalize_text(reason), *cells])

    def flush(self) -> None:
        """Flush the file, so that it is complete whenever the run ends."""
        if self._file is not None:
            self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
