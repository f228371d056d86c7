"""Plain values and pure decisions. Nothing here knows a clock, a database, a network or a framework."""
