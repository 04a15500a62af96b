"""The process of one desk behind ``onrecord serve``, which :mod:`tui.served.session` starts: no command for people."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from db.dataclass import dataclass
from tui.cli.exit import exit_on_error
from tui.system.signals import end_on_signals

_PROGRAM = (
    "import json, sys; from importlib import import_module; sys.path[:] = json.loads(sys.argv[1]);"
    "import_module(sys.argv[2]).open_for_server(json.loads(sys.argv[3]))"
)


@dataclass(frozen=True, slots=True)
class ServedOptions:
    """What the server was started with, and each of its desks is."""

    store: str
    case: str | None
    theme: str | None
    who: str | None
    readonly: bool
    accept_schema: bool

    def command(self) -> list[str]:
        """The words that start a desk."""
        path = json.dumps([str(Path(each).absolute()) for each in sys.path])
        # -I: neither the working folder nor the environment adds modules.
        return [sys.executable, "-I", "-c", _PROGRAM, path, f"{__package__}.served_desk", json.dumps(asdict(self))]


def open_for_server(options: Mapping[str, Any]) -> None:
    """Run a desk whose packets go to the server on standard output; an error ends it with a sentence."""
    with exit_on_error():
        gc.disable()  # until the desk is drawn, as on a terminal
        from tui.app import open_served_desk  # an error of the options needs no desk

        wanted = ServedOptions(**options)
        with end_on_signals():
            open_served_desk(
                Path(wanted.store),
                wanted.case,
                theme=wanted.theme,
                who=wanted.who,
                readonly=wanted.readonly,
                accept_schema=wanted.accept_schema,
            )
