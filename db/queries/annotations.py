"""Read tags, notes and tasks: those on one thing, one by its key, or all. Adding them: :mod:`db.write.annotations`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from db.dataclass import dataclass
from db.errors import NotFound
from db.model.ids import CaseId
from db.model.things import ON_COLUMNS, TARGET_KINDS, RowKind, Target, parse_target
from db.store.reader import Reader, Row, order_by_ids, pages, placeholders


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag on a thing."""

    id: int
    tag: str


@dataclass(frozen=True, slots=True)
class Annotations:
    """The tags on a thing, and the number of its notes and tasks."""

    tags: tuple[str, ...]
    notes: int
    tasks: int
    """Open tasks."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a thing."""

    id: int
    key: str
    text: str
    """Markdown."""
    who: str
    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    on: Target
    on_key: str
    """The key of the thing it is on."""
    case: str | None
    """The key of that thing's case; None for a source that cases share."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task on a thing."""

    id: int
    key: str
    text: str
    person: str | None
    """Who is to do it."""
    due: str | None
    """The day it is due, ``YYYY-MM-DD``."""
    is_done: bool
    who: str
    """The person who asked for it."""
    at: str
    on: Target
    on_key: str
    case: str | None

    def is_overdue(self, today: date) -> bool:
        """Whether it is open and its due day is past."""
        return not self.is_done and self.due is not None and self.due < today.isoformat()


def tags_on(record: Reader, on: Target) -> list[Tag]:
    """The tags on a thing, in alphabetical order."""
    rows = record.rows(f'SELECT id, tag FROM tags WHERE "{on.kind.column}" = ? ORDER BY tag', on.id)
    return [Tag(*row) for row in rows]


def notes_on(record: Reader, on: Target, most: int = -1) -> list[Note]:
    """The notes on a thing, the newest first.

    :param most: the most to return; -1 for all.
    """
    ids = record.column(f'SELECT id FROM notes WHERE "{on.kind.column}" = ? ORDER BY id DESC LIMIT ?', on.id, most)
    return [note for page in pages(ids) for note in _read_notes(record, page)]


def tasks_on(record: Reader, on: Target, most: int = -1) -> list[Task]:
    """The tasks on a thing: open ones first, by due day.

    :param most: the most to return; -1 for all.
    """
    ids = record.column(f'SELECT id FROM tasks WHERE "{on.kind.column}" = ? ORDER BY {_BY_DAY} LIMIT ?', on.id, most)
    return [task for page in pages(ids) for task in _read_tasks(record, page)]


def tasks_of(record: Reader, ids: Sequence[int]) -> list[Task]:
    """Tasks by id, in the order of the ids.

    :param ids: at most a page.
    """
    return _read_tasks(record, ids)


def count_on(record: Reader, on: Target) -> tuple[int, int]:
    """The number of notes and the number of tasks on a thing."""
    found = record.row(
        f"""SELECT (SELECT count(*) FROM notes WHERE "{on.kind.column}" = :id),
                   (SELECT count(*) FROM tasks WHERE "{on.kind.column}" = :id)""",
        id=on.id,
    )
    assert found is not None
    return int(found[0]), int(found[1])


def annotations_of(record: Reader, kind: RowKind, ids: Sequence[int]) -> dict[int, Annotations]:
    """The annotations of some things of one kind, by id. Things without any are left out."""
    tags: dict[int, list[str]] = {}
    counts: dict[int, list[int]] = {}
    for page in pages(ids):
        shown = f"IN ({placeholders(page)})"
        for id, tag in record.rows(
            f'SELECT "{kind.column}", tag FROM tags WHERE "{kind.column}" {shown} ORDER BY tag', *page
        ):
            tags.setdefault(id, []).append(tag)
        for at, table, also in (0, "notes", ""), (1, "tasks", "AND NOT done"):
            for id, count in record.rows(
                f"""SELECT "{kind.column}", count(*) FROM "{table}" WHERE "{kind.column}" {shown} {also}
                    GROUP BY "{kind.column}" """,
                *page,
            ):
                counts.setdefault(id, [0, 0])[at] = count
    return {id: Annotations(tuple(tags.get(id, ())), *counts.get(id, (0, 0))) for id in {*tags, *counts}}


