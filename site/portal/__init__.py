"""The shell: settings, addresses, base templates and error pages. Imports anyone, imported by no one."""
