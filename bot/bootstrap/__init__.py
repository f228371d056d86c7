"""The only place that names concrete classes: `parts` for commands, `server` for the running desk."""
