"""Progress of a long question: the thread that answers it moves it on, any other may read it and stop it."""

from __future__ import annotations

from dataclasses import dataclass


class QueryStopped(Exception):
    """A question was stopped before it was answered."""


@dataclass(slots=True, eq=False)
class Progress:
    """How far a long question is. The thread that answers it moves it on; any other may look, and stop it."""

    done: int = 0
    of: int = 0
    """How much there is to go through; 0 while nobody knows."""
    stopped: bool = False

    def go_on(self, done: int, of: int | None = None) -> None:
        """Say how far it is.

        :raises Stopped: it is no longer wanted.
        """
        if self.stopped:
            raise QueryStopped
        self.done = done
        self.of = self.of if of is None else of

    @property
    def words(self) -> str:
        """How far, as a person reads it; empty where nobody knows."""
        return f"{min(99, 100 * self.done // self.of)} %" if self.of else ""
