"""Widgets. They contain no SQL: they get records from their screen, or read them through :mod:`tui.workers.reads`."""
