"""The table of actions, from which keys, palette and help are made."""
