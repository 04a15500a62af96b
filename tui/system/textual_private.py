"""Every use that the app makes of Textual's private names; a canary test in tests/tui/system guards each."""

from __future__ import annotations

from rich.text import Text
from textual.app import App
from textual.notifications import Notification
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input


class StoppableApp(App[None]):
    """An app with a hook before its widgets are removed, for which Textual has no event."""

    def before_shutdown(self) -> None:
        """Stop workers that would report to removed widgets."""

    async def _shutdown(self) -> None:
        self.before_shutdown()
        await super()._shutdown()


class RedrawnInput(Input):
    """An input that draws its value by :meth:`drawn_value`; Textual's own draws it unchanged."""

    def drawn_value(self) -> str:
        """The value as drawn."""
        return self.value

    @property
    def _value(self) -> Text:
        return Text(self.drawn_value(), no_wrap=True, overflow="ignore", end="")


def notifications(app: App[None]) -> list[Notification]:
    """Notices on the screen, oldest first. Textual lets an app post notices but not list them."""
    return list(app._notifications)


def withdraw_notification(app: App[None], notice: Notification) -> None:
    """Remove one notice from the screen. Textual can only clear all of them."""
    app._unnotify(notice)


def parse_theme_style(widget: Widget, style: str) -> Style:
    """Parse a style of the theme, such as ``$accent bold``, for a widget of Textual's Line API.

    :param widget: the widget whose theme and component classes resolve it.
    """
    return widget._get_style(style)
