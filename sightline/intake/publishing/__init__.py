"""Second half of an intake: staged rows become what the record says, all in one transaction."""
