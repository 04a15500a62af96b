"""Queries: one module for each thing that is read from the record."""
