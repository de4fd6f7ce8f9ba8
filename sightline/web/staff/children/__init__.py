"""The list of children missing out on full-time education, with its filters."""
