"""What waits until the first screen is drawn, since it takes longer: counts of a whole case, alarms."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from tui.system.textual_private import FirstDrawingApp


def draw_then(widget: Widget, callback: Callable[..., object], *args: object) -> None:
    """Call a function once the first screen is drawn; where it is, after the next drawing."""
    if isinstance(widget.app, FirstDrawingApp):
        widget.app.draw_then(widget, callback, *args)
    else:
        widget.call_after_refresh(callback, *args)
