"""Watching for what other programs do to the store, so that an open desk shows it. It only looks, in its own thread."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from db.errors import OnRecordError
from db.journal.watch import ExternalChanges, external_changes_since, last_action, version
from db.store.reader import Reader
from db.store.retry import is_transient
from tui.workers.writes import Changed, WriteWorker

LOOK_SECONDS = 0.4
"""Between two looks: what others do appears within a second, and a look costs some microseconds."""

BY_OTHERS = "Changed by"
"""How the title of a notice begins that says what others did."""

_NAMED = 2
"""Hands that a notice names."""


class StoreWatcher:
    """Looks at the store now and then, and tells of what others did."""

    def __init__(self, path: Path, writing: WriteWorker, tell: Callable[[Changed], object]) -> None:
        """Name the store.

        :param writing: what is written through it is one's own, and not told.
        :param tell: is told in the watching thread.
        """
        self._path = path
        self._writing = writing
        self._tell = tell
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watching", daemon=True)

    def start(self) -> None:
        """Begin to look, from what is on record now."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more, and let go of the store."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        is_new = not self._path.exists()
        while is_new and not self._path.exists():
            if self._stopped.wait(LOOK_SECONDS):
                return
        try:
            with _opened(self._path) as record:
                if is_new and not self._writing.works:  # another program has made it
                    self._tell(Changed(""))
                self._look(record)
        except (OnRecordError, sqlite3.Error):
            return  # whoever reads it next says what is the matter

    def _look(self, record: Reader) -> None:
        seen, last, works = version(record), last_action(record), self._writing.works
        self._writing.seen = last
        while not self._stopped.wait(LOOK_SECONDS):
            try:
                now = version(record)
                if now == seen:
                    continue
                others = external_changes_since(record, last, self._writing.own)
            except sqlite3.OperationalError as error:
                if not is_transient(error):
                    raise
                continue
            self._writing.seen = others.last
            if others.count:
                self._tell(describe_changes(others, self._writing.name))
            elif others.last == last and self._writing.works == works:
                self._tell(Changed(""))  # no person's change, such as what rules propose
            seen, last, works = now, others.last, self._writing.works


def describe_changes(others: ExternalChanges, own_name: str) -> Changed:
    """How the desk is told of what others did.

    :param own_name: whose hand one's own is: the same name is the same person in another window.
    """
    names = ["you, elsewhere" if who == own_name else who for who in others.who[:_NAMED]]
    more = f" and {len(others.who) - _NAMED} more" if len(others.who) > _NAMED else ""
    rest = others.count - 1
    hint = f"and {rest:,} more change{'' if rest == 1 else 's'}" if rest else "the record shows it"
    return Changed(others.words, title=f"{BY_OTHERS} {' and '.join(names)}{more}", hint=hint, is_own=False)


def _opened(path: Path) -> Reader:
    from db.store.opening import open_reader

    return open_reader(path, upgrade=False)
