"""The first page: how much the authority knows, what needs whoever looks, and what changed since they last looked."""
