"""Tell whether a write-ahead log belongs to the file it lies beside.

SQLite does not: a log that a killed program left is replayed into whatever file has the store's name. But each commit
of onrecord writes the first page, which holds the file's mark (:mod:`db.store.file_mark`) and SQLite's change counter.
A file either has the first page from before its log, or one of those in it.
Formats: https://sqlite.org/fileformat2.html#the_database_header and #the_write_ahead_log.
"""

from __future__ import annotations

import struct
from pathlib import Path
from time import sleep
from typing import BinaryIO

from db.dataclass import dataclass
from db.store.file_mark import LARGEST_STEP
from db.store.files import log_path

_LOG_HEADER, _FRAME_HEADER = 32, 24
_MAGIC = (0x377F0682, 0x377F0683)
_LOOKS = 4
"""Times that a mismatch must be found, as another program may be writing meanwhile."""


@dataclass(frozen=True, slots=True)
class _FirstPage:
    """What the first page says of its file."""

    counter: int
    mark: int


def is_log_of_another_file(path: Path) -> bool:
    """Whether a store's log was left by another file. Logs that hold no first page can't be told, and count as its own.

    :param path: the store's file. It is opened and closed, so this process must have no connection to it.
    """
    for look in range(_LOOKS):
        if look:
            sleep(0.02)
        try:
            with path.open("rb") as file, log_path(path).open("rb") as log:
                if _belongs(file, log):
                    return False
        except OSError:
            return False
    return True


def _belongs(file: BinaryIO, log: BinaryIO) -> bool:
    header, start = file.read(100), log.read(_LOG_HEADER)
    if len(header) < 100 or len(start) < _LOG_HEADER or int.from_bytes(start[:4], "big") not in _MAGIC:
        return True
    page_size = int.from_bytes(start[8:12], "big")
    logged = _first_pages(log, page_size, start[16:24])
    if not logged:
        return True
    own = _first_page(header)
    has_mark = own.mark in {each.mark for each in logged} or 0 <= logged[0].mark - own.mark <= LARGEST_STEP
    return has_mark and any(each.counter - own.counter in (0, 1) for each in logged)


def _first_pages(log: BinaryIO, page_size: int, salts: bytes) -> list[_FirstPage]:
    """The copies of the first page in a log, oldest first, up to where an earlier log begins that it overwrites."""
    found: list[_FirstPage] = []
    place, is_committed = _LOG_HEADER, False
    while True:
        log.seek(place)
        frame = log.read(_FRAME_HEADER + 100)
        if len(frame) < _FRAME_HEADER + 100 or frame[8:16] != salts:
            return found if is_committed else []
        number, size = struct.unpack(">II", frame[:8])
        is_committed = is_committed or size > 0
        if number == 1:
            found.append(_first_page(frame[_FRAME_HEADER:]))
        place += _FRAME_HEADER + page_size


def _first_page(header: bytes) -> _FirstPage:
    return _FirstPage(int.from_bytes(header[24:28], "big"), int.from_bytes(header[40:44], "big"))
