"""Who is who: what waits, one child or two, the way back, and taking apart what is not one child."""
