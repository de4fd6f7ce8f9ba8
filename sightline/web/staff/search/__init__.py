"""Finding one child by anything that was told."""
