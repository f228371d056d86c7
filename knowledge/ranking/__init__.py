"""What a question is about, how well a passage answers it, and how sure one may be. Used by ingest and retriever."""
