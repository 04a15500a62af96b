"""Commands on an upgraded store print what the onrecord that wrote it printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.cli_runner import CommandLine

GOLDEN = (Path(__file__).parent / "golden" / "upgraded.txt").read_text("utf-8")
"""What the last onrecord of schema 10 printed for the frozen store, command by command.

A column that was added to a list since is at the end of its lines. Proposals are numbered from 1 since.
"""

PRINTED = dict(re.findall(r"^\$ ([^\n]*)\n(.*?)(?=^\$ |\Z)", GOLDEN, re.DOTALL | re.MULTILINE))


@pytest.mark.parametrize("command", PRINTED)
def test_output_is_the_same(frozen_store: Path, command: str) -> None:
    assert CommandLine(frozen_store)(*command.split()) == PRINTED[command]


def test_golden_text_is_complete() -> None:
    assert len(PRINTED) == GOLDEN.count("\n$ ") + 1 == 11
