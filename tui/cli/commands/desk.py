"""The desk, on your store or on the example case. Textual is imported when the screen opens."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import click

from db.errors import NoSuchStore
from tui.cli.options import (
    as_option,
    author_option,
    global_options,
    open_to_read,
    refuse_readonly,
    store_option,
    store_path,
    theme_option,
)
from tui.system.signals import end_on_signals
from tui.system.terminal import is_terminal, require_terminal


@click.command()
@store_option("Keep the demo in this file, or open one kept before.")
@click.option("--walk", is_flag=True, help="Step through the report chain by itself; any key takes over.")
@click.option("--text", is_flag=True, help="Print the desk and the chain as text; so does a pipe.")
@theme_option
@as_option
def demo(store: Path | None, walk: bool, text: bool, theme: str | None) -> None:
    """Open the example case: a drone over al-Harthiya, Baghdad.

    The demo is a copy in a temporary file, which is removed when you quit. --store keeps it in a file.

    \b
    Examples:
      onrecord demo
      onrecord demo --text
      onrecord demo --store drone.db
    """
    text = text or not is_terminal(sys.stdout)
    if not text:
        _prepare_desk()
    from db.maintenance.demo import open_or_create_demo, temporary_demo

    kept = store or global_options().store
    with end_on_signals():
        if kept is not None:
            if not kept.exists():
                refuse_readonly()
            _show_demo(open_or_create_demo(kept), walk, text, theme)
        else:
            with temporary_demo() as path:
                _show_demo(path, walk, text, theme, is_temporary=True)


def open_desk_on_store(store: Path | None, key: str | None, theme: str | None) -> None:
    """Open the desk. The store is opened once before, so that its errors are printed before the screen changes.

    A missing store opens the screen that begins a case in it, unless it can't be made there or a case is asked for.

    :param store: the option before the command's name.
    :param key: the case to open.
    """
    where = store_path(store)
    try:
        with open_to_read(store) as record:
            if key is not None:
                from db.queries.cases import case

                case(record, key)
    except NoSuchStore:
        can_begin = is_terminal(sys.stdout) and where.path.parent.is_dir() and not global_options().readonly
        if where.named and (key is not None or not can_begin):
            raise
    _prepare_desk()
    from tui.app import open_desk

    with end_on_signals():
        open_desk(
            where.path,
            key,
            theme=theme,
            who=author_option(),
            readonly=global_options().readonly,
            accept_schema=global_options().accept_schema,
            frame_of=where.path,
        )


def _show_demo(path: Path, walk: bool, text: bool, theme: str | None, *, is_temporary: bool = False) -> None:
    if not text:
        from db.maintenance.case_file import shipped_case_file
        from tui.app import open_desk

        open_desk(
            path,
            global_options().case,
            walk=walk,
            theme=theme or global_options().theme,
            who=author_option(),
            readonly=global_options().readonly,
            is_temporary=is_temporary,
            frame_of=shipped_case_file() if is_temporary else path,
        )
        return
    from db.queries.cases import case
    from tui.cli.output import print_text
    from tui.cli.text.desk import desk_text

    with open_to_read(path) as record, record.as_of_now():
        print_text(desk_text(record, case(record, global_options().case)))


def _prepare_desk() -> None:
    """Require a terminal, and stop garbage collection until the desk is drawn: what a start makes stays.

    :raises NoTerminal: the desk can't be drawn here.
    """
    require_terminal()
    gc.disable()
