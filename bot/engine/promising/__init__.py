"""What specialists promise patients by a day: read from their words, kept on the case, until it is kept or due."""
