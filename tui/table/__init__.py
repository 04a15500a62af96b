"""The parts of the one table of actions, by where they apply; :mod:`tui.commands` puts them together."""
