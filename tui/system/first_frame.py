"""The first frame, painted before Textual is imported: the screen that this command began with the last time.

:mod:`tui.system.remembered_frames` keeps it when the desk is left. It is painted only where all that it shows is as it
was then: the words of the command, the terminal, the settings, and the store, byte by byte. It is sealed with the bytes
of its store, so that nobody can read it who can't read the store. This module imports only what is built in.
"""

import _signal  # type: ignore[import-not-found]  # `signal` would import enum
import os
import sys

try:
    from _sha3 import shake_256  # type: ignore[import-not-found]  # `hashlib` would import OpenSSL
except ImportError:
    from hashlib import shake_256

MAGIC = b"onrecord frame 1"

LEAST_COLUMNS = 20
LEAST_ROWS = 6
"""The smallest terminal in which the desk is readable."""

STORE_BYTES = 262_144
"""Bytes at the start of a store that seal its frame; they have random numbers, and change with the file."""

MOST_BYTES = 2_000_000
"""The largest frame that is read."""

ENTERS = "\x1b[?1049h\x1b[?25l"
"""Enter the alternate screen, without a cursor."""

LEAVES = "\x1b[0m\x1b[?1049l\x1b[?25h"
"""Leave it as Textual does."""

_VARIABLES = (
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "FORCE_COLOR",
    "LANG",
    "LC_",
    "TZ",
    "TEXTUAL",
    "ONRECORD_",
    "XDG_",
    "HOME",
)
"""Beginnings of the names of variables that change what the desk shows."""

_SIGNALS = (_signal.SIGINT, _signal.SIGTERM, getattr(_signal, "SIGHUP", _signal.SIGTERM))

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any  # `typing` takes longer to import than the frame to paint

Witnesses = tuple[str, str, str, str]
"""What a frame rests on: the paths of its store, of the configuration and of the kept state, and the day it shows."""


class PaintedFrame:
    """A frame on the terminal, and how to put the terminal back."""

    def __init__(self, rows: list[str], size: tuple[int, int], attributes: "list[Any]") -> None:
        self.size = size
        """Columns and rows of the terminal."""
        self.rows = rows
        """The rows as they were written."""
        self.attributes = attributes
        """The terminal's attributes from before."""
        self._handlers: dict[int, object] = {}
        self.is_shown = True
        """Whether it is on the terminal, and the desk has not begun."""

    def paint(self) -> None:
        """Take the terminal over and write the frame; signals put the terminal back from now on.

        :raises OSError: the terminal is gone.
        """
        import termios  # not on Windows

        for number in _SIGNALS:
            if _signal.getsignal(number) is not _signal.SIG_IGN:
                self._handlers[number] = _signal.signal(number, self._end)
        termios.tcsetattr(0, termios.TCSANOW, raw_attributes(self.attributes))
        rows = "".join(f"\x1b[{y};1H{row}" for y, row in enumerate(self.rows, 1))
        _write(ENTERS + rows)

    def hand_over(self) -> bool:
        """Leave the terminal to the desk.

        :returns: whether the frame was still there.
        """
        was_shown, self.is_shown = self.is_shown, False
        return was_shown

    def leave(self) -> None:
        """Put the terminal back as it was, unless the desk has it."""
        if not self.hand_over():
            return
        import termios  # not on Windows

        try:
            termios.tcsetattr(0, termios.TCSANOW, self.attributes)
            _write(LEAVES)
        except (OSError, termios.error):
            return  # the terminal is gone

    def _end(self, number: int, _frame: object) -> None:
        """Put the terminal back, and end as if there were no handler."""
        self.leave()
        _signal.signal(number, _signal.SIG_DFL)
        os.kill(os.getpid(), number)


painted: PaintedFrame | None = None
"""The frame that this process has painted."""


def paint_first_frame(arguments: list[str]) -> None:
    """Paint the frame that is kept for a command; nothing where none is, or where it may not be what the desk shows.

    :param arguments: the words after ``onrecord``.
    """
    global painted
    try:
        size = terminal_size()
        if size is None:
            return
        rows = read_frame(frame_path(arguments, size), size[1])
        if rows is None:
            return
        import termios  # not on Windows

        painted = PaintedFrame(rows, size, termios.tcgetattr(0))
        painted.paint()
    except Exception:
        leave_first_frame()


def painted_frame() -> PaintedFrame | None:
    """The frame that is on the terminal, where the desk has not begun."""
    return painted if painted is not None and painted.is_shown else None


def leave_first_frame() -> None:
    """Put the terminal back where a frame is painted and the desk has not begun."""
    if painted is not None:
        painted.leave()


def terminal_size() -> tuple[int, int] | None:
    """Columns and rows of a terminal that can show a frame; None for any other."""
    if os.name != "posix" or os.environ.get("TERM", "dumb") in ("", "dumb", "unknown"):
        return None
    if os.environ.get("COLUMNS") or os.environ.get("LINES") or os.environ.get("TEXTUAL_ALLOW_SIGNALS"):
        return None
    if not all(os.isatty(stream) for stream in range(3)):
        return None
    columns, rows = os.get_terminal_size(1)
    return (columns, rows) if columns >= LEAST_COLUMNS and rows >= LEAST_ROWS else None


