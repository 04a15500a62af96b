"""The manual: one Markdown file a topic, and :mod:`tui.manual.pages`, which lists and reads them."""
