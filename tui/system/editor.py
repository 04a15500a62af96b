"""Edit a text in the person's own editor (VISUAL or EDITOR), which is started without a shell.

No typed text is lost: if it can't be stored, its file is kept, and the error names it.
Suspending the desk meanwhile: :mod:`tui.system.app_editor`.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.dataclass import dataclass
from db.errors import OnRecordError, Refused, WrongUse
from db.store.files import open_regular_file
from tui.system.config import read_config

_MOST_BYTES = 4_000_000
"""The largest file that is read back."""


@dataclass(frozen=True, slots=True)
class EditedText:
    """The text from the editor, and its file."""

    text: str
    path: Path

    @contextmanager
    def kept(self) -> Iterator[str]:
        """Delete the file once the ``with`` block has stored the text; on an error keep it, and name it in the hint."""
        try:
            yield self.text
        except OnRecordError as error:
            error.hint = f"{error.hint} Your text is kept in {self.path}.".strip()
            raise
        _delete(self.path)


def edit_text(text: str, called: str = "note") -> EditedText:
    """Open a text in the person's editor, and wait for its end.

    :param text: the initial text; empty for a new one.
    :param called: a word for the file name.
    :raises WrongUse: no editor is set, or its command can't be parsed.
    :raises Refused: the editor can't be started, fails, or leaves the text empty or unchanged.
    """
    command = _editor_command()
    path = _write_temporary_file(text, called)
    try:
        code = _run_editor([*command, str(path)], command[0])
        written = _read_result(path, command[0])
    except OnRecordError as error:
        raise _with_kept_file(error, path, text) from error
    if code:
        how = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
        raise _with_kept_file(Refused(f"The editor {command[0]} {how}; nothing was saved.", ""), path, text)
    if not written.strip():
        _delete(path)
        raise Refused("The file came back empty from the editor; nothing was saved.", "The record is unchanged.")
    if _is_unchanged(written, text):
        _delete(path)
        raise Refused("Nothing was changed in the editor; nothing was saved.", "The record is unchanged.")
    return EditedText(written, path)


def edit_file(path: Path) -> None:
    """Open a file in the person's editor, and wait for its end.

    :raises WrongUse: no editor is set, or its command can't be parsed.
    :raises Refused: the editor can't be started, or fails.
    """
    command = _editor_command()
    code = _run_editor([*command, str(path)], command[0])
    if code:
        raise Refused(f"The editor {command[0]} ended with {code}.", f"The file is {path}.")


def _editor_command() -> list[str]:
    """The command in ``config.toml``, VISUAL or EDITOR, split into words."""
    named = read_config().setting("editor")
    if not named.value:
        raise WrongUse(
            "No editor is set.", "Set VISUAL or EDITOR, such as EDITOR=nano; or give the text with the command."
        )
    try:
        return shlex.split(named.value)
    except ValueError as error:
        place = named.place or "editor"
        raise WrongUse(
            f"{place} is not a command: “{named.value}”.", "A quotation mark in it is not closed."
        ) from error


def _write_temporary_file(text: str, called: str) -> Path:
    """Write the text to a new file that only this user can read."""
    try:
        handle, name = tempfile.mkstemp(prefix=f"onrecord-{called}-", suffix=".md")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(f"{text}\n" if text else "")
    except OSError as error:
        raise Refused(f"Can't create a file for the editor: {error.strerror}.", "Nothing was saved.") from error
    return Path(name)


def _run_editor(command: list[str], name: str) -> int:
    """Run the editor, and wait for its end.

    :returns: its exit code; negative for a signal.
    :raises Refused: it can't be started.
    """
    with _ignore_interrupts():
        try:
            return subprocess.run(command, check=False).returncode
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise Refused(
                f"The editor “{name}” can't be started: {reason}.",
                "Set VISUAL or EDITOR to an editor that is installed.",
            ) from error


@contextmanager
def _ignore_interrupts() -> Iterator[None]:
    """Ignore ctrl+c in this process, so that only the editor reacts to it.

    This is a handler that does nothing; the editor would inherit SIG_IGN.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _read_result(path: Path, name: str) -> str:
    """Read the file after the editor has ended.

    :raises Refused: there is no file, it is too large, or it is not UTF-8.
    """
    try:
        if not path.is_file():
            raise Refused(f"The editor {name} did not leave a file; nothing was saved.", "Write it again, and save it.")
        with open_regular_file(path) as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"The file from the editor can't be read: {error.strerror}.", "Nothing was saved.") from error
    if len(raw) > _MOST_BYTES:
        raise Refused(f"The editor left more than {_MOST_BYTES:,} bytes; nothing was saved.", "Shorten it.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("The file from the editor is not UTF-8 text; nothing was saved.", "Save it as UTF-8.") from error


def _with_kept_file(error: OnRecordError, path: Path, text: str) -> OnRecordError:
    """The error with the path of the typed text in its hint; a file without new text is deleted."""
    try:
        left = b""
        if path.is_file():
            with open_regular_file(path) as file:
                left = file.read(_MOST_BYTES + 1)
    except OSError:
        left = b"?"
    if left.strip() and left.decode("utf-8", "replace").strip() != text.strip():
        error.hint = f"{error.hint} Your text is kept in {path}.".strip()
    else:
        _delete(path)
        error.hint = error.hint or "The record is unchanged."
    return error


def _is_unchanged(written: str, text: str) -> bool:
    return written.replace("\r\n", "\n").strip() == text.strip()


def _delete(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
