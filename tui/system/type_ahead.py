"""The queue of keys typed ahead: each waits until the one before it is handled and its screen takes keys."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from textual import events

Typed = events.Key | events.Paste
"""What a person types: a key, or a paste."""

ROUNDS = 2
"""Trips from the focused widget up to the app, after which a key is handled: its own, and that of the messages that its
action posted."""

LONGEST_WAIT = 3.0
"""Seconds after which the next key goes on, also where the one before it is not handled yet."""


class TypeAhead:
    """Keys in the order in which they were typed, delivered one at a time."""

    def __init__(self, deliver: Callable[[Typed], object], may_deliver: Callable[[], bool]) -> None:
        """Begin with no keys.

        :param deliver: brings a key to the top screen.
        :param may_deliver: whether the top screen takes keys yet.
        """
        self._deliver = deliver
        self._may_deliver = may_deliver
        self._waiting: deque[Typed] = deque()
        self._rounds = 0
        self.delivered = 0
        """Keys delivered so far."""

    @property
    def is_waiting(self) -> bool:
        """Whether a key waits."""
        return bool(self._waiting)

    def admit(self, typed: Typed) -> bool:
        """Take a key: True where it can be handled at once; else it waits."""
        if self._waiting or self._rounds or not self._may_deliver():
            self._waiting.append(typed)
            return False
        self._begin()
        return True

    def put_back(self, typed: Typed) -> None:
        """Take a key that reached a screen that is gone; it goes before all that wait."""
        self._waiting.appendleft(typed)
        self._rounds = 0

    def round_made(self) -> bool:
        """Count a trip of the key delivered last.

        :returns: whether it has another one to make.
        """
        self._rounds = max(0, self._rounds - 1)
        return self._rounds > 0

    def go_on(self) -> None:
        """Deliver the next key, where it may go."""
        if self._waiting and not self._rounds and self._may_deliver():
            self._begin()
            self._deliver(self._waiting.popleft())

    def let_go(self) -> None:
        """Deliver the next key, whatever the one before it waits for."""
        self._rounds = 0
        if self._waiting:
            self._begin()
            self._deliver(self._waiting.popleft())

    def _begin(self) -> None:
        self._rounds = ROUNDS
        self.delivered += 1
