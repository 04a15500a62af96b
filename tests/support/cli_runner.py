"""The command line in this process: quick enough for a hundred commands in one test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from db.errors import OnRecordError
from tui.cli.main import onrecord


class Commanding:
    """A store that commands are given to, as a person would type them."""

    def __init__(self, store: Path, who: str = "Rana") -> None:
        self.store = store
        self.who = who

    def __call__(self, *words: str, stdin: str | bytes | None = None) -> str:
        """Run a command that goes well.

        :returns: what it prints.
        """
        done = CliRunner().invoke(
            onrecord, ["--store", str(self.store), "--as", self.who, *words], input=stdin, catch_exceptions=True
        )
        if done.exception is not None and not (isinstance(done.exception, SystemExit) and done.exit_code == 0):
            raise AssertionError(f"{words}: {done.exception!r}\n{done.output}") from done.exception
        return done.stdout

    def json(self, *words: str, stdin: str | bytes | None = None) -> Any:
        """Run a command with ``--json``."""
        return json.loads(self(*words, "--json", stdin=stdin))

    def refused(self, *words: str, stdin: str | bytes | None = None) -> OnRecordError:
        """Run a command that is refused.

        :returns: the error, as it would end the process.
        """
        done = CliRunner().invoke(onrecord, ["--store", str(self.store), "--as", self.who, *words], input=stdin)
        assert isinstance(done.exception, OnRecordError), (words, done.exception, done.output)
        return done.exception
