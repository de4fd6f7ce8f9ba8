"""One file a command; its name is the file name with hyphens."""
