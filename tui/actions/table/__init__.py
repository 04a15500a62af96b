"""Parts of the table of actions, by where they apply; :mod:`tui.actions.registry` joins them."""
