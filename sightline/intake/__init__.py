"""Feeds in: readers, one contract a feed, staging, quarantine, applying."""
