"""``onrecord edit``: a command for each kind of thing. What is not given stays; an empty text takes a value away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from db.model.field_table import FieldTable
from db.model.fields import CASE, CLAIM, QUOTE, REPORT, SOURCE, STATEMENT
from tui.cli.answers import describe_change, write_command
from tui.cli.fields import COMPLETE_KEYS, edit_options, id_by_key_or_name, read_options
from tui.cli.keys import statement_keys
from tui.cli.options import key_argument, the_case

if TYPE_CHECKING:
    from db.journal.writer import Writer


@click.group("edit")
def edit() -> None:
    """Change a case, source, report, claim, statement or quote.

    An option that you don't give leaves its value as it is. onrecord undo takes the change back.

    \b
    Examples:
      onrecord edit claim C1 --text "US forces shot down a drone over Baghdad"
      onrecord edit report R2 --lang ar
    """


@write_command("case", group=edit, has_case=False)
@click.argument("key")
@edit_options(CASE)
def edit_case_command(record: Writer, key: str, **options: Any) -> str:
    """Change a case."""
    from db.queries.cases import case as find_case
    from db.write.edit import edit as edit_row

    case = find_case(record, key).id
    return describe_change(record, edit_row(record, CASE, case, **read_options(record, case, CASE, options)))


def _add_command(table: FieldTable, help: str) -> None:
    @write_command(table.noun, group=edit, help=help)
    @key_argument(COMPLETE_KEYS[table.table])
    @edit_options(table)
    def edit_thing(record: Writer, key: str, case: str | None, **options: Any) -> str:
        from db.write.edit import edit as edit_row

        where = the_case(record, case).id
        values = read_options(record, where, table, options)
        return describe_change(
            record, edit_row(record, table, id_by_key_or_name(record, where, table.table, key), **values)
        )


_add_command(SOURCE, "Change a source.")
_add_command(REPORT, "Change a report. Give all options of its time together.")
_add_command(CLAIM, "Change a claim. Its key stays the same.")
_add_command(STATEMENT, "Change a statement. For its claims, use add stance; for its words, add quote.")


@write_command("quote", group=edit)
@key_argument(statement_keys, "statement")
@click.argument("words")
@edit_options(QUOTE)
def edit_quote_command(record: Writer, statement: str, words: str, case: str | None, **options: Any) -> str:
    """Change a quote of a STATEMENT; part of its WORDS is enough."""
    from db.queries.statements import quote_with_words, statement_id_by_key
    from db.write.edit import edit as edit_row

    where = the_case(record, case).id
    quote = quote_with_words(record, statement_id_by_key(record, where, statement), words)
    return describe_change(record, edit_row(record, QUOTE, quote, **read_options(record, where, QUOTE, options)))
