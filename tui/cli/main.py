"""The command ``onrecord``: its options, and its commands by the table in :mod:`tui.cli.command_table`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from db.errors import WrongUse
from db.model.date_order import DateOrder, set_date_order
from tui.cli.command_table import COMMAND_FUNCTIONS, COMMANDS, load_command
from tui.cli.exit import HUNG_UP, discard_stdout, exit_on_error
from tui.cli.options import GlobalOptions, as_option, case_option, store_option, theme_option
from tui.cli.output import disable_pager, paged_output
from tui.cli.pager import PagerClosed

_EPILOG = """\b
Examples:
  onrecord demo                         the example case, on the desk
  onrecord demo --text                  the same as text
  onrecord demo --store drone.db        keep it in a file
  onrecord --store drone.db             open that file on the desk
  onrecord --store drone.db claims      its claims, with the origins behind them
  onrecord --store drone.db claim C1    one claim, with the words behind it
  onrecord --store drone.db chain --json

The store is the file named by --store or by ONRECORD_STORE; without both, it is desk.db in your data directory.
onrecord help lists the pages of the manual."""


class Commands(click.Group):
    """The group of all commands. A closed pipe, as after ``head``, ends it without an error."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order of ``--help``."""
        return [*super().list_commands(ctx), *COMMAND_FUNCTIONS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name, imported now."""
        return load_command(cmd_name) if cmd_name in COMMAND_FUNCTIONS else super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names. The error for a wrong name gives the nearest names."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from difflib import get_close_matches  # only a wrong name needs it

            if nearest := get_close_matches(args[0], COMMAND_FUNCTIONS, cutoff=0.7):
                hint = f"Did you mean {' or '.join(nearest)}? onrecord --help lists the commands."
                raise WrongUse(f"No such command '{args[0]}'.", hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their summaries, by group."""
        widest = max(map(len, COMMAND_FUNCTIONS))
        limit = formatter.width - 6 - widest
        for group, names in COMMANDS.items():
            with formatter.section(group):
                commands = [(name, self.get_command(ctx, name)) for name in names]
                formatter.write_dl(
                    [(name.ljust(widest), each.get_short_help_str(limit)) for name, each in commands if each]
                )

    def invoke(self, ctx: click.Context) -> object:
        """Run a command, and flush its output while a closed pipe can still be caught."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except PagerClosed:
            raise
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


def _disable_pager(_context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        disable_pager()


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
@click.option(
    "--no-pager",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_disable_pager,
    help="Print long text straight to the terminal; NO_PAGER=1 and PAGER=cat do the same.",
)
@click.option("--readonly", is_flag=True, help="Write nothing: refuse commands and keys that would.")
@click.option(
    "--accept-schema",
    is_flag=True,
    help="Open a store that has tables, views or triggers not made by onrecord, for reading only. Check it first.",
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
    set_date_order(_configured_date_order)
    if context.invoked_subcommand is None:
        from tui.cli.commands.desk import open_desk_on_store  # a command needs no desk

        open_desk_on_store(store, case, theme)


def _configured_date_order() -> DateOrder:
    from tui.system.config import read_config  # only a date of numbers needs it

    return read_config().date_order


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and end the process with its exit code.

    :param arguments: the words after ``onrecord``; those of the process where not given.
    """
    with exit_on_error():
        code: object = 0
        with paged_output():
            code = onrecord.main(arguments, "onrecord", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
