"""The front page and plain pages."""
