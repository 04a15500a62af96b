"""The screens: the desk, a thing's own view, the keys, and an empty store."""
