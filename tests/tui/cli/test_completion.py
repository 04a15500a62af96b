"""Shell completion of commands and of keys from the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli_runner import run_piped


def offered(*words: str, **changed: str) -> list[str]:
    """Completions of the last word, as bash gets them."""
    typed = " ".join(("onrecord", *words))
    done = run_piped(_ONRECORD_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=str(len(words)), **changed)
    assert done.err == ""
    return [line.partition(",")[2] for line in done.out.splitlines() if line]


def test_commands() -> None:
    assert offered("cl") == ["claims", "claim"]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("claim", "c1"), ["C1", "C1a", "C1b", "C1c", "C1d", "C1e"]),
        (("source", "W1"), ["W1", "W10", "W11", "W12"]),
        (("denial", "S"), ["S5"]),
        (("report", "R"), ["R2", "R3", "R4"]),
        (("claims", "--case", "K"), ["K1"]),
    ],
)
def test_keys_from_the_store(demo_store: Path, words: tuple[str, ...], keys: list[str]) -> None:
    assert offered(*words, ONRECORD_STORE=str(demo_store)) == keys
    assert offered("--store", str(demo_store), *words) == keys


def test_bad_store_gives_none(tmp_path: Path) -> None:
    assert offered("claim", "C", ONRECORD_STORE=str(tmp_path / "missing.db")) == []


def test_bash_script() -> None:
    assert "_ONRECORD_COMPLETE=bash_complete" in run_piped(_ONRECORD_COMPLETE="bash_source").out
