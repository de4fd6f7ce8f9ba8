"""Pages for those who hold the authority to account and see figures only: governors, members, the privacy officer."""
