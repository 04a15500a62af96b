"""The table of actions, from which keys, key bar, palette and help are made."""
