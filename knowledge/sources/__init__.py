"""Where the office's documents come from, and how each kind is read into blocks."""
