"""What the views of a step, source, claim, denial and report say: records in, blocks of text out."""
