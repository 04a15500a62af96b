"""Undo and redo. Both are new actions: nothing is deleted from the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator

from db.errors import NotFound, Refused
from db.journal.bulk import ONE_BY_ONE, RowBatch, batches_of_action
from db.journal.entries import Entry, Op, values_from_json
from db.journal.log import IS_UNDONE, PARTS, JournaledAction, action_by_number, last_action_on
from db.journal.undo_joins import joins_blocking_undo
from db.journal.writer import Writer
from db.store.reader import Reader, placeholders
from db.store.sqlite_errors import explain_errors


class UndoRefused(Refused):
    """The record as it is now doesn't allow the undo or redo of an action."""

    def __init__(self, done: JournaledAction, why: str, hint: str) -> None:
        super().__init__(f"“{done.words}” can't be undone: {why}.", hint)
        self.action = done.id


def undo(writer: Writer, *, action: int | None = None, passing: Collection[int] = ()) -> JournaledAction:
    """Undo the author's last action that is not undone, with all its parts.

    Actions of others stay: people who work at the same time undo only what they did themselves.

    :param action: the action to undo instead, whoever took it.
    :param passing: actions to skip, since they can't be undone.
    :returns: the action that was undone.
    :raises NotFound: there is nothing of the author's to undo, or no such action.
    :raises UndoRefused: its rows were changed since, or other rows refer to them by now.
    :raises Refused: it is undone already, or is an undo or redo itself.
    """
    with explain_errors(writer.path), writer.action():
        done = _undoable_action(writer, action) if action is not None else _last_own(writer, passing)
        if done.is_undone:
            raise Refused(f"“{done.words}” is already undone.", f"onrecord redo --action {done.id} brings it back.")
        with writer.action(f"undo: {done.words}", undoes=done.id):
            for part in writer.column(f"{PARTS} ORDER BY id DESC", action=done.id):
                _reverse_action(writer, part, done)
    return done


def _last_own(writer: Writer, passing: Collection[int]) -> JournaledAction:
    """The author's last action that is not undone.

    :raises NotFound: there is none; the message names the last of another author.
    """
    standing = f"""SELECT coalesce(l.part_of, l.id) FROM actions l JOIN actions a ON a.id = coalesce(l.part_of, l.id)
                   WHERE a.undoes IS NULL AND a.redoes IS NULL AND NOT {IS_UNDONE}"""
    last = writer.row(
        f"{standing} AND a.who = ? AND a.id NOT IN ({placeholders(passing)}) ORDER BY l.id DESC LIMIT 1",
        writer.who,
        *passing,
    )
    if last:
        return action_by_number(writer, last[0])
    foreign = writer.row(f"{standing} AND a.who <> ? ORDER BY l.id DESC LIMIT 1", writer.who or "")
    if foreign and not passing:
        raise _not_own(action_by_number(writer, foreign[0]), "undo", "The last change", "undoes it")
    if passing:
        raise NotFound("You have nothing else to undo.", "onrecord history shows what was done, and by whom.")
    raise NotFound("There is nothing to undo.", "onrecord history shows what was done.")


def _not_own(theirs: JournaledAction, verb: str, subject: str, does: str) -> NotFound:
    """The error for an undo or redo that only another author's action is left for."""
    rows = f"{theirs.rows:,} row{'' if theirs.rows == 1 else 's'}"
    return NotFound(
        f"There is nothing of yours to {verb}. {subject} is by {theirs.who}: "
        f"“{theirs.words}” ({_format_minute(theirs.at)}, {rows}).",
        f"onrecord {verb} --action {theirs.id} {does}.",
    )


def _undoable_action(record: Reader, action: int) -> JournaledAction:
    """The action with a number; the number of a part stands for the whole.

    :raises NotFound: there is none.
    :raises Refused: it is an undo or redo itself.
    """
    found = record.row("SELECT coalesce(part_of, id) FROM actions WHERE id = ?", action)
    if not found:
        raise NotFound(f"There is no action {action}.", "onrecord history --json has the numbers of actions.")
    done = action_by_number(record, found[0])
    other = done.undoes or done.redoes
    if other is not None:
        verb = "redo" if done.undoes else "undo"
        raise Refused(f"Action {action} is “{done.words}”.", f"onrecord {verb} --action {other} does that.")
    return done


def redo(writer: Writer, *, action: int | None = None) -> JournaledAction:
    """Redo what the author undid last, unless the author did something else since.

    :param action: the undone action to redo instead, whoever undid it.
    :returns: the action that was redone.
    :raises NotFound: the author undid nothing since, or there is no such action.
    :raises UndoRefused: its rows were changed since.
    :raises Refused: it is not undone.
    """
    with explain_errors(writer.path), writer.action():
        done = _undoable_action(writer, action) if action is not None else _last_undone(writer)
        if not done.is_undone:
            raise Refused(f"“{done.words}” is not undone.", f"onrecord undo --action {done.id} undoes it.")
        undone = writer.row("SELECT max(id) FROM actions WHERE undoes = ?", done.id)
        assert undone is not None
        with writer.action(f"redo: {done.words}", redoes=done.id):
            _reverse_action(writer, undone[0], done)
    return done


