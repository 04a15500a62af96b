"""Bases of the screens."""
