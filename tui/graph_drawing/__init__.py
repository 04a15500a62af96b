"""A relay graph drawn in cells: placement of boxes, routing of lines, labels. No widget."""
