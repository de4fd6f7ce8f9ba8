"""Signing in and out, the password, and the role a person looks in."""
