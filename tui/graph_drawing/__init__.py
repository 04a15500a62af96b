"""A relay graph drawn in cells: where its boxes stand, how lines run between them, what is written. No widget."""
