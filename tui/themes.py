"""Our three themes: dark, light and high contrast. Textual's own stand beside them."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

from tui.text.safe import line

DARK = Theme(
    name="onrecord-dark",
    primary="#8fb3d6",
    secondary="#8fb8a8",
    accent="#e3b45b",
    success="#8cc08a",
    warning="#e3b45b",
    error="#ec8b80",
    foreground="#dfe3e8",
    background="#12161b",
    surface="#171c22",
    panel="#212831",
    dark=True,
    variables={"text-muted": "#a6b0bb", "text-disabled": "#6d7783", "border": "#8fb3d6"},
)

LIGHT = Theme(
    name="onrecord-light",
    primary="#1f5582",
    secondary="#2c6a55",
    accent="#7a4200",
    success="#175f28",
    warning="#7a4200",
    error="#a8271b",
    foreground="#1b2127",
    background="#f7f5f0",
    surface="#fdfcf9",
    panel="#e7e3da",
    dark=False,
    variables={"text-muted": "#4b535c", "text-disabled": "#7b838c", "border": "#1f5582"},
)

CONTRAST = Theme(
    name="onrecord-contrast",
    primary="#ffffff",
    secondary="#00e5ff",
    accent="#ffe600",
    success="#4dff6e",
    warning="#ffe600",
    error="#ffc4c4",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
    variables={"text-muted": "#ffffff", "text-disabled": "#c8c8c8", "border": "#ffffff"},
)

THEMES = (DARK, LIGHT, CONTRAST)
"""In the order they are offered; the first is the default."""


def describe_unknown_theme(name: str) -> str:
    """A sentence for a configured theme that there is none of; empty where there is, or none is configured."""
    known = [*BUILTIN_THEMES, *(each.name for each in THEMES)]
    if not name or name in known:
        return ""
    return f"theme: there is no theme “{line(name)}”; choose from {', '.join(known)}."
