"""Files in: dropping them in, what came of each, mending what waits, mapping a sender's own columns."""
