"""Stores to test on: the example case, built once and copied for each test, and an empty one to enter rows into."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from db.intake.fetch import fetch
from db.intake.read import read_fetched
from db.intake.reading_process import ReadingLimits, ReadingProcess
from db.journal.opening import create_store
from db.maintenance.case_file import add_case_file, shipped_case
from db.store.opening import open_reader
from db.store.reader import Reader
from tests.support.factories import CaseFactory
from tests.support.figures import FIGURES
from tests.support.frozen_stores import thaw
from tests.support.own_folders import own_folders
from tests.support.textual_private import forget_drawn_lines, parse_stylesheets_once

settings.register_profile("quick", deadline=None, database=None, max_examples=25)
settings.register_profile("thorough", deadline=None, database=None, max_examples=400)
settings.load_profile("thorough" if "ONRECORD_THOROUGH" in os.environ else "quick")

READING_SECONDS = 120.0
"""Seconds that fetching and reading an article may take in a test that sets no limit."""

IN_MEMORY = Path("/dev/shm")
"""A folder in memory, where Linux has one: on a disk, each change of a store waits until it has been written."""

if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


def pytest_configure() -> None:
    """Let ctrl+c reach the programs that tests start, also where a shell runs the tests in its background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """A test makes many objects and keeps few: what is imported need not be gone through again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests recorded."""
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for name, figures in report.user_properties:
            if name == FIGURES:
                terminalreporter.write_line(f"\n{figures}")


@pytest.fixture(scope="session", autouse=True)
def folders_of_tests() -> Iterator[None]:
    """Keep the usual store and reports of crashes out of the person's folders, in this process and those it starts."""
    with pytest.MonkeyPatch.context() as patch:
        for variable, folder in own_folders().items():
            patch.setenv(variable, folder)
        yield


@pytest.fixture(scope="session", autouse=True)
def many_apps() -> Iterator[None]:
    """Fit Textual for a process that runs one app after the other."""
    with parse_stylesheets_once(), forget_drawn_lines():
        yield


@pytest.fixture(scope="session", autouse=True)
def patient_reading() -> Iterator[None]:
    """Let fetching and reading an article take longer than a person would wait: a busy machine needs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(read_fetched.__kwdefaults__, "most_seconds", READING_SECONDS)
        patch.setattr(ReadingProcess.__init__, "__defaults__", (ReadingLimits(seconds=READING_SECONDS),))
        patch.setitem(fetch.__kwdefaults__, "most_seconds", READING_SECONDS)
        yield


@pytest.fixture(scope="session")
def shipped_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped case in a store that no test may write to."""
    path = tmp_path_factory.mktemp("shipped") / "desk.db"
    with create_store(path) as writer:
        add_case_file(writer, shipped_case())
    return path


@pytest.fixture
def demo_store(shipped_store: Path, tmp_path: Path) -> Path:
    """A copy of the example case that a test may change."""
    return Path(shutil.copy(shipped_store, tmp_path / "demo.db"))


@pytest.fixture
def frozen_store(tmp_path: Path) -> Path:
    """A store of schema 10, as the last onrecord with that schema wrote it: the example case and one more, by Rana.

    It has a journal, an undone action, judgements, notes, tasks, joined claims, a draft, a saved filter, an imported
    table, and an article in two captures with proposals.
    """
    return thaw(10, tmp_path / "frozen.db")


@pytest.fixture
def record(demo_store: Path) -> Iterator[Reader]:
    """The shipped case, open for reading."""
    with open_reader(demo_store) as reader:
        yield reader


@pytest.fixture
def desk() -> Iterator[CaseFactory]:
    """An empty case in memory, with short ways to enter rows."""
    with CaseFactory.in_memory() as empty:
        yield empty
