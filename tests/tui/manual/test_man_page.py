"""The man page: made from the commands as they are, all of them, in roff that readers of man pages accept."""

from __future__ import annotations

import shutil
import subprocess

import click
import pytest

from tests.support.man_page import PAGE, man_page
from tui.cli.command_table import COMMAND_FUNCTIONS, load_command

TEXT = PAGE.read_text("utf-8")


def test_man_page_is_current() -> None:
    assert man_page() == TEXT, "make it anew: python -m tests.support.manual"


def test_man_page_has_every_command_and_option() -> None:
    plain = TEXT.replace("\\-", "-")
    for name in COMMAND_FUNCTIONS:
        command = load_command(name)
        assert f"\n.B onrecord {name}\n" in plain
        below = command.commands.values() if isinstance(command, click.Group) else ()
        for each in (command, *below):
            options = [option for option in each.params if isinstance(option, click.Option)]
            assert [option.opts[-1] for option in options if option.opts[-1] not in plain] == []
        assert [each.name for each in below if f"\n.B onrecord {name} {each.name}\n" not in plain] == []


@pytest.mark.parametrize(
    "reader", [("mandoc", "-T", "lint"), ("groff", "-k", "-man", "-ww", "-Tutf8", "-z")], ids=lambda each: each[0]
)
def test_man_page_is_clean(reader: tuple[str, ...]) -> None:
    if shutil.which(reader[0]) is None:
        pytest.skip(f"{reader[0]} is not on this machine")
    done = subprocess.run([*reader, str(PAGE)], capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == ""
