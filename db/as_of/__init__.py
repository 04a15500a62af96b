"""The record as it stood at a moment."""
