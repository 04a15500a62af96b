"""Algorithms without SQL: graph layout, and bounds of times."""
