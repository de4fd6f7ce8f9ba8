"""Benchmarks: what the product takes beside a named peer in the same run, as a ratio. Never timed tests."""
