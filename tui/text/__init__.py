"""Text on its way to the screen: the door, wording, wrapping, styles."""