def _last_undone(writer: Writer) -> JournaledAction:
    """The action that the author undid last.

    :raises NotFound: there is none; the message names what another author undid last.
    """
    for own in True, False:
        found = writer.row(
            f"""SELECT a.id FROM actions a JOIN actions u ON u.undoes = a.id
                WHERE {IS_UNDONE} AND (u.who = :who OR NOT :own) AND u.id > coalesce(
                  (SELECT max(id) FROM actions WHERE undoes IS NULL AND redoes IS NULL AND (who = :who OR NOT :own)), 0)
                ORDER BY u.id DESC LIMIT 1""",
            who=writer.who,
            own=own,
        )
        if found and not own:
            raise _not_own(action_by_number(writer, found[0]), "redo", "What was undone last", "brings it back")
        if found:
            return action_by_number(writer, found[0])
    raise NotFound("There is nothing to redo.", "What was undone can be redone until something else is done.")


_BULK_FROM = 50
"""Batches of fewer entries are reversed one by one, larger ones inside SQLite."""


def _reverse_action(writer: Writer, action: int, done: JournaledAction) -> None:
    """Reverse every entry of one action, the last first."""
    if why := joins_blocking_undo(writer, action):
        raise UndoRefused(done, why, _UNDO_ANOTHER)
    for batch in batches_of_action(writer, action):
        if batch.last - batch.first < _BULK_FROM or batch.op is Op.UPDATE or batch.table in ONE_BY_ONE:
            for entry in _read_entries(writer, batch):
                _reverse_entry(writer, entry, done)
        elif not writer.take_back_many(batch):
            raise _changed_since(writer, done)


def _read_entries(record: Reader, batch: RowBatch) -> Iterator[Entry]:
    """The entries of a batch, the last first, read page by page."""
    before = batch.last + 1
    while rows := record.rows(
        """SELECT seq, op, "table", "row", before, after FROM journal
           WHERE action = ? AND seq >= ? AND seq < ? ORDER BY seq DESC LIMIT 500""",
        batch.action,
        batch.first,
        before,
    ):
        before = rows[-1][0]
        for _, op, table, row, was, became in rows:
            yield Entry(Op(op), table, row, values_from_json(was), values_from_json(became))


_UNDO_ANOTHER = "onrecord undo --action N undoes another; onrecord history lists them."
"""The hint for an action that can't be undone."""


def _changed_since(writer: Writer, done: JournaledAction, entry: Entry | None = None) -> UndoRefused:
    """The error for an action whose rows were changed since; it names who did, so that a person knows whom to ask."""
    if entry is not None:
        since = last_action_on(writer, entry.table, entry.row)
    else:
        row = writer.row(_CHANGED_SINCE, action=done.id)
        since = action_by_number(writer, row[0]) if row else None
    if since is None or since.id == done.id:
        return UndoRefused(done, "what it changed has changed since", _UNDO_ANOTHER)
    why = f"what it changed has changed since, by {since.who}, who did “{since.words}” ({_format_minute(since.at)})"
    return UndoRefused(done, why, _hint_for(since))


_CHANGED_SINCE = f"""
SELECT k.action FROM journal j JOIN journal k ON k."table" = j."table" AND k."row" = j."row" AND k.seq > j.seq
WHERE j.action IN ({PARTS}) AND k.action NOT IN ({PARTS}) LIMIT 1"""


def _format_minute(at: str) -> str:
    """A time of the journal for a message: "2026-11-23 02:46 UTC"."""
    return f"{at[:10]} {at[11:16]} UTC"


def _hint_for(since: JournaledAction) -> str:
    """The hint for a later action that prevents the undo."""
    if since.undoes or since.redoes:
        return "onrecord history shows what was done; change it by hand."
    return f"onrecord undo --action {since.id} undoes that first; or change it by hand."


def _referred_to(writer: Writer, done: JournaledAction, entry: Entry) -> UndoRefused:
    """The error for an inserted row that other rows refer to by now."""
    for key in writer.foreign_keys.naming(entry.table):
        resting = writer.row(f'SELECT id FROM "{key.table}" WHERE "{key.column}" = ? LIMIT 1', entry.row)
        since = last_action_on(writer, key.table, resting[0]) if resting else None
        if since is not None:
            why = f"something was added since by {since.who}, who did “{since.words}” ({_format_minute(since.at)})"
            return UndoRefused(done, why, _hint_for(since))
    return UndoRefused(done, "something depends on what it added", "Remove that first.")


def _reverse_entry(writer: Writer, entry: Entry, done: JournaledAction) -> None:
    """Reverse one entry."""
    now = writer.row_if_there(entry.table, entry.row)
    if entry.op is Op.DELETE:
        if now is not None:
            raise _changed_since(writer, done, entry)
        try:
            writer.insert(entry.table, **dict(entry.before or {}))
        except sqlite3.IntegrityError as error:  # a row it refers to is gone, or its unique value is taken
            why = "what it refers to is gone or was replaced since"
            raise UndoRefused(done, why, _UNDO_ANOTHER) from error
        return
    if now is None or any(now.get(name) != value for name, value in (entry.after or {}).items()):
        raise _changed_since(writer, done, entry)
    if entry.op is Op.INSERT and writer.differs_from_default(entry.table, entry.row, entry.after or {}):
        raise _changed_since(writer, done, entry)
    if entry.op is Op.UPDATE:
        writer.update(entry.table, entry.row, **dict(entry.before or {}))
        return
    try:
        writer.delete(entry.table, entry.row)
    except sqlite3.IntegrityError as error:
        raise _referred_to(writer, done, entry) from error
