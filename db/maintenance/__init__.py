"""Maintenance of a store: check, backup, case files, and the demo."""
