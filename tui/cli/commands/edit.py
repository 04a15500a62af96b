"""``onrecord edit``: a command for each kind of thing. What is not given stays; an empty text takes a value away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from db.model.field_table import FieldTable
from db.model.fields import CASE, CLAIM, QUOTE, REPORT, SOURCE, STATEMENT
from tui.cli.fields import COMPLETE_KEYS, edit_options, read_options, row_named
from tui.cli.keys import statement_keys
from tui.cli.options import as_option, key_argument, store_option, writes, writing, writing_case
from tui.cli.output import print_changed


@click.group("edit")
def edit() -> None:
    """Change what is on record.

    A case, source, report, claim, statement, or how a quote is given. What is not named stays as it is.
    onrecord undo takes the change back.
    """


@edit.command("case")
@click.argument("key")
@edit_options(CASE)
@store_option("The store to write to.")
@as_option
def edit_case_command(key: str, store: Path | None, **options: Any) -> None:
    """Change a case."""
    with writing(store) as record:
        from db.queries.cases import case as find_case
        from db.write.edit import edit as edit_row

        case = find_case(record, key).id
        print_changed(record, edit_row(record, CASE, case, **read_options(record, case, CASE, options)))


def _add_command(table: FieldTable, help: str) -> None:
    @edit.command(table.noun, help=help)
    @key_argument(COMPLETE_KEYS[table.table])
    @edit_options(table)
    @writes
    def edit_thing(key: str, store: Path | None, case: str | None, **options: Any) -> None:
        with writing_case(store, case) as (record, where):
            from db.write.edit import edit as edit_row

            values = read_options(record, where, table, options)
            print_changed(record, edit_row(record, table, row_named(record, where, table.table, key), **values))


_add_command(SOURCE, "Change a source.")
_add_command(REPORT, "Change what is known of a report. Its time is changed as a whole.")
_add_command(CLAIM, "Change a claim; its key stays.")
_add_command(STATEMENT, "Change a statement. What it bears on, add stance says; its words, add quote and remove.")


@edit.command("quote")
@key_argument(statement_keys, "statement")
@click.argument("words")
@edit_options(QUOTE)
@writes
def edit_quote_command(statement: str, words: str, store: Path | None, case: str | None, **options: Any) -> None:
    """Change how the WORDS of a STATEMENT are given; part of them is enough to tell which."""
    with writing_case(store, case) as (record, where):
        from db.queries.statements import quote_holding, statement_keyed
        from db.write.edit import edit as edit_row

        quote = quote_holding(record, statement_keyed(record, where, statement), words)
        print_changed(record, edit_row(record, QUOTE, quote, **read_options(record, where, QUOTE, options)))
