"""The command line: one thin file a command, the same services as the pages."""
