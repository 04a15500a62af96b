"""Every reach of the app into Textual's private names; a canary in tests/tui/system holds each of them."""

from __future__ import annotations

from rich.text import Text
from textual.app import App
from textual.notifications import Notification
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input


class StoppableApp(App[None]):
    """An app with a hook before it closes: Textual posts no event while widgets can still be reached by workers."""

    def before_shutdown(self) -> None:
        """Stop what would come back to widgets that are gone."""

    async def _shutdown(self) -> None:
        self.before_shutdown()
        await super()._shutdown()


class RedrawnInput(Input):
    """An input that draws its value by :meth:`drawn_value`: Textual can only draw it as it is."""

    def drawn_value(self) -> str:
        """The value as it is drawn."""
        return self.value

    @property
    def _value(self) -> Text:
        return Text(self.drawn_value(), no_wrap=True, overflow="ignore", end="")


def notifications(app: App[None]) -> list[Notification]:
    """Notices that are on the screen, oldest first. Textual lets an app post notices but not list them."""
    return list(app._notifications)


def withdraw_notification(app: App[None], notice: Notification) -> None:
    """Take one notice off the screen. Textual can only clear all of them."""
    app._unnotify(notice)


def parse_theme_style(widget: Widget, style: str) -> Style:
    """Parse a style of the theme, such as ``$accent bold``, for a Line-API widget.

    :param widget: whose theme and component classes it is read with.
    """
    return widget._get_style(style)
