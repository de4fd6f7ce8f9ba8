"""The tables of a school census as one."""
