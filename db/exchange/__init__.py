"""What leaves a store: one module a format, over the same selection of the record."""
