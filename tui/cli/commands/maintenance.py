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
@click.option("--over", is_flag=True, help="Replace FILE where it is there already.")
@store_option("The store to copy.")
@json_option
def back_up_store(file: Path, over: bool, store: Path | None, as_json: bool) -> None:
    """Copy the store into FILE.

    Also while the desk is open and others write: the copy is of one moment, and is checked
    before it has its name. A plain cp of an open store lacks what is in its log (FILE-wal), and may mix two moments.
    A FILE that is no backup and no store is never replaced. onrecord restore puts a backup in the store's place.
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
    print_line(f"{done.path}: {done.bytes:,} bytes, {done.actions:,} actions; checked, and whole.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--as-it-is", is_flag=True, help="Also where onrecord check finds something in FILE.")
@store_option("The store to replace.")
@json_option
def restore_store(file: Path, as_it_is: bool, store: Path | None, as_json: bool) -> None:
    """Put the backup FILE in the place of the store.

    FILE is checked first, and stays as it is. The store may be missing, damaged, or open on a desk, which then shows
    the restored record. What the store held is kept beside it, under a name that is printed; restore that file to go
    back. A plain cp over a store would mix the backup with the log (STORE-wal) that the old one left.
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
    """Check that the store is whole.

    \b
    The schema, the file, every value against what its column may hold, what rows name, text, the places of
    quotes in their captures, the hashes of captures, the journal's numbers and entries, every row
    against what the journal says of it, and the index of words. Nothing is changed.

    Run it first on a store from somebody else: it finds what a look at the schema can't, such as an index
    that doesn't agree with its table.

    Ends with 17 where something is wrong. Of a file that can't be written, or with --readonly,
    the structure of the index of words is not checked.
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
            f"{path} is not whole: {count} thing{'' if count == 1 else 's'} found.",
            "Keep a copy of it as it is before anything else; a backup from before may be whole.",
        )
    if not as_json:
        print_line(f"{path} is whole: {', '.join(checked.parts)}; {checked.actions:,} actions in the journal.")


@contextmanager
def _parts_progress(words: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar whose words change with the part that is worked on."""

    with progress_bar(words, "TextColumn", "BarColumn", "TimeElapsedColumn") as update:
        yield lambda done, of, now: update(completed=done, total=of, description=now)
