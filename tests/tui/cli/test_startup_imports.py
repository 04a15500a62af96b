"""Imports of a command: Textual only for a screen, Rich only on a terminal, sqlite-utils only to make a store."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cli_runner import environment, run_piped
from tests.support.repository import ROOT

HEAVY = {"textual", "rich", "sqlite_utils", "numpy", "edtf", "platformdirs"}


def imported(*words: str) -> set[str]:
    """The heavy packages that a run imports."""
    done = run_piped(*words, python=("-X", "importtime"))
    assert done.code == 0
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.err.splitlines() if "|" in line}
    return names & HEAVY


@pytest.mark.parametrize("words", [("--help",), ("demo", "--help"), ("claims", "--help"), ("--version",)])
def test_help_imports_little(words: tuple[str, ...]) -> None:
    assert imported(*words) == set()


def test_help_imports_no_reader() -> None:
    """The command of each line of the list is imported for its summary; what it runs with is not."""
    done = run_piped("--help", python=("-X", "importtime"))
    names = {line.rpartition("|")[2].strip() for line in done.err.splitlines() if "|" in line}
    assert not {
        name for name in names if name.startswith(("db.store.reader", "db.queries", "db.analysis", "tui.actions"))
    }


@pytest.mark.parametrize(
    "words",
    [("claims", "--json"), ("claims",), ("chain",), ("chain", "--json"), ("denials",), ("sources",), ("claim", "C1")],
)
def test_reading_imports_little(demo_store: Path, words: tuple[str, ...]) -> None:
    assert imported(*words, "--store", str(demo_store)) == set()


@pytest.mark.parametrize(
    "words",
    [
        ("add", "source", "Zoë Marsh", "--kind", "person"),
        ("edit", "claim", "C1", "--text", "The wording of another day."),
        ("note", "C1", "The video is older."),
    ],
)
def test_writing_imports_neither_sqlite_utils_nor_numpy(demo_store: Path, words: tuple[str, ...]) -> None:
    assert not imported(*words, "--store", str(demo_store)) & {"sqlite_utils", "numpy"}


def test_importing_an_article_imports_no_numpy(demo_store: Path, tmp_path: Path) -> None:
    """Nor does the guess of its language."""
    article = tmp_path / "article.txt"
    article.write_text("The mayor said the bridge fell on Tuesday, and nobody was hurt.", "utf-8")
    words = ("import", str(article), "--outlet", "The Daily", "--store", str(demo_store))
    assert not imported(*words) & {"sqlite_utils", "numpy"}


def test_demo_imports_writing_only() -> None:
    assert "textual" not in imported("demo", "--text")


def test_ctrl_c_is_caught_before_anything_is_imported() -> None:
    """What is imported before our first line runs prints a traceback where ctrl+c comes meanwhile."""
    names = "import sys; known = {*sys.modules}; import tui.cli.start; print(*sorted({*sys.modules} - known))"
    done = subprocess.run([sys.executable, "-S", "-c", names], capture_output=True, cwd=ROOT, text=True, check=True)
    assert done.stdout.split() == ["tui", "tui.cli", "tui.cli.start"]


def cpu_seconds(*words: str) -> float:
    """The least of several runs, since other load only adds."""
    runs = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, cwd=ROOT, env=environment(), check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        runs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(runs)


@pytest.mark.skipif("COVERAGE_PROCESS_START" in os.environ, reason="measuring coverage takes time of its own")
def test_help_is_quick() -> None:
    bare = cpu_seconds("-c", "pass")
    tries = (cpu_seconds("-m", "tui.cli.main", "--help") - bare for _ in range(6))
    assert any(more <= 0.150 for more in tries), "also where the tests beside this one leave it a moment's peace"
