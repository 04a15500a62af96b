"""Figures that tests measure, printed once all tests have run."""

from __future__ import annotations

FIGURES = "figures"
"""The property under which a test records a line for the end, whichever process it ran in."""
