"""Undo and redo: take an action back, or bring it back. Both are new actions; nothing is deleted from the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator

from db.errors import NotFound, Refused
from db.journal.bulk import ONE_BY_ONE, RowBatch, batches
from db.journal.entries import Entry, Op, from_json
from db.journal.log import IS_UNDONE, PARTS, JournaledAction, action_numbered, last_of, pointing
from db.journal.undo_joins import joins_blocking_undo
from db.journal.writer import Writer
from db.store.reader import Reader, among
from db.store.sqlite_errors import explained


class UndoRefused(Refused):
    """An action that can't be taken back, or brought back, as the record is now."""

    def __init__(self, done: JournaledAction, why: str, hint: str) -> None:
        super().__init__(f"“{done.words}” can't be taken back as it stands: {why}.", hint)
        self.action = done.id


def undo(
    writer: Writer, *, action: int | None = None, passing: Collection[int] = (), others: bool = True
) -> JournaledAction:
    """Take back one's own last action that stands, with all its parts, as a new action.

    What others did meanwhile stays: who works beside them takes back what they did themselves.

    :param action: another than the last, whoever took it.
    :param passing: actions to leave as they are, since they can't be taken back.
    :param others: whether the last action of another hand is taken back where nothing of one's own is left.
    :returns: what was taken back.
    :raises NotFound: nothing of one's own is left to take back, or there is no such action.
    :raises CantTakeBack: what it did has changed since, or something rests on it.
    :raises Refused: it is taken back already, or took back another itself.
    """
    with explained("The store"), writer.action():
        done = _named(writer, action) if action is not None else _last_own(writer, passing, others)
        if done.is_undone:
            raise Refused(f"“{done.words}” is taken back already.", f"onrecord redo --action {done.id} brings it back.")
        with writer.action(f"undo: {done.words}", undoes=done.id):
            for part in writer.column(f"{PARTS} ORDER BY id DESC", action=done.id):
                _take_all_back(writer, part, done)
    return done


def _last_own(writer: Writer, passing: Collection[int], others: bool) -> JournaledAction:
    """The last action of one's own that stands; where there is none, of anybody's."""
    standing = f"""SELECT coalesce(l.part_of, l.id) FROM actions l JOIN actions a ON a.id = coalesce(l.part_of, l.id)
                   WHERE a.undoes IS NULL AND a.redoes IS NULL AND NOT {IS_UNDONE}"""
    last = writer.row(
        f"{standing} AND a.who = ? AND a.id NOT IN ({among(passing)}) ORDER BY l.id DESC LIMIT 1", writer.who, *passing
    )
    if last:
        return action_numbered(writer, last[0])
    foreign = writer.row(f"{standing} AND a.who <> ? ORDER BY l.id DESC LIMIT 1", writer.who or "")
    if foreign and not passing:
        theirs = action_numbered(writer, foreign[0])
        if others:
            return theirs
        raise NotFound(
            f"There is nothing of yours to undo; the last change is by {theirs.who}: “{theirs.words}”.",
            f"onrecord undo --action {theirs.id} takes it back.",
        )
    if passing:
        raise NotFound("There is nothing else of yours to undo.", "onrecord history shows what was done, and by whom.")
    raise NotFound("There is nothing to undo.", "onrecord history shows what was done.")


def _named(record: Reader, action: int) -> JournaledAction:
    """An action that a person names; a part of one stands for all of it.

    :raises NotFound: there is none.
    :raises Refused: it took back, or brought back, another itself.
    """
    found = record.row("SELECT coalesce(part_of, id) FROM actions WHERE id = ?", action)
    if not found:
        raise NotFound(f"There is no action {action}.", "onrecord history --json has the numbers of actions.")
    done = action_numbered(record, found[0])
    other = done.undoes or done.redoes
    if other is not None:
        verb = "redo" if done.undoes else "undo"
        raise Refused(f"Action {action} is “{done.words}”.", f"onrecord {verb} --action {other} is the way back.")
    return done


def redo(writer: Writer, *, action: int | None = None, others: bool = True) -> JournaledAction:
    """Bring back what one took back last, unless one did something else since, as a new action.

    :param action: another that is taken back, whoever did so.
    :param others: whether what another hand took back last is brought back where one took back nothing.
    :returns: what was brought back.
    :raises NotFound: one took nothing back, or did something else since; or there is no such action.
    :raises CantTakeBack: what it did has changed since.
    :raises Refused: it is not taken back.
    """
    with explained("The store"), writer.action():
        done = _named(writer, action) if action is not None else _last_undone(writer, others)
        if not done.is_undone:
            raise Refused(f"“{done.words}” is not taken back.", f"onrecord undo --action {done.id} takes it back.")
        undone = writer.row("SELECT max(id) FROM actions WHERE undoes = ?", done.id)
        assert undone is not None
        with writer.action(f"redo: {done.words}", redoes=done.id):
            _take_all_back(writer, undone[0], done)
    return done


