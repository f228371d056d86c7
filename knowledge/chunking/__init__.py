"""Cut documents into passages. Pure: the same document gives the same chunks, on any day and any machine."""
