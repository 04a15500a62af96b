"""``onrecord export``: a case, some of its rows or the whole store in a format that other people and programs take."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from db.errors import WrongUse
from db.exchange.formats import FORMATS, Format, file_name, format_by_name
from tui.cli.keys import source_keys
from tui.cli.options import (
    case_option,
    complete_keys,
    global_options,
    json_option,
    open_to_read,
    refuse_readonly,
    store_option,
    store_path,
    the_case,
)
from tui.cli.output import binary_output, print_json, print_line, print_notice, print_rows, progress_bar
from tui.cli.progress import DrawnProgress

if TYPE_CHECKING:
    from db.exchange.export import Export, TableList
    from db.exchange.selection import Scope, Selection
    from db.queries.cases import Case
    from db.store.reader import Reader

LISTS = ("claims", "denials", "sources", "reports", "statements", "timeline", "alarms")
SORTS = ("key", "status", "newest", "statements", "origins")
EXTRAS = ("notes", "tasks", "drafts", "journal")


def _complete_format(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    return [CompletionItem(each.name, help=each.words) for each in FORMATS if each.name.startswith(begun)]


def _parse_extras(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    words = [word.strip().lower() for word in typed.split(",") if word.strip()]
    for word in words:
        if word not in EXTRAS:
            from difflib import get_close_matches  # only a wrong word needs it

            near = get_close_matches(word, EXTRAS, n=1)
            hint = f"Did you mean {near[0]}?" if near else "Give some of them, with commas between."
            raise WrongUse(f"“{word}” can't be added. What can be is {', '.join(EXTRAS)}.", hint)
    return words


@click.command("export")
@click.argument("format", required=False, shell_complete=_complete_format)
@click.option("--filter", "words", metavar="WORDS", help="Export only what matches a filter.")
@click.option("--saved", metavar="NAME", help="Export only claims that match a saved filter.")
@click.option("--list", "listing", type=click.Choice(LISTS), help="The list that a table is made of. Default: claims.")
@click.option("--sort", type=click.Choice(SORTS), help="The order of a table of claims.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, readable=False, allow_dash=True),
    metavar="FILE|-",
    help="A new file, or - for standard output. Default: one in this folder, named after the case.",
)
@click.option(
    "--mask",
    "masked",
    multiple=True,
    metavar="KEY",
    shell_complete=complete_keys(source_keys),
    help="Replace the name of a source, such as W7, wherever it stands. May be given several times.",
)
@click.option("--mask-private", is_flag=True, help="Replace the names of all persons who speak for nobody.")
@click.option(
    "--with",
    "extras",
    metavar="WORDS",
    default="",
    callback=_parse_extras,
    help="What else goes out: notes, tasks, drafts, journal; several with commas between.",
)
@click.option("--whole-store", is_flag=True, help="Export all cases.")
@store_option("The store to read.")
@case_option
@json_option
def export_record(
    format: str | None,
    words: str | None,
    saved: str | None,
    listing: str | None,
    sort: str | None,
    out: Path | None,
    masked: Sequence[str],
    mask_private: bool,
    extras: Sequence[str],
    whole_store: bool,
    store: Path | None,
    case: str | None,
    as_json: bool,
) -> None:
    """Write a case, or a part of it, in a FORMAT that others take.

    Without a FORMAT, list the formats. The file is written whole or not at all, and never over another one. The
    same record gives the same bytes. onrecord help export says who takes each format, and what is lost.

    \b
    Examples:
      onrecord export
      onrecord export brief --filter status:corroborated --mask-private
      onrecord export csv --list denials --out -
    """
    if format is None:
        _list_formats(as_json=as_json)
        return
    found = format_by_name(format)
    _check_options(found, listing, sort, whole_store=whole_store, has_case=bool(case or global_options().case))
    is_piped = out is not None and str(out) == "-"
    if is_piped and as_json:
        raise WrongUse("--json and --out - contradict each other.", "Leave one of them out.")
    if not is_piped:
        refuse_readonly()
    with open_to_read(store) as record:
        from db.exchange.export import Export, ExportExtra, TableList, export_to_file, write_export
        from db.exchange.masking import make_mask
        from db.queries.claim_order import ClaimOrder

        where = None if whole_store else the_case(record, case)
        list_made = TableList(listing or TableList.CLAIMS)
        scope = _chosen_scope(record, where, list_made, words, saved)
        path = store_path(store).path
        with progress_bar("exporting", "TextColumn", "BarColumn", "TimeElapsedColumn") as draw:
            export = Export(
                record,
                scope,
                mask=make_mask(record, masked, private=mask_private),
                extras=map(ExportExtra, extras),
                listing=list_made,
                order=ClaimOrder(sort or ClaimOrder.KEY),
                progress=DrawnProgress(draw),
            )
            if is_piped:
                with binary_output(found.name, is_text=found.is_text) as output:
                    write_export(export, found, output)
                new, size = None, 0
            else:
                new = out or Path(file_name(found, where.key if where else path.stem, list_made))
                size = export_to_file(export, found, new, store=path)
        if not any(count for name, count in _counts(export.selection).items() if name != "cases"):
            print_notice("Nothing is on record for this choice: the export is empty.")
        if new is not None:
            _print_done(export, found, new, size, as_json=as_json)


def _list_formats(*, as_json: bool) -> None:
    """Print which formats there are, and who takes each."""
    from db.serialize.encoder import encode_fields
    from tui.cli.tables import EXPORT_FORMATS

    if as_json:
        print_json([encode_fields(each, "name words suffix text=is_text list=is_list") for each in FORMATS])
    else:
        print_rows(FORMATS, EXPORT_FORMATS)


def _check_options(format: Format, listing: str | None, sort: str | None, *, whole_store: bool, has_case: bool) -> None:
    """Refuse options that contradict each other.

    :raises WrongUse: they do.
    """
    if whole_store and has_case:
        raise WrongUse("--whole-store and --case contradict each other.", "Leave one of them out.")
    if not format.is_list and (listing or sort):
        tables = " or ".join(each.name for each in FORMATS if each.is_list)
        hint = f"Only {tables} is made of a list." if tables else ""
        raise WrongUse(f"{format.name} has no --{'list' if listing else 'sort'}.", hint)
    if sort and listing not in (None, "claims"):
        raise WrongUse("--sort orders claims only.", "Leave it out for other lists.")


def _chosen_scope(record: Reader, case: Case | None, listing: TableList, words: str | None, saved: str | None) -> Scope:
    """What the options choose. Words filter the list that is exported, where it has a filter; else the claims."""
    from db.exchange.selection import Scope, ScopeKind
    from db.search.filter_lists import FilterableList, filter_list
    from db.search.query import parse_query
    from tui.cli.commands.search import filtered_claims

    where = case.id if case else None
    if words is None and saved is None:
        return Scope(where)
    if where is None or saved is not None or listing not in {*FilterableList}:
        return Scope(where, ScopeKind.CLAIMS, filtered_claims(record, where, words, saved))
    found = filter_list(record, FilterableList(listing), parse_query(words or "", finished=True), where)
    for problem in found.problems:
        print_notice(str(problem))
    return Scope(where, ScopeKind(listing), found.ids)


def _counts(selection: Selection) -> dict[str, int]:
    """How many of each thing are exported."""
    return {name: len(getattr(selection, name)) for name in ("cases", "claims", "statements", "reports", "sources")}


def _print_done(export: Export, format: Format, path: Path, size: int, *, as_json: bool) -> None:
    """Say what was written, and from which state of the store."""
    if as_json:
        state = {"action": export.state.action, "at": export.state.at or None}
        print_json({"file": str(path), "format": format.name, "bytes": size, **state, **_counts(export.selection)})
        return
    print_line(f"{path}: {format.name}, {size:,} bytes, as of action {export.state.action:,}.")
