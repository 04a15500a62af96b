"""A case as a file: JSON Lines, the first a header, then a row of the record a line. :mod:`db.exchange.case_import`
takes it into another store.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import BinaryIO

from db.errors import Refused
from db.exchange.alarm_fingerprints import portable_fingerprints
from db.exchange.case_rows import EXTRA_TABLES, case_rows
from db.exchange.export import Export
from db.store.header import SCHEMA_VERSION

VERSION = 1
"""The version of the file's form."""

FORM = "onrecord case"
"""What the header calls it."""


def write(export: Export, out: BinaryIO) -> None:
    """Write the selected cases whole. The header has the SHA-256 of the lines below it: the state of the cases.

    :raises Refused: only a part of a case is selected, or somebody is to be masked.
    """
    if export.scope.rows is not None:
        raise Refused("A case as a file is a whole case.", "Leave out the filter, or choose another format.")
    if export.mask:
        hint = "The brief, the tables and the graph can be masked."
        raise Refused("A case as a file can't be masked: its quotes are places in whole texts.", hint)
    alarms = portable_fingerprints(export.record, export.selection.cases)
    digest = sha256()
    rows = 0
    for line in _lines(export, alarms):
        rows += 1
        digest.update(line)
    header = {
        "form": FORM,
        "version": VERSION,
        "schema": SCHEMA_VERSION,
        "cases": [each.title for each in export.cases()],
        "with": sorted(export.extras & {*EXTRA_TABLES.values()}),
        "rows": rows,
        "sha256": digest.hexdigest(),
    }
    out.write(encode_line(header))
    for line in _lines(export, alarms):
        out.write(line)


def _lines(export: Export, alarms: Mapping[str, str]) -> Iterator[bytes]:
    for row in case_rows(export):
        if row["table"] == "alarms_set_aside":
            row["fingerprint"] = alarms.get(row["fingerprint"], row["fingerprint"])
        yield encode_line(row)


def encode_line(row: Mapping[str, object]) -> bytes:
    """A row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
