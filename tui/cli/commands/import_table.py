"""``onrecord import-table``: a table of claims, or of their appearances, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.csv_import.mapping import TableRowKind, format_mappings, read_mappings
from tui.cli.options import json_option, open_to_write, store_path, the_case, writes
from tui.cli.output import print_json, print_line, print_notice, progress_bar
from tui.system.signals import end_on_signals

if TYPE_CHECKING:
    from db.csv_import.run import ImportTotals, Step

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("import-table")
@click.argument("table", type=click.Path(path_type=Path, readable=False), metavar="TABLE")
@click.option(
    "--rows",
    type=click.Choice([each.value for each in TableRowKind]),
    help="What a row is, if the mapping file doesn't say.",
)
@click.option("--mapping", type=_FILE, metavar="FILE", help="A TOML file that says what each column holds.")
@click.option("--save-mapping", type=_FILE, metavar="FILE", help="Save these options as a new mapping file.")
@click.option(
    "--column", "column_pairs", multiple=True, metavar="FIELD=NAME",
    help="The column that holds a field. Fields of claims: id, text, tag, verdict; of appearances: claim, url, "
    "stance, date, id, "
    "headline, outlet, author, words, lang.",
)  # fmt: skip
@click.option("--value", multiple=True, metavar="FIELD:VALUE=MEANING", help="What a value means: stance:support=for.")
@click.option(
    "--date-format", multiple=True, metavar="FORMAT", help='How dates are written: "%m %d %Y". Default: EDTF.'
)
@click.option(
    "--empty", multiple=True, metavar="FIELD=VALUE", help="A value that means nothing is recorded: date=None."
)
@click.option(
    "--delimiter", metavar="CHARACTER", help="The character between cells. Default: a comma, or a tab in a .tsv."
)
@click.option("--encoding", metavar="NAME", help="The file's encoding. Default: UTF-8.")
@click.option(
    "--rejects",
    type=_FILE,
    metavar="FILE",
    help="Where rejected rows go. Default: claims.rejects.csv beside claims.csv.",
)
@click.option("--dry-run", is_flag=True, help="Show what would happen to the rows, and write nothing.")
@json_option
@writes
def import_table_command(
    table: Path,
    rows: str | None,
    mapping: Path | None,
    save_mapping: Path | None,
    column_pairs: tuple[str, ...],
    value: tuple[str, ...],
    date_format: tuple[str, ...],
    empty: tuple[str, ...],
    delimiter: str | None,
    encoding: str | None,
    rejects: Path | None,
    dry_run: bool,
    as_json: bool,
    store: Path | None,
    case: str | None,
) -> None:
    """Bring in a table (CSV), a claim or an appearance a row.

    An appearance is a claim as an outlet carried it: the row becomes a report that is cited, and a statement with a
    stance. Its words, or else its headline, are quoted. A row without an address is identified by its id and
    headline, or by its outlet.

    Each row is added, is already on record, or goes to the file of rejects with its line and the reason. No value
    is guessed. The same table again adds nothing, so a run that was interrupted can be repeated. onrecord undo
    takes back a whole run. The limits: 1,048,576 characters a row, 1 MB the mapping file.

    \b
    Examples:
      onrecord import-table claims.csv --rows claims --column text=Claim --dry-run
      onrecord import-table claims.csv --mapping claims.toml
    """
    from db.csv_import.rejects import RejectsFile, check_rejects_path, default_rejects_path
    from db.csv_import.rows import TableReader
    from db.csv_import.run import ImportTotals, count_lookalikes, import_table, newest_claim_id
    from db.csv_import.values import check_mapping
    from db.store.outputs import check_output
    from tui.forms.table_columns import columns_given

    to = rejects or (None if dry_run else default_rejects_path(table))
    in_store = store_path(store).path
    if to is not None:
        check_rejects_path(to, table, store=in_store, mapping=mapping)
    if save_mapping is not None:
        inputs = {"the table": table, "the rejects": to}
        check_output(
            save_mapping,
            store=in_store,
            inputs=inputs,
            hint="Name a new file, or use it with --mapping.",
            option="--save-mapping",
        )
    rows_are, columns = columns_given(
        read_mappings(mapping) if mapping else {}, rows, column_pairs, value, date_format, empty
    )
    totals = ImportTotals()
    with open_to_write(store) as record, TableReader(table, delimiter=delimiter, encoding=encoding) as opened:
        where = the_case(record, case).id
        for each in check_mapping(rows_are, columns).values():
            opened.column(each.column)
        if save_mapping is not None:
            _write_new_file(save_mapping, format_mappings({rows_are: columns}))
        since = newest_claim_id(record)
        try:
            with (
                end_on_signals(),
                RejectsFile(to, table, opened.header, store=in_store, mapping=mapping) as out,
                _import_progress(opened.lines.size) as step,
            ):
                import_table(
                    record, where, opened, rows_are, columns, rejects=out, totals=totals, dry=dry_run, step=step
                )
        except (KeyboardInterrupt, SystemExit):
            _print_interrupted(totals, dry_run)
            raise
        near = count_lookalikes(record, where, since) if totals.rows_added["claims"] else 0
        _print_totals(totals, rows_are, to, as_json=as_json, dry=dry_run, changed=opened.lines.is_changed, near=near)


def _write_new_file(path: Path, text: str) -> None:
    from db.store.files import name_output, unfinished_file

    with unfinished_file(path) as whole:
        whole.write_text(text, encoding="utf-8")
        name_output(whole, path, replace=False)


@contextmanager
def _import_progress(size: int) -> Iterator[Step]:
    """A progress bar over the bytes of the table."""

    columns = ("BarColumn", "TaskProgressColumn", "TimeRemainingColumn", "TextColumn")
    with progress_bar("reading", *columns, size=size) as update:
        yield lambda totals, read: update(
            completed=read, description=f"{totals.rows:,} rows · {totals.rejected:,} rejected"
        )


def _print_interrupted(totals: ImportTotals, dry: bool) -> None:
    """Print on standard error how far an interrupted run came."""
    kept = "" if dry else f" {totals.added:,} rows landed and stay; the same command goes on from there."
    print_notice(f"onrecord: broken off after {totals.rows:,} rows.{kept}")


_NOUNS = {
    "claims": ("claim", "claims"),
    "tags": ("tag", "tags"),
    "assessments": ("verdict", "verdicts"),
    "sources": ("new outlet", "new outlets"),
    "reports": ("new report", "new reports"),
    "statements": ("statement", "statements"),
    "captures": ("excerpt", "excerpts"),
    "quotes": ("quote", "quotes"),
}


def _print_totals(
    totals: ImportTotals,
    rows_are: TableRowKind,
    rejects: Path | None,
    *,
    as_json: bool,
    dry: bool,
    changed: bool,
    near: int | None,
) -> None:
    if as_json:
        print_json({**_encode_totals(totals, rows_are, rejects, dry=dry, changed=changed), "look_alike": near})
        return
    lands = "would land" if dry else "landed"
    print_line(
        f"{totals.rows:,} rows: {totals.added:,} {lands}, {_already_there(totals)}, {totals.rejected:,} rejected"
    )
    if made := [f"{count:,} {_NOUNS[name][count != 1]}" for name, count in totals.rows_added.items() if count]:
        print_line(f"   {', '.join(made)}")
    for kind, (count, line, reason) in sorted(totals.reasons.items(), key=lambda each: -each[1][0]):
        print_line(f"   {count:,} × {kind}; line {line}: {reason}")
    if not totals.rows:
        print_line("   note: there is no row below the header")
    if totals.rejected and rejects is not None:
        print_line(f"   the rejected rows are in {rejects}")
    if changed:
        print_line("   note: the file was written to while it was read; bring it in again")
    if near:
        print_line(f"   {near:,} {'looks' if near == 1 else 'look'} like another claim of the case: onrecord near")
    if near is None:
        print_line("   which of so many claims look alike was not looked for: onrecord near")


def _already_there(totals: ImportTotals) -> str:
    """How many rows were already on record, and how many of this table came twice."""
    before = f"{totals.already_there - totals.repeated:,} already on record"
    return f"{before}, {totals.repeated:,} twice in the table" if totals.repeated else before


def _encode_totals(
    totals: ImportTotals, rows_are: TableRowKind, rejects: Path | None, *, dry: bool, changed: bool
) -> dict[str, object]:
    return {
        "rows_are": rows_are.value,
        "dry_run": dry,
        "rows": totals.rows,
        "landed": totals.added,
        "already_there": totals.already_there,
        "twice_in_table": totals.repeated,
        "rejected": totals.rejected,
        "made": {name: count for name, count in totals.rows_added.items() if count},
        "reasons": [
            {"what": kind, "rows": count, "first_line": line, "first_reason": reason}
            for kind, (count, line, reason) in totals.reasons.items()
        ],
        "rejects": str(rejects) if rejects is not None and totals.rejected else None,
        "changed_while_read": changed,
    }
