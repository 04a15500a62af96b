"""Colours that widgets, views and drawn graphs share. None carries a meaning alone: a sign or a word stands with it."""

from db.model.enums import Polarity, QuoteForm

SIDE_STYLE = {Polarity.FOR: "$success", Polarity.AGAINST: "$error", Polarity.NEITHER: "$text-muted"}
"""Colour of a side, shown with its sign and its word."""

DIM = "$text-muted"
CHANGED = "underline $accent"

QUOTE_STYLE = {
    QuoteForm.DIRECT: "underline $success",
    QuoteForm.MIXED: "underline $success",
    QuoteForm.INDIRECT: "underline $secondary",
    QuoteForm.HEADLINE: "underline bold",
}
"""How the words of a quote stand out in a text."""
