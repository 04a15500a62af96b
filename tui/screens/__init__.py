"""Screens. Each asks for others by a request; :mod:`tui.navigation` opens them."""
