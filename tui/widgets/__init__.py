"""The parts of a screen. None holds SQL: they are handed records, or ask through :mod:`tui.workers.reads`."""
