"""What is raised for a file that cannot be read as what it was said to be."""


class Unreadable(Exception):
    """The file cannot be read as what it was said to be. The message says why and what is expected, and no value."""
