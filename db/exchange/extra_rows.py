"""Rows of what goes out only when it is asked for: notes, tasks, drafts and the journal, masked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from db.exchange.export import Export, ExportExtra
from db.model.things import RowKind, Target
from db.queries.annotations import all_notes, all_tasks
from db.serialize.encoder import Json, encode, encode_fields
from db.store.reader import Row, ids_as_json


def _note_rows(export: Export) -> Iterator[Json]:
    is_selected = _selected_things(export)
    for note in all_notes(export.record):
        if is_selected(note.on):
            yield export.mask.apply(encode(note))


def _task_rows(export: Export) -> Iterator[Json]:
    is_selected = _selected_things(export)
    for task in all_tasks(export.record):
        if is_selected(task.on):  # without "overdue", which a clock tells
            yield export.mask.apply(encode_fields(task, "key on=on_key case text person due done=is_done who at"))


def _selected_things(export: Export) -> Callable[[Target], bool]:
    """Whether a thing is exported."""
    chosen = export.selection
    ids: dict[RowKind, set[int]] = {
        RowKind.CASE: set(chosen.cases),
        RowKind.CLAIM: set(chosen.claims),
        RowKind.STATEMENT: set(chosen.statements),
        RowKind.REPORT: set(chosen.reports),
        RowKind.SOURCE: set(chosen.sources),
    }
    return lambda on: on.id in ids[on.kind]


def _draft_rows(export: Export) -> Iterator[Json]:
    rows = export.record.rows(
        """SELECT d.ulid, k.key, d.form, d."values", d.left_at FROM drafts d JOIN cases k ON k.id = d."case"
           WHERE d."case" IN (SELECT value FROM json_each(?)) ORDER BY d.id""",
        ids_as_json(export.selection.cases),
    )
    for ulid, case, form, values, left_at in rows if export.scope.rows is None else ():
        row = {"ulid": ulid, "case": case, "form": form, "values": json.loads(values), "left_at": left_at}
        yield export.mask.apply(row)


_JOURNAL = """
SELECT a.id, a.ulid, a.at, a.who, a.words, a.undoes, a.redoes, j.op, j."table", j."row", j.before, j.after
FROM journal j JOIN actions a ON a.id = j.action ORDER BY j.seq"""

_LEFT_OUT = {"notes": ExportExtra.NOTES, "tasks": ExportExtra.TASKS, "drafts": ExportExtra.DRAFTS}


def _journal_rows(export: Export) -> Iterator[Json]:
    """What was changed of the rows that are exported, and of such as are gone, in order."""
    belonging: dict[str, set[int]] = {
        name: set(getattr(export.selection, name)) for name in ("cases", "claims", "statements", "reports", "sources")
    }
    fixed = {"cases", "sources"} if export.scope.rows is None else set(belonging)
    left_out = {name for name, extra in _LEFT_OUT.items() if extra not in export.extras} | {"filters"}
    for rows in export.record.row_pieces(_JOURNAL, 500):
        export.progress.go_on(export.progress.done + len(rows))
        for row in rows:
            table, id = row[8], row[9]
            if table in left_out:
                continue
            if id not in belonging.setdefault(table, set()) and table not in fixed and _belongs(export, row, belonging):
                belonging[table].add(id)
            if id in belonging[table]:
                yield export.mask.apply(_encode_entry(row))


def _belongs(export: Export, entry: Row, belonging: Mapping[str, set[int]]) -> bool:
    """Whether all that a changed row must name is exported; of a row that need not name anything, one thing it names.

    Rows that came without an entry, such as those of the case that ships, are met here when they change.
    """
    op, table, id, before, after = entry[7:]
    keys = export.record.foreign_keys.of(table)
    values = json.loads((before if op == "delete" else after) or "{}")
    if op == "update" and keys:
        columns = [key.column for key in keys]
        listed = ", ".join(f'"{name}"' for name in columns)
        held = export.record.row(f'SELECT {listed} FROM "{table}" WHERE id = :id', id=id)
        values = dict(zip(columns, held, strict=True)) if held else {}
    named = [key for key in keys if key.is_required] or [key for key in keys if values.get(key.column) is not None]
    return bool(named) and all(values.get(key.column) in belonging.get(key.names, ()) for key in named)


def _encode_entry(row: Row) -> Json:
    action, ulid, at, who, words, undoes, redoes, op, table, id, before, after = row
    return {
        "action": action,
        "ulid": ulid,
        "at": at,
        "who": who,
        "words": words,
        "undoes": undoes,
        "redoes": redoes,
        "op": op,
        "table": table,
        "row": id,
        "before": json.loads(before) if before else None,
        "after": json.loads(after) if after else None,
    }


EXTRA_ROWS: dict[ExportExtra, Callable[[Export], Iterator[Json]]] = {
    ExportExtra.NOTES: _note_rows,
    ExportExtra.TASKS: _task_rows,
    ExportExtra.DRAFTS: _draft_rows,
    ExportExtra.JOURNAL: _journal_rows,
}
"""The rows of each extra."""
