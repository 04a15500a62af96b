"""The store as a file: check, backup, the demo and the case that ships."""
