"""Stores in each state that a case can be in, and the keys that lead to each screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db.journal.opening import create_store, open_writer
from db.maintenance.case_file import add_case_file, shipped_case
from db.model.enums import Method
from db.model.ids import CaseId, ReportId
from db.write.captures import add_capture
from db.write.cases import add_case, archive
from tui.app import OnRecordApp, prepare_app

PLACES: dict[str, str] = {
    "desk": "",
    "sources": "1",
    "claims": "2",
    "denials": "3",
    "filter": "2 slash",
    "source": "1 enter",
    "claim": "2 enter",
    "denial": "3 enter",
    "report": "4 enter",
    "reader": "r",
    "markup": "r v right a",
    "graph": "c",
    "drift": "D",
    "alarms": "A",
    "alarm": "A down enter",
    "timeline": "m",
    "past": "m enter",
    "claim in the past": "m enter 2 enter",
    "next": "F",
    "tasks": "K w",
    "case": "K l",
    "menu": "K",
    "home": "H",
    "triage": "t",
    "tag in triage": "t number_sign",
    "search": "ctrl+f",
    "filters": "f",
    "keys": "question_mark",
    "manual": "question_mark tab tab enter",
    "presentation": "P",
    "add": "a",
    "form": "a s",
    "note": "2 o",
    "join": "2 equals_sign",
    "import": "i",
    "changed quotes": "C",
    "palette": "ctrl+p",
}
"""Keys to each screen, from the desk; in some states they lead to another, or nowhere."""


def _shipped(path: Path) -> None:
    with create_store(path) as writer:
        add_case_file(writer, shipped_case())
        for report in writer.column("SELECT report FROM chain_steps WHERE report IS NOT NULL"):
            add_capture(writer, ReportId(report), "The ministry said so. Others denied it.", method=Method.PASTE)


def _without_chain(path: Path) -> None:
    _shipped(path)
    with open_writer(path) as writer, writer.action():
        writer.rows("DELETE FROM chain_steps")


def _archived(path: Path) -> None:
    _shipped(path)
    with open_writer(path) as writer:
        archive(writer, CaseId(1))


def _empty_case(path: Path) -> None:
    with create_store(path) as writer:
        add_case(writer, "An empty case", tz="UTC")


def _no_store(path: Path) -> None:
    assert not path.exists()


def _no_case(path: Path) -> None:
    with create_store(path):
        pass


def _many(path: Path) -> None:
    _shipped(path)
    with open_writer(path) as writer:
        add_case(writer, "An empty case", tz="UTC")
        archive(writer, add_case(writer, "An archived case", tz="UTC"))


@dataclass(frozen=True, slots=True)
class DeskState:
    """A state that a case can be in."""

    make: Callable[[Path], None]
    readonly: bool = False
    key: str | None = None
    """The case to open."""


STATES: dict[str, DeskState] = {
    "no store": DeskState(_no_store),
    "no case": DeskState(_no_case),
    "empty case": DeskState(_empty_case),
    "without chain": DeskState(_without_chain),
    "shipped": DeskState(_shipped, key="K1"),
    "archived": DeskState(_archived, key="K1"),
    "read-only": DeskState(_shipped, readonly=True),
    "many cases": DeskState(_many),
}


class StateFolder:
    """Makes each store once, and copies it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copies = 0

    def app(self, name: str) -> OnRecordApp:
        """A new app on a copy of the store of a state."""
        state = STATES[name]
        first = self._folder / f"{name}.db"
        if not first.exists():
            state.make(first)
        self._copies += 1
        copy = self._folder / f"{name} {self._copies}.db"
        if first.exists():
            shutil.copy(first, copy)
        return prepare_app(copy, state.key, readonly=state.readonly)
