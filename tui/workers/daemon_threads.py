"""Threads that do not keep the desk from closing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


def in_thread(work: Callable[[], T], name: str) -> asyncio.Future[T]:
    """Run a function in a daemon thread, which does not keep the desk from closing.

    :param name: name of the thread.
    """
    loop = asyncio.get_running_loop()
    coming: asyncio.Future[T] = loop.create_future()

    def settle(come: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the desk closed its event loop
            loop.call_soon_threadsafe(lambda: None if coming.done() else come())

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # also SystemExit: it belongs to the caller that waits
            raised = error
            settle(lambda: coming.set_exception(raised))
        else:
            settle(lambda: coming.set_result(result))

    threading.Thread(target=run, name=name, daemon=True).start()
    return coming
