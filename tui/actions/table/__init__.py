"""The parts of the one table of actions, by where they apply; :mod:`tui.actions.registry` puts them together."""
