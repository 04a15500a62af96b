"""Actions that are off where a browser shows the desk: they would act on the machine of ``onrecord serve``."""

from __future__ import annotations

from functools import cache
from typing import Protocol, runtime_checkable

from db.errors import Refused
from tui.actions.model import Action
from tui.actions.registry import COMMANDS

OFF = "off in a browser"
"""What help, menus and the palette put before the reason."""


@runtime_checkable
class ServedDesk(Protocol):
    """An app that may run behind ``onrecord serve``."""

    is_served: bool
    """Whether a browser shows it."""


def is_served(app: object) -> bool:
    """Whether a browser shows an app."""
    return isinstance(app, ServedDesk) and app.is_served


def describe_action(command: Action, app: object) -> str:
    """The help of an action; where a browser shows the app, that the action is off, and why."""
    return f"{OFF}: {command.off_in_browser}" if command.off_in_browser and is_served(app) else command.help


def works_here(command: Action, app: object) -> bool:
    """Whether an action does something in an app."""
    return not (command.off_in_browser and is_served(app))


def browser_refusal(action: str) -> Refused | None:
    """The error for an action that is off in a browser; None for any other.

    :param action: as bindings have it, such as ``app.store('backup')``.
    """
    found = _off().get(action)
    return Refused(f"“{found.words}” is {OFF}.", found.off_in_browser) if found is not None else None


@cache
def _off() -> dict[str, Action]:
    return {command.action: command for command in COMMANDS if command.off_in_browser}
