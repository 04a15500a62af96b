"""How the process ends: an error is two lines on stderr and an exit code (:mod:`db.errors`), never a traceback."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

import click

from db.errors import DiskFull, OnRecordError, WrongUse
from tui.cli.output import guard_streams, print_notice, print_traceback
from tui.system.first_frame import leave_first_frame
from tui.system.signals import interrupt_on_ctrl_c

INTERRUPTED = 130
"""Exit code after ctrl+c: 128 and the signal's number, as shells count."""

HUNG_UP = 141
"""Exit code where the reader of the output went away: 128 and the number of SIGPIPE."""


@contextmanager
def exit_on_error() -> Iterator[None]:
    """Run the block; any error in it ends the process with a sentence and an exit code."""
    _prepare_streams()
    try:
        with interrupt_on_ctrl_c(), closing_first_frame():
            yield
    except OnRecordError as error:
        _exit_with(error)
    except click.ClickException as error:
        _exit_with(WrongUse(error.format_message(), f"{_command_words(error)} --help shows how it is used."))
    except (click.Abort, KeyboardInterrupt):
        discard_stdout()
        sys.exit(INTERRUPTED)
    except OSError as error:
        is_hung_up = nobody_reads(error)
        discard_stdout()
        if is_hung_up:
            sys.exit(HUNG_UP)
        _exit_with(_output_error(error))
    except Exception as error:
        _exit_with(_crash(error))


@contextmanager
def closing_first_frame() -> Iterator[None]:
    """Put the terminal back after the block where the desk did not begin: an error is printed then."""
    try:
        yield
    finally:
        leave_first_frame()


def nobody_reads(error: OSError) -> bool:
    """Whether an output failed because its reader is gone: a pipe that was closed, or a terminal."""
    if error.errno == errno.EPIPE:
        return True
    try:
        return error.errno == errno.EIO and stat.S_ISCHR(os.fstat(sys.__stdout__.fileno()).st_mode)  # type: ignore[union-attr]
    except (AttributeError, OSError, ValueError):
        return False


def discard_stdout() -> None:
    """Point standard output at the null device, so that flushing it at exit raises nothing."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
    except (AttributeError, OSError, ValueError):
        return


def _prepare_streams() -> None:
    """Guard standard output and error, print characters that their encoding lacks as ``?``, and open closed ones."""
    for name in "stdout", "stderr":
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 - open until the process ends
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    guard_streams()


def _crash(error: Exception) -> OnRecordError:
    """The error for a bug. Its traceback is in a file, or printed where the environment asks for it."""
    from tui.system.crash_report import TRACEBACK, crash_hint, describe_crash, traceback_text

    if os.environ.get(TRACEBACK):
        print_traceback(traceback_text(error))
        return OnRecordError(f"A bug ended this: {describe_crash(error)}")
    return OnRecordError(f"A bug ended this: {describe_crash(error)}", crash_hint(error))


def _command_words(error: click.ClickException) -> str:
    """The words of the command that was misused: "onrecord add case"."""
    names: list[str] = []
    context = error.ctx if isinstance(error, click.UsageError) else None
    while context is not None and context.parent is not None:
        names.insert(0, context.info_name or "")
        context = context.parent
    return " ".join(["onrecord", *names])


def _exit_with(error: OnRecordError) -> None:
    """Print the error and its hint, and exit with the error's code."""
    print_notice(f"onrecord: {error.message}")
    if error.hint:
        print_notice(error.hint)
    sys.exit(error.exit_code)


def _output_error(error: OSError) -> OnRecordError:
    """The error for standard output that could not be written."""
    kind = DiskFull if error.errno == errno.ENOSPC else OnRecordError
    return kind(
        f"The output could not be written: {error.strerror or error}.",
        "What was written to the store by then stays: onrecord history shows it.",
    )
