"""The rules over the registers: what each looks for, why, by which figures, and what it found."""
