"""Our three themes: dark, light and high contrast. Textual's own stand beside them."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="onrecord-dark",
    primary="#7aa2c9",
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
    variables={"text-muted": "#97a1ad", "text-disabled": "#6d7783", "border": "#7aa2c9"},
)

LIGHT = Theme(
    name="onrecord-light",
    primary="#1f5582",
    secondary="#2c6a55",
    accent="#8a4b00",
    success="#1d6b2f",
    warning="#8a4b00",
    error="#a8271b",
    foreground="#1b2127",
    background="#f7f5f0",
    surface="#fdfcf9",
    panel="#e7e3da",
    dark=False,
    variables={"text-muted": "#545c66", "text-disabled": "#7b838c", "border": "#1f5582"},
)

CONTRAST = Theme(
    name="onrecord-contrast",
    primary="#ffffff",
    secondary="#00e5ff",
    accent="#ffe600",
    success="#4dff6e",
    warning="#ffe600",
    error="#ff7b7b",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#262626",
    dark=True,
    variables={"text-muted": "#ffffff", "text-disabled": "#c8c8c8", "border": "#ffffff"},
)

THEMES = (DARK, LIGHT, CONTRAST)
"""In the order they are offered; the first is the default."""
