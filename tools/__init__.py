"""Commands of the workshop: local servers, the demo, checks. Nothing here is imported by the site."""
