"""Colours that widgets, views and drawn graphs share. None carries a meaning alone: a sign or a word stands with it."""

from db.model.enums import Polarity

SIDE_STYLE = {Polarity.FOR: "$success", Polarity.AGAINST: "$error", Polarity.NEITHER: "$text-muted"}
"""Colour of a side, shown with its sign and its word."""

DIM = "$text-muted"
CHANGED = "underline $accent"
