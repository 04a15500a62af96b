"""The wait for keys of Textual's input thread, which can be ended at once: its own end takes a fifth of a second."""

from __future__ import annotations

import os
import selectors
from contextlib import suppress
from selectors import EVENT_READ
from weakref import WeakSet


class KeyWait(selectors.SelectSelector):
    """A selector whose waits :func:`end_key_waits` ends, for good."""

    def __init__(self) -> None:
        super().__init__()
        self._wakes, self._waker = os.pipe()
        super().register(self._wakes, EVENT_READ)
        _waits.add(self)

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for what was registered; nothing is there once the waits are ended."""
        return [(key, events) for key, events in super().select(timeout) if key.fd != self._wakes]

    def end(self) -> None:
        """End the wait that runs, and those to come."""
        with suppress(OSError):  # it is closed
            os.write(self._waker, b".")

    def close(self) -> None:
        """Close it with its pipe."""
        _waits.discard(self)
        super().close()
        os.close(self._wakes)
        os.close(self._waker)


SelectSelector = KeyWait
"""The name by which Textual's driver makes its selector."""

_waits: WeakSet[KeyWait] = WeakSet()


def end_key_waits() -> None:
    """End all waits for keys."""
    for wait in list(_waits):
        wait.end()
