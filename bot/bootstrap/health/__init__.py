"""The probes of the health check, one module for each kind, and their list."""
