"""One contract a file; a file put here is a feed."""
