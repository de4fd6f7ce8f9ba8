"""The central record: what is known of a child, by whom, since when.

Models (one entity a file), the door for writes (`door.py`), reads as at and as known on any day (`reading.py`).
"""
