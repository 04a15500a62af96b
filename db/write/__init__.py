"""What a person writes into the record. Each function is one entry: checked, cleaned, written whole or not at all."""
