"""The files that the services send: what stands in them, and in how many ways they are written."""
