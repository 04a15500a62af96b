"""The record as it was known at a moment."""
