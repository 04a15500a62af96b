"""Findings computed over a case: alarms, drift, relay graph, timeline, gaps, numbers."""
