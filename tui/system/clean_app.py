"""An app that draws, notifies and copies nothing raw, whichever widget or screen asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App
from textual.filter import LineFilter
from textual.notifications import SeverityLevel

from tui.text.net import SafetyNet
from tui.text.safe import block, copyable, line

_NET = SafetyNet()


class CleanApp(App[None]):
    """The last steps on the way to the terminal: lines, notices and the clipboard."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Filters of every line that is drawn; the last cleans it."""
        return [*super().get_line_filters(), _NET]

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002
    ) -> None:
        """Show a notice, cleaned; its words are never read as markup."""
        super().notify(block(message), title=line(title), severity=severity, timeout=timeout, markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text, cleaned, to the terminal's clipboard."""
        super().copy_to_clipboard(copyable(text))
