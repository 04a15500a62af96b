"""The commands for the store itself: a backup while it is in use, and a check of all that it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from db.errors import NotWhole
from tui.cli.options import global_options, json_option, open_to_read, refuse_readonly, store_option, store_path
from tui.cli.output import print_json, print_line, print_lines, progress_bar


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--over", is_flag=True, help="Replace FILE if it exists.")
@store_option("The store to copy.")
@json_option
def back_up_store(file: Path, over: bool, store: Path | None, as_json: bool) -> None:
    """Copy the store into FILE, also while it is in use.

    The copy shows the store at one moment, and is checked before it gets its name. Don't copy an open store with
    cp: that leaves out what is in its log (desk.db-wal). A FILE that is neither a backup nor a store is never
    replaced. onrecord restore puts a backup in the store's place.

    \b
    Examples:
      onrecord backup desk-backup.db
      onrecord backup desk-backup.db --over
    """
    refuse_readonly()
    with open_to_read(store) as record, _parts_progress("copying") as step:
        from db.maintenance.backup import back_up
        from db.serialize.encoder import encode_fields

        path = store_path(store).path
        done = back_up(record, path, file, over=over, step=lambda now, of: step(now, of, "copying"))
    if as_json:
        print_json({"file": str(done.path), **encode_fields(done, "bytes actions replaced")})
        return
    print_line(f"{done.path}: {done.bytes:,} bytes, {done.actions:,} actions; checked, and intact.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--as-it-is", is_flag=True, help="Restore FILE even if onrecord check finds something wrong in it.")
@store_option("The store to replace.")
@json_option
def restore_store(file: Path, as_it_is: bool, store: Path | None, as_json: bool) -> None:
    """Replace the store with a backup.

    FILE is checked first, and stays as it is. The store may be missing, damaged, or open on a desk, which then
    shows the restored record. What the store held is kept beside it, under a name that is printed; restore that
    file to go back. Don't use cp: it would mix the backup with the log (STORE-wal) of the old store.

    \b
    Example:
      onrecord --store desk.db restore desk-backup.db
    """
    refuse_readonly()
    where = store_path(store)
    if not where.named:
        where.path.parent.mkdir(parents=True, exist_ok=True)
    with _parts_progress("restoring") as step:
        from db.maintenance.restore import restore
        from db.serialize.encoder import encode_fields

        done = restore(where.path, file, as_it_is=as_it_is, step=step)
    if as_json:
        kept = None if done.kept is None else str(done.kept)
        more = encode_fields(done, "bytes actions findings")
        print_json({"store": str(done.path), "file": str(file), "kept": kept, **more})
        return
    print_line(f"{done.path} is {file} now: {done.bytes:,} bytes, {done.actions:,} actions.")
    if done.kept is not None:
        print_line(f"What it held before is in {done.kept}")
    for each in done.findings:
        print_line(f"   note: {each}")


@click.command("check")
@store_option("The store to check.")
@json_option
def check_store(store: Path | None, as_json: bool) -> None:
    """Check that the store is whole; nothing is changed.

    It checks the schema, every value and key, the places of quotes in their texts, the hashes of captures, the
    journal against the rows, and the search index. Run it first on a store that somebody gave you: it also finds
    what its schema can't show, such as an index that disagrees with its table.

    The exit code is 17 where something is wrong. Where the file can't be written, or with --readonly, the structure
    of the search index is not checked.
    """
    with open_to_read(store, rules=True, accept_schema=True) as record, _parts_progress("checking") as step:
        from db.maintenance.check import check
        from db.serialize.encoder import encode

        checked = check(record, step, accept_schema=global_options().accept_schema)
    if as_json:
        print_json(encode(checked))
    else:
        print_lines(f"{each.part}: {each.sentence}" for each in checked.findings)
    path = store_path(store).path
    if not checked.is_whole:
        count = len(checked.findings)
        raise NotWhole(
            f"{path} is not intact: {count} thing{'' if count == 1 else 's'} found.",
            "Keep a copy of it as it is before anything else; an earlier backup may be intact.",
        )
    if not as_json:
        print_line(f"{path} is intact: {', '.join(checked.parts)}; {checked.actions:,} actions in the journal.")


@contextmanager
def _parts_progress(words: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar whose words change with the part that is worked on."""

    with progress_bar(words, "TextColumn", "BarColumn", "TimeElapsedColumn") as update:
        yield lambda done, of, now: update(completed=done, total=of, description=now)
