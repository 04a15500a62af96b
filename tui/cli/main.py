"""The command ``onrecord``: its group of commands, the desk and the demo. Textual is imported only for a screen."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from db.errors import NoSuchStore
from tui.cli.commands.list import list_cases, list_chain, list_claims, list_denials, list_sources
from tui.cli.commands.show import show_case, show_claim, show_denial, show_report, show_source
from tui.cli.exit import HUNG_UP, discard_stdout, exit_on_error
from tui.cli.options import (
    GlobalOptions,
    as_option,
    author_option,
    case_option,
    global_options,
    refuse_readonly,
    store_option,
    store_path,
    theme_option,
)
from tui.system.signals import end_on_signals

_EPILOG = """\b
Examples:
  onrecord demo                         the case that ships, on the desk
  onrecord demo --text                  the same as text
  onrecord demo --store drone.db        keep it in a file
  onrecord --store drone.db             open that file on the desk
  onrecord --store drone.db claims      its claims, with the origins behind them
  onrecord --store drone.db claim C1    one claim, with the words behind it
  onrecord --store drone.db chain --json

The store is the file that --store names, else the one that ONRECORD_STORE names, else desk.db in your data
directory. The README has the exit codes, and the shapes of --json."""


LAZY_COMMANDS = {
    "graph": ("tui.cli.commands.analysis", "draw_graph"),
    "import": ("tui.cli.commands.import_articles", "import_articles"),
    "import-table": ("tui.cli.commands.import_table", "import_table_command"),
    "propose": ("tui.cli.commands.import_articles", "propose_statements"),
    "proposals": ("tui.cli.commands.markup", "list_report_proposals"),
    "accept": ("tui.cli.commands.markup", "accept_proposal"),
    "reject": ("tui.cli.commands.markup", "reject_proposals"),
    "mark": ("tui.cli.commands.markup", "mark"),
    "places": ("tui.cli.commands.import_articles", "quote_places"),
    "drift": ("tui.cli.commands.analysis", "compare_wordings"),
    "timeline": ("tui.cli.commands.analysis", "show_timeline"),
    "next": ("tui.cli.commands.analysis", "list_gaps"),
    "add": ("tui.cli.commands.add", "add"),
    "edit": ("tui.cli.commands.edit", "edit"),
    "remove": ("tui.cli.commands.remove", "remove_thing"),
    "move": ("tui.cli.commands.remove", "move"),
    "alarms": ("tui.cli.commands.alarms", "list_alarms"),
    "set-aside": ("tui.cli.commands.alarms", "set_alarm_aside"),
    "take-up": ("tui.cli.commands.alarms", "take_alarm_up"),
    "judge": ("tui.cli.commands.alarms", "judge"),
    "triage": ("tui.cli.commands.triage", "list_undecided"),
    "status": ("tui.cli.commands.assess", "set_claim_status"),
    "assess": ("tui.cli.commands.assess", "assess_claims"),
    "rate": ("tui.cli.commands.assess", "rate"),
    "tag": ("tui.cli.commands.annotations", "tag"),
    "note": ("tui.cli.commands.annotations", "note"),
    "notes": ("tui.cli.commands.annotations", "list_notes"),
    "task": ("tui.cli.commands.annotations", "task"),
    "tasks": ("tui.cli.commands.annotations", "list_tasks"),
    "near": ("tui.cli.commands.near", "list_near"),
    "join": ("tui.cli.commands.near", "join"),
    "split": ("tui.cli.commands.near", "split"),
    "archive": ("tui.cli.commands.cases", "archive_case"),
    "unarchive": ("tui.cli.commands.cases", "unarchive_case"),
    "search": ("tui.cli.commands.search", "search_everything"),
    "filters": ("tui.cli.commands.search", "list_filters"),
    "filter": ("tui.cli.commands.search", "save_filter_as"),
    "history": ("tui.cli.commands.history", "show_history"),
    "undo": ("tui.cli.commands.history", "undo_last"),
    "redo": ("tui.cli.commands.history", "redo_last"),
    "backup": ("tui.cli.commands.maintenance", "back_up_store"),
    "restore": ("tui.cli.commands.maintenance", "restore_store"),
    "check": ("tui.cli.commands.maintenance", "check_store"),
}
"""Commands whose module is imported only when they run, by name: the module and the function."""


class Commands(click.Group):
    """The group of all commands. A closed pipe, as after ``head``, ends it without an error."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order of ``--help``."""
        return [*super().list_commands(ctx), *LAZY_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name, imported now if it is one of :data:`LAZY_COMMANDS`."""
        if cmd_name in LAZY_COMMANDS:
            from importlib import import_module

            module, name = LAZY_COMMANDS[cmd_name]
            found: click.Command = getattr(import_module(module), name)
            return found
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command, and flush its output while a closed pipe can still be caught."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            discard_stdout()
            raise click.exceptions.Exit(HUNG_UP) from error
        return result


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from tui.cli.output import print_block
        from tui.cli.versions import versions

        print_block(versions())
        context.exit()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@store_option("The store to open.")
@case_option
@theme_option
@as_option
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show versions and exit.",
)
@click.option("--readonly", is_flag=True, help="Write nothing: commands that would are refused, and so are keys.")
@click.option(
    "--accept-schema",
    is_flag=True,
    help="Open a store with tables, views or triggers that are not onrecord's, for reading only; check it first.",
)
@click.pass_context
def onrecord(
    context: click.Context,
    store: Path | None,
    case: str | None,
    theme: str | None,
    readonly: bool,
    accept_schema: bool,
) -> None:
    """Who said it, through whom, in which words, and how many origins really stand behind it.

    Without a command, onrecord opens the desk on your store.
    """
    context.obj = GlobalOptions(store, case, theme, readonly, accept_schema)
    if context.invoked_subcommand is None:
        _open_desk(store, case, theme)


@onrecord.command()
@store_option("Keep the demo in this file: a new one, or a demo made before.")
@click.option("--walk", is_flag=True, help="Step through the report chain by itself; any key takes over.")
@click.option("--text", is_flag=True, help="Print the desk and the chain as text; so does a pipe.")
@theme_option
@as_option
def demo(store: Path | None, walk: bool, text: bool, theme: str | None) -> None:
    """Open the case that ships: a drone over al-Harthiya, Baghdad.

    It is a fresh copy in a temporary file that is removed at the end, or is kept where --store says. ONRECORD_STORE
    does not apply to the demo.
    """
    from tui.system.terminal import is_terminal

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
                _show_demo(path, walk, text, theme)


def _show_demo(path: Path, walk: bool, text: bool, theme: str | None) -> None:
    if not text:
        from tui.app import open_desk

        open_desk(
            path,
            global_options().case,
            walk=walk,
            theme=theme or global_options().theme,
            who=author_option(),
            readonly=global_options().readonly,
        )
        return
    from db.queries.cases import case
    from tui.cli.options import open_to_read
    from tui.cli.output import print_text
    from tui.cli.text.desk import desk_text

    with open_to_read(path) as record, record.as_of_now():
        print_text(desk_text(record, case(record, global_options().case)))


def _open_desk(store: Path | None, key: str | None, theme: str | None) -> None:
    """Open the desk. The store is opened once before, so that its errors are printed before the screen changes."""
    from tui.cli.options import open_to_read

    where = store_path(store)
    try:
        with open_to_read(store) as record:
            if key is not None:
                from db.queries.cases import case

                case(record, key)
    except NoSuchStore:
        if where.named:
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
        )


def _prepare_desk() -> None:
    """Require a terminal, and stop garbage collection until the desk is drawn: what a start makes stays.

    :raises NoTerminal: the desk can't be drawn here.
    """
    from tui.system.terminal import require_terminal

    require_terminal()
    gc.disable()


for _command in (
    list_cases,
    list_sources,
    list_claims,
    list_denials,
    list_chain,
    show_case,
    show_source,
    show_claim,
    show_denial,
    show_report,
):
    onrecord.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and end the process with its exit code.

    :param arguments: the words after ``onrecord``; those of the process where not given.
    """
    with exit_on_error():
        code = onrecord.main(arguments, "onrecord", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
