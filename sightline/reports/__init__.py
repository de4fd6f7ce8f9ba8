"""What goes out: the inspection list, the tracking sheet; one renderer a format."""
