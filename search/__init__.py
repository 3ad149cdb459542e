"""The search service and its pages."""
