"""Drafts: what was typed into forms that were left unsaved. They are stored, offered again, and never journaled."""

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
    """The draft of a form, by field; empty if there is none.

    :param form: the form's name, with the key of the thing it edits: ``claim``, ``claim C3``.
    :param case: the case it belongs to; None for a form of the whole store.
    """
    found = record.row(f'SELECT "values" FROM drafts WHERE {_OF_FORM}', form, case or 0)
    return {str(name): str(value) for name, value in json.loads(found[0]).items()} if found else {}


def keep_draft(writer: Writer, form: str, case: CaseId | None, values: Mapping[str, str]) -> None:
    """Save the draft of a form in place of an earlier one.

    :param values: what was typed, by field; blank values make no draft.
    """
    with explain_errors(writer.path), writer.unjournaled(), writer.action():
        _delete_draft(writer, form, case)
        if any(value.strip() for value in values.values()):
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            writer.insert("drafts", form=form, case=case, values=json.dumps(dict(values)), left_at=now)


def drop_draft(writer: Writer, form: str, case: CaseId | None) -> None:
    """Delete the draft of a form that was saved or begun anew."""
    with explain_errors(writer.path), writer.unjournaled(), writer.action():
        _delete_draft(writer, form, case)


def _delete_draft(writer: Writer, form: str, case: CaseId | None) -> None:
    for id in writer.column(f"SELECT id FROM drafts WHERE {_OF_FORM}", form, case or 0):
        writer.delete("drafts", id)
