"""Tracking sheets of officers: what their cells mean, whom their rows are about, and what the record makes of them."""
