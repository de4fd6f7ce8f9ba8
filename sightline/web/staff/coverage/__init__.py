"""Coverage: who has not told us, what each sender owes, and what we asked and when."""
