"""A command that runs in a copy of another process does what it does in a new one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.cli_runner import run_piped
from tests.support.pty import run_on_terminal

FRESH = ("-B",)
"""An option of Python, with which the command is imported anew."""


@pytest.mark.parametrize("words", [("claims",), ("chain", "--json"), ("claim", "C99"), ("--no-such",), ("--help",)])
def test_copy_does_what_a_new_process_does(demo_store: Path, words: tuple[str, ...]) -> None:
    store = ("--store", str(demo_store))
    assert run_piped(*store, *words) == run_piped(*store, *words, python=FRESH)


def test_copy_has_its_own_environment_and_folder(demo_store: Path) -> None:
    told = run_piped("claims", cwd=demo_store.parent, ONRECORD_STORE=demo_store.name)
    assert told == run_piped("claims", "--store", str(demo_store), python=FRESH)
    assert run_piped("claims", ONRECORD_STORE="missing.db").code == 3


@pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux")
def test_copy_writes_on_a_terminal(demo_store: Path) -> None:
    shown = run_on_terminal("claims", "--store", str(demo_store), columns=60)
    assert (shown.code, max(map(len, shown.out.splitlines())) > 40) == (0, True)
    assert "\x1b[" in shown.out
