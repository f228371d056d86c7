"""The office's own documents: read, cut, indexed and found again with their source."""
