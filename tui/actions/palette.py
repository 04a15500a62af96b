"""The palette: search among the actions of the table."""

from __future__ import annotations

from functools import partial
from typing import Protocol, runtime_checkable

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.actions.in_browser import describe_action
from tui.actions.registry import COMMANDS, Action, ActionScope, all_key_labels


@runtime_checkable
class OffersActions(Protocol):
    """A screen with its own actions in the palette."""

    OFFERS: tuple[ActionScope, ...]
    """Scopes of those actions."""


class ActionPalette(Provider):
    """Offers the actions of the screen from which the palette was opened."""

    async def discover(self) -> Hits:
        """All actions, before anything is typed."""
        for command in self._offered():
            yield DiscoveryHit(_label(command), partial(self._run, command), help=describe_action(command, self.app))

    async def search(self, query: str) -> Hits:
        """The actions that match a query."""
        matcher = self.matcher(query)
        for command in self._offered():
            score = matcher.match(f"{_label(command)} {command.help}")
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(_label(command)),
                    partial(self._run, command),
                    help=describe_action(command, self.app),
                )

    def _offered(self) -> list[Action]:
        scopes = {ActionScope.EVERYWHERE}
        if isinstance(self.screen, OffersActions):
            scopes |= {*self.screen.OFFERS}
        return [command for command in COMMANDS if command.palette and command.scope in scopes]

    async def _run(self, command: Action) -> None:
        await self.app.run_action(command.action, self.app if command.scope is ActionScope.EVERYWHERE else self.screen)


def _label(command: Action) -> str:
    key = command.shown if command.scope is ActionScope.STORE else all_key_labels(command).split(" ")[0]
    return f"{command.words} ({key})"