def _last_undone(writer: Writer, others: bool) -> JournaledAction:
    """What one took back last; where that is nothing, what anybody did."""
    for own in (True, False) if others else (True,):
        found = writer.row(
            f"""SELECT a.id FROM actions a JOIN actions u ON u.undoes = a.id
                WHERE {IS_UNDONE} AND (u.who = :who OR NOT :own) AND u.id > coalesce(
                  (SELECT max(id) FROM actions WHERE undoes IS NULL AND redoes IS NULL AND (who = :who OR NOT :own)), 0)
                ORDER BY u.id DESC LIMIT 1""",
            who=writer.who,
            own=own,
        )
        if found:
            return action_numbered(writer, found[0])
    raise NotFound("There is nothing to redo.", "What was undone can be redone until something else is done.")


_FEW = 50
"""Entries in a row that are taken back one by one; more go together, and none of them through memory."""


def _take_all_back(writer: Writer, action: int, done: JournaledAction) -> None:
    """Write the inverse of every row that one action changed, the last first."""
    if why := joins_blocking_undo(writer, action):
        raise UndoRefused(done, why, _ANOTHER)
    for stretch in batches(writer, action):
        if stretch.last - stretch.first < _FEW or stretch.op is Op.UPDATE or stretch.table in ONE_BY_ONE:
            for entry in _entries_of(writer, stretch):
                _take_back(writer, entry, done)
        elif not writer.take_back_many(stretch):
            raise _changed(writer, done)


def _entries_of(record: Reader, stretch: RowBatch) -> Iterator[Entry]:
    """The entries of a stretch, the last first, a page at a time."""
    before = stretch.last + 1
    while rows := record.rows(
        """SELECT seq, op, "table", "row", before, after FROM journal
           WHERE action = ? AND seq >= ? AND seq < ? ORDER BY seq DESC LIMIT 500""",
        stretch.action,
        stretch.first,
        before,
    ):
        before = rows[-1][0]
        for _, op, table, row, was, became in rows:
            yield Entry(Op(op), table, row, from_json(was), from_json(became))


_ANOTHER = "onrecord undo --action N takes back another; onrecord history shows which there are."
"""What to do about one action that can't be taken back."""


def _changed(writer: Writer, done: JournaledAction, entry: Entry | None = None) -> UndoRefused:
    """Why an action can't be taken back: who changed what it did, so that a person knows whom to ask."""
    if entry is not None:
        since = last_of(writer, entry.table, entry.row)
    else:
        row = writer.row(_CHANGED_SINCE, action=done.id)
        since = action_numbered(writer, row[0]) if row else None
    if since is None or since.id == done.id:
        return UndoRefused(done, "what it changed has changed since", _ANOTHER)
    why = f"what it changed has changed since, by {since.who}, who did “{since.words}” ({_minute(since.at)})"
    return UndoRefused(done, why, _way_on(since))


_CHANGED_SINCE = f"""
SELECT k.action FROM journal j JOIN journal k ON k."table" = j."table" AND k."row" = j."row" AND k.seq > j.seq
WHERE j.action IN ({PARTS}) AND k.action NOT IN ({PARTS}) LIMIT 1"""


def _minute(at: str) -> str:
    """A time of the journal as a person writes it: "2026-11-23 02:46 UTC"."""
    return f"{at[:10]} {at[11:16]} UTC"


def _way_on(since: JournaledAction) -> str:
    """What to do about an action that stands in the way."""
    if since.undoes or since.redoes:
        return "onrecord history shows what was done; change it by hand."
    return f"onrecord undo --action {since.id} takes that back first; or change it by hand."


def _rested_on(writer: Writer, done: JournaledAction, entry: Entry) -> UndoRefused:
    """Why what came can't go again: something was put on it since."""
    for table, column in pointing(writer, entry.table):
        resting = writer.row(f'SELECT id FROM "{table}" WHERE "{column}" = ? LIMIT 1', entry.row)
        since = last_of(writer, table, resting[0]) if resting else None
        if since is not None:
            why = f"something was put on it since, by {since.who}, who did “{since.words}” ({_minute(since.at)})"
            return UndoRefused(done, why, _way_on(since))
    return UndoRefused(done, "something rests on what it added", "Remove that first.")


def _take_back(writer: Writer, entry: Entry, done: JournaledAction) -> None:
    """Write the inverse of one changed row."""
    now = writer.row_if_there(entry.table, entry.row)
    if entry.op is Op.DELETE:
        if now is not None:
            raise _changed(writer, done, entry)
        try:
            writer.insert(entry.table, **dict(entry.before or {}))
        except sqlite3.IntegrityError as error:  # what it names is gone, or another has its place
            why = "what it names is gone, or another has taken its place since"
            raise UndoRefused(done, why, _ANOTHER) from error
        return
    if now is None or any(now.get(name) != value for name, value in (entry.after or {}).items()):
        raise _changed(writer, done, entry)
    if entry.op is Op.INSERT and writer.has_come_to_have(entry.table, entry.row, entry.after or {}):
        raise _changed(writer, done, entry)
    if entry.op is Op.UPDATE:
        writer.update(entry.table, entry.row, **dict(entry.before or {}))
        return
    try:
        writer.delete(entry.table, entry.row)
    except sqlite3.IntegrityError as error:
        raise _rested_on(writer, done, entry) from error
