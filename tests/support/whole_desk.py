"""Every command that reads and some that write, and a walk through every screen: what must not break on any store."""

from __future__ import annotations

import asyncio
import io
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import FrameType

from db.errors import OnRecordError
from tests.support.patience import HANG
from tests.support.pilot import app_of, open_desk, press, settle
from tui.cli.main import main
from tui.system.textual_private import notifications

READING: tuple[tuple[str, ...], ...] = (
    ("cases",),
    ("case", "K1"),
    ("sources",),
    ("claims",),
    ("claims", "--filter", "status:new denied:no", "--sort", "origins"),
    ("denials",),
    ("chain",),
    ("chain", "--json"),
    ("source", "W1"),
    ("claim", "C1"),
    ("claim", "C1", "--json"),
    ("denial", "S8"),
    ("report", "R1"),
    ("report", "R1", "--json"),
    ("graph",),
    ("graph", "C1"),
    ("drift",),
    ("drift", "C1"),
    ("timeline",),
    ("timeline", "--json"),
    ("next",),
    ("alarms",),
    ("triage",),
    ("notes",),
    ("tasks",),
    ("filters",),
    ("history",),
    ("history", "C1", "--json"),
    ("search", "drone"),
    ("near", "C1"),
    ("proposals", "R1"),
    ("places",),
    ("check",),
    ("check", "--json"),
)
"""Commands that read, without ``--case``."""

WRITING: tuple[tuple[str, ...], ...] = (
    ("undo",),
    ("redo",),
    ("add", "claim", "it fell"),
    ("add", "source", "Somebody New"),
    ("edit", "claim", "C1", "--text", "another text"),
    ("assess", "C1", "disputed"),
    ("status", "C1", "done"),
    ("note", "C1", "a note"),
    ("tag", "C1", "a tag"),
    ("rate", "W1", "B"),
    ("mark", "R1", "W1 : +C1"),
    ("propose", "R1"),
    ("join", "C1", "C2"),
    ("remove", "claim", "C1"),
    ("move", "R1", "2"),
)
"""Commands that write, without ``--case``."""

ENDED_BY_A_BUG = ("A bug ended", "Traceback", "Something went wrong")
"""Words that no store may bring out."""

_PATIENCE = 60.0
"""Seconds of processor time for one command, or one walk."""

WALK: tuple[tuple[str, ...], ...] = (
    ("j", "enter", "j", "escape"),
    ("2", "j", "enter", "tab", "j", "escape"),
    ("2", "c", "j", "escape"),
    ("2", "D", "j", "escape"),
    ("3", "enter", "escape"),
    ("4", "n", "n", "p", "enter", "escape"),
    ("r", "j", "n", "escape"),
    ("m", "j", "j", "escape"),
    ("A", "j", "enter", "escape", "escape"),
    ("F", "j", "escape"),
    ("t", "j", "escape"),
    ("T", "j", "escape"),
    ("S", "f", "escape"),
    ("u", "ctrl+r"),
    ("2", "N", "escape"),
    ("2", "e", "escape"),
    ("ctrl+f", "d", "r", "o", "j", "escape"),
    ("H", "j", "escape"),
)
"""Keys that open every screen of the desk, move in it and come back, screen by screen."""


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the block once it has taken too much processor time, or hangs."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"it took over {seconds:g} s of processor time, or over {HANG:g} s")

    before = {number: signal.signal(number, stop) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, HANG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def run_command(store: Path, *words: str, case: str = "") -> tuple[int, str, str]:
    """Run a command in this process as its program runs it: exit code, output, errors.

    :param case: the key of its case; empty for none.
    """
    out, err = io.StringIO(), io.StringIO()
    options = ["--store", str(store), "--as", "Rana", *(["--case", case] if case else [])]
    code = 0
    with redirect_stdout(out), redirect_stderr(err), _in_time(_PATIENCE):
        try:
            main([*options, *words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        except BaseException as error:
            return -1, out.getvalue(), f"Traceback: {type(error).__name__}: {error}"
    return code, out.getvalue(), err.getvalue()


def broken_command(store: Path, words: Sequence[str], case: str = "") -> str:
    """What broke a command: empty where it ended well, or with a sentence."""
    code, _, err = run_command(store, *words, case=case)
    if code < 0 or any(each in err for each in ENDED_BY_A_BUG):
        return f"{' '.join(words)}: {err.strip()[-300:]}"
    return f"{' '.join(words)}: {code} without a sentence" if code and not err.strip() else ""


def broken_desk(store: Path, case: str | None = None, walk: Sequence[Sequence[str]] = WALK) -> str:
    """What broke the desk on a walk through its screens: empty where it lives, or refuses with a sentence.

    :param walk: the keys, as :data:`WALK` has them.
    """
    pressed: list[str] = []
    try:
        with _in_time(_PATIENCE):
            asyncio.run(_walk_through(store, case, [key for keys in walk for key in keys], pressed))
    except OnRecordError as error:
        return "" if pressed == [] or error.message else "no message"
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"desk after {' '.join(pressed[-3:])}: {type(error).__name__}: {error}"[:300]
    return ""


async def _walk_through(store: Path, case: str | None, keys: Sequence[str], pressed: list[str]) -> None:
    async with open_desk(store, key=case) as (pilot, _):
        app = app_of(pilot)
        for key in keys:
            pressed.append(key)
            await press(pilot, key)
            if not app.is_running:
                return
            for notice in notifications(app):
                assert not any(each in notice.message for each in ENDED_BY_A_BUG), notice.message
        await settle(pilot)
