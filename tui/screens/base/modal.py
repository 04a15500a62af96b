"""Base of the screens that lie over another, and the rule that a screen is closed once."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

T = TypeVar("T")


def is_open(screen: Screen[T]) -> bool:
    """Whether a screen is on top, so that closing it closes no other.

    A second key of one burst, a second click and a late answer reach a screen that is closed already.
    Textual would answer twice, and close the screen below.
    """
    return screen.is_active


class Modal(ModalScreen[T]):
    """A screen over another; its answer goes to whoever opened it."""

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close the screen with its answer, unless that was done before."""
        return super().dismiss(result) if is_open(self) else AwaitComplete()
