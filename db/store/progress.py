"""Progress of a long query: the thread that runs it reports, any other thread may read that and stop the query."""

from __future__ import annotations

from db.dataclass import dataclass


class QueryStopped(Exception):
    """A query was stopped before it was done."""


@dataclass(slots=True, eq=False)
class Progress:
    """Progress of one long query."""

    done: int = 0
    of: int = 0
    """The amount of work, in the unit of ``done``; 0 while unknown."""
    stopped: bool = False

    def go_on(self, done: int, of: int | None = None) -> None:
        """Report progress.

        :raises QueryStopped: the query was stopped.
        """
        if self.stopped:
            raise QueryStopped
        self.done = done
        self.of = self.of if of is None else of

    @property
    def words(self) -> str:
        """Progress in percent, for the screen; empty while unknown."""
        return f"{min(99, 100 * self.done // self.of)} %" if self.of else ""
