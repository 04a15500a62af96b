"""The help of the commands: every command in a group, and summaries that fit on a line."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import click
import pytest

from tests.support.cli_runner import run_piped
from tui.cli import commands
from tui.cli.command_table import COMMANDS, CommandGroup
from tui.cli.main import onrecord

LINE = 80
"""Columns of the terminal that help must fit."""


def groups(command: click.Command = onrecord, path: str = "onrecord") -> Iterator[tuple[str, click.Group]]:
    """Commands that have commands of their own, such as ``onrecord add``."""
    if isinstance(command, click.Group):
        yield path, command
        for below in of_group(command):
            yield from groups(below, f"{path} {below.name}")


def of_group(group: click.Group) -> list[click.Command]:
    """The commands of a group, also those that it loads late."""
    context = click.Context(group)
    found = [group.get_command(context, name) for name in group.list_commands(context)]
    return [each for each in found if each is not None]


def test_every_command_is_in_one_group() -> None:
    named = [name for names in COMMANDS.values() for name in names]
    assert sorted(named) == sorted({*onrecord.list_commands(click.Context(onrecord)), *onrecord.commands})
    assert [*COMMANDS] == [*CommandGroup]


def test_every_command_of_the_package_is_reached() -> None:
    reached = {id(each) for _, group in groups() for each in (group, *of_group(group))}
    modules = [import_module(each.name) for each in iter_modules(commands.__path__, f"{commands.__name__}.")]
    made = {name: each for module in modules for name, each in vars(module).items() if isinstance(each, click.Command)}
    assert len(made) > 60
    assert [name for name, each in made.items() if id(each) not in reached] == []


def test_help_lists_commands_by_group() -> None:
    shown = run_piped("--help", COLUMNS=str(LINE)).out
    at = [shown.index(f"\n{group}:\n") for group in CommandGroup]
    assert at == sorted(at)
    for group, names in COMMANDS.items():
        block = shown.partition(f"\n{group}:\n")[2].partition("\n\n")[0]
        assert [row.split()[0] for row in block.splitlines()] == [*names]


@pytest.mark.parametrize(("path", "group"), groups(), ids=lambda each: each if isinstance(each, str) else "")
def test_summaries_fit_on_a_line(path: str, group: click.Group) -> None:
    names = group.list_commands(click.Context(group))
    room = LINE - 6 - max(map(len, names))
    assert [each.name for each in of_group(group) if each.get_short_help_str(room).endswith("...")] == []
