"""Every command named as an action's twin exists, with its options."""

from __future__ import annotations

import re

import click
import pytest

from tui.actions.registry import COMMANDS
from tui.cli.main import onrecord

TWINS = sorted({twin.strip() for command in COMMANDS for twin in command.twin.split(",") if twin.strip()})


@pytest.mark.parametrize("twin", TWINS)
def test_twin_is_a_real_command(twin: str) -> None:
    first, *words = twin.partition(" | ")[0].split()
    assert first == "onrecord"
    for choice in words[0].split("|") if words else ():
        command: click.Command | None = onrecord
        context = click.Context(onrecord)
        if not choice.startswith("-"):
            command = onrecord.get_command(context, choice)
        rest = words[1:]
        if isinstance(command, click.Group) and command is not onrecord and rest and not rest[0].startswith("-"):
            command, rest = command.get_command(context, rest[0]), rest[1:]
        assert command is not None, twin
        known = {name for each in command.params for name in (*each.opts, *each.secondary_opts)} | {"--help"}
        assert set(re.findall(r"--[a-z-]+", twin)) <= known, twin
