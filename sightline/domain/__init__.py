"""The law and the arithmetic, in pure Python: no Django, no clock, no database."""
