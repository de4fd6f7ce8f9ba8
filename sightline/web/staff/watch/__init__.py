"""The rules over the registers: what each asks, by which figures, and whom it finds."""