def all_notes(record: Reader, *, case: CaseId | None = None, on: Target | None = None) -> Iterator[Note]:
    """Notes, the newest first.

    :param case: only notes on this case and on things in it.
    :param on: only notes on this thing.
    """
    if on is not None:
        yield from notes_on(record, on)
        return
    for page in pages(record.column("SELECT id FROM notes ORDER BY id DESC")):
        yield from (note for note in _read_notes(record, page) if _belongs_to_case(record, note.case, case))


def all_tasks(
    record: Reader, *, case: CaseId | None = None, on: Target | None = None, only_open: bool = False
) -> Iterator[Task]:
    """Tasks: open ones first, by due day, those without one last.

    :param case: only tasks on this case and on things in it.
    :param on: only tasks on this thing.
    :param only_open: only open tasks.
    """
    if on is not None:
        yield from (task for task in tasks_on(record, on) if not (only_open and task.is_done))
        return
    ids = record.column(f"SELECT id FROM tasks {'WHERE NOT done' if only_open else ''} ORDER BY {_BY_DAY}")
    for page in pages(ids):
        yield from (task for task in _read_tasks(record, page) if _belongs_to_case(record, task.case, case))


def note_by_key(record: Reader, key: str) -> Note:
    """A note by its key.

    :raises NotFound: there is none.
    """
    found = record.row("SELECT id FROM notes WHERE key = ?", key.upper())
    if not found:
        raise NotFound(f"There is no note {key}.", "onrecord notes lists them.")
    return _read_notes(record, [found[0]])[0]


def task_by_key(record: Reader, key: str) -> Task:
    """A task by its key.

    :raises NotFound: there is none.
    """
    found = record.row("SELECT id FROM tasks WHERE key = ?", key.upper())
    if not found:
        raise NotFound(f"There is no task {key}.", "onrecord tasks lists them.")
    return _read_tasks(record, [found[0]])[0]


_BY_DAY = "done, due IS NULL, due, id"

_ON = ", ".join(f"n.{column}" for column in ON_COLUMNS.split(", "))

_NAMED = f"""
{_ON}, coalesce(k.key, w.key, re.key, st.key, c.key),
coalesce(k.key, (SELECT key FROM cases WHERE id = coalesce(w."case", re."case", st."case", c."case")))"""

_FROM = " ".join(
    f'LEFT JOIN "{kind}" {alias} ON {alias}.id = n.{kind.column}'
    for kind, alias in zip(TARGET_KINDS, ("k", "w", "re", "st", "c"), strict=True)
)


def _read_notes(record: Reader, wanted: Sequence[int]) -> list[Note]:
    rows = record.rows(
        f"""SELECT n.id, n.key, n.text, n.who, n.at, {_NAMED} FROM notes n {_FROM}
            WHERE n.id IN ({placeholders(wanted)})""",
        *wanted,
    )
    return order_by_ids(wanted, {row[0]: _note_from_row(row) for row in rows})


def _read_tasks(record: Reader, wanted: Sequence[int]) -> list[Task]:
    rows = record.rows(
        f"""SELECT n.id, n.key, n.text, n.person, n.due, n.done, n.who, n.at, {_NAMED} FROM tasks n {_FROM}
            WHERE n.id IN ({placeholders(wanted)})""",
        *wanted,
    )
    return order_by_ids(wanted, {row[0]: _task_from_row(row) for row in rows})


def _note_from_row(row: Row) -> Note:
    id, key, text, who, at, *columns, on_key, case = row
    return Note(id, key, text, who, at, parse_target(columns), on_key, case)


def _task_from_row(row: Row) -> Task:
    id, key, text, person, due, done, who, at, *columns, on_key, case = row
    return Task(id, key, text, person, due, bool(done), who, at, parse_target(columns), on_key, case)


def _belongs_to_case(record: Reader, key: str | None, case: CaseId | None) -> bool:
    """Whether a key is that of a case. None, for shared things, belongs to every case."""
    if case is None or key is None:
        return True
    return record.row("SELECT 1 FROM cases WHERE id = ? AND key = ?", case, key) is not None
