"""One desk behind a browser's page: its process, what goes to and fro, and how it ends."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from db.dataclass import dataclass

MOST_CHARACTERS = 9 << 20
"""Characters of one message of a page; a paste may have 8 million."""

LEAST_COLUMNS, MOST_COLUMNS = 20, 500
LEAST_ROWS, MOST_ROWS = 6, 200
"""The sizes that a page may ask for: from what the desk needs to what costs little memory."""

PATIENCE = 5.0
"""Seconds that a desk may take to leave, and then to die."""

READY = b"__GANGLION__\n"
"""The line with which Textual's driver begins; packets follow it."""


@dataclass(frozen=True, slots=True)
class SessionEnd:
    """Why a desk ended, as the page shows it."""

    message: str
    hint: str = ""

    def as_text(self) -> str:
        """The message for the page."""
        return json.dumps(["ended", {"message": self.message, "hint": self.hint}])


LEFT = SessionEnd("You left the desk.")
STOPPED = SessionEnd(
    "onrecord serve was stopped.", "Start it again on its machine, and open the address that it prints."
)


class DeskSession(AppService):
    """A desk in a process of its own, and the socket to the page that shows it."""

    def __init__(self, command: Sequence[str], socket: web.WebSocketResponse) -> None:
        """Start nothing yet.

        :param command: the words that start the desk; no shell reads them.
        """
        super().__init__(
            "",
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=lambda: self.end(LEFT),
            download_manager=DownloadManager(),
        )
        self._words = command
        self._socket = socket
        self._notices = ""
        self._is_gone = False

    @property
    def process(self) -> int | None:
        """The id of the desk's process; None before it starts."""
        return self._process.pid if self._process is not None else None

    async def serve(self, width: int, height: int) -> None:
        """Show the desk until it ends, or the page goes.

        :raises OSError: its process can't be started.
        """
        await self.start(*_clamp(width, height))
        try:
            await self._relay_input()
        finally:
            await self.stop()

    async def end(self, reason: SessionEnd) -> None:
        """Tell the page why its desk ends, and close the socket."""
        with suppress(ConnectionError, RuntimeError):
            await self._socket.send_str(reason.as_text())
        with suppress(ConnectionError, RuntimeError):
            await self._socket.close()

    async def stop(self) -> None:
        """Let the desk leave, and kill it where it does not."""
        process, task = self._process, self._task
        if process is None or task is None:
            return
        self._is_gone = True
        if process.returncode is None:
            with suppress(ConnectionError, RuntimeError, TimeoutError):
                await asyncio.wait_for(self.send_meta({"type": "quit"}), PATIENCE)
        for kill in (process.terminate, process.kill):
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), PATIENCE)
            if process.returncode is not None:
                break
            with suppress(ProcessLookupError):
                kill()
        await process.wait()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def run(self) -> None:
        """Hand on what the desk draws, and at its end say why it ended."""
        process = self._process
        assert process is not None
        assert process.stdout is not None
        assert process.stderr is not None
        notices = asyncio.create_task(process.stderr.read())
        with suppress(asyncio.IncompleteReadError, ValueError):
            await process.stdout.readuntil(READY)
            while True:
                kind = await process.stdout.readexactly(1)
                size = int.from_bytes(await process.stdout.readexactly(4), "big")
                await self._take(kind, await process.stdout.readexactly(size))
        self._notices = (await notices).decode("utf-8", "replace")
        await process.wait()
        if not self._is_gone:
            await self.end(describe_end(process.returncode or 0, self._notices))

    async def _take(self, kind: bytes, payload: bytes) -> None:
        """Send a drawing on, or an address to open; the end comes with the end of the process."""
        if self._is_gone:
            return
        try:
            if kind == b"D":
                await self._socket.send_bytes(payload)
            elif kind == b"M":
                wanted = json.loads(payload)
                if wanted.get("type") == "open_url":
                    await self._socket.send_str(json.dumps(["open_url", {"url": wanted["url"], "new_tab": True}]))
        except (ConnectionError, RuntimeError):
            self._is_gone = True

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        environment = self._build_environment(width=width, height=height)
        process = await asyncio.create_subprocess_exec(
            *self._words, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, start_new_session=True
        )
        self._process, self._stdin = process, process.stdin
        return process

    async def _relay_input(self) -> None:
        """Hand on what the page sends, as far as it is something that a page sends."""
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                continue
            match read_page_message(message.data):
                case ["stdin", str(typed)]:
                    if raw := typed.encode("utf-8", "ignore"):  # half a character is none
                        await self.send_bytes(raw)
                case ["resize", {"width": int(width), "height": int(height)}]:
                    await self.set_terminal_size(*_clamp(width, height))
                case ["ping", str(sent)] if len(sent) < 40:
                    await self._socket.send_json(["pong", sent])
                case ["focus"]:
                    await self.focus()
                case ["blur"]:
                    await self.blur()


def read_page_message(text: str) -> Any:
    """A message of the page; None where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def describe_end(code: int, notices: str) -> SessionEnd:
    """Why a desk ended.

    :param code: the exit code of its process.
    :param notices: what it printed on standard error: for an error a sentence after "onrecord: ", and its hint.
    """
    lines = notices.splitlines()
    starts = [at for at, each in enumerate(lines) if each.startswith("onrecord: ")]
    if starts:
        return SessionEnd(lines[starts[-1]].removeprefix("onrecord: "), " ".join(lines[starts[-1] + 1 :]))
    return LEFT if code == 0 else SessionEnd("The desk ended.", f"Its process ended with code {code}.")


def _clamp(width: int, height: int) -> tuple[int, int]:
    return max(LEAST_COLUMNS, min(MOST_COLUMNS, width)), max(LEAST_ROWS, min(MOST_ROWS, height))
