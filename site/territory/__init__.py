"""The administrative units of Viet Nam through time."""
