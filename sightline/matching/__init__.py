"""Whose record is this? A first way: validated identifiers, else exact name, birth and postcode."""
