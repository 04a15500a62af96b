"""Paths at which no output of a command may go."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


@cache
def device() -> Path:
    """A device that no fault of ours can replace, unlike /dev/null for root: a terminal, open until the tests end."""
    _, far = os.openpty()
    return Path(os.ttyname(far))


def wrong_place(kind: str, folder: Path, store: Path) -> Path:
    """A path of a kind at which no output may go."""
    path = folder / f"{kind}.out"
    match kind:
        case "store" | "log" | "memory" | "journal":
            return Path(f"{store}{ {'log': '-wal', 'memory': '-shm', 'journal': '-journal'}.get(kind, '') }")
        case "spelling":
            return folder / "more" / ".." / store.name
        case "capitals":
            return Path(f"{folder}/{store.name.upper()}-WAL") if not Path(f"{store}-wal").exists() else store
        case "by linked folder":
            (folder / "linked").symlink_to(folder)
            return folder / "linked" / store.name
        case "link":
            path.symlink_to(store)
        case "hard link":
            path.hardlink_to(store)
        case "loose link":
            path.symlink_to(folder / "nothing")
        case "other's":
            path.write_text("mine")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "device":
            return device()
        case "no folder":
            return folder / "missing" / "x"
        case "log of another":
            (folder / "other.db").write_text("mine")
            return folder / "other.db-wal"
        case _:
            raise AssertionError(kind)
    return path


KINDS = (
    "store", "log", "memory", "journal", "spelling", "capitals", "by linked folder", "link", "hard link", "loose link",
    "other's", "folder", "pipe", "device", "no folder", "log of another",
)  # fmt: skip
