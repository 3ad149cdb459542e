"""The province's desk: imports, roles, workflow and reports."""
