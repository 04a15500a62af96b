"""Keep the first frame of the desk for the next start; :mod:`tui.system.first_frame` paints it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tui.system.first_frame import (
    MAGIC,
    Witnesses,
    frame_path,
    frames_folder,
    is_clean,
    read_witnesses,
    seal,
    store_mark,
    today,
)

Basis = tuple[object, ...]
"""What a frame was drawn by, besides the store: the size of the terminal, how the desk was left, the theme."""


class NextFrame:
    """The frame with which the next start of this command will begin."""

    def __init__(self, store: Path, *, is_fixed: bool = False) -> None:
        """Note the state of the store, before it is read.

        :param store: the file that the frame rests on.
        :param is_fixed: whether each start begins as this one does, as the demo.
        """
        self.is_fixed = is_fixed
        self._store = str(store.resolve())
        self._mark = store_mark(self._store)
        self._rows: list[str] = []
        self._basis: Basis = ()
        self._day = ""

    def read_anew(self) -> None:
        """Note the state of the store again, before it is read for another frame."""
        self._rows = []
        self._mark = store_mark(self._store)

    def take(self, rows: list[str], basis: Basis, *, names_day: bool) -> None:
        """Take the rows of a frame.

        :param names_day: whether it says what was today.
        """
        self._rows, self._basis, self._day = rows, basis, today() if names_day else ""

    def holds(self, basis: Basis) -> bool:
        """Whether the next start begins with the frame that was taken."""
        is_same = self.is_fixed or basis == self._basis
        return bool(self._rows) and is_same and store_mark(self._store) == self._mark

    def check(self, basis: Basis) -> None:
        """Drop a frame that does not hold, right before the store is closed: its state changes then."""
        if not self.holds(basis):
            self._rows = []

    def keep(self, size: tuple[int, int], config: Path, state: Path) -> None:
        """Keep the frame on the disk for the next start with the same words, once the store is closed."""
        if self._rows or not self.is_fixed:
            keep_frame(sys.argv[1:], self._rows, size, (self._store, str(config), str(state), self._day))


MOST_FRAMES = 24
"""Frames that are kept; the one painted or written longest ago goes first."""


def keep_frame(arguments: Sequence[str], rows: Sequence[str], size: tuple[int, int], witnesses: Witnesses) -> None:
    """Keep a frame for the next start with the same words; do nothing where it can't be kept.

    Other frames of the store are removed, since the desk was left in another state than theirs.

    :param arguments: the words after ``onrecord``.
    :param rows: the rows as the terminal gets them; none to keep no frame.
    :param size: columns and rows of the terminal that they are for.
    """
    with suppress(OSError, ValueError):
        path = frame_path(list(arguments), size)
        _remove_others(path, witnesses[0])
        if len(rows) != size[1] or not all(map(is_clean, rows)):
            Path(path).unlink(missing_ok=True)
            return
        sealed = seal(MAGIC + "\n".join(rows).encode(), path, witnesses)
        if sealed is not None:
            named = os.fsencode("\0".join(witnesses))
            _write(Path(path), MAGIC + len(named).to_bytes(4, "big") + named + sealed)


def forget_frames(store: Path) -> None:
    """Remove the frames of a store whose desk was left in another state than theirs."""
    with suppress(OSError, ValueError):
        _remove_others("", str(store.resolve()))


def _write(path: Path, content: bytes) -> None:
    """Write a file whole, which only its owner can read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".frame-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _remove_others(path: str, store: str) -> None:
    """Remove the other frames of a store, and the oldest ones of all."""
    folder = Path(frames_folder())
    if not folder.is_dir():
        return
    frames = sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)
    for place, each in enumerate(frames):
        with each.open("rb") as file:
            witnesses = read_witnesses(file.read(65_536))
        if str(each) != path and (place >= MOST_FRAMES - 1 or witnesses is None or witnesses[0] == store):
            each.unlink(missing_ok=True)