def raw_attributes(attributes: "list[Any]") -> "list[Any]":
    """A terminal's attributes with those that Textual sets: keys come at once, are not shown, and send no signals."""
    import termios  # not on Windows

    raw: list[Any] = [list(each) if isinstance(each, list) else each for each in attributes]
    raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    raw[6][termios.VMIN] = 1
    return raw


def frames_folder() -> str:
    """The folder of the frames: ``frames`` in the user's state directory, as platformdirs has it."""
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        return f"{home}/Library/Application Support/onrecord/frames"
    return f"{os.environ.get('XDG_STATE_HOME', '').strip() or f'{home}/.local/state'}/onrecord/frames"


def frame_path(arguments: list[str], size: tuple[int, int]) -> str:
    """The file of the frame of a command, in this place, on this terminal, by this version."""
    variables = sorted((name, value) for name, value in os.environ.items() if name.startswith(_VARIABLES))
    known = (sys.version, sys.executable, arguments, os.getcwd(), tuple(size), variables, _code_stamps())
    return f"{frames_folder()}/{shake_256(repr(known).encode(errors='surrogateescape')).hexdigest(16)}"


def read_frame(path: str, height: int) -> list[str] | None:
    """Read and check a frame; None where there is none that holds.

    :param height: rows of the terminal.
    """
    try:
        with open(path, "rb") as file:
            raw = file.read(MOST_BYTES)
    except OSError:
        return None
    length = len(MAGIC) + 4 + int.from_bytes(raw[len(MAGIC) : len(MAGIC) + 4], "big")
    witnesses = read_witnesses(raw)
    if witnesses is None:
        return None
    opened = seal(raw[length:], path, witnesses)
    if opened is None or opened[:16] != MAGIC:
        return None
    rows = opened[16:].decode().split("\n")
    return rows if len(rows) == height and all(map(is_clean, rows)) else None


def read_witnesses(raw: bytes) -> Witnesses | None:
    """What a frame rests on, from its file."""
    start = len(MAGIC) + 4
    length = int.from_bytes(raw[len(MAGIC) : start], "big")
    named = os.fsdecode(raw[start : start + length]).split("\0")
    if raw[: len(MAGIC)] != MAGIC or len(named) != 4:
        return None
    return named[0], named[1], named[2], named[3]


def seal(frame: bytes, path: str, witnesses: Witnesses) -> bytes | None:
    """A frame that only who has its store can read; a sealed one is opened by the same.

    :param path: the frame's file.
    :returns: None where the store can't be read.
    """
    store, config, state, day = witnesses
    if day and day != today():
        return None
    mark = store_mark(store)
    if mark is None:
        return None
    known = repr((os.path.basename(path), witnesses, _bytes_of(config), _theme_in(_bytes_of(state)))).encode()
    stream = shake_256(mark + known).digest(len(frame))
    mixed = int.from_bytes(frame, "big") ^ int.from_bytes(stream, "big")
    return mixed.to_bytes(len(frame), "big")


def store_mark(store: str) -> bytes | None:
    """What tells a store's contents from any others: its state on the disk, and its first bytes.

    :returns: None where it can't be read; another one where it is missing.
    """
    try:
        marks = [_state_of(path) for path in (store, f"{store}-wal")]
        if marks[0] is None:
            return b"missing"
        with open(store, "rb") as file:
            return repr(marks).encode() + file.read(STORE_BYTES)
    except OSError:
        return None


def _state_of(path: str) -> tuple[int, ...] | None:
    """What changes with a file; None where it is missing or empty."""
    try:
        state = os.stat(path)
    except FileNotFoundError:
        return None
    return (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns) if state.st_size else None


def today() -> str:
    """The day by the clock here."""
    import time  # built in

    return time.strftime("%Y-%m-%d")


def is_clean(row: str) -> bool:
    """Whether a row has nothing but text and colours."""
    first, *pieces = row.split("\x1b[")
    for piece in pieces:
        codes, end, text = piece.partition("m")
        if not end or codes.strip("0123456789;") or not text.isprintable():
            return False
    return first.isprintable()


def _write(text: str) -> None:
    """Write to the stream that Textual draws on."""
    encoding = sys.stderr.encoding
    left = text.encode(encoding, "replace")
    while left:
        left = left[os.write(2, left) :]


def _bytes_of(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read(MOST_BYTES)
    except OSError:
        return None


def _theme_in(state: bytes | None) -> bytes:
    """What the kept state says before its desks: the theme."""
    return (state or b"").partition(b'"desks"')[0]


def _code_stamps() -> list[int]:
    """When the folders of the program and of Textual were changed last."""
    ours = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    folders = [ours, *(f"{ours}/{each}" for each in ("screens", "widgets", "views", "text", "documents", "manual"))]
    folders += [f"{os.path.dirname(ours)}/db/{each}" for each in ("queries", "analysis")]
    folders += [f"{folder}/textual" for folder in sys.path]
    stamps = []
    for folder in folders:
        try:
            stamps.append(os.stat(folder).st_mtime_ns)
        except OSError:
            continue
    return stamps
