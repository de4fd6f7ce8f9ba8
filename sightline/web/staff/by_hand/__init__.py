"""By hand: adding a child, telling, correcting and ending facts, attaching documents."""
