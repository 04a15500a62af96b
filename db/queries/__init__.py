"""Reading the record: one module per thing that is read."""
