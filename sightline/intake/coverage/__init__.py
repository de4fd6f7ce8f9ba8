"""Coverage: who owes which feed and how often, what last came, and who has not told us."""
