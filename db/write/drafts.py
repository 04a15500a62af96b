"""What was typed into a form that was left before it was saved: kept in the store, offered again, never journaled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from db.journal.writer import Writer
from db.model.ids import CaseId
from db.store.reader import Reader
from db.store.sqlite_errors import explain_errors

_OF_FORM = 'form = ? AND coalesce("case", 0) = ?'


def draft(record: Reader, form: str, case: CaseId | None) -> dict[str, str]:
    """What a form holds that was left, by field; empty where none was.

    :param form: its name, with the key of what it edits: ``claim``, ``claim C3``.
    :param case: the case it belongs to; None for the store.
    """
    found = record.row(f'SELECT "values" FROM drafts WHERE {_OF_FORM}', form, case or 0)
    return {str(name): str(value) for name, value in json.loads(found[0]).items()} if found else {}


def keep_draft(writer: Writer, form: str, case: CaseId | None, values: Mapping[str, str]) -> None:
    """Keep what a form holds, in place of what was kept before.

    :param values: what was typed, by field; nothing is kept where all of it is blank.
    """
    with explain_errors("The store"), writer.unjournaled(), writer.action():
        _delete_draft(writer, form, case)
        if any(value.strip() for value in values.values()):
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            writer.insert("drafts", form=form, case=case, values=json.dumps(dict(values)), left_at=now)


def drop_draft(writer: Writer, form: str, case: CaseId | None) -> None:
    """Let go of what a form held, since it was saved or begun anew."""
    with explain_errors("The store"), writer.unjournaled(), writer.action():
        _delete_draft(writer, form, case)


def _delete_draft(writer: Writer, form: str, case: CaseId | None) -> None:
    for id in writer.column(f"SELECT id FROM drafts WHERE {_OF_FORM}", form, case or 0):
        writer.delete("drafts", id)
