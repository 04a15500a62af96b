"""Adding a row of a thing by its table of fields. What is special to a thing is in the module of that thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.journal.writer import Writer
from db.model.field_table import FieldTable
from db.write.validate import checked_action, clean_fields, time_zone_of


def add_row(writer: Writer, table: FieldTable, values: Mapping[str, object], **columns: Any) -> int:
    """Add a row. A field that is not given gets its default, or no value.

    :param values: by field, as a person gives them.
    :param columns: the columns that no person fills in, such as the key and the case.
    :returns: the row's id.
    :raises Refused: as for :func:`db.write.validate.clean_fields`, or a rule of the store is broken.
    """
    given = {field.name: field.default or None for field in table} | dict(values)
    with checked_action(writer):
        tz = time_zone_of(writer, table, columns.get("case"))
        return writer.insert(table.table, **columns, **clean_fields(table, given, tz))
