"""Figures that tests measure. They are printed after all tests."""

from __future__ import annotations

FIGURES = "figures"
"""The property under which a test records a line to print at the end, from any worker process."""
