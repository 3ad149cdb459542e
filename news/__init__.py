"""News of the provinces."""
