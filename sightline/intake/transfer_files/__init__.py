"""Common transfer files: what of them is read."""
