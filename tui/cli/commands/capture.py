"""``onrecord capture``: what is stored of a report, out again: its text, or its bytes as they came."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.keys import report_keys
from tui.cli.options import (
    case_option,
    key_argument,
    open_to_read,
    refuse_readonly,
    store_option,
    store_path,
    the_case,
)
from tui.cli.output import binary_output, print_line

if TYPE_CHECKING:
    from db.queries.reports import Report
    from db.store.reader import Reader


@click.command("capture")
@key_argument(report_keys)
@click.option("--text", "wanted", flag_value="text", default="text", help="Write the text that was read. The default.")
@click.option("--raw", "wanted", flag_value="raw", help="Write the bytes as they came.")
@click.option(
    "--sha256",
    "digest",
    metavar="HEX",
    default="",
    help="The capture with this digest, or the beginning of one. Default: the newest.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, readable=False, allow_dash=True),
    metavar="FILE|-",
    default=Path("-"),
    help="A new file. Default: standard output.",
)
@store_option("The store to read.")
@case_option
def write_capture(key: str, wanted: str, digest: str, out: Path, store: Path | None, case: str | None) -> None:
    """Write the text or the bytes of a report out again.

    They are as they were captured, to the letter. A file is never written over.

    \b
    Examples:
      onrecord capture R1
      onrecord capture R1 --raw --out page.html
    """
    from db.queries.reports import report

    is_piped = str(out) == "-"
    if not is_piped:
        refuse_readonly()
    with open_to_read(store) as record:
        content = _read_content(record, report(record, the_case(record, case).id, key), wanted, digest)
        if is_piped:
            with binary_output(f"What was captured of {key}", is_text=wanted == "text") as output:
                output.write(content)
            return
        _write_new_file(out, content, store_path(store).path)
    print_line(f"{out}: {len(content):,} bytes.")


def _read_content(record: Reader, found: Report, wanted: str, digest: str) -> bytes:
    """The text or the bytes of a capture.

    :raises NotFound: there is no such capture, or no bytes were stored with it.
    """
    from db.errors import NotFound
    from db.queries.stored_captures import stored_capture

    capture = stored_capture(record, found.id, digest)
    if capture is None:
        which = f"no capture {digest[:64]}" if digest else "no capture"
        raise NotFound(f"{found.key} has {which}.", f"onrecord report {found.key} --json lists its captures.")
    if wanted == "text":
        return capture.text.encode("utf-8", "backslashreplace")
    if capture.raw is None:
        raise NotFound(f"No bytes are stored of this capture of {found.key}: only its text was given.", "Try --text.")
    return capture.raw


def _write_new_file(path: Path, content: bytes, store: Path) -> None:
    from db.store.files import name_output, unfinished_file
    from db.store.outputs import check_output

    check_output(path, store=store)
    with unfinished_file(path) as whole:
        whole.write_bytes(content)
        name_output(whole, path, replace=False)
