"""Making one statement of two."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import Refused
from db.journal.opening import open_writer
from db.journal.undo import undo
from db.model.ids import StatementId
from db.write.statement_joins import join_statements


def test_rows_of_the_one_that_goes_are_moved_or_shared(demo_store: Path) -> None:
    with open_writer(demo_store) as writer:
        before = {table: writer.column(f"SELECT count(*) FROM {table}") for table in ("statements", "quotes", "relays")}
        quotes = writer.column("SELECT count(*) FROM quotes WHERE statement IN (1, 3)")
        join_statements(writer, StatementId(3), StatementId(1))
        assert not writer.row("SELECT 1 FROM statements WHERE id = 3")
        assert not writer.row("SELECT 1 FROM relays WHERE child = parent")
        assert writer.column("SELECT count(*) FROM quotes WHERE statement = 1") == quotes
        undo(writer)
        assert before == {
            table: writer.column(f"SELECT count(*) FROM {table}") for table in ("statements", "quotes", "relays")
        }


def test_statements_on_two_sides_are_two(demo_store: Path) -> None:
    with open_writer(demo_store) as writer:
        (other,) = writer.column("SELECT statement FROM stances WHERE claim = 1 AND polarity = 1 LIMIT 1")
        with pytest.raises(Refused, match="they are two statements"):
            join_statements(writer, StatementId(other), StatementId(5))
        with pytest.raises(Refused, match="not joined into itself"):
            join_statements(writer, StatementId(5), StatementId(5))
