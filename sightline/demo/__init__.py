"""A made-up authority: its schools, services and children, the messy files they send, and the truth beside them."""
