"""Deciding whose record a record is: the same child or not, and taking apart what is not."""
