"""Colours that widgets, views, documents and graphs share. A sign or a word always goes with each."""

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
"""Style of the words of a quote inside a text."""
