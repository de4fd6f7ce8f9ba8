"""Who is on the list, and why: the rules of membership, their spec table, and the projection that lists read."""
