"""A thread that watches for changes by other programs, so that an open desk shows them. It only reads."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from db.errors import OnRecordError, StoreReplaced
from db.journal.watch import (
    ExternalChanges,
    data_version,
    external_changes_since,
    is_restored,
    newest_action_id,
    schema_version,
)
from db.store.opening import open_reader
from db.store.reader import Reader
from db.store.replacement import record_replaced_error
from db.store.retry import is_transient
from tui.workers.writes import Changed, Replaced, WriteWorker

LOOK_SECONDS = 0.4
"""Seconds between two looks: changes appear within a second, and a look costs some microseconds."""

QUIET_LOOKS = 5
"""Looks without a change after which the log is emptied into the store's file."""

BY_OTHERS = "Changed by"
"""The beginning of the title of a notice about changes by other programs."""

_NAMED = 2
"""Authors that a notice names."""


class StoreWatcher:
    """Looks at the store at intervals, and reports changes by other programs."""

    def __init__(
        self,
        path: Path,
        writing: WriteWorker,
        report: Callable[[Changed | Replaced], object],
        *,
        accept_schema: bool = False,
    ) -> None:
        """Take the path of the store.

        :param writing: its changes are the desk's own, and not reported.
        :param report: called in the watching thread with each change, and when another file takes the store's place.
        :param accept_schema: whether a store whose schema is not onrecord's is watched.
        """
        self._accept_schema = accept_schema
        self._path = path
        self._writing = writing
        self._report = report
        self._stopped = threading.Event()
        self._record: Reader | None = None
        self._thread = threading.Thread(target=self._watch, name="watching", daemon=True)

    def start(self) -> None:
        """Start watching, from the present state of the record on."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching, and close the store."""
        self._stopped.set()
        while self._thread.is_alive():
            if self._record is not None:
                self._record.interrupt()  # repeated, since an interrupt just before a query begins has no effect
            self._thread.join(0.02)

    def _watch(self) -> None:
        is_new = not self._path.exists()
        while is_new and not self._path.exists():
            if self._stopped.wait(LOOK_SECONDS):
                return
        try:
            with open_reader(self._path, upgrade=False, accept_schema=self._accept_schema) as record:
                self._record = record
                if is_new and not self._writing.works:  # another program has created it
                    self._report(Changed(""))
                self._report_changes(record)
        except (OnRecordError, sqlite3.Error):
            return  # the next read reports the error

    def _report_changes(self, record: Reader) -> None:
        seen, last, works = data_version(record), newest_action_id(record), self._writing.works
        self._writing.seen = last
        schema, quiet = schema_version(record), 0
        while not self._stopped.wait(LOOK_SECONDS):
            if record.describe_replacement():
                self._report_replacement(self._copy_replaced(record))
                return
            try:
                if record.is_overwritten():
                    self._writing.check()
                    continue
                now = data_version(record)
                if now == seen:
                    quiet += 1
                    if quiet == QUIET_LOOKS:
                        self._writing.settle()
                    continue
                if is_restored(schema, schema_version(record)):
                    self._report_replacement(record_replaced_error())
                    return
                others = external_changes_since(record, last, self._writing.own)
            except sqlite3.OperationalError as error:
                if not is_transient(error):
                    raise
                continue
            self._writing.seen = others.last
            if others.count:
                self._report(describe_changes(others, self._writing.name))
            elif others.last == last and self._writing.works == works:
                self._report(Changed(""))  # a change without an author, such as proposals of the rules
            if others.count or self._writing.works != works:
                quiet = 0
            seen, last, works = now, others.last, self._writing.works

    def _copy_replaced(self, record: Reader) -> StoreReplaced:
        """Keep a copy of a store that was replaced, unless a change or a read-only desk needs none."""
        if self._writing.replaced is not None:
            return self._writing.replaced
        if self._writing.refusal is not None:
            return StoreReplaced(record.describe_replacement(), "This desk is read-only: no copy was made.")
        return record.keep_copy()

    def _report_replacement(self, error: StoreReplaced) -> None:
        if self._writing.replaced is None:
            self._writing.replaced = error
            self._report(Replaced(error))


def describe_changes(others: ExternalChanges, own_name: str) -> Changed:
    """The message for changes by other programs.

    :param own_name: the author of this desk's changes: another program with the same author is the same person.
    """
    names = ["you, elsewhere" if who == own_name else who for who in others.who[:_NAMED]]
    more = f" and {len(others.who) - _NAMED} more" if len(others.who) > _NAMED else ""
    rest = others.count - 1
    hint = f"and {rest:,} more change{'' if rest == 1 else 's'}" if rest else "the record shows it"
    return Changed(others.words, title=f"{BY_OTHERS} {' and '.join(names)}{more}", hint=hint, is_own=False)
